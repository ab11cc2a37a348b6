"""Two assumptions against each other, as a table. Calculated in floating point, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from app.value.assumptions import Assumption
from app.value.errors import StatementError
from app.value.lane_figures import money_of_lane, told
from app.value.lanes import lanes_of
from app.value.ranges import NotVariableError, Span, level_of, range_of
from app.value.sensitivity_view import Target
from app.value.statement import ValueStatement
from app.value.two_way_view import Axis, TwoWayTable

MOST_FIGURES = 25
"""Rows or columns."""

_FIFTH = Decimal("0.2")
"""How far either side a table goes where no range is given."""


class TooManyFiguresError(StatementError):
    """A table of two assumptions is asked for with more rows or columns than can be read."""

    def __init__(self, given: int) -> None:
        self.given = given
        super().__init__(
            f"{given} figures for one assumption are too many. A table has 1 to {MOST_FIGURES} "
            "rows and columns; leave them out to get five between low and high."
        )


def two_way(  # noqa: PLR0913 - two assumptions with their figures, and what is asked for
    statement: ValueStatement,
    row: str,
    column: str,
    *,
    row_figures: Sequence[Decimal] = (),
    column_figures: Sequence[Decimal] = (),
    target: Target = "value",
) -> TwoWayTable:
    """A table of two assumptions against each other, by default at five figures of each range.

    Raises:
        NotVariableError: a key is not that of a figure that can be moved.
        TooManyFiguresError: more figures than a table shows.
    """
    known = {one.key: one for one in statement.assumptions if level_of(one) is not None}
    for key in (row, column):
        if key not in known:
            raise NotVariableError(key, list(known))
    rows = _axis(known[row], row_figures)
    columns = _axis(known[column], column_figures)
    down, across = (np.array([float(one) for one in axis.figures]) for axis in (rows, columns))
    grid = {row: np.repeat(down, len(across)), column: np.tile(across, len(down))}
    found = lanes_of(statement, list(grid)).evaluate(grid, [target])[target]
    return TwoWayTable(
        currency_code=statement.currency_code,
        convention=statement.convention,
        target=target,
        rows=rows,
        columns=columns,
        cells=tuple(
            tuple(money_of_lane(cell, statement.currency_code) for cell in cells)
            for cells in found.reshape(len(down), len(across))
        ),
    )


def _axis(assumption: Assumption, figures: Sequence[Decimal]) -> Axis:
    if len(figures) > MOST_FIGURES:
        raise TooManyFiguresError(len(figures))
    level = level_of(assumption) or Decimal(0)
    span = range_of(assumption) or range_of(assumption, _FIFTH) or Span(level, level)
    between = (span.low, (span.low + level) / 2, level, (level + span.high) / 2, span.high)
    return Axis(
        key=assumption.key,
        label=assumption.label or assumption.key,
        unit=assumption.unit,
        figures=tuple(told(one) for one in figures or sorted(set(between))),
    )
