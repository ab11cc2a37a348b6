"""What is to be made: a statement, its result, which edition of it this is, in which form.

An order is all a document is made from. It leaves for the press as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from app.documents.brand import USUAL_BRAND, Brand
from app.documents.forms import Form
from app.value import Result, ValueStatement

Variant = Literal["summary", "full", "player", "comparison"]
"""One page; the whole business case; what concerns one key player; what changed since."""
Paper = Literal["A4", "Letter"]
Section = Literal[
    "contents",
    "executive_summary",
    "situation",
    "solution",
    "alternatives",
    "benefits",
    "investments",
    "calculations",
    "cash_flow",
    "sensitivity",
    "assumptions",
    "timeline",
    "responsibilities",
    "measurement",
    "acceptance",
    "method",
    "sources",
]
"""Sections that a document may go without, in the order in which they are read.

`calculations` are the sections of single benefits and investments.
"""


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
class PastVersion:
    """A row of the version table; `value` is in the version's own currency, rounded.

    What a later release could not read of an old version is None.
    """

    version_number: int
    label: str | None
    note: str | None
    author: str | None
    issued_at: datetime
    currency_code: str | None
    value: str | None


@dataclass(frozen=True)
class Earlier:
    """What a comparison compares with."""

    statement: ValueStatement
    result: Result
    edition: Edition


@dataclass(frozen=True)
class PrintOrder:
    """One document to be made. The same order gives the same bytes, on any machine."""

    statement: ValueStatement
    result: Result
    edition: Edition
    variant: Variant = "full"
    paper: Paper = "A4"
    form: Form = "pdf"
    language: str | None = None
    """The document's own language, a tag; None: that of the statement."""
    brand: Brand = USUAL_BRAND
    without: tuple[Section, ...] = ()
    player: str | None = None
    """The key of the key player whose view it is, where the variant is `player`."""
    earlier: Earlier | None = None
    """What the variant `comparison` compares with."""
    history: tuple[PastVersion, ...] = ()
    """The versions up to this edition, oldest first."""
    content: str | None = None
    """The canonical JSON that the edition's hash is of, to be enclosed; None: nothing is."""

    @property
    def tag(self) -> str:
        """The language the document speaks."""
        return self.language or self.statement.language

    def as_json(self) -> bytes:
        """The order as the press reads it."""
        return _orders().dump_json(self, by_alias=True)


def order_of(message: bytes) -> PrintOrder:
    """An order as it was before it became JSON; results are rounded as the API tells them.

    Raises:
        pydantic.ValidationError: it is none.
    """
    return _orders().validate_json(message)


@cache
def _orders() -> TypeAdapter[PrintOrder]:
    return TypeAdapter(PrintOrder)
