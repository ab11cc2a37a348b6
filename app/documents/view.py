"""The view-model: everything a document says, decided, in the order in which it is said.

It knows no language: money is whole numbers in multiples of `scale`, other figures are texts of
decimals, and what the document itself says are codes ("year_end") that templates name. Only the
clauses of the sentence are texts that hold figures. It leaves for the press as JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.documents.bands import Band
from app.documents.order import Paper, Variant
from app.value.figures import write_figure

Whole = int
"""Money in multiples of the document's scale."""


@dataclass(frozen=True)
class Sides:
    """The two sides of the equation, and what is left."""

    benefits: Whole
    investment: Whole
    value: Whole


@dataclass(frozen=True)
class Measures:
    """Figures that say how good the case is; one that does not exist is None."""

    npv: Whole
    roi: Decimal | None
    irr: Decimal | None
    payback_months: Decimal | None
    discounted_payback_months: Decimal | None
    benefit_cost_ratio: Decimal | None
    cost_of_delay: Whole
    cash_value: Whole
    reasons: dict[str, str]


@dataclass(frozen=True)
class Terms:
    """What the calculation was agreed to be: how it discounts, how long it looks, how it reads."""

    convention: str
    discount_rate: Decimal
    horizon_years: int
    range_reading: str
    starts_on: date | None
    engine: str


@dataclass(frozen=True)
class Clause:
    """One clause of the value proposition; its role is what introduces it."""

    role: str
    text: str


@dataclass(frozen=True)
class EditionView:
    """Which edition this is; without a number it is a draft."""

    number: int | None
    label: str | None
    stage: str | None
    author: str | None
    issued_at: datetime
    content_hash: str


@dataclass(frozen=True)
class Movement:
    """What a benefit moves, from one figure to another."""

    label: str
    unit: str | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class InputView:
    """An assumption as one row: `by_period` where they differ, `value` where they do not."""

    ref: str
    key: str
    label: str
    unit: str | None
    formula: str | None
    value: Decimal | None
    by_period: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class FormulaView:
    """A formula of a line as written; `month` is said of a one-off alone."""

    role: str
    text: str
    month: int | None = None


@dataclass(frozen=True)
class Amounts:
    """Money by band, and its total."""

    by_band: tuple[Whole, ...]
    total: Whole


@dataclass(frozen=True)
class Timing:
    """What shapes a line over time; what is not given is not said."""

    starts_month: int | None
    ends_month: int | None
    adoption: tuple[Decimal, ...]
    growth: Decimal | None


@dataclass(frozen=True)
class LineView:
    """A benefit or investment with money; all money adds up to the tables of the document.

    A summary tells no inputs and nothing about the time before the risk adjustment.
    """

    side: str
    ref: str
    detailed: bool
    statement: str
    by_band: tuple[Whole, ...]
    total: Whole
    present_value: Whole
    before: Amounts
    adjustment: Amounts
    risk_adjustment: Decimal | None
    traits: tuple[str, ...]
    movement: Movement | None
    formulas: tuple[FormulaView, ...]
    further_formulas: int
    timing: Timing
    pains: tuple[str, ...]
    means: tuple[str, ...]
    owners: tuple[str, ...]
    inputs: tuple[InputView, ...]
    further_inputs: int


@dataclass(frozen=True)
class Unquantified:
    """A benefit that is told and not counted."""

    statement: str
    pains: tuple[str, ...]
    means: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True)
class PainView:
    """A business issue, who owns it, and which benefits resolve it."""

    statement: str
    owner: str | None
    refs: tuple[str, ...]


@dataclass(frozen=True)
class PlayerView:
    """A person of the buying team."""

    name: str
    role: str | None
    concerns: tuple[str, ...]


@dataclass(frozen=True)
class CapabilityView:
    """An ability, what makes it different, what it rests on, which benefits draw on it."""

    statement: str
    differentiator: str | None
    deliverables: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True)
class DeliverableView:
    """What is built, bought or changed, and which investments pay for it."""

    statement: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """Periods from first to last in which an assumption has the same figure."""

    first: int
    last: int
    value: Decimal | None


@dataclass(frozen=True)
class AssumptionView:
    """One row of the register: of `derived` the first and last year are told."""

    key: str
    label: str
    unit: str | None
    value: Decimal | None
    runs: tuple[Run, ...]
    derived: tuple[Decimal | None, ...]
    formula: str | None
    low: Decimal | None
    high: Decimal | None
    reading: str | None
    basis: str | None
    status: str | None
    source: str | None
    note: str | None
    confirmed_by: str | None
    confirmed_on: date | None


@dataclass(frozen=True)
class CashFlowView:
    """Money by period; cumulative is the running sum of net."""

    benefits: tuple[Whole, ...]
    investment: tuple[Whole, ...]
    net: tuple[Whole, ...]
    cumulative: tuple[Whole, ...]


@dataclass(frozen=True)
class YearsView:
    """A table of all lines for some periods, where the main tables show groups of years."""

    periods: tuple[int, ...]
    benefits: tuple[tuple[Whole, ...], ...]
    investments: tuple[tuple[Whole, ...], ...]


@dataclass(frozen=True)
class View:
    """A document."""

    variant: Variant
    paper: Paper
    language: str
    currency_code: str
    scale: int
    title: str
    customer: str | None
    clauses: tuple[Clause, ...]
    edition: EditionView
    headline: Sides
    before_risk: Sides | None
    present_value: Sides
    measures: Measures
    terms: Terms
    bands: tuple[Band, ...]
    benefits: tuple[LineView, ...]
    investments: tuple[LineView, ...]
    benefits_by_band: tuple[Whole, ...]
    investment_by_band: tuple[Whole, ...]
    unquantified: tuple[Unquantified, ...]
    pains: tuple[PainView, ...]
    players: tuple[PlayerView, ...]
    capabilities: tuple[CapabilityView, ...]
    deliverables: tuple[DeliverableView, ...]
    cash_flow: CashFlowView
    years: tuple[YearsView, ...]
    assumptions: tuple[AssumptionView, ...]
    assumptions_in_all: int
    proof: dict[str, int]

    def as_json(self) -> bytes:
        """The document as the press reads it."""
        return json.dumps(self, default=_plain).encode()


def _plain(part: object) -> object:
    if isinstance(part, Decimal):
        return write_figure(part)
    if isinstance(part, date):
        return part.isoformat()
    return vars(part)
