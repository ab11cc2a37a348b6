"""A first draft for a customer from references: extrapolated, and explained figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from app.services.accounts import account, open_opportunity
from app.services.drafts import create_statement
from app.services.errors import StateError
from app.services.fields import Fields, OpportunityId
from app.services.references import drivers_of, model_of, reference
from app.store import Transaction
from app.store.records import Statement
from app.value.extrapolation import DIGITS, straw_man
from app.value.extrapolation_view import MOST_REFERENCES, Reference, StrawMan, Target

ReferenceId = Annotated[str, StringConstraints(pattern=r"^ref_[0-9a-z]{26}$", max_length=30)]


class StrawManFields(Fields):
    """From which references, for which customer.

    With an opportunity, the account says what the target leaves out: name, sizes, currency.
    """

    reference_ids: Annotated[
        tuple[ReferenceId, ...], Field(min_length=1, max_length=MOST_REFERENCES)
    ] = Field(description="The first one's model is taken; the others add figures.")
    target: Target
    opportunity_id: OpportunityId | None = Field(
        default=None, description="Where the straw man becomes a statement's first draft."
    )
    digits: Annotated[int, Field(ge=1, le=12)] = Field(
        default=DIGITS, description="Significant digits of figures that were scaled."
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A straw man, and the statement it became the draft of."""

    straw_man: StrawMan
    statement: Statement | None


def extrapolated(transaction: Transaction, fields: StrawManFields) -> Made:
    """Extrapolate, and keep nothing.

    Raises:
        NotFoundError: this workspace has no such reference or opportunity.
        StateError: a reference is not published.
        StatementError: they cannot be extrapolated to the target.
    """
    return Made(_made(transaction, fields, fields.target), None)


def begun(transaction: Transaction, fields: StrawManFields) -> Made:
    """Extrapolate, and keep it as the first draft of a new statement where there is a deal.

    Raises:
        NotFoundError, ArchivedError, StateError, StatementError: nothing was written.
    """
    if fields.opportunity_id is None:
        return extrapolated(transaction, fields)
    deal = open_opportunity(transaction, fields.opportunity_id)
    customer = account(transaction, deal.account_id)
    said = fields.target
    target = said.model_copy(
        update={
            "customer": said.customer or customer.name,
            "drivers": said.drivers or drivers_of(customer.size_drivers),
        }
    )
    made = _made(transaction, fields, target)
    return Made(made, create_statement(transaction, deal.id, made.statement))


def _made(transaction: Transaction, fields: StrawManFields, target: Target) -> StrawMan:
    return straw_man(_references(transaction, fields.reference_ids), target, digits=fields.digits)


def _references(transaction: Transaction, ids: Sequence[str]) -> list[Reference]:
    found = []
    for identifier in dict.fromkeys(ids):
        kept = reference(transaction, identifier)
        if kept.state != "published":
            raise StateError(
                f"The reference {identifier} is {kept.state.replace('_', ' ')}: only published "
                "ones are started from."
            )
        found.append(
            Reference(
                name=kept.name,
                statement=model_of(transaction, kept),
                drivers=drivers_of(kept.size_drivers),
                dated_on=kept.dated_on,
            )
        )
    return found
