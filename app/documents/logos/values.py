"""What the attributes of a drawing may say, read and written anew by SVG's own grammar.

Renderers guess at what is no path, no transform or no number, and some never come to an end.
"""

from __future__ import annotations

import re

GREATEST = 1e6
"""Beyond any drawing; renderers multiply such figures."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_BETWEEN = re.compile(r"[\s,]*", re.ASCII)
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = (3, 4)
"""Places of an arc's flags among its seven figures: one digit each, often without a blank."""
_TURNS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3)}
_TURNS |= {"skewX": (1,), "skewY": (1,)}
_TURN = re.compile(r"\s*,?\s*([A-Za-z]{5,9})\s*\(([^()]*)\)", re.ASCII)
_LENGTH = re.compile(rf"({_NUMBER.pattern})(px|pt|%|)", re.ASCII)
_LINK = re.compile(r"url\(\s*['\"]?#([\w.:-]{1,200})['\"]?\s*\)", re.ASCII)
_COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,30}|rgba?\(\s*[\d.]{1,8}%?(?:[\s,/]+[\d.]{1,8}%?){2,3}\s*\)",
    re.ASCII,
)
_WORD = re.compile(r"[A-Za-z-]{1,30}(?: (?:meet|slice))?", re.ASCII)

_COLOURS = {"fill", "stroke", "stop-color", "color"}
_LINKS = {"clip-path"}
_LISTS = {"points", "viewBox", "stroke-dasharray"}
_LENGTHS = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "fx", "fy", "offset"}
_LENGTHS |= {"stroke-dashoffset"}
_EXTENTS = {"width", "height", "r", "rx", "ry", "fr", "stroke-width", "stroke-miterlimit"}
_EXTENTS |= {"opacity", "fill-opacity", "stroke-opacity", "stop-opacity"}


def written_anew(name: str, text: str) -> str | None:
    """The value of an attribute in plain grammar; None where it is not understood.

    Example:
        >>> written_anew("d", "M0,0a1 1 0 01.5-3z")
        'M 0 0 a 1 1 0 0 1 .5 -3 z'
        >>> written_anew("d", "zzz 1e999") is None
        True
        >>> written_anew("fill", "url('#a')")
        'url(#a)'
    """
    plain = text.strip()
    if name == "d":
        return _path(plain)
    if name in {"transform", "gradientTransform"}:
        return _transform(plain)
    if name in _LISTS:
        return _list(name, plain)
    if name in _LENGTHS | _EXTENTS:
        return _length(plain, may_be_negative=name in _LENGTHS)
    if name in _COLOURS | _LINKS and (link := _LINK.match(plain)):
        rest = plain[link.end() :].strip()
        after = f" {rest}" if rest else ""
        return f"url(#{link[1]}){after}" if not rest or _COLOUR.fullmatch(rest) else None
    wanted = _COLOUR if name in _COLOURS else _WORD
    return plain if wanted.fullmatch(plain) else None


def links_in(text: str) -> list[str]:
    """The names of what a value paints or cuts with."""
    return _LINK.findall(text)


def _path(text: str) -> str | None:
    written: list[str] = []
    place = 0
    while place < len(text):
        command = text[place]
        takes = _TAKES.get(command.upper())
        if takes is None or (not written and command not in "Mm"):
            return None
        written.append(command)
        figures, place = _figures(text, place + 1, is_arc=command in "Aa")
        if len(figures) % takes if takes else figures:
            return None
        if takes and not figures:
            return None
        written += figures
        place = _after_blanks(text, place)
    return " ".join(written)


def _figures(text: str, place: int, *, is_arc: bool) -> tuple[list[str], int]:
    found: list[str] = []
    while True:
        start = _after_blanks(text, place)
        if is_arc and len(found) % 7 in _FLAGS and text[start : start + 1] in {"0", "1"}:
            found.append(text[start])
            place = start + 1
            continue
        number = _NUMBER.match(text, start)
        if number is None or abs(float(number[0])) > GREATEST:
            return found, start
        found.append(number[0])
        place = number.end()


def _after_blanks(text: str, place: int) -> int:
    blanks = _BETWEEN.match(text, place)
    return blanks.end() if blanks else place


def _transform(text: str) -> str | None:
    turns = [_turn(*found) for found in _TURN.findall(text)]
    if _TURN.sub("", text).strip(" \t\r\n,") or None in turns:
        return None
    return " ".join(turn for turn in turns if turn)


def _turn(name: str, inner: str) -> str | None:
    figures, end = _figures(inner, 0, is_arc=False)
    if end != len(inner) or len(figures) not in _TURNS.get(name, ()):
        return None
    return f"{name}({' '.join(figures)})"


def _list(name: str, text: str) -> str | None:
    figures, end = _figures(text, 0, is_arc=False)
    amounts = list(map(float, figures))
    if name == "stroke-dasharray":
        if text == "none" or (end == len(text) and min(amounts, default=0) >= 0 and any(amounts)):
            return text if text == "none" else " ".join(figures)
        return None
    wanted = len(figures) == 4 if name == "viewBox" else len(figures) % 2 == 0  # noqa: PLR2004
    return " ".join(figures) if end == len(text) and wanted else None


def _length(text: str, *, may_be_negative: bool) -> str | None:
    found = _LENGTH.fullmatch(text)
    if found is None or abs(float(found[1])) > GREATEST:
        return None
    return text if may_be_negative or float(found[1]) >= 0 else None
