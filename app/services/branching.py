"""A new statement from a state of another one."""

from __future__ import annotations

from app.services.drafts import create_statement, statement
from app.services.fields import Fields, Name, OpportunityId
from app.services.states import State, statement_at
from app.store import Transaction
from app.store.records import Origin, Statement


class BranchFields(Fields):
    """Where a new statement goes and what it is called; left out, as the one it comes from."""

    opportunity_id: OpportunityId | None = None
    title: Name | None = None


def branch(
    transaction: Transaction, statement_id: str, state: State, fields: BranchFields
) -> Statement:
    """Keep a new statement whose first draft is a state of another one.

    Raises:
        NotFoundError: this workspace has no such statement, version or opportunity.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    source = statement(transaction, statement_id)
    draft = statement_at(transaction, statement_id, state)
    if fields.title is not None:
        draft = draft.model_copy(update={"title": fields.title})
    origin = Origin(source.id, None if state == "draft" else state)
    opportunity_id = fields.opportunity_id or source.opportunity_id
    return create_statement(transaction, opportunity_id, draft, origin)
