"""The value statement, field by field, with its bounds.

A statement that stands here is complete and consistent: every formula parses, every name it uses
exists, no assumption depends on itself, every reference finds its target. What can still go wrong
is the arithmetic itself (a division by zero in year 3): `calculate` says so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)

from app.value.assumptions import Assumption, RangeReading
from app.value.consistency import inconsistencies
from app.value.currencies import CurrencyCode
from app.value.figures import DiscountRate
from app.value.formulas.text import Key
from app.value.lines import Benefit, Investment
from app.value.objectives import Objective
from app.value.parts import (
    MOST_ASSUMPTIONS,
    MOST_LINES,
    MOST_PARTS,
    MOST_YEARS,
    Keys,
    Part,
    Sentence,
    Title,
)
from app.value.shape_faults import MOST_LISTED, as_error, first_faults
from app.value.statement_size import too_long_to_read
from app.value.surroundings import (
    MOST_ALTERNATIVES,
    MOST_CORRELATIONS,
    MOST_SCENARIOS,
    Alternative,
    Correlation,
    Pool,
    Scenario,
)

Convention = Literal["year_end", "mid_year", "monthly"]


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
    objectives: Annotated[tuple[Objective, ...], Field(max_length=MOST_PARTS)] = ()
    assumptions: Annotated[tuple[Assumption, ...], Field(max_length=MOST_ASSUMPTIONS)] = ()
    capabilities: Annotated[tuple[Capability, ...], Field(max_length=MOST_PARTS)] = ()
    deliverables: Annotated[tuple[Deliverable, ...], Field(max_length=MOST_PARTS)] = ()
    benefits: Annotated[tuple[Benefit, ...], Field(max_length=MOST_LINES)] = ()
    investments: Annotated[tuple[Investment, ...], Field(max_length=MOST_LINES)] = ()
    pools: Annotated[tuple[Pool, ...], Field(max_length=MOST_PARTS)] = ()
    scenarios: Annotated[tuple[Scenario, ...], Field(max_length=MOST_SCENARIOS)] = ()
    correlations: Annotated[tuple[Correlation, ...], Field(max_length=MOST_CORRELATIONS)] = ()
    alternatives: Annotated[tuple[Alternative, ...], Field(max_length=MOST_ALTERNATIVES)] = ()

    @property
    def months(self) -> int:
        """The number of months in the horizon."""
        return 12 * self.horizon_years

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report faults of shape and of consistency in one answer, not the first kind only."""
        if isinstance(data, cls):
            return data  # it was read before
        if fault := too_long_to_read(data):
            raise as_error(fault)
        try:
            statement = handler(data)
        except ValidationError as shape:
            between = inconsistencies(data) if shape.error_count() <= MOST_LISTED else []
            raise as_error(*first_faults(shape, data, handler), *between) from None
        if found := inconsistencies(statement):
            raise as_error(*found)
        return statement
