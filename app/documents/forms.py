"""The forms a document comes in, and what each is called on the wire and on a disk."""

from __future__ import annotations

from typing import Literal

Form = Literal["pdf", "xlsx", "pptx", "html", "md", "txt", "json"]
"""A form is also the suffix of its file."""
MEDIA_TYPES: dict[Form, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
    "json": "application/json",
}
"""From the form most people want to the one fewest do."""

_PAGE = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a page of ours may do where it is opened from us: show itself (Content-Security-Policy)."""


def headers_of(media_type: str) -> dict[str, str]:
    """What is said of a document where it goes out: what it is, and what it may do.

    Example:
        >>> headers_of("text/plain")
        {'Content-Type': 'text/plain; charset=utf-8'}
    """
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    policy = {"Content-Security-Policy": _PAGE} if media_type == MEDIA_TYPES["html"] else {}
    return {"Content-Type": media_type + charset, **policy}
