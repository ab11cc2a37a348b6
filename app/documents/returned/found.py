"""What is found in a workbook that came back, before anybody judges it: plain texts, bounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from typing import Literal

CellKind = Literal["empty", "figure", "text", "date", "truth", "error", "unknown"]
"""`unknown`: a formula of which the file holds no result."""

_AS_KEPT = Context(prec=15)
"""Spreadsheets keep fifteen digits of a figure."""


@dataclass(frozen=True)
class FoundCell:
    """One cell: where, what it shows, and the formula behind it where there is one.

    `text` is a figure as the file says it, or a text; a percentage is a fraction. `is_percentage`
    says that the cell shows it as one. `is_hidden`: its row or its column is.
    """

    place: str
    kind: CellKind
    text: str = ""
    formula: str | None = None
    is_percentage: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class FoundPlace:
    """The cells of one figure, by the workbook's own map; a cell that is gone is None.

    `moved_from` is the cell where the map looks for it, where its row was found elsewhere by key.
    `unit_is_gone`: the row no longer shows the unit.
    """

    path: str
    stated: str
    unit: str | None
    low: str | None
    high: str | None
    name: FoundCell | None
    stated_cell: FoundCell | None
    yours: FoundCell | None
    used: FoundCell | None
    has_own_cell: bool
    moved_from: str | None = None
    unit_is_gone: bool = False


@dataclass(frozen=True)
class FoundWorkbook:
    """The facts a workbook says of itself, and every figure that somebody touched."""

    facts: dict[str, str]
    places: tuple[FoundPlace, ...]
    place_count: int


def same_figure(shown: str, stated: str) -> bool:
    """Whether a cell shows what was exported, as far as a spreadsheet keeps digits.

    Example:
        >>> same_figure("0.1385", "0.13849999999999998"), same_figure("12", "12.5")
        (True, False)
    """
    try:
        return _AS_KEPT.plus(Decimal(shown)) == _AS_KEPT.plus(Decimal(stated))
    except InvalidOperation:
        return False
