"""How far an assumption's figure may lie from the one given: its range, and what is plausible.

An assumption given by year is moved as a whole; its figure is then the average of its years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.errors import StatementError

_ZERO = Decimal(0)


class NotVariableError(StatementError):
    """A key is not that of a figure that can be moved."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key = key
        super().__init__(
            f"There is no figure “{key}” that can be moved. Assumptions with a value can be, and "
            f"those by year whose average is not zero: {', '.join(known[:20]) or 'none here'}."
        )


@dataclass(frozen=True, slots=True)
class Span:
    """From a low figure to a high one; either may be on the wrong side of what is assumed."""

    low: Decimal
    high: Decimal


def level_of(assumption: Assumption) -> Decimal | None:
    """The figure that is moved: the value, or the average of the years.

    None for a formula, and for years whose average is zero, which nothing can scale.

    Example:
        >>> level_of(Assumption(key="users", by_year=["100", "300"]))
        Decimal('200')
    """
    if assumption.value is not None:
        return assumption.value
    if not assumption.by_year:
        return None
    return sum(assumption.by_year, _ZERO) / len(assumption.by_year) or None


def moved_to(assumption: Assumption, level: Decimal) -> Assumption:
    """The assumption with another figure; one by year keeps its course."""
    if assumption.value is not None:
        return assumption.model_copy(update={"value": level})
    before = level_of(assumption) or Decimal(1)
    years = tuple(figure * level / before for figure in assumption.by_year or ())
    initial = None if assumption.initial is None else assumption.initial * level / before
    return assumption.model_copy(update={"by_year": years, "initial": initial})


def range_of(assumption: Assumption, spread: Decimal | None = None) -> Span | None:
    """The range given, or a fraction either side; None where none is given.

    Of a range with one end only, the other end is the figure itself.
    """
    level = level_of(assumption)
    if level is None:
        return None
    if spread is not None:
        around = sorted((level * (1 - spread), level * (1 + spread)))
        return Span(_bounded(assumption, around[0]), _bounded(assumption, around[1]))
    if assumption.outcomes:
        values = [outcome.value for outcome in assumption.outcomes]
        return Span(min(values), max(values))
    if assumption.low is None and assumption.high is None:
        return None
    low = level if assumption.low is None else assumption.low
    high = level if assumption.high is None else assumption.high
    return Span(low, high)


def plausible_range(assumption: Assumption) -> Span:
    """Where a break-even is looked for: wider than the range, on the same side of zero.

    Down to nothing and up to twice the figure, and further where the range reaches further; never
    beyond the assumption's hard bounds.
    """
    level = level_of(assumption) or _ZERO
    given = range_of(assumption) or Span(level, level)
    reach = max(abs(level), given.high - given.low) or Decimal(1)
    low, high = min(level, given.low) - reach, max(level, given.high) + reach
    if min(level, given.low) >= 0:
        low = max(low, _ZERO)
    if max(level, given.high) <= 0:
        high = min(high, _ZERO)
    return Span(_bounded(assumption, low), _bounded(assumption, high))


def is_plausible(assumption: Assumption, figure: Decimal) -> bool:
    """Whether an assumption could be so: on the side of zero it is on, within its hard bounds.

    Example:
        >>> is_plausible(Assumption(key="users", value="100"), Decimal(-20))
        False
    """
    level = level_of(assumption) or _ZERO
    given = range_of(assumption) or Span(level, level)
    if figure < 0 <= min(level, given.low) or figure > 0 >= max(level, given.high):
        return level == 0
    return _bounded(assumption, figure) == figure


def _bounded(assumption: Assumption, figure: Decimal) -> Decimal:
    if assumption.at_least is not None:
        figure = max(figure, assumption.at_least)
    return figure if assumption.at_most is None else min(figure, assumption.at_most)
