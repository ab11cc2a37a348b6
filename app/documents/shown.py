"""The figures a document shows: one rounding for all its tables, so that each adds up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.value import Result
from app.value.result import LineResult, PresentValue, Totals
from app.value.rounding import Headlines, ShownTable, add_up, whole

_MOST_SHOWN = 10**9
"""From here on figures are shown in thousands, millions and so on: nine digits fit a column."""


@dataclass(frozen=True)
class ShownFigures:
    """Whole figures in multiples of `scale`: adjusted for risk, before it, and present values.

    A document that tells nothing about the time before the adjustment does without its table.
    """

    scale: int
    table: ShownTable
    before_risk: ShownTable | None
    present_value: ShownTable

    def of(self, amount: Decimal) -> int:
        """A single figure that stands in no sum."""
        return whole(amount, self.scale)


def shown_figures(result: Result, *, before_risk: bool) -> ShownFigures:
    """Round a result for print."""
    scale = _scale(result)
    before = result.before_risk_adjustment
    return ShownFigures(
        scale=scale,
        table=_table(result, scale, lambda line: line.by_period, result),
        before_risk=_table(
            result, scale, lambda line: line.before_risk_adjustment.by_period, before
        )
        if before_risk
        else None,
        present_value=_table(
            result, scale, lambda line: (line.present_value,), result.present_value
        ),
    )


def _scale(result: Result) -> int:
    before = result.before_risk_adjustment
    largest = max(
        map(
            abs,
            (
                *(result.total_benefits, result.total_investment, result.value),
                *(before.total_benefits, before.total_investment),
                *result.cash_flow.benefits,
                *result.cash_flow.investment,
                *result.cash_flow.cumulative,
                *(amount for line in result.lines for amount in line.by_period),
            ),
        )
    )
    scale = 1
    while largest >= _MOST_SHOWN * scale:
        scale *= 1000
    return scale


def _table(
    result: Result,
    scale: int,
    amounts: Callable[[LineResult], Sequence[Decimal]],
    totals: Result | Totals | PresentValue,
) -> ShownTable:
    benefits, investments = (
        [amounts(line) for line in result.lines if line.side == side]
        for side in ("benefit", "investment")
    )
    return add_up(benefits, investments, _headlines(result, totals), scale)


def _headlines(result: Result, totals: Result | Totals | PresentValue) -> Headlines:
    if isinstance(totals, PresentValue):
        return Headlines(totals.benefits, totals.investment, result.metrics.npv)
    return Headlines(totals.total_benefits, totals.total_investment, totals.value)
