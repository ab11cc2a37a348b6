"""Lines laid out over months and periods.

Months are numbered from 0 (the start) to 12 × years. Amounts by month are kept in twelfths, so that
a yearly amount spread over its months is exact: 1,000 a year adds up to 1,000 after twelve months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import accumulate, repeat
from operator import add, mul, sub

from app.value.lines import Line

_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the formulas of one line say: money at month 0, by year (from 1), and by month."""

    upfront: Decimal
    per_year: dict[int, Decimal]
    one_off: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Money over the horizon.

    `twelfths` has 12 × years + 1 entries, each twelve times the money of its month; `by_period`
    has years + 1 entries, the initial one first.
    """

    twelfths: tuple[Decimal, ...]
    by_period: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Undiscounted, over the whole horizon."""
        return sum(self.by_period, _ZERO)

    def times(self, factor: Decimal) -> Flow:
        """The same flow, every amount multiplied."""
        if factor == 1:
            return self
        return Flow(
            tuple(map(mul, self.twelfths, repeat(factor))),
            tuple(map(mul, self.by_period, repeat(factor))),
        )


def lay_out(line: Line, amounts: Amounts, years: int) -> Flow:
    """Spread a line's amounts over the months in which they flow, before risk adjustment."""
    twelfths = [_ZERO] * (12 * years + 1)
    twelfths[0] = amounts.upfront * 12
    if amounts.per_year:
        starts, ends = active_months(line, years)
        factors = _factors(line, starts, ends)
        for month in range(starts, ends + 1):
            twelfths[month] = amounts.per_year[year_of(month)] * factors[(month - starts) // 12]
    for month, amount in amounts.one_off:
        twelfths[month] += amount * 12
    if not amounts.per_year and not amounts.one_off:
        return Flow(tuple(twelfths), (amounts.upfront, *[_ZERO] * years))
    return Flow(tuple(twelfths), _by_period(twelfths))


def summed(flows: Sequence[Flow], years: int) -> Flow:
    """The sum of several flows; of none, nothing."""
    if not flows:
        return Flow((_ZERO,) * (12 * years + 1), (_ZERO,) * (years + 1))
    return reduce(_plus, flows)


def minus(received: Flow, paid: Flow) -> Flow:
    """What remains of one flow after another."""
    return Flow(
        tuple(map(sub, received.twelfths, paid.twelfths)),
        tuple(map(sub, received.by_period, paid.by_period)),
    )


def active_months(line: Line, years: int) -> tuple[int, int]:
    """The first and last month in which `per_year` flows."""
    return line.starts_month or 1, line.ends_month or 12 * years


def active_years(line: Line, years: int) -> range:
    """The years in which `per_year` flows, so those in which its formula is evaluated."""
    starts, ends = active_months(line, years)
    return range(year_of(starts), year_of(ends) + 1)


def year_of(month: int) -> int:
    """The period a month belongs to: 0 for month 0, 1 for the months 1 to 12.

    Example:
        >>> year_of(0), year_of(12), year_of(13)
        (0, 1, 2)
    """
    return (month + 11) // 12


def _plus(one: Flow, other: Flow) -> Flow:
    return Flow(
        tuple(map(add, one.twelfths, other.twelfths)),
        tuple(map(add, one.by_period, other.by_period)),
    )


def _factors(line: Line, starts: int, ends: int) -> list[Decimal]:
    """Adoption times growth for each year of the line's own life, counted from its start."""
    life = (ends - starts) // 12 + 1
    adoption = line.adoption or (_ONE,)
    growth = 1 + (line.growth or _ZERO)
    grown = accumulate([growth] * (life - 1), lambda before, rate: before * rate, initial=_ONE)
    return [adoption[min(year, len(adoption) - 1)] * factor for year, factor in enumerate(grown)]


def _by_period(twelfths: Sequence[Decimal]) -> tuple[Decimal, ...]:
    years = (sum(twelfths[first : first + 12], _ZERO) / 12 for first in range(1, len(twelfths), 12))
    return (twelfths[0] / 12, *years)
