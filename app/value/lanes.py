"""A statement on arrays: one lane for each set of figures its assumptions might have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.value.case import Side
from app.value.formulas.arithmetic import exactly
from app.value.formulas.tape import Floats, Tape
from app.value.lane_amounts import LaneAmounts, base_level
from app.value.lane_measures import LaneMeasures, Measure
from app.value.metrics import discount_factors
from app.value.statement import ValueStatement

MEASURES: tuple[Measure, ...] = get_args(Measure)


class LaneResults:
    """The measures of every lane, in floating point, unrounded.

    Shapes:
        (lanes,), but `net_by_period` (periods, lanes) and `line_totals` (lines, lanes), the lines
        in the order of `Lanes.lines`.
    NaN stands for “no result”: a lane in which a formula has none, or a return on nothing. A
    payback beyond the horizon is infinite.
    """

    def __init__(self, rows: Mapping[Measure, Floats]) -> None:
        self._rows = rows

    def __getitem__(self, measure: Measure) -> Floats:
        rows = self._rows[measure]
        return rows if measure in ("net_by_period", "line_totals") else rows[0]

    def without(self, lanes: NDArray[np.intp]) -> LaneResults:
        """The same without a result in some lanes."""
        rows = {measure: found.copy() for measure, found in self._rows.items()}
        for found in rows.values():
            found[:, lanes] = np.nan
        return LaneResults(rows)

    @property
    def value(self) -> Floats:
        """Total benefits less total investment."""
        return self["value"]

    @property
    def npv(self) -> Floats:
        """Net present value, by the statement's convention."""
        return self["npv"]


class Lanes:
    """A statement's formulas and lines, recorded once, evaluated for as many lanes as wanted.

    `base` holds the figure of every assumption that can be given as a column. One given by year is
    scaled as a whole: its column, like its low and high, is the average of its years.
    """

    def __init__(self, statement: ValueStatement, varying: Collection[str] | None = None) -> None:
        levels = {one.key: base_level(one) for one in statement.assumptions}
        self.base: dict[str, float] = {
            key: level
            for key, level in levels.items()
            if level is not None and (varying is None or key in varying)
        }
        with exactly():
            factors = discount_factors(
                statement.discount_rate, statement.horizon_years, statement.convention
            )
            amounts = LaneAmounts(statement, frozenset(self.base))
        self.lines: tuple[tuple[Side, str], ...] = tuple(
            (line.side, line.key) for line in amounts.lines
        )
        self._amounts = amounts
        self._measures = LaneMeasures(amounts.recorder, amounts.lines, [*map(float, factors)])
        self._tapes: dict[tuple[Measure, ...], tuple[Tape, list[int]]] = {}

    def evaluate(
        self,
        columns: Mapping[str, ArrayLike],
        wanted: Sequence[Measure] = MEASURES,
    ) -> LaneResults:
        """Evaluate lanes; assumptions without a column keep their base figure.

        Shapes:
            columns: (lanes,) each, in the unit of the assumption.

        Raises:
            KeyError: a column's name is no assumption that can vary.
        """
        arrays = {key: np.asarray(column, np.float64) for key, column in columns.items()}
        if unknown := arrays.keys() - self.base.keys():
            raise KeyError(*sorted(unknown))
        lanes = max((len(column) for column in arrays.values()), default=1)
        tape, ends = self._tape(tuple(wanted))
        found = np.split(tape.run({**self.base, **arrays}, lanes), ends)
        return LaneResults(dict(zip(wanted, found, strict=True)))

    def operations(self, wanted: Sequence[Measure]) -> int:
        """How many operations on arrays some measures take."""
        return len(self._tape(tuple(wanted))[0])

    def formulas_without_result(self, columns: Mapping[str, Floats]) -> Counter[tuple[str, str]]:
        """In how many lanes each formula is the first without a result, by pointer and text.

        The first in the order of calculation: what rests on it has none either.
        """
        placed = [
            one
            for one in self._amounts.placed
            if self._amounts.recorder.may_have_no_result(one.value)
        ]
        lanes = max(len(column) for column in columns.values())
        tape = Tape(self._amounts.recorder, [one.value for one in placed])
        found: Counter[tuple[str, str]] = Counter()
        open_still = np.ones(lanes, np.bool_)
        for one, figures in zip(placed, tape.run({**self.base, **columns}, lanes), strict=True):
            here = open_still & np.isnan(figures)
            if here.any():
                found[one.pointer, one.formula] += int(here.sum())
            open_still &= ~here
        return found

    def _tape(self, wanted: tuple[Measure, ...]) -> tuple[Tape, list[int]]:
        if wanted not in self._tapes:
            rows = [self._measures.rows(measure) for measure in wanted]
            ends = np.cumsum([len(values) for values in rows])[:-1].tolist()
            recorder = self._amounts.recorder
            self._tapes[wanted] = Tape(recorder, [one for values in rows for one in values]), ends
        return self._tapes[wanted]


def lanes_of(statement: ValueStatement, varying: Collection[str] | None = None) -> Lanes:
    """Record a statement; `varying` names the assumptions that will have columns (all, if None).

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "1000"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "sheets * 2"}],
        ... )
        >>> lanes_of(statement).evaluate({"sheets": [1000, 1500]}).value.tolist()
        [2000.0, 3000.0]
    """
    return Lanes(statement, varying)
