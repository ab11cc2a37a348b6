"""The result on the wire: everything calculated from a statement, rounded once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.value.figures import ExactFigure
from app.value.statement import Convention

ENGINE = "1"
"""The number of the calculation rules; it changes when any published figure would."""

ByPeriod = Annotated[tuple[ExactFigure, ...], Field(description="Initial, then each year.")]


class ResultPart(BaseModel):
    """Parts of a result are facts: they never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Totals(ResultPart):
    """Plain sums over the horizon, undiscounted."""

    total_benefits: ExactFigure
    total_investment: ExactFigure
    value: ExactFigure


class PresentValue(ResultPart):
    """Risk-adjusted sums, discounted by the result's convention."""

    benefits: ExactFigure
    investment: ExactFigure


class Metrics(ResultPart):
    """The figures of the case; one that does not exist is null, its reason under `reasons`."""

    npv: ExactFigure
    roi: ExactFigure | None
    irr: ExactFigure | None
    payback_months: ExactFigure | None
    discounted_payback_months: ExactFigure | None
    benefit_cost_ratio: ExactFigure | None
    cost_of_delay: ExactFigure
    cash_value: ExactFigure


class CashFlow(ResultPart):
    """Risk-adjusted, undiscounted money by period; received is positive in `net`."""

    benefits: ByPeriod
    investment: ByPeriod
    net: ByPeriod
    cumulative: ByPeriod


class FlowResult(ResultPart):
    """Money by period and over the horizon, undiscounted."""

    by_period: ByPeriod
    total: ExactFigure


class LineResult(ResultPart):
    """One benefit or investment with money; its letter is its reference in every document."""

    side: Literal["benefit", "investment"]
    key: str
    ref: str
    by_period: ByPeriod
    total: ExactFigure
    present_value: ExactFigure
    before_risk_adjustment: FlowResult


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
    total_benefits: ExactFigure
    total_investment: ExactFigure
    value: ExactFigure
    before_risk_adjustment: Totals
    present_value: PresentValue
    metrics: Metrics
    reasons: dict[str, str]
    cash_flow: CashFlow
    lines: tuple[LineResult, ...]
    derived: dict[str, tuple[ExactFigure | None, ...]] = Field(
        description="Assumptions given by formula, by period, to six places; "
        "null where they have no figure in that period."
    )
    sentence: str
    findings: tuple[Finding, ...]
