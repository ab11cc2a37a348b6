"""The figures of a cash flow: present value, payback, and what relates them to the investment.

Time is the last axis: flows are given by period (the initial one first) or by month (0 first).
Received is positive. Make and use these inside `arithmetic.exactly()`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from app.value.rates_of_return import rates_of_return, sign_changes
from app.value.reasons import reason
from app.value.statement import Convention

_ONE = Decimal(1)


def discount_factors(rate: Decimal, years: int, convention: Convention) -> tuple[Decimal, ...]:
    """What one unit of money in each month is worth today.

    Shapes:
        Returns 12 × years + 1 factors, month 0 first; month 0 is never discounted.
    Units:
        rate: fraction a year, above -1.

    `year_end` gives the months of year t the factor 1 / (1 + rate)^t, `mid_year` the exponent
    t - 1/2, `monthly` the month m the exponent m / 12, never rate / 12.

    Source:
        Brealey, Myers & Allen, Principles of Corporate Finance, ch. 2; the Total Economic Impact
        studies discount by `year_end`.

    Example:
        >>> [round(f, 4) for f in discount_factors(Decimal("0.1"), 1, "year_end")[::12]]
        [Decimal('1.0000'), Decimal('0.9091')]
    """
    growth = 1 + rate
    if convention == "monthly":
        return _powers(1 / growth ** (_ONE / 12), 12 * years)
    yearly = _powers(1 / growth, years)[1:]
    if convention == "mid_year":
        half_a_year = growth.sqrt()
        yearly = tuple(factor * half_a_year for factor in yearly)
    return (_ONE, *(factor for factor in yearly for _ in range(12)))


def present_value(twelfths: Sequence[Decimal], factors: Sequence[Decimal]) -> Decimal:
    """Today's worth of a flow given by month, in twelfths."""
    return sum(map(Decimal.__mul__, twelfths, factors), Decimal(0)) / 12


def payback_months(flows: Sequence[Decimal]) -> Decimal | None:
    """The month, with a fraction, from which on the cumulative flow is never below zero again.

    Linear within a month. 0 where it never was below zero, None where it still is at the end.

    Example:
        >>> payback_months([Decimal(-150), Decimal(100), Decimal(100)])
        Decimal('1.5')
    """
    cumulative = list(accumulate(flows))
    below = [month for month, amount in enumerate(cumulative) if amount < 0]
    if not below:
        return Decimal(0)
    last = below[-1]
    if last + 1 == len(flows):
        return None
    return last + -cumulative[last] / flows[last + 1]


def internal_rate(flows: Sequence[Decimal]) -> Decimal | str:
    """The one rate a year at which flows by period are worth nothing, or why there is not one."""
    rates = rates_of_return(flows)
    if len(rates) == 1:
        return rates[0]
    if not any(flows):
        return reason("no_flows")
    if not sign_changes(flows):
        return reason("nothing_received" if min(flows) < 0 else "nothing_paid")
    if not rates:
        return reason("no_rate")
    shown = " and ".join(f"{rate * 100:.2f} %" for rate in rates)
    return reason("several_rates", changes=sign_changes(flows), count=len(rates), rates=shown)


def _powers(base: Decimal, highest: int) -> tuple[Decimal, ...]:
    return tuple(accumulate([base] * highest, Decimal.__mul__, initial=_ONE))
