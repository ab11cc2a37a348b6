"""What a caller may say about accounts, opportunities and versions, with its bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.value.currencies import CurrencyCode
from app.value.figures import Figure, write_figure

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


class AccountFields(Fields):
    """A customer company."""

    name: Name
    segment: Segment | None = None
    industry: Name | None = None
    language: Language | None = Field(default=None, examples=["en-GB"])
    currency_code: CurrencyCode | None = Field(default=None, examples=["GBP"])

    def columns(self) -> dict[str, Any]:
        """The fields as the store keeps them."""
        return self.model_dump()


class OpportunityFields(Fields):
    """One deal with an account."""

    account_id: AccountId
    name: Name
    stage: Stage | None = Field(default=None, examples=["qualification"])
    amount: Figure | None = Field(default=None, description="In `currency_code`.")
    currency_code: CurrencyCode | None = Field(default=None, examples=["GBP"])
    close_date: date | None = None

    def columns(self) -> dict[str, Any]:
        """The fields as the store keeps them: the amount as text."""
        amount = None if self.amount is None else write_figure(self.amount)
        return {**self.model_dump(), "amount": amount}


class VersionFields(Fields):
    """What is said about a version when it is frozen."""

    label: Name | None = Field(default=None, examples=["First proposal"])
    note: Note | None = None
    stage: Stage | None = Field(
        default=None, description="The deal's stage; the opportunity's where it is left out."
    )
