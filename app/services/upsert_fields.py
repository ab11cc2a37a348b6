"""What another system may say about its accounts, opportunities and statements."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.services.fields import AccountFields, AccountId, Fields, OpportunityFields, OpportunityId
from app.store.records import ExternalId
from app.value import ValueStatement

CRM_SYSTEM = r"^[a-z0-9]([a-z0-9._-]{0,48}[a-z0-9])?$"
MOST_CHARACTERS = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
CrmSystem = Annotated[
    str, StringConstraints(pattern=CRM_SYSTEM, max_length=50), Field(examples=["salesforce"])
]
ExternalIdText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_CHARACTERS),
    Field(examples=["0017000000XyZ12AAF"]),
]


class ExternalReference(Fields):
    """A thing by what another system calls it."""

    crm_system: CrmSystem
    external_id: ExternalIdText

    @property
    def named(self) -> ExternalId:
        """The pair."""
        return ExternalId(self.crm_system, self.external_id)


class OpportunityUpsert(OpportunityFields):
    """One deal; its account by either id."""

    account_id: AccountId | None = None  # type: ignore[assignment] # found by the external id
    account_external_id: ExternalReference | None = None

    @model_validator(mode="after")
    def _names_one_account(self) -> Self:
        _exactly_one(account_id=self.account_id, account_external_id=self.account_external_id)
        return self


class StatementUpsert(Fields):
    """A value statement; its opportunity by either id."""

    opportunity_id: OpportunityId | None = None
    opportunity_external_id: ExternalReference | None = None
    statement: ValueStatement

    @model_validator(mode="after")
    def _names_one_opportunity(self) -> Self:
        _exactly_one(
            opportunity_id=self.opportunity_id, opportunity_external_id=self.opportunity_external_id
        )
        return self


class AccountItem(AccountFields, ExternalReference):
    """A customer company, with what the other system calls it."""


class OpportunityItem(OpportunityUpsert, ExternalReference):
    """One deal, with what the other system calls it."""


class StatementItem(StatementUpsert, ExternalReference):
    """A value statement, with what the other system calls it."""


def external_id_of(crm_system: str, external_id: str) -> ExternalId | tuple[str, str]:
    """The pair, or which of the two cannot be and why."""
    if not re.fullmatch(CRM_SYSTEM, crm_system):
        return "crm_system", "It has 1 to 50 of a to z, 0 to 9, dot, underscore and hyphen inside."
    if not 0 < len(external_id) <= MOST_CHARACTERS:
        return "external_id", f"It has 1 to {MOST_CHARACTERS} characters."
    if _CONTROL.search(external_id):
        return "external_id", "It holds a control character."
    return ExternalId(crm_system, external_id)


def _exactly_one(**given: object) -> None:
    if sum(value is not None for value in given.values()) != 1:
        names = " or ".join(given)
        raise PydanticCustomError("exactly_one", "Give exactly one of {names}.", {"names": names})
