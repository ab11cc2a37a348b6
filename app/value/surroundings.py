"""What stands around a case: pools it draws on, ways it might go, what it is measured against."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.value.figures import Between, Figure
from app.value.formulas.text import FormulaText, Key
from app.value.parts import MOST_YEARS, Part, Sentence, Title, Unit

MOST_SCENARIOS = 20
MOST_OVERRIDES = 100
MOST_ALTERNATIVES = 20
MOST_DIFFERENCES = 50
MOST_CORRELATIONS = 200

AlternativeKind = Literal["status_quo", "competitor", "do_it_yourself", "other"]
RankCorrelation = Annotated[Figure, AfterValidator(Between("Rank correlation", "-1", "1"))]


class Override(Part):
    """Another figure for an assumption, whatever it is in the statement: figure or formula."""

    assumption: Key
    value: Figure | None = Field(default=None, description="The same in every period.")
    initial: Figure | None = Field(default=None, description="Month 0, beside `by_year`.")
    by_year: Annotated[tuple[Figure, ...], Field(max_length=MOST_YEARS)] | None = Field(
        default=None, description="One figure for each year of the horizon."
    )

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if (self.value is None) == (self.by_year is None):
            raise PydanticCustomError(
                "override_kind",
                "An override has exactly one of value or by_year; that of {key} has {given}.",
                {"key": self.assumption, "given": "neither" if self.value is None else "both"},
            )
        if self.initial is not None and self.by_year is None:
            raise PydanticCustomError(
                "initial_without_by_year",
                "The override of {key} has an initial figure, which belongs beside by_year only.",
                {"key": self.assumption},
            )
        return self


class Scenario(Part):
    """A way the case might go, as overrides of its assumptions."""

    key: Key
    label: Title | None = None
    overrides: Annotated[tuple[Override, ...], Field(max_length=MOST_OVERRIDES)] = ()


class Pool(Part):
    """What there is of something in a year: hours of a role, a cost line, a revenue stream."""

    key: Key
    label: Title | None = None
    per_year: FormulaText = Field(description="How much there is, for each year.")
    unit: Unit | None = None


class Correlation(Part):
    """Two assumptions that move together, as a rank correlation (Spearman's)."""

    between: tuple[Key, Key]
    rank: RankCorrelation


class Differentiation(Part):
    """One thing in which the offer differs from an alternative, in money over the horizon."""

    statement: Sentence
    amount: FormulaText


class Alternative(Part):
    """What the customer would do otherwise, and how the offer differs from it.

    Formulas give money over the whole horizon. They are evaluated in its last year, so that
    `CUM(x)` there is the sum over all years.
    """

    key: Key
    statement: Sentence
    kind: AlternativeKind | None = None
    reference_value: FormulaText = Field(
        default="0", description="What the alternative costs the customer over the horizon."
    )
    positive_differentiation: Annotated[
        tuple[Differentiation, ...], Field(max_length=MOST_DIFFERENCES)
    ] = Field(default=(), description="Where the offer is worth more.")
    negative_differentiation: Annotated[
        tuple[Differentiation, ...], Field(max_length=MOST_DIFFERENCES)
    ] = Field(default=(), description="Where the offer is worth less, as amounts above zero.")


def figures_of(override: Override) -> dict[str, Decimal | tuple[Decimal, ...] | None]:
    """The fields of an assumption that an override replaces."""
    return {
        "value": override.value,
        "initial": override.initial,
        "by_year": override.by_year,
        "formula": None,
    }
