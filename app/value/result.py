"""The result on the wire: everything calculated from a statement, rounded once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.value.figures import Figure
from app.value.statement import Convention

ENGINE = "1"
"""The number of the calculation rules; it changes when any published figure would."""

ByPeriod = Annotated[tuple[Figure, ...], Field(description="Initial, then each year.")]


class ResultPart(BaseModel):
    """Parts of a result are facts: they never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Totals(ResultPart):
    """Plain sums over the horizon, undiscounted."""

    total_benefits: Figure
    total_investment: Figure
    value: Figure


class PresentValue(ResultPart):
    """Risk-adjusted sums, discounted by the result's convention."""

    benefits: Figure
    investment: Figure


class Metrics(ResultPart):
    """The figures of the case; one that does not exist is null, its reason under `reasons`."""

    npv: Figure
    roi: Figure | None
    irr: Figure | None
    payback_months: Figure | None
    discounted_payback_months: Figure | None
    benefit_cost_ratio: Figure | None
    cost_of_delay: Figure
    cash_value: Figure


class CashFlow(ResultPart):
    """Risk-adjusted, undiscounted money by period; received is positive in `net`."""

    benefits: ByPeriod
    investment: ByPeriod
    net: ByPeriod
    cumulative: ByPeriod


class LineBeforeRisk(ResultPart):
    """A line before its risk adjustment."""

    by_period: ByPeriod
    total: Figure


class LineResult(ResultPart):
    """One benefit or investment with money; its letter is its reference in every document."""

    side: Literal["benefit", "investment"]
    key: str
    ref: str
    by_period: ByPeriod
    total: Figure
    present_value: Figure
    before_risk_adjustment: LineBeforeRisk


class Finding(ResultPart):
    """One remark of the case check."""

    rule: str
    severity: Literal["information", "warning", "error"]
    pointer: str
    reason: str
    advice: str


class Result(ResultPart):
    """Everything calculated from a statement. Money in `currency_code`, fractions as fractions."""

    currency_code: str
    convention: Convention
    engine: str
    periods: tuple[str, ...]
    total_benefits: Figure
    total_investment: Figure
    value: Figure
    before_risk_adjustment: Totals
    present_value: PresentValue
    metrics: Metrics
    reasons: dict[str, str]
    cash_flow: CashFlow
    lines: tuple[LineResult, ...]
    derived: dict[str, tuple[Figure | None, ...]] = Field(
        description="Assumptions given by formula, by period, to six places; "
        "null where they have no figure in that period."
    )
    sentence: str
    findings: tuple[Finding, ...]
