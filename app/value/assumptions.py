"""An assumption: a named figure, or a named formula over other assumptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.value.figures import Figure, Probability, write_figure
from app.value.formulas.text import FormulaText, Key
from app.value.parts import MOST_YEARS, Part, Prose, Sentence, Title, Unit

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
    status: Status | None = Field(
        default=None,
        description="Rises in a draft only with a source or a confirmation of its own, and falls "
        "to `in_review` where a `pilot` or `customer_confirmed` figure changes without a new one. "
        "What is upserted by an external id is kept as it was sent; the draft's changes remark it.",
    )
    source: Sentence | None = None
    owner: Title | None = None
    note: Prose | None = None
    confirmed_by: Title | None = None
    confirmed_on: date | None = None

    @property
    def figures(self) -> tuple[Decimal, ...]:
        """Every figure given for it, over all periods; none where it is a formula."""
        given = (self.value, self.initial, *(self.by_year or ()))
        return tuple(figure for figure in given if figure is not None)

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        kinds = [
            kind for kind in ("value", "by_year", "formula") if getattr(self, kind) is not None
        ]
        if len(kinds) != 1:
            given = " and ".join(kinds) or "none of them"
            raise PydanticCustomError(
                "assumption_kind",
                "An assumption has exactly one of value, by_year or formula; {key} has {given}.",
                {"key": self.key, "given": given},
            )
        if self.initial is not None and self.by_year is None:
            raise PydanticCustomError(
                "initial_without_by_year",
                "{key} has an initial figure, which belongs beside by_year only.",
                {"key": self.key},
            )
        return self

    @model_validator(mode="after")
    def _keeps_its_bounds(self) -> Self:
        for least, most in (("low", "high"), ("at_least", "at_most")):
            lower, upper = getattr(self, least), getattr(self, most)
            if lower is not None and upper is not None and lower > upper:
                raise self._out_of_order(
                    f"{least} {write_figure(lower)}", f"{most} {write_figure(upper)}"
                )
        for figure in self.figures:
            if self.at_least is not None and figure < self.at_least:
                raise self._out_of_order(
                    f"at_least {write_figure(self.at_least)}", write_figure(figure)
                )
            if self.at_most is not None and figure > self.at_most:
                raise self._out_of_order(
                    write_figure(figure), f"at_most {write_figure(self.at_most)}"
                )
        return self

    def _out_of_order(self, lower: str, upper: str) -> PydanticCustomError:
        return PydanticCustomError(
            "bounds",
            "{key}: {lower} is above {upper}.",
            {"key": self.key, "lower": lower, "upper": upper},
        )

    @model_validator(mode="after")
    def _outcomes_are_certain(self) -> Self:
        outcomes = self.outcomes or ()
        if bool(outcomes) != (self.distribution == "discrete"):
            raise PydanticCustomError(
                "outcomes", "Outcomes and distribution “discrete” go together.", {}
            )
        if outcomes and sum(outcome.probability for outcome in outcomes) != 1:
            raise PydanticCustomError("outcomes", "The probabilities of outcomes add up to 1.", {})
        return self
