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

from app.documents.analyses import Analyses
from app.documents.bands import Band
from app.documents.clauses import Clause
from app.documents.compared import ComparisonView
from app.documents.focus import Focus
from app.documents.history import PastView
from app.documents.line_view import Group, LineView, Unquantified, Whole
from app.documents.measurement import MeasureView
from app.documents.open_points import OpenPoints
from app.documents.options import AlternativeView
from app.documents.order import Paper, Section, Variant
from app.documents.register import AssumptionView
from app.documents.schedule import ScheduledLine
from app.documents.situation import (
    CapabilityView,
    DeliverableView,
    ObjectiveView,
    PainView,
    PlayerView,
)
from app.documents.sources import SourceView
from app.documents.spending import Spending
from app.value.figures import write_figure


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
class EditionView:
    """Which edition this is; without a number it is a draft."""

    number: int | None
    label: str | None
    stage: str | None
    author: str | None
    issued_at: datetime
    content_hash: str
    code: str


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
    """A document: `sections` are those it has, `anchors` the places that links may lead to."""

    variant: Variant
    paper: Paper
    language: str
    currency_code: str
    scale: int
    title: str
    customer: str | None
    clauses: tuple[Clause, ...]
    edition: EditionView
    history: tuple[PastView, ...]
    versions_in_all: int
    sections: tuple[Section, ...]
    anchors: tuple[str, ...]
    focus: Focus | None
    headline: Sides
    before_risk: Sides | None
    present_value: Sides
    measures: Measures
    terms: Terms
    bands: tuple[Band, ...]
    benefits: tuple[LineView, ...]
    investments: tuple[LineView, ...]
    benefit_groups: tuple[Group, ...]
    investment_groups: tuple[Group, ...]
    spending: Spending
    benefits_by_band: tuple[Whole, ...]
    investment_by_band: tuple[Whole, ...]
    unquantified: tuple[Unquantified, ...]
    pains: tuple[PainView, ...]
    players: tuple[PlayerView, ...]
    objectives: tuple[ObjectiveView, ...]
    capabilities: tuple[CapabilityView, ...]
    deliverables: tuple[DeliverableView, ...]
    alternatives: tuple[AlternativeView, ...]
    cash_flow: CashFlowView
    years: tuple[YearsView, ...]
    assumptions: tuple[AssumptionView, ...]
    assumptions_in_all: int
    proof: dict[str, int]
    open_points: OpenPoints
    schedule: tuple[ScheduledLine, ...]
    measurement: tuple[MeasureView, ...]
    sources: tuple[SourceView, ...]
    analyses: Analyses | None
    comparison: ComparisonView | None

    def as_json(self) -> bytes:
        """The document as the press reads it."""
        return json.dumps(self, default=_plain).encode()


def _plain(part: object) -> object:
    if isinstance(part, Decimal):
        return write_figure(part)
    if isinstance(part, date):
        return part.isoformat()
    return vars(part)
