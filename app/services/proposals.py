"""Proposals: what somebody would change in a draft, kept until each change is decided.

A draft is never changed by a proposal itself. What was proposed, with what it was made from, stays
as it came; what the draft says by now is looked up whenever a proposal is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic_core import from_json

from app.documents.returned.found import FoundWorkbook
from app.services.draft_places import figure_at, label_of
from app.services.drafts import draft, statement
from app.services.errors import InvalidChangeError, NotFoundError, ProposalClosedError
from app.services.proposal_bases import Base, base_of_workbook, version_as_base
from app.services.proposal_fields import ProposalFields, Proposer, WithdrawnFields
from app.services.proposed_figures import ProposedFigure, is_a_change, judged
from app.services.proposed_items import changes_of
from app.services.read_proposals import Content, ReadProposal, read_beside
from app.services.returned_figures import change_at, remarks_at
from app.store import Transaction
from app.store.proposal_records import Proposal
from app.store.proposals import (
    PROPOSALS,
    insert_proposal,
)
from app.store.proposals import proposals as stored_proposals
from app.store.records import Draft, Page
from app.store.shelf import Order
from app.value import Fault


def propose_workbook(
    transaction: Transaction, statement_id: str, found: FoundWorkbook, proposer: Proposer
) -> ReadProposal:
    """Keep what a workbook that came back proposes.

    Raises:
        NotFoundError: this workspace has no such statement.
        InvalidChangeError: nothing in the workbook is of this statement, or nothing is changed.
    """
    present = draft(transaction, statement_id, to_change=True)
    base = base_of_workbook(transaction, present, found)
    said = base.statement or from_json(present.content)
    choices = found.facts.get("convention_choices", "").split("\n")
    read = [change_at(place, base.statement, choices) for place in found.places]
    changes = [
        replace(change, label=label_of(said, change.path)) for change in read if change is not None
    ]
    remarks = [*base.remarks, *(each for place in found.places for each in remarks_at(place))]
    _demand_changes(changes, from_json(present.content))
    content = Content(tuple(changes), tuple(dict.fromkeys(remarks)))
    return _kept(transaction, present, "workbook", proposer, (base, content))


def propose_items(
    transaction: Transaction, statement_id: str, fields: ProposalFields
) -> ReadProposal:
    """Keep what somebody proposes without a workbook.

    Raises:
        NotFoundError: this workspace has no such statement, or no such version of it.
        InvalidChangeError: something is proposed for a figure that there is not.
    """
    present = draft(transaction, statement_id, to_change=True)
    if fields.version_number is None:
        base = Base(from_json(present.content), None, present.statement.revision)
    else:
        base = version_as_base(transaction, statement_id, fields.version_number)
    said = base.statement or {}
    changes = tuple(judged(change, said) for change in changes_of(fields.items, said))
    _demand_changes(changes, from_json(present.content))
    return _kept(transaction, present, "json", fields, (base, Content(changes, ())))


def proposals(  # noqa: PLR0913 - each narrows the list
    transaction: Transaction,
    statement_id: str,
    limit: int,
    after: str | None,
    *,
    order: Order,
    updated_after: datetime | None,
    state: str | None,
) -> Page[Proposal]:
    """A page of a statement's proposals.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    statement(transaction, statement_id)
    return stored_proposals(
        transaction,
        statement_id,
        limit,
        after,
        order=order,
        updated_after=updated_after,
        state=state,
    )


def proposal(transaction: Transaction, statement_id: str, proposal_id: str) -> ReadProposal:
    """One proposal beside the draft as it is now.

    Raises:
        NotFoundError: this workspace has no such statement, or it no such proposal.
    """
    present = draft(transaction, statement_id)
    return read_beside(transaction, one(transaction, statement_id, proposal_id), present)


def withdraw(
    transaction: Transaction, statement_id: str, proposal_id: str, fields: WithdrawnFields
) -> ReadProposal:
    """Withdraw what is still open of a proposal; what was accepted stays accepted.

    Raises:
        NotFoundError: this workspace has no such statement, or it no such proposal.
        ProposalClosedError: everything in it is decided, or it was withdrawn before.
    """
    present = draft(transaction, statement_id, to_change=True)
    found = one(transaction, statement_id, proposal_id, to_change=True)
    if found.state != "open":
        raise ProposalClosedError(proposal_id, found.state)
    told = {"state": "withdrawn", "withdrawal_note": fields.note}
    changed = PROPOSALS.change(transaction, proposal_id, told)
    transaction.record(
        "proposal.withdrawn",
        "statement",
        statement_id,
        after={"proposal_id": proposal_id, "note": fields.note},
    )
    return read_beside(transaction, changed or found, present)


def one(
    transaction: Transaction, statement_id: str, proposal_id: str, *, to_change: bool = False
) -> Proposal:
    """A statement's proposal without its single changes.

    Raises:
        NotFoundError: the statement has no such proposal.
    """
    found = PROPOSALS.one(transaction, proposal_id, to_change=to_change)
    if found is None or found.statement_id != statement_id:
        raise NotFoundError("proposal", proposal_id)
    return found


def _kept(
    transaction: Transaction,
    present: Draft,
    form: str,
    proposer: Proposer,
    read: tuple[Base, Content],
) -> ReadProposal:
    base, content = read
    said = proposer.model_dump(include=set(Proposer.model_fields))
    columns = {
        "statement_id": present.statement.id,
        "state": "open",
        "form": form,
        **said,
        "base_version_number": base.version_number,
        "base_revision": base.revision,
        "item_count": len(content.changes),
        "doubtful_count": sum(bool(change.doubts) for change in content.changes),
    }
    made = insert_proposal(transaction, columns, content.as_json())
    told = {change.path: change.proposed for change in content.changes}
    transaction.record(
        "proposal.created",
        "statement",
        present.statement.id,
        after={"proposal_id": made.id, "form": form, **said, "figures": told},
    )
    return read_beside(transaction, made, present)


def _demand_changes(changes: Sequence[ProposedFigure], said: Mapping[str, Any]) -> None:
    """Refuse what would leave nothing to decide."""
    if not any(is_a_change(change) for change in changes):
        raise InvalidChangeError(
            [
                Fault(
                    "#",
                    "NOTHING_PROPOSED",
                    "Every figure is as it was.",
                    "Give other figures: in a workbook in the cells that are made for it (“Your "
                    "value”), saved before it is sent.",
                )
            ]
        )
    if all(figure_at(said, change.path) is None for change in changes):
        raise InvalidChangeError(
            [
                Fault(
                    "#",
                    "OTHER_STATEMENT",
                    "None of the figures that are changed is one of this statement's.",
                    "Send it to the statement that it was made from.",
                )
            ]
        )
