"""Sensitivity: what each assumption's range does to the case, one at a time.

Calculated in floating point, all variants at once; both ends agree with the exact calculation to
nine digits and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.value.assumptions import Assumption
from app.value.formulas.dependence import Shape
from app.value.formulas.tape import Floats
from app.value.inputs import shapes_of
from app.value.lane_figures import figure_of_lane, money_of_lane, told
from app.value.lanes import LaneResults, Lanes, lanes_of
from app.value.ranges import Span, level_of, range_of
from app.value.sensitivity_view import TARGETS, Bar, BarEnd, Direction, HiddenStep, Target, Tornado
from app.value.statement import ValueStatement

_SCANNED = 65
_STEP_SHARE = 0.1
"""A jump between neighbours of 65 of more than this share of the bar is a step, not a slope."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """One assumption with its place among the lanes."""

    assumption: Assumption
    level: Decimal
    span: Span
    scan: slice | None


def tornado(
    statement: ValueStatement,
    target: Target = "value",
    *,
    spread: Decimal | None = None,
    lanes: Lanes | None = None,
) -> Tornado:
    """Move each assumption through its range, or through a fraction either side.

    Raises:
        CalculationError: the statement's lines cannot be laid out.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "100", "low": "80", "high": "150"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "sheets * 2"}],
        ... )
        >>> tornado(statement).bars[0].swing
        Decimal('140.00')
    """
    moved = _moved(statement, spread)
    recorded = lanes or lanes_of(statement, [one.assumption.key for one in moved])
    columns = _columns(moved, recorded)
    results = recorded.evaluate(columns, TARGETS)
    measured = [
        _bar(statement.currency_code, target, one, 1 + 2 * n, results)
        for n, one in enumerate(moved)
    ]
    varied = {one.assumption.key for one in moved}
    return Tornado(
        currency_code=statement.currency_code,
        convention=statement.convention,
        range_reading=statement.range_reading,
        spread=spread,
        target=target,
        value=money_of_lane(results["value"][0], statement.currency_code),
        npv=money_of_lane(results["npv"][0], statement.currency_code),
        bars=tuple(sorted(measured, key=lambda bar: -(bar.swing or 0))),
        without_range=tuple(
            one.key
            for one in statement.assumptions
            if one.formula is None and one.key not in varied
        ),
    )


def _moved(statement: ValueStatement, spread: Decimal | None) -> list[_Moved]:
    shapes = shapes_of(statement.assumptions, (*statement.benefits, *statement.investments))
    ranged = [(one, level_of(one), range_of(one, spread)) for one in statement.assumptions]
    found: list[_Moved] = []
    lane = 1 + 2 * sum(span is not None for _, _, span in ranged)
    for assumption, level, span in ranged:
        if level is None or span is None:
            continue
        stepped = shapes.get(assumption.key) is Shape.STEPPED
        scan = slice(lane, lane + _SCANNED) if stepped else None
        lane += _SCANNED if stepped else 0
        found.append(_Moved(assumption, level, span, scan))
    return found


def _columns(moved: Sequence[_Moved], lanes: Lanes) -> dict[str, Floats]:
    """The lanes: as assumed, then two ends for each assumption, then what is scanned for steps."""
    scanned = [one.scan.stop for one in moved if one.scan is not None]
    count = max([1 + 2 * len(moved), *scanned])
    columns = {}
    for number, one in enumerate(moved):
        column = np.full(count, lanes.base[one.assumption.key])
        low, high = float(one.span.low), float(one.span.high)
        column[1 + 2 * number : 3 + 2 * number] = low, high
        if one.scan is not None:
            column[one.scan] = np.linspace(low, high, _SCANNED)
        columns[one.assumption.key] = column
    return columns


def _bar(currency: str, target: Target, one: _Moved, lane: int, results: LaneResults) -> Bar:
    base, low, high = (float(results[target][at]) for at in (0, lane, lane + 1))
    known = [figure for figure in (base, low, high) if not np.isnan(figure)]
    whole = len(known) == len((base, low, high))
    return Bar(
        key=one.assumption.key,
        label=one.assumption.label or one.assumption.key,
        unit=one.assumption.unit,
        figure=told(one.level),
        low=_end(currency, one.span.low, results, lane),
        high=_end(currency, one.span.high, results, lane + 1),
        swing=money_of_lane(max(known) - min(known), currency) if whole else None,
        direction=_direction(low, high),
        ends_on_same_side=(low - base) * (high - base) > _noise(base) ** 2,
        hidden_step=_hidden_step(currency, target, one, results),
    )


def _end(currency: str, figure: Decimal, results: LaneResults, lane: int) -> BarEnd:
    value, npv = (money_of_lane(results[target][lane], currency) for target in TARGETS)
    return BarEnd(figure=told(figure), value=value, npv=npv)


def _direction(low: float, high: float) -> Direction:
    if abs(high - low) <= _noise(low) or np.isnan(high - low):
        return "none"
    return "higher_is_better" if high > low else "lower_is_better"


def _hidden_step(
    currency: str, target: Target, one: _Moved, results: LaneResults
) -> HiddenStep | None:
    if one.scan is None:
        return None
    course = results[target][one.scan]
    jumps = np.abs(np.diff(course))
    if np.isnan(jumps).all() or np.nanmax(course) - np.nanmin(course) <= _noise(course[0]):
        return None
    largest = int(np.nanargmax(jumps))
    if jumps[largest] <= _STEP_SHARE * (np.nanmax(course) - np.nanmin(course)):
        return None
    figures = np.linspace(float(one.span.low), float(one.span.high), _SCANNED)
    jump = money_of_lane(course[largest + 1] - course[largest], currency)
    return HiddenStep(
        after=figure_of_lane(figures[largest]),
        before=figure_of_lane(figures[largest + 1]),
        jump=Decimal(0) if jump is None else jump,
    )


def _noise(figure: float) -> float:
    """What floating point may leave of an exact zero beside a figure."""
    return 1e-9 * max(1.0, abs(figure))
