"""The result on the wire: everything calculated from a statement, rounded once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.value.figures import ExactFigure
from app.value.statement import Convention
from app.value.surroundings import AlternativeKind

ENGINE = "1"
"""The number of the calculation rules; it changes when any published figure would."""

Severity = Literal["information", "warning", "error"]
Strength = Literal["customer_confirmed", "pilot", "reference", "estimate", "disputed"]
"""How well figures are proven, the strongest first."""

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
    severity: Severity
    pointer: str
    reason: str
    advice: str


class ClaimResult(ResultPart):
    """What one benefit takes of a pool, by period."""

    benefit: str
    by_period: ByPeriod


class PoolResult(ResultPart):
    """A pool in its own unit, by period: what there is, what is claimed, what is claimed too much.

    `kept` is the fraction of each claim that the pool can bear.
    """

    key: str
    label: str
    unit: str | None
    by_period: ByPeriod
    claimed: ByPeriod
    above: ByPeriod
    kept: ByPeriod
    claims: tuple[ClaimResult, ...]


class CutBenefit(ResultPart):
    """A benefit whose claims a pool cannot bear, before and after the cut, in money."""

    benefit: str
    total: ExactFigure
    capped_total: ExactFigure


class Overlap(ResultPart):
    """The capped case beside the uncapped one. Money in the result's currency and convention."""

    pools: tuple[PoolResult, ...]
    cut: tuple[CutBenefit, ...]
    value: ExactFigure
    capped_value: ExactFigure
    npv: ExactFigure
    capped_npv: ExactFigure
    double_counted: ExactFigure


class ProofShare(ResultPart):
    """What rests on figures of one strength of proof, risk-adjusted and undiscounted.

    Over all strengths each figure adds up to that of the result.
    """

    strength: Strength
    total_benefits: ExactFigure
    total_investment: ExactFigure
    value: ExactFigure


class DifferentiationResult(ResultPart):
    """One thing in which the offer differs from an alternative, in money over the horizon."""

    statement: str
    amount: ExactFigure


class AlternativeResult(ResultPart):
    """The offer beside what the customer would do otherwise, in money over the horizon.

    `economic_value` is the most the offer is worth beside this alternative: reference value, plus
    positive, less negative differentiation. `advantage` is what remains of it after the investment.
    """

    key: str
    statement: str
    kind: AlternativeKind | None
    reference_value: ExactFigure
    positive_differentiation: tuple[DifferentiationResult, ...]
    negative_differentiation: tuple[DifferentiationResult, ...]
    total_positive: ExactFigure
    total_negative: ExactFigure
    economic_value: ExactFigure
    total_investment: ExactFigure
    advantage: ExactFigure


class Judgement(ResultPart):
    """What is said about a case beside its figures."""

    proof: tuple[ProofShare, ...]
    overlap: Overlap | None
    alternatives: tuple[AlternativeResult, ...]
    findings: tuple[Finding, ...]


UNJUDGED = Judgement(proof=(), overlap=None, alternatives=(), findings=())
"""For figures alone."""


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
    proof: tuple[ProofShare, ...] = Field(
        default=(), description="Value by strength of proof, the strongest first."
    )
    overlap: Overlap | None = Field(
        default=None, description="Null where the statement has no pools."
    )
    alternatives: tuple[AlternativeResult, ...] = ()
    findings: tuple[Finding, ...]
