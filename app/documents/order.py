"""What is to be printed: a statement, its result, and which edition of it this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.value import Result, ValueStatement

Variant = Literal["summary", "full"]
Paper = Literal["A4", "Letter"]


@dataclass(frozen=True)
class Edition:
    """Which edition of a statement: a numbered version, or the draft, which has no number.

    `issued_at` carries its time zone; the date printed is the one there. A draft is watermarked.
    """

    version_number: int | None
    label: str | None
    stage: str | None
    author: str | None
    issued_at: datetime
    content_hash: str


@dataclass(frozen=True)
class PrintOrder:
    """One document to be made. The same order gives the same bytes."""

    statement: ValueStatement
    result: Result
    edition: Edition
    variant: Variant = "full"
    paper: Paper = "A4"
