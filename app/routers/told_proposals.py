"""Proposals as the API tells them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.routers import wire
from app.routers.wire_parts import Headline
from app.routers.wire_proposals import Proposal, ProposalDoubt, ProposalItem, ProposalSummary
from app.services.content import Outcome
from app.services.preconditions import etag_of, etag_of_revision
from app.services.read_proposals import Item, ReadProposal
from app.store import proposal_records


def summary(proposal: proposal_records.Proposal) -> ProposalSummary:
    """A proposal without its single changes."""
    return wire.stored(ProposalSummary, proposal, _url(proposal), **_around(proposal))


def told(read: ReadProposal) -> Proposal:
    """A proposal with its single changes, and the figures before and after them."""
    return wire.stored(
        Proposal,
        read.proposal,
        _url(read.proposal),
        **_around(read.proposal),
        draft_etag=etag_of(read.draft.statement),
        currency_code=read.draft.statement.currency_code,
        items=tuple(map(_item, read.items)),
        remarks=tuple(ProposalDoubt.model_validate(each) for each in read.remarks),
        before=_headline(read.before),
        after=_headline(read.after),
        comparison=None,
    )


def _around(proposal: proposal_records.Proposal) -> dict[str, Any]:
    statement_id, revision = proposal.statement_id, proposal.base_revision
    tag = None if revision is None else etag_of_revision(statement_id, revision)
    return {"base_etag": tag, "statement_url": f"/v1/statements/{statement_id}"}


def _url(proposal: proposal_records.Proposal) -> str:
    return f"/v1/statements/{proposal.statement_id}/proposals/{proposal.id}"


def _item(item: Item) -> ProposalItem:
    decision = item.decision
    return ProposalItem(
        **asdict(item.change),
        present=item.present,
        is_conflict=item.is_conflict,
        state=item.state,
        decided_figure=decision.figure if decision else None,
        decision_reason=decision.reason if decision else None,
        decided_at=decision.decided_at if decision else None,
        decided_by=decision.decided_by if decision else None,
    )


def _headline(outcome: Outcome) -> Headline | None:
    result = outcome.result
    if result is None:
        return None
    return Headline(
        value=result.value,
        total_benefits=result.total_benefits,
        total_investment=result.total_investment,
        npv=result.metrics.npv,
        roi=result.metrics.roi,
    )
