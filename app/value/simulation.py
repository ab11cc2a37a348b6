"""Simulation: what the case comes to when its assumptions are as uncertain as their ranges say.

Calculated in floating point, chunk by chunk; only results are kept. The same seed gives the same
figures, bit by bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.value.draws import Draws
from app.value.errors import CalculationError
from app.value.formulas.tape import Floats
from app.value.lane_measures import Measure
from app.value.lanes import Lanes, lanes_of
from app.value.samples import Sample
from app.value.sampling import FEWEST_DRAWS, MOST_DRAWS, Batch, Plan, plan
from app.value.simulation_figures import (
    MONTHS,
    RATIO,
    chance_of,
    curves_of,
    input_told,
    line_spreads,
    minor_unit,
    spread_of,
)
from app.value.simulation_view import (
    LineSpread,
    MoneyMeasure,
    Simulation,
    Spread,
    UndefinedFormula,
)
from app.value.statement import ValueStatement
from app.value.undefined_draws import UndefinedDraws
from app.value.work_of_draws import bounded_work

DRAWS = 32_768
MOST_UNDEFINED = 0.01
"""Above this share of draws without a result, percentiles of the others would mislead."""

_MEASURES: tuple[Measure, ...] = ("value", "npv", "roi", "payback_months")
_LINES: tuple[Measure, ...] = ("line_totals",)
_MONEY: tuple[MoneyMeasure, ...] = ("value", "npv")
_POINTS_FOR_LINES = 1024
"""Of each replicate; ranges of single lines need no more."""


@dataclass(frozen=True, slots=True)
class Target:
    """What Value or NPV is hoped to exceed."""

    amount: Decimal
    measure: MoneyMeasure = "value"


def simulate(
    statement: ValueStatement,
    *,
    seed: int,
    draws: int = DRAWS,
    target: Target | None = None,
    risk_adjusted: bool = True,
) -> Simulation:
    """Draw all uncertain assumptions together, many times.

    `draws` is rounded up so that replicates are equal. `risk_adjusted=False` leaves the lines' own
    risk adjustments out, since the ranges tell that risk already.

    Raises:
        CalculationError: there is no range, one cannot be read, correlations contradict one
            another, more than one draw in a hundred has no result, or it would take too long.
        ValueError: too few or too many draws.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "100", "low": "80", "high": "130"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "sheets * 2"}],
        ... )
        >>> spread = simulate(statement, seed=1).value
        >>> round(spread.p10), round(spread.p50), round(spread.p90)
        (160, 200, 260)
    """
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise ValueError(draws)
    considered = statement if risk_adjusted else without_risk_adjustment(statement)
    run = _Run(considered, seed, plan(draws))
    if run.undefined.count > MOST_UNDEFINED * run.plan.draws:
        raise CalculationError(run.undefined.faults(run.plan.draws))
    return run.simulation(seed=seed, target=target, risk_adjusted=risk_adjusted)


def without_risk_adjustment(statement: ValueStatement) -> ValueStatement:
    """The statement with every line as it is before its risk adjustment."""
    nothing = {"risk_adjustment": None}
    return statement.model_copy(
        update={
            "benefits": tuple(one.model_copy(update=nothing) for one in statement.benefits),
            "investments": tuple(one.model_copy(update=nothing) for one in statement.investments),
        }
    )


class _Run:
    """All draws of a statement, evaluated."""

    def __init__(self, statement: ValueStatement, seed: int, drawn: Plan) -> None:
        self.plan = drawn
        self._statement = statement
        self._draws = Draws(statement, seed)
        self._lanes: Lanes = lanes_of(statement, self._draws.keys)
        self.undefined = UndefinedDraws(self._lanes)
        self._wanted = _MEASURES if drawn.points > _POINTS_FOR_LINES else (*_MEASURES, *_LINES)
        bounded_work(self._lanes.operations(self._wanted), drawn.draws)
        self._figures = np.empty((len(_MEASURES), drawn.draws))
        self._line_totals: list[Floats] = []
        place = 0
        for batch in drawn.batches():
            place = self._evaluate(batch, place)

    def simulation(self, *, seed: int, target: Target | None, risk_adjusted: bool) -> Simulation:
        """Everything as it leaves."""
        statement = self._statement
        finest = minor_unit(statement.currency_code)
        samples = [Sample(figures, self.plan.replicates) for figures in self._figures]
        money = dict(zip(_MONEY, samples, strict=False))
        asked = [(measure, Decimal(0)) for measure in _MONEY]
        asked += [] if target is None else [(target.measure, target.amount)]
        value, npv, roi, payback = self._spreads(samples, finest)
        return Simulation(
            currency_code=statement.currency_code,
            convention=statement.convention,
            range_reading=statement.range_reading,
            seed=seed,
            draws=self.plan.draws,
            replicates=self.plan.replicates,
            risk_adjusted=risk_adjusted,
            value=value,
            npv=npv,
            roi=roi,
            payback_months=payback,
            chances=tuple(chance_of(money[measure], measure, above) for measure, above in asked),
            curves=tuple(curves_of(sample, measure, finest) for measure, sample in money.items()),
            lines=self._lines(finest),
            inputs=tuple(input_told(one) for one in self._draws.uncertain),
            correlated=self._draws.correlated,
            undefined_draws=self.undefined.count,
            undefined_formulas=tuple(
                UndefinedFormula(pointer=pointer, formula=formula, draws=count)
                for (pointer, formula), count in self.undefined.by_formula.most_common()
            ),
        )

    def _evaluate(self, batch: Batch, place: int) -> int:
        columns = self._draws.columns(batch)
        found = self.undefined.look_at(columns, self._lanes.evaluate(columns, self._wanted))
        end = place + len(batch.replicates) * batch.count
        for row, measure in zip(self._figures, _MEASURES, strict=True):
            row[place:end] = found[measure]
        if self._wanted != _MEASURES:
            self._line_totals.append(found["line_totals"])
        elif not batch.start:
            first = {key: self._first_points(column, batch) for key, column in columns.items()}
            self._line_totals.append(self._lanes.evaluate(first, _LINES)["line_totals"])
        return end

    def _first_points(self, column: Floats, batch: Batch) -> Floats:
        by_replicate = column.reshape(len(batch.replicates), -1)
        return np.ascontiguousarray(by_replicate[:, :_POINTS_FOR_LINES]).reshape(-1)

    def _spreads(self, samples: list[Sample], finest: Decimal) -> list[Spread]:
        base = self._lanes.evaluate({}, self._wanted)
        defined = self.plan.draws - self.undefined.count
        steps = (finest, finest, RATIO, MONTHS)
        return [
            spread_of(sample, defined, float(base[measure][0]), step)
            for measure, sample, step in zip(_MEASURES, samples, steps, strict=True)
        ]

    def _lines(self, finest: Decimal) -> tuple[LineSpread, ...]:
        totals = np.concatenate(self._line_totals, axis=1)
        return line_spreads(self._lanes.lines, totals, self.plan.replicates, finest)
