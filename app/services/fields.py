"""What a caller may say about accounts, opportunities and versions, with its bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.services.deal_plans import Competitors, KeyPlayers, Steps
from app.services.profiles import Brand, Employees, Money, Prose, SizeDrivers, Website
from app.value.currencies import CurrencyCode
from app.value.figures import write_figure

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Stage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Segment = Literal["alpha", "beta", "delta"]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", max_length=12)
]
AccountId = Annotated[str, StringConstraints(pattern=r"^acc_[0-9a-z]{26}$", max_length=30)]
OpportunityId = Annotated[str, StringConstraints(pattern=r"^opp_[0-9a-z]{26}$", max_length=30)]


class Fields(BaseModel):
    """Fields are all known, and refused where they are not."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_PLAIN = {"brand", "size_drivers", "key_players", "evaluation_plan", "competitors", "next_steps"}
"""What the store keeps as plain JSON, without the fields nobody gave."""


class AccountFields(Fields):
    """A customer company."""

    name: Name
    segment: Segment | None = None
    industry: Name | None = None
    language: Language | None = Field(default=None, examples=["en-GB"])
    currency_code: CurrencyCode | None = Field(default=None, examples=["GBP"])
    region: Name | None = None
    website: Website | None = None
    employees: Employees | None = None
    revenue: Money | None = Field(
        default=None, description="A year's, in `revenue_currency_code`, which it needs."
    )
    revenue_currency_code: CurrencyCode | None = Field(default=None, examples=["GBP"])
    description: Prose | None = None
    size_drivers: SizeDrivers = Field(
        default_factory=dict,
        description="How large the customer is, by measures of your choice.",
        examples=[{"users": {"figure": "104167", "unit": "user"}}],
    )
    brand: Brand | None = None

    def columns(self) -> dict[str, Any]:
        """The fields as the store keeps them: the revenue as text, parts as plain JSON."""
        revenue = None if self.revenue is None else write_figure(self.revenue)
        return {**self.model_dump(), **_plain(self), "revenue": revenue}

    @model_validator(mode="after")
    def _says_the_currency(self) -> Self:
        if self.revenue is not None and self.revenue_currency_code is None:
            raise PydanticCustomError(
                "revenue_without_currency",
                "A revenue needs its currency: give revenue_currency_code beside it.",
            )
        return self


class OpportunityFields(Fields):
    """One deal with an account."""

    account_id: AccountId
    name: Name
    stage: Stage | None = Field(default=None, examples=["qualification"])
    amount: Money | None = Field(default=None, description="In `currency_code`.")
    currency_code: CurrencyCode | None = Field(default=None, examples=["GBP"])
    close_date: date | None = None
    decision_on: date | None = Field(default=None, description="When the customer decides.")
    pain: Prose | None = None
    key_players: KeyPlayers = ()
    evaluation_plan: Steps = ()
    competitors: Competitors = ()
    next_steps: Steps = ()

    def columns(self) -> dict[str, Any]:
        """The fields as the store keeps them: the amount as text, parts as plain JSON."""
        amount = None if self.amount is None else write_figure(self.amount)
        return {**self.model_dump(), **_plain(self), "amount": amount}


class VersionFields(Fields):
    """What is said about a version when it is frozen."""

    label: Name | None = Field(default=None, examples=["First proposal"])
    note: Note | None = None
    stage: Stage | None = Field(
        default=None, description="The deal's stage; the opportunity's where it is left out."
    )


def _plain(fields: Fields) -> dict[str, Any]:
    parts = _PLAIN & set(type(fields).model_fields)
    told = fields.model_dump(mode="json", include=parts, exclude_none=True)
    return {part: told.get(part) for part in parts}
