"""The value statement, field by field, with its bounds.

A statement that stands here is complete and consistent: every formula parses, every name it uses
exists, no assumption depends on itself, every reference finds its target. What can still go wrong
is the arithmetic itself (a division by zero in year 3): `calculate` says so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)

from app.value.consistency import inconsistencies, merged
from app.value.currencies import CurrencyCode
from app.value.figures import (
    Adoption,
    BenefitReduction,
    DiscountRate,
    Figure,
    Growth,
    InvestmentIncrease,
    Probability,
)
from app.value.formulas.text import FormulaText, Key

MOST_YEARS = 30
MOST_MONTHS = 12 * MOST_YEARS
MOST_ASSUMPTIONS = 500
MOST_LINES = 100
MOST_PARTS = 100

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Keys = Annotated[tuple[Key, ...], Field(max_length=MOST_PARTS)]
Month = Annotated[int, Field(ge=0, le=MOST_MONTHS)]

Convention = Literal["year_end", "mid_year", "monthly"]
RangeReading = Literal["p10_p90", "min_max"]
Distribution = Literal["pert", "triangular", "uniform", "normal", "lognormal", "discrete"]
Basis = Literal[
    "customer_data",
    "third_party_research",
    "internal_testing",
    "analyst_estimate",
    "vendor_estimate",
    "reference_customer",
]
Status = Literal["straw_man", "in_review", "pilot", "customer_confirmed", "disputed"]
Category = Literal[
    "revenue_increase",
    "cost_reduction",
    "cost_avoidance",
    "productivity",
    "risk_reduction",
    "working_capital",
    "capex_avoidance",
]
Realisation = Literal["cash_releasing", "capacity", "qualitative"]


class Part(BaseModel):
    """What all parts of a statement share: they never change and know no field they do not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Outcome(Part):
    """One possible value of a discrete assumption."""

    value: Figure
    probability: Probability


class Assumption(Part):
    """A named input, or a named formula over other assumptions."""

    key: Key
    label: Title | None = None
    value: Figure | None = Field(default=None, description="The same in every period.")
    initial: Figure | None = Field(default=None, description="Month 0, beside `by_year`.")
    by_year: Annotated[tuple[Figure, ...], Field(max_length=MOST_YEARS)] | None = Field(
        default=None, description="One figure for each year of the horizon."
    )
    formula: FormulaText | None = Field(default=None, description="Over other assumptions.")
    unit: Unit | None = None
    low: Figure | None = None
    high: Figure | None = None
    distribution: Distribution | None = None
    outcomes: Annotated[tuple[Outcome, ...], Field(max_length=50)] | None = None
    at_least: Figure | None = Field(default=None, description="A hard lower bound.")
    at_most: Figure | None = Field(default=None, description="A hard upper bound.")
    basis: Basis | None = None
    status: Status | None = None
    source: Sentence | None = None
    owner: Title | None = None
    note: Prose | None = None
    confirmed_by: Title | None = None
    confirmed_on: date | None = None


class Pain(Part):
    """A business issue, with the key player who owns it."""

    key: Key
    statement: Sentence
    owner: Key | None = Field(default=None, description="A key player's key.")


class KeyPlayer(Part):
    """A person of the buying team."""

    key: Key
    name: Title
    role: Title | None = None
    concerns: Annotated[tuple[Sentence, ...], Field(max_length=20)] = ()


class Capability(Part):
    """The clause "through the ability to …"."""

    key: Key
    statement: Sentence
    differentiator: Sentence | None = None
    deliverables: Keys = ()


class Deliverable(Part):
    """The clause "as a result of …"."""

    key: Key
    statement: Sentence


class Metric(Part):
    """What the benefit moves, from one assumption's figure to another's."""

    label: Title
    unit: Unit | None = None
    from_: Key = Field(alias="from", description="The assumption that holds today's figure.")
    to: Key = Field(description="The assumption that holds the figure aimed at.")


class OneOff(Part):
    """Money that flows once, in one month; month 0 is the start."""

    month: Month
    amount: FormulaText


class Line(Part):
    """What benefits and investments share: money over time."""

    key: Key
    statement: Sentence
    upfront: FormulaText | None = Field(default=None, description="Money at month 0.")
    per_year: FormulaText | None = Field(
        default=None, description="Money of each full year, spread evenly over its months."
    )
    one_off: Annotated[tuple[OneOff, ...], Field(max_length=MOST_MONTHS)] = ()
    starts_month: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = Field(
        default=None, description="First month in which `per_year` flows; 1 by default."
    )
    ends_month: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = Field(
        default=None, description="Last such month; the horizon's last by default."
    )
    adoption: Annotated[tuple[Adoption, ...], Field(min_length=1, max_length=MOST_YEARS)] | None = (
        Field(
            default=None,
            description="Fractions by year of the line's own life; the last one repeats.",
        )
    )
    growth: Growth | None = Field(
        default=None, description="A fraction a year, from the line's second year on, compounding."
    )

    @property
    def has_money(self) -> bool:
        """Whether anything is counted here."""
        return self.upfront is not None or self.per_year is not None or bool(self.one_off)


class Benefit(Line):
    """A quantified customer goal or resolved pain; without money it is qualitative."""

    metric: Metric | None = None
    category: Category | None = None
    realisation: Realisation | None = None
    risk_adjustment: BenefitReduction | None = Field(
        default=None, description="The fraction by which the benefit is reduced."
    )
    pains: Keys = ()
    capabilities: Keys = ()
    key_players: Keys = ()


class Investment(Line):
    """What the customer pays or spends to get the benefits, their own effort included."""

    paid_to: Literal["vendor", "customer"] | None = None
    kind: Literal["capex", "opex"] | None = None
    risk_adjustment: InvestmentIncrease | None = Field(
        default=None, description="The fraction by which the investment is increased."
    )
    deliverables: Keys = ()


class ValueStatement(Part):
    """The model behind the sentence "we believe that the customer should be able to …"."""

    title: Title
    customer: Title | None = None
    currency_code: CurrencyCode
    language: Annotated[
        str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", max_length=12)
    ] = "en-GB"
    starts_on: date | None = None
    horizon_years: Annotated[int, Field(ge=1, le=MOST_YEARS)]
    discount_rate: DiscountRate
    convention: Convention = "year_end"
    range_reading: RangeReading = "p10_p90"
    pains: Annotated[tuple[Pain, ...], Field(max_length=MOST_PARTS)] = ()
    key_players: Annotated[tuple[KeyPlayer, ...], Field(max_length=MOST_PARTS)] = ()
    assumptions: Annotated[tuple[Assumption, ...], Field(max_length=MOST_ASSUMPTIONS)] = ()
    capabilities: Annotated[tuple[Capability, ...], Field(max_length=MOST_PARTS)] = ()
    deliverables: Annotated[tuple[Deliverable, ...], Field(max_length=MOST_PARTS)] = ()
    benefits: Annotated[tuple[Benefit, ...], Field(max_length=MOST_LINES)] = ()
    investments: Annotated[tuple[Investment, ...], Field(max_length=MOST_LINES)] = ()

    @property
    def months(self) -> int:
        """The number of months in the horizon."""
        return 12 * self.horizon_years

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report faults of shape and of consistency in one answer, not the first kind only."""
        try:
            statement = handler(data)
        except ValidationError as shape:
            raise merged(shape, inconsistencies(data)) from None
        if faults := inconsistencies(statement):
            raise merged(None, faults)
        return statement
