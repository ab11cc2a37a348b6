"""The measures of a case, exact; one that does not exist is None, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from app.value.case import Case
from app.value.lines import Benefit
from app.value.metrics import internal_rate, payback_months
from app.value.reasons import reason

_ZERO = Decimal(0)
_LEAST_INVESTED = Decimal("1e-9")
"""Below a billionth of a unit nothing is invested; a return on less would have no end of digits."""


@dataclass(slots=True)
class Measures:
    """Money undiscounted unless it says present value; rates a year; months from the start."""

    npv: Decimal
    cost_of_delay: Decimal
    cash_value: Decimal
    roi: Decimal | None = None
    irr: Decimal | None = None
    payback_months: Decimal | None = None
    discounted_payback_months: Decimal | None = None
    benefit_cost_ratio: Decimal | None = None
    reasons: dict[str, str] = field(default_factory=dict)


def measures_of(case: Case) -> Measures:
    """Measure a case, by the definitions every document prints.

    `cost_of_delay` is what falls off the end of the horizon when every flow comes one month later:
    the net flow of the last month.
    """
    measures = Measures(
        npv=case.present_value("benefit") - case.present_value("investment"),
        cost_of_delay=case.net.twelfths[-1] / 12,
        cash_value=_cash_released(case) - case.total("investment"),
    )
    _relate_to_investment(measures, case)
    _find_rate(measures, case)
    _find_paybacks(measures, case)
    return measures


def _cash_released(case: Case) -> Decimal:
    return sum(
        (
            line.flow.total
            for line in case.lines
            if isinstance(line.line, Benefit) and line.line.realisation == "cash_releasing"
        ),
        _ZERO,
    )


def _relate_to_investment(measures: Measures, case: Case) -> None:
    invested = case.present_value("investment")
    if invested > _LEAST_INVESTED:
        measures.roi = measures.npv / invested
        measures.benefit_cost_ratio = case.present_value("benefit") / invested
        return
    below = invested < -_LEAST_INVESTED
    why = reason("investment_below_zero" if below else "nothing_invested")
    measures.reasons |= {"roi": why, "benefit_cost_ratio": why}


def _find_rate(measures: Measures, case: Case) -> None:
    found = internal_rate(case.net.by_period)
    if isinstance(found, Decimal):
        measures.irr = found
    else:
        measures.reasons["irr"] = found


def _find_paybacks(measures: Measures, case: Case) -> None:
    discounted = tuple(map(Decimal.__mul__, case.net.twelfths, case.factors))
    measures.payback_months = payback_months(case.net.twelfths)
    measures.discounted_payback_months = payback_months(discounted)
    years = case.statement.horizon_years
    within = "_in_a_year" if years == 1 else ""
    if measures.payback_months is None:
        measures.reasons["payback_months"] = reason(f"no_payback{within}", years=years)
    if measures.discounted_payback_months is None:
        why = reason(f"no_discounted_payback{within}", years=years)
        measures.reasons["discounted_payback_months"] = why
