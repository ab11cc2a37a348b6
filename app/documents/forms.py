"""The forms a document comes in, and what each is called on the wire and on a disk."""

from __future__ import annotations

from typing import Literal

Form = Literal["pdf", "xlsx"]
"""A form is also the suffix of its file."""
MEDIA_TYPES: dict[Form, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""From the form most people want to the one fewest do."""
