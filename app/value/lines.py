"""Lines: benefits and investments, money over time."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.value.figures import Adoption, BenefitReduction, Growth, InvestmentIncrease
from app.value.formulas.text import FormulaText, Key
from app.value.parts import MOST_MONTHS, MOST_YEARS, Keys, Month, Part, Sentence, Title, Unit

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


MOST_CLAIMS = 20


class Claim(Part):
    """What a benefit takes out of a pool in a full year; it ramps and grows as the benefit does."""

    pool: Key
    claim: FormulaText | None = Field(
        default=None, description="In the pool's unit; the benefit's `per_year` by default."
    )


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
    draws_on: Annotated[tuple[Claim, ...], Field(max_length=MOST_CLAIMS)] = Field(
        default=(), description="The pools that this benefit takes a part of."
    )
    pains: Keys = ()
    capabilities: Keys = ()
    key_players: Keys = ()
    objectives: Annotated[
        Keys, Field(description="The goals of the value chain that this benefit serves.")
    ] = ()

    @model_validator(mode="after")
    def _counts_only_money(self) -> Self:
        if self.realisation == "qualitative" and self.has_money:
            raise PydanticCustomError(
                "qualitative_with_money",
                "{key} is qualitative and has money. A qualitative benefit is printed and never "
                "counted: leave its formulas out, or say cash_releasing or capacity.",
                {"key": self.key},
            )
        return self


class Investment(Line):
    """What the customer pays or spends to get the benefits, their own effort included."""

    paid_to: Literal["vendor", "customer"] | None = None
    kind: Literal["capex", "opex"] | None = None
    risk_adjustment: InvestmentIncrease | None = Field(
        default=None, description="The fraction by which the investment is increased."
    )
    deliverables: Keys = ()


def formulas_of(line: Line) -> tuple[str, ...]:
    """All formulas of a line."""
    written = (line.upfront, line.per_year, *(flow.amount for flow in line.one_off))
    return tuple(text for text in written if text is not None)
