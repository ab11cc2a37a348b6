"""Texts whose direction is not that of the page, and whole pages that run from right to left."""

from __future__ import annotations

from app.documents.language import Language

_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate: the text between them runs as its own first letter does."""


def isolated(text: str, language: Language) -> str:
    """A user's text within ours: on a page from right to left it keeps its own direction.

    Without it "3 new nodes" would be read there as "new nodes 3".
    """
    return f"{_ISOLATE}{text}{_END}" if language.direction == "rtl" and text else text
