"""What a document is called where it is saved."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from app.documents.order import PrintOrder

_MOST_CHARACTERS = 80


def file_name(order: PrintOrder) -> str:
    """A name that says whose document it is, of what, and which edition."""
    number = order.edition.version_number
    edition = "draft" if number is None else f"v{number}"
    customer = order.statement.customer or ""
    return f"{_short(f'{customer} {order.statement.title} {edition}'.strip())}.{order.form}"


def content_disposition(name: str, *, inline: bool = False) -> str:
    r"""The header for a file of that name, for old clients without its accents (RFC 6266).

    Example:
        >>> content_disposition("Café.pdf")
        'attachment; filename="Cafe.pdf"; filename*=UTF-8\'\'Caf%C3%A9.pdf'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9 ._()-]", "", plain).strip()
    if not safe or safe.startswith("."):
        safe = f"document{safe}"
    shown = "inline" if inline else "attachment"
    return f"{shown}; filename=\"{safe}\"; filename*=UTF-8''{quote(name, safe='')}"


def _short(name: str) -> str:
    words = re.sub(r"[\s/\\:*?\"<>|]+", " ", name).strip()
    if len(words) <= _MOST_CHARACTERS:
        return words
    # The edition stands at the end and must stay.
    start, _, edition = words.rpartition(" ")
    return f"{start[: _MOST_CHARACTERS - len(edition)].rstrip()} {edition}"
