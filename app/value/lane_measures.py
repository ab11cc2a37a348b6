"""The measures of a case as recorded operations: linear in the lines' amounts, but for two.

Amounts that flow at the same times are added up first, whatever line they belong to, so that each
measure takes only a few operations more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import fsum, inf, nan
from typing import Literal, TypeAlias

from app.value.case import Side
from app.value.cashflow import year_of
from app.value.formulas import array_operations as on
from app.value.formulas.array_functions import combined, divided
from app.value.formulas.tape import Recorder, Value
from app.value.lane_amounts import LaneLine

Measure: TypeAlias = Literal[
    "value",
    "npv",
    "total_benefits",
    "total_investment",
    "present_value_of_benefits",
    "present_value_of_investment",
    "roi",
    "payback_months",
    "net_by_period",
    "line_totals",
]
Term: TypeAlias = tuple[Value, tuple[float, ...]]

_LEAST_INVESTED = 1e-9
"""As in the exact measures: on less than this no return is told."""
_BELOW_ZERO = -1e-6
"""A millionth of a unit of money: what sums of binary figures leave of an exact zero."""


class LaneMeasures:
    """Records measures of lines; `factors` are the discount factors by month."""

    def __init__(
        self, recorder: Recorder, lines: Sequence[LaneLine], factors: Sequence[float]
    ) -> None:
        self._recorder = recorder
        self._lines = lines
        self._factors = factors
        self._ones = (1.0,) * len(factors)
        self._sums: dict[Measure, Value] = {}
        self._terms: dict[Side, list[Term]] = {
            "benefit": _gathered(recorder, lines, "benefit"),
            "investment": _gathered(recorder, lines, "investment"),
        }

    def rows(self, measure: Measure) -> list[Value]:
        """Record one measure: a row, or one for each period or line.

        A measure that does not exist in a lane is NaN there (a return on nothing), or infinite (a
        payback beyond the horizon).
        """
        match measure:
            case "net_by_period":
                return [self._net_of(period) for period in range(year_of(len(self._ones) - 1) + 1)]
            case "line_totals":
                return [self._weighed(line.terms, self._ones) for line in self._lines]
            case "payback_months":
                return [self._payback()]
            case "roi":
                return [self._return_on_investment()]
        return [self._sum(measure)]

    def _sum(self, measure: Measure) -> Value:
        if measure not in self._sums:
            self._sums[measure] = self._summed(measure)
        return self._sums[measure]

    def _summed(self, measure: Measure) -> Value:
        match measure:
            case "total_benefits":
                return self._weighed(self._terms["benefit"], self._ones)
            case "total_investment":
                return self._weighed(self._terms["investment"], self._ones)
            case "present_value_of_benefits":
                return self._weighed(self._terms["benefit"], self._factors)
            case "present_value_of_investment":
                return self._weighed(self._terms["investment"], self._factors)
            case "value":
                received, paid = self._sum("total_benefits"), self._sum("total_investment")
            case _:
                received = self._sum("present_value_of_benefits")
                paid = self._sum("present_value_of_investment")
        return self._recorder.apply(on.SUBTRACT, received, paid)

    def _weighed(self, terms: Iterable[Term], weights: Sequence[float]) -> Value:
        return combined(
            self._recorder,
            [
                (value, fsum(map(float.__mul__, twelfths, weights)) / 12)
                for value, twelfths in terms
            ],
        )

    def _net_of(self, period: int) -> Value:
        months = range(len(self._ones))
        weights = [1.0 if year_of(month) == period else 0.0 for month in months]
        return self._weighed(self._net_terms(), weights)

    def _net_terms(self) -> list[Term]:
        paid = [
            (value, tuple(-amount for amount in twelfths))
            for value, twelfths in self._terms["investment"]
        ]
        return [*self._terms["benefit"], *paid]

    def _return_on_investment(self) -> Value:
        invested = self._sum("present_value_of_investment")
        enough = self._recorder.apply(on.LESS, self._recorder.constant(_LEAST_INVESTED), invested)
        gained = divided(self._recorder, self._sum("npv"), invested)
        return self._chosen(enough, gained, self._recorder.constant(nan))

    def _payback(self) -> Value:
        """The last time the cumulative net flow rises above zero, linear within equal months."""
        apply, recorder = self._recorder.apply, self._recorder
        terms = self._net_terms()
        by_month = list(zip(*(twelfths for _, twelfths in terms), strict=True))
        cumulative = recorder.constant(0.0)
        below = self._is_below(cumulative)
        moment = recorder.constant(0.0)
        start = 0
        for rates, months in groupby(by_month):
            count = len(list(months))
            rate = combined(recorder, list(zip((value for value, _ in terms), rates, strict=True)))
            after = apply(on.ADD, cumulative, combined(recorder, [(rate, count / 12)]))
            still = self._is_below(after)
            risen = apply(on.AND, below, apply(on.NOT, still))
            since = apply(
                on.SUBTRACT, recorder.constant(start - 1.0), self._months(cumulative, rate)
            )
            moment = self._chosen(risen, since, moment)
            cumulative, below, start = after, still, start + count
        found = self._chosen(below, recorder.constant(inf), moment)
        return apply(on.ADD, found, apply(on.MULTIPLY, cumulative, recorder.constant(0.0)))

    def _months(self, amount: Value, a_year: Value) -> Value:
        years = divided(self._recorder, amount, a_year)
        return combined(self._recorder, [(years, 12.0)])

    def _is_below(self, cumulative: Value) -> Value:
        return self._recorder.apply(on.LESS, cumulative, self._recorder.constant(_BELOW_ZERO))

    def _chosen(self, condition: Value, yes: Value, no: Value) -> Value:
        decided = self._recorder.constant_of(condition)
        if decided is not None:
            return yes if decided else no
        return self._recorder.apply(on.CHOOSE, condition, yes, no)


def _gathered(recorder: Recorder, lines: Iterable[LaneLine], side: Side) -> list[Term]:
    """The amounts of one side, those that flow in the same proportions by month added up."""
    found: dict[tuple[float, ...], list[tuple[Value, float]]] = {}
    for line in lines:
        for value, twelfths in line.terms if line.side == side else ():
            flowing = [amount for amount in twelfths if amount]
            if flowing:
                # Money of one month is kept whole: a twelfth of it would be inexact.
                scale = flowing[0] if len(flowing) > 1 else flowing[0] / 12
                shape = tuple(amount / scale for amount in twelfths)
                found.setdefault(shape, []).append((value, scale))
    return [(combined(recorder, amounts), shape) for shape, amounts in found.items()]
