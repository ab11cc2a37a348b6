"""How wide text will be on paper, so that labels of pictures neither meet nor leave their box.

Measured in the widest weight that documents set; scripts that Inter lacks are taken as wide.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from app.documents.fonts import FONTS
from app.documents.text import ELLIPSIS

_FULL_WIDTH, _USUAL_WIDTH = 1.0, 0.6
_NONE = frozenset(("Mn", "Me", "Cf"))


def width_of(text: str, size: float) -> float:
    """The width of a text in points, in a face of so many points.

    Example:
        >>> 30 < width_of("£2,000,016", 7) < 50
        True
    """
    return size * sum(map(_advance, text))


def fitted(text: str, size: float, room: float) -> str:
    """A text cut to a width, at a word where one ends near.

    Example:
        >>> fitted("Increase average revenue per user", 7, 80)
        'Increase average…'
    """
    if width_of(text, size) <= room:
        return text
    used, kept = width_of(ELLIPSIS, size), 0
    for character in text:
        used += size * _advance(character)
        if used > room:
            break
        kept += 1
    cut = text[:kept]
    word = cut.rsplit(maxsplit=1)[0] if " " in cut.strip() else cut
    return (word if len(word) > kept * 0.6 else cut).rstrip(" ,;:.–-") + ELLIPSIS


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """A text in at most so many lines, the last one cut where it is too long."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1:
        line, rest = _first_line(rest, size, room)
        lines.append(line)
    return (*lines, fitted(rest, size, room)) if rest else tuple(lines)


def _first_line(text: str, size: float, room: float) -> tuple[str, str]:
    """As many words as fit, or as much of the first; scripts without spaces break anywhere."""
    used, fits, space = 0.0, len(text), 0
    for place, character in enumerate(text):
        used += size * _advance(character)
        if used > room:
            fits = max(place, 1)
            break
        if character == " ":
            space = place
    if fits == len(text):
        return text, ""
    cut = space if space and text[fits] != " " else fits
    return text[:cut].rstrip(), text[cut:].lstrip()


@cache
def _advance(character: str) -> float:
    known = _advances().get(ord(character))
    if known is not None:
        return known
    if unicodedata.category(character) in _NONE:
        return 0.0
    return _FULL_WIDTH if unicodedata.east_asian_width(character) in "WF" else _USUAL_WIDTH


@cache
def _advances() -> dict[int, float]:
    """Of every character in Inter, in ems; all figures are as wide as the widest."""
    with TTFont(FONTS / "Inter-SemiBold.ttf", lazy=True) as font:
        widths, unit = font["hmtx"], font["head"].unitsPerEm
        found = {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
    widest = max(found[ord(figure)] for figure in "0123456789")
    return found | dict.fromkeys(map(ord, "0123456789"), widest)
