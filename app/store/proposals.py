"""Proposals: what was proposed never changes, what is decided is added to it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select

from app.store import tables_proposals
from app.store.engine import Transaction
from app.store.proposal_records import Proposal, ProposalDecision
from app.store.records import Page
from app.store.shelf import Order, Shelf, table_of


def _record(row: Row[Any]) -> Proposal:
    return Proposal(**row._asdict())


PROPOSALS = Shelf(tables_proposals.Proposal, "prp", _record)

_PROPOSAL = table_of(tables_proposals.Proposal)
_BODY = table_of(tables_proposals.ProposalBody)
_DECISION = table_of(tables_proposals.ProposalDecision)
_CONTENT = (
    select(_BODY.c.content)
    .join(_PROPOSAL, _PROPOSAL.c.id == _BODY.c.proposal_id)
    .where(
        _PROPOSAL.c.workspace_id == bindparam("workspace"), _PROPOSAL.c.id == bindparam("proposal")
    )
)
_DECISIONS = (
    select(*(_DECISION.c[name] for name in ProposalDecision.__slots__))
    .join(_PROPOSAL, _PROPOSAL.c.id == _DECISION.c.proposal_id)
    .where(
        _PROPOSAL.c.workspace_id == bindparam("workspace"), _PROPOSAL.c.id == bindparam("proposal")
    )
    .order_by(_DECISION.c.place)
)
_LAST = select(func.max(_DECISION.c.place)).where(_DECISION.c.proposal_id == bindparam("proposal"))


def insert_proposal(
    transaction: Transaction, fields: Mapping[str, Any], content: bytes
) -> Proposal:
    """Keep a new proposal with its single changes as JSON."""
    made = PROPOSALS.insert(transaction, fields)
    body = {
        "proposal_id": made.id,
        "statement_id": made.statement_id,
        "content": zlib.compress(content),
    }
    transaction.connection.execute(insert(_BODY).values(body))
    return made


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
    """A page of a statement's proposals."""
    equals: dict[str, Any] = {"statement_id": statement_id}
    if state is not None:
        equals["state"] = state
    return PROPOSALS.page(
        transaction, limit, after, order=order, updated_after=updated_after, **equals
    )


def proposed(transaction: Transaction, proposal_id: str) -> bytes:
    """The single changes of a proposal that this workspace has, as JSON."""
    found = transaction.connection.execute(_CONTENT, _bound(transaction, proposal_id))
    return zlib.decompress(found.scalar_one())


def decisions(transaction: Transaction, proposal_id: str) -> tuple[ProposalDecision, ...]:
    """What was decided on a proposal's single changes, in that order."""
    rows = transaction.connection.execute(_DECISIONS, _bound(transaction, proposal_id))
    return tuple(ProposalDecision(**row._asdict()) for row in rows)


def insert_decision(
    transaction: Transaction, proposal: Proposal, draft_revision: int, **said: str | None
) -> None:
    """Add a decision to those on a proposal that the caller holds."""
    last = transaction.connection.execute(_LAST, {"proposal": proposal.id}).scalar_one()
    row = {
        **said,
        "proposal_id": proposal.id,
        "place": (last or 0) + 1,
        "statement_id": proposal.statement_id,
        "draft_revision": draft_revision,
        "decided_at": transaction.now,
        "decided_by": transaction.actor,
    }
    transaction.connection.execute(insert(_DECISION).values(row))


def _bound(transaction: Transaction, proposal_id: str) -> dict[str, Any]:
    return {"workspace": transaction.workspace_id, "proposal": proposal_id}
