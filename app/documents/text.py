"""Users' texts on paper: what cannot be printed is taken out, what is too long is shortened."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u202a-\u202e\u2066\u2067"  # overrides that show figures in another order
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, noncharacters
    "\U000e0000-\U000e007f]"  # invisible tags
)
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
"""Between them a text runs as its own first letter does: from right to left, or not."""
_ISOLATES = re.compile(f"[{ISOLATE}{END_OF_ISOLATE}]")
_WIDE = frozenset("WF")
_WITHOUT_WIDTH = frozenset(("Cf", "Mn", "Me"))
"""Marks of direction, and marks upon other letters."""
ELLIPSIS = "…"


def printable(part: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    r"""Every text of a JSON value without what cannot be printed; expat would refuse it.

    Example:
        >>> printable({"title": "A\x0bB"})
        {'title': 'AB'}
    """
    if isinstance(part, str):
        text = _UNPRINTABLE.sub("", part)
        return text if _is_closed(text) else _ISOLATES.sub("", text)
    if isinstance(part, dict):
        return {key: printable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [printable(value) for value in part]
    return part


def shortened(text: str, most: int) -> str:
    """A text of at most so many columns, cut at a word where one ends near.

    Example:
        >>> shortened("Increase average revenue per user", 20)
        'Increase average…'
    """
    if len(text) * 2 <= most or _columns(text) <= most:
        return text
    if text.startswith(ISOLATE) and text.endswith(END_OF_ISOLATE):
        return ISOLATE + shortened(text[1:-1], most) + END_OF_ISOLATE
    kept, used = 0, 1
    for character in text:
        used += _width(character)
        if used > most:
            break
        kept += 1
    cut = text[:kept]
    word = cut.rsplit(maxsplit=1)[0] if " " in cut else cut
    return (word if len(word) > kept * 0.6 else cut).rstrip(" ,;:.–-") + ELLIPSIS


def _is_closed(text: str) -> bool:
    """Whether each isolate of a text ends within it, so that what follows is left alone."""
    depth = 0
    for mark in _ISOLATES.findall(text):
        depth += 1 if mark == ISOLATE else -1
        if depth < 0:
            return False
    return depth == 0


def _columns(text: str) -> int:
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
