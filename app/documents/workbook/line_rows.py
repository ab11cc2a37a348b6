"""Which rows a line takes on the sheet of the calculation."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.workbook.model import ShownLine
from app.value.assumptions import Assumption
from app.value.lines import OneOff


@dataclass(frozen=True)
class LineRows:
    """Rows of one line from its band on; what a line does without is None.

    `factor` has, by year of the line's own life, adoption × growth; without it all of a year's
    money flows.
    """

    line: ShownLine
    inputs: tuple[Assumption, ...]
    band: int
    further: int | None
    upfront: int | None
    per_year: int | None
    starts: int | None
    ends: int | None
    adoption: int | None
    growth: int | None
    factor: int | None
    first_one_off: int
    total: int
    risk: int
    adjusted: int

    @property
    def first_input(self) -> int:
        """The row of the line's first input, such as A1."""
        return self.band + 1

    @property
    def one_offs(self) -> tuple[OneOff, ...]:
        """What flows once; a row each."""
        return self.line.laid_out.line.one_off

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self.adjusted + 1


def rows_of(line: ShownLine, band: int, most_inputs: int) -> LineRows:
    """Lay out a line, its band in the row given."""
    given = line.laid_out.line
    inputs = line.behind[:most_inputs]
    counter = _Counter(band + 1 + len(inputs))
    yearly = given.per_year is not None
    ramp = yearly and (given.adoption is not None or given.growth is not None)
    return LineRows(
        line=line,
        inputs=inputs,
        band=band,
        further=counter.row(len(inputs) < len(line.behind)),
        upfront=counter.row(given.upfront is not None),
        per_year=counter.row(yearly),
        starts=counter.row(yearly),
        ends=counter.row(yearly),
        adoption=counter.row(ramp),
        growth=counter.row(ramp),
        factor=counter.row(ramp),
        first_one_off=counter.rows(len(given.one_off)),
        total=counter.rows(1),
        risk=counter.rows(1),
        adjusted=counter.rows(1),
    )


class _Counter:
    """Hands out rows, one after the other."""

    def __init__(self, first: int) -> None:
        self._next = first

    def row(self, wanted: bool) -> int | None:  # noqa: FBT001 - the one thing it asks
        return self.rows(1) if wanted else None

    def rows(self, count: int) -> int:
        first = self._next
        self._next += count
        return first
