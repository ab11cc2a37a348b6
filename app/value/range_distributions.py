"""The distribution of an assumption: how its range is read, and what keeps it from being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import inf, log

from app.value.assumptions import Assumption, RangeReading
from app.value.distributions import (
    Z90,
    Clipped,
    Discrete,
    Distribution,
    Lognormal,
    Normal,
    OneSided,
    Pert,
    ShiftedLognormal,
    Triangular,
    Uniform,
)
from app.value.errors import CalculationError, Fault
from app.value.figures import write_figure
from app.value.ranges import level_of, range_of
from app.value.simulation_view import DistributionName, Reading
from app.value.statement import ValueStatement


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An assumption with a distribution, its name, and how low and high are read by it."""

    assumption: Assumption
    name: DistributionName
    reading: Reading
    distribution: Distribution


def uncertain_in(statement: ValueStatement) -> tuple[Uncertain, ...]:
    """Every assumption whose range leaves something open, in the statement's order.

    Raises:
        CalculationError: a range cannot be read; all of them at once.
    """
    found: list[Uncertain] = []
    faults: list[Fault] = []
    for index, assumption in enumerate(statement.assumptions):
        try:
            one = _uncertain(assumption, statement.range_reading)
        except _UnreadableRangeError as error:
            faults.append(error.at(f"#/assumptions/{index}"))
        else:
            found += [] if one is None else [one]
    if faults:
        raise CalculationError(faults)
    return tuple(found)


class _UnreadableRangeError(Exception):
    def __init__(self, detail: str, hint: str) -> None:
        self.detail, self.hint = detail, hint
        super().__init__(detail)

    def at(self, pointer: str) -> Fault:
        return Fault(pointer, "UNREADABLE_RANGE", self.detail, self.hint)


def _uncertain(assumption: Assumption, reading: RangeReading) -> Uncertain | None:
    level, span = level_of(assumption), range_of(assumption)
    if assumption.formula is not None or span is None or span.low == span.high:
        return None
    if level is None:
        return None
    if assumption.outcomes:
        return Uncertain(
            assumption, "discrete", "outcomes", _clipped(assumption, _discrete(assumption))
        )
    if not span.low <= level <= span.high:
        raise _UnreadableRangeError(
            f"{assumption.key} is {write_figure(level)}, outside its own range from "
            f"{write_figure(span.low)} to {write_figure(span.high)}.",
            "A range surrounds its figure. Is low above it, or high below it?",
        )
    name = _name(assumption, reading)
    points = float(span.low), float(level), float(span.high)
    read: Reading = "min_max" if name in ("pert", "triangular", "uniform") else "p10_p90"
    return Uncertain(assumption, name, read, _clipped(assumption, _made(name, *points, assumption)))


def _name(assumption: Assumption, reading: RangeReading) -> DistributionName:
    if assumption.distribution is not None:
        return assumption.distribution
    return "shifted_lognormal" if reading == "p10_p90" else "pert"


def _made(
    name: DistributionName, low: float, middle: float, high: float, assumption: Assumption
) -> Distribution:
    match name:
        case "uniform":
            return Uniform(low, high)
        case "triangular":
            return Triangular(low, middle, high)
        case "pert":
            return Pert(low, middle, high)
        case "normal":
            return Normal(middle, (high - low) / (2 * Z90))
        case "lognormal":
            return _lognormal(low, middle, high, assumption.key)
    return _through(low, middle, high)


def _lognormal(low: float, middle: float, high: float, key: str) -> Distribution:
    if low > 0:
        return Lognormal(middle, log(high / low) / (2 * Z90))
    raise _UnreadableRangeError(
        f"{key} is lognormal, and its low is not above zero.",
        "A lognormal figure is always above zero: give a low above it, or leave the "
        "distribution out.",
    )


def _through(low: float, middle: float, high: float) -> Distribution:
    """One time in ten below low, one in ten above high; an end on the figure is no end at all."""
    if low == middle:
        return OneSided(middle, high)
    return OneSided(middle, low) if middle == high else ShiftedLognormal(low, middle, high)


def _discrete(assumption: Assumption) -> Discrete:
    outcomes = sorted(assumption.outcomes or (), key=lambda outcome: outcome.value)
    return Discrete(
        tuple(float(outcome.value) for outcome in outcomes),
        tuple(map(float, accumulate(outcome.probability for outcome in outcomes))),
    )


def _clipped(assumption: Assumption, distribution: Distribution) -> Distribution:
    bounds = list(_bounds(assumption))
    least = max((low for low, _ in bounds), default=-inf)
    most = min((high for _, high in bounds), default=inf)
    return Clipped(distribution, least, most) if -least < inf or most < inf else distribution


def _bounds(assumption: Assumption) -> Iterator[tuple[float, float]]:
    """Hard bounds of the figure that is drawn; by year, so that each year keeps them."""
    least = -inf if assumption.at_least is None else float(assumption.at_least)
    most = inf if assumption.at_most is None else float(assumption.at_most)
    level = float(level_of(assumption) or 0)
    for figure in map(float, assumption.figures):
        if assumption.value is not None:
            yield least, most
        elif figure:
            ends = sorted((least * (level / figure), most * (level / figure)))
            yield ends[0], ends[1]
