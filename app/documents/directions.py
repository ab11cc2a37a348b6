"""Pages that run from right to left, and the texts on them that do not."""

from __future__ import annotations

import re
from typing import Any

from app.documents.language import Language
from app.documents.text import END_OF_ISOLATE, ISOLATE

_NEEDS_NONE = re.compile(r"[A-Za-z0-9_.+:%-]*", re.ASCII)
"""Codes, keys, decimals, days and hashes: one run, whichever way the page reads."""
_SIDES = {"left": "right", "right": "left"}
_SIDE = re.compile(r"\b(left|right)\b")
_FOUR_SIDES = re.compile(r"\b((?:margin|padding):\s*\S+) ([^\s;]+) (\S+) ([^\s;]+)(?=\s*[;}])")
_SPACED = re.compile(r"letter-spacing:[^;}]+")


def isolated(text: str, language: Language) -> str:
    """A user's text within ours: on a page from right to left it keeps its own direction.

    Without it "3 new nodes" would be read there as "new nodes 3".
    """
    return _isolated(text) if language.direction == "rtl" else text


def with_own_directions(view: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A view for a page from right to left: each of its texts keeps its own direction.

    One that holds such texts already is ours.
    """
    if isinstance(view, str):
        settled = ISOLATE in view or _NEEDS_NONE.fullmatch(view)
        return view if settled else _isolated(view)
    if isinstance(view, dict):
        return {key: with_own_directions(part) for key, part in view.items()}
    return [with_own_directions(part) for part in view] if isinstance(view, list) else view


def mirrored_style(style: str) -> str:
    """A style sheet for pages from right to left: what stood left stands right.

    Letters that join are never spaced.

    Example:
        >>> mirrored_style("td { padding: 1pt 2pt 3pt 4pt; text-align: left }")
        'td { padding: 1pt 4pt 3pt 2pt; text-align: right }'
    """
    style = _SIDE.sub(lambda found: _SIDES[found[0]], style)
    style = _FOUR_SIDES.sub(r"\1 \4 \3 \2", style)
    return _SPACED.sub("letter-spacing: 0", style)


def _isolated(text: str) -> str:
    return f"{ISOLATE}{text}{END_OF_ISOLATE}" if text else text
