"""The case with its least proven figures at the bad ends of their ranges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.case import Case, case_of
from app.value.errors import CalculationError
from app.value.ranges import moved_to
from app.value.sensitivity import tornado
from app.value.sensitivity_view import Bar
from app.value.statement import ValueStatement

MOST_MOVED = 3


@dataclass(frozen=True, slots=True)
class Weakened:
    """Which figures were moved where, the place of the weakest, and the Value that is left."""

    moved: tuple[tuple[Assumption, Decimal], ...]
    index: int
    value: Decimal


def without_the_weakest(case: Case, spread: Decimal) -> Weakened | None:
    """Move the three least proven figures, the most influential first, to where Value is least.

    `spread` is the fraction by which a figure without a range is moved. None where no figure
    matters, or where the case has no result so.
    """
    statement = case.statement
    bars = {
        **{bar.key: bar for bar in tornado(statement, spread=spread).bars},
        **{bar.key: bar for bar in tornado(statement).bars},
    }
    weak = sorted(
        (one for one in statement.assumptions if one.key in bars and bars[one.key].swing),
        key=lambda one: (_proven(one), -(bars[one.key].swing or 0)),
    )
    moved = tuple((one, _bad_end(bars[one.key])) for one in weak[:MOST_MOVED])
    if not moved:
        return None
    try:
        worse = case_of(_moved(statement, {one.key: end for one, end in moved}))
    except CalculationError:
        return None
    value = worse.total("benefit") - worse.total("investment")
    return Weakened(moved, statement.assumptions.index(moved[0][0]), value)


def _proven(one: Assumption) -> int:
    """How well a figure is proven, from nothing upwards."""
    if one.status in ("pilot", "customer_confirmed"):
        return 3 if one.status == "pilot" else 4
    if one.basis == "reference_customer":
        return 2
    return 1 if one.status == "in_review" else 0


def _bad_end(bar: Bar) -> Decimal:
    ends = [end for end in (bar.low, bar.high) if end.value is not None]
    return min(ends, key=lambda end: end.value or Decimal(0)).figure


def _moved(statement: ValueStatement, ends: dict[str, Decimal]) -> ValueStatement:
    return statement.model_copy(
        update={
            "assumptions": tuple(
                moved_to(one, ends[one.key]) if one.key in ends else one
                for one in statement.assumptions
            )
        }
    )
