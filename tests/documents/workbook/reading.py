"""A recalculated workbook's figures, found as a reader finds them: by names, references, rows."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from openpyxl.utils import column_index_from_string

from app.value.result import Result

SHEET, SHEET_NUMBER = "Cash flow", 5
HALF = 0.5
METRICS = (
    "roi",
    "irr",
    "payback_months",
    "discounted_payback_months",
    "benefit_cost_ratio",
)


def read(book):
    """Read a workbook with its results."""
    return Read(book[SHEET].iter_rows(values_only=True), places_of(book))


def places_of(book):
    """The row and column of each named cell of the sheet."""
    found = {}
    for name, defined in book.defined_names.items():
        ((sheet, where),) = defined.destinations
        cell = re.fullmatch(r"\$([A-Z]+)\$([0-9]+)", where)
        if sheet == SHEET and cell is not None:
            found[name] = (int(cell[2]) - 1, column_index_from_string(cell[1]) - 1)
    return found


class Read:
    """The rows of the sheet of the cash flow, where all results stand; `named` has their cells."""

    def __init__(self, rows, places) -> None:
        self._grid, self._places = list(rows), places
        self._rows = {}
        for row in self._grid[4:]:
            label = (row[0] or row[1]) if row else None
            if label is not None:
                self._rows.setdefault(label, row[2:])

    def named(self, name):
        """The value of a named cell."""
        row, column = self._places[name]
        return self._grid[row][column]

    def row(self, label):
        return self._rows[label]


def differences(read: Read, result: Result, minor_unit: int = 2) -> list[tuple]:
    """Every figure of a result that the workbook tells otherwise, beyond rounding.

    A spreadsheet keeps fifteen digits, so figures beyond a trillion may differ by more.
    """
    found = [
        (place, ours, theirs)
        for place, ours, theirs, step in _pairs(read, result, Decimal(1).scaleb(-minor_unit))
        if not _agree(ours, theirs, step)
    ]
    if result.reasons.keys() != {one for one in METRICS if isinstance(read.named(f"_{one}"), str)}:
        told = {one: read.named(f"_{one}") for one in METRICS}
        found.append(("what does not exist", dict(result.reasons), told))
    return found


def _agree(ours, theirs, step) -> bool:
    if ours is None:
        return not isinstance(theirs, int | float)
    if not isinstance(theirs, int | float):
        return False
    return abs(theirs - float(ours)) <= float(step) * (HALF + 1e-3) + 1e-12 * abs(float(ours))


def _pairs(read, result, cent):
    totals = {
        "_total_benefits": result.total_benefits,
        "_total_investment": result.total_investment,
        "_value": result.value,
        "_present_value_of_benefits": result.present_value.benefits,
        "_present_value_of_investment": result.present_value.investment,
        "_npv": result.metrics.npv,
        "_cost_of_delay": result.metrics.cost_of_delay,
        "_cash_value": result.metrics.cash_value,
    }
    yield from ((name, figure, read.named(name), cent) for name, figure in totals.items())
    for name in METRICS:
        step = Decimal("0.01") if "months" in name else Decimal("0.000001")
        yield name, getattr(result.metrics, name), read.named(f"_{name}"), step
    periods = len(result.periods)
    for line in result.lines:
        told = read.row(f"{line.ref}tr")
        figures = [*line.by_period, line.total, line.present_value]
        for number, (ours, theirs) in enumerate(
            itertools.zip_longest(figures, told[: periods + 2])
        ):
            yield (line.ref, line.key, number), ours, theirs, cent
    for label, figures in (
        ("Total Benefits", result.cash_flow.benefits),
        ("Total Investment", result.cash_flow.investment),
        ("Net", result.cash_flow.net),
        ("Cumulative", result.cash_flow.cumulative),
    ):
        for number, figure in enumerate(figures):
            yield (label, number), figure, read.row(label)[number], cent
