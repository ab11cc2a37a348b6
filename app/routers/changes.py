"""Who changed a draft, when and why, and what an assumption said over time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from fastapi import Path, Request, Response
from pydantic import Field
from pydantic_core import from_json

from app.deps import TheDesk
from app.routers import lists, wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs
from app.services import drafts
from app.services.changes import MOST_FROZEN_TOLD, AssumptionState, assumption_history
from app.services.preconditions import etag_of_revision
from app.store import Transaction, changes, records
from app.value.assumptions import Assumption
from app.value.parts import MOST_ASSUMPTIONS

router = strict_router("Statements")


class Change(wire.Wire):
    """A change of a draft: who made it, when, why and from which client."""

    revision_number: int = Field(ge=1, le=2**31 - 1)
    etag: wire.Etag
    changed_at: datetime
    changed_by: str = Field(max_length=100)
    changed_by_key_id: str | None = Field(max_length=30)
    client: str | None = Field(max_length=200, description="The program, as it names itself.")
    reason: str | None = Field(max_length=500)


class StatusRemark(wire.Wire):
    """A proven figure changed without a source or a confirmation of the new one.

    `STATUS_FELL`: it is in review from then on. `STATUS_KEPT`: it was sent by who masters the
    statement elsewhere, or restored, so the status stayed as it was said.
    """

    code: Literal["STATUS_FELL", "STATUS_KEPT"]
    assumption: str = Field(max_length=64, description="The key of the assumption.")
    words: str = Field(max_length=1000)


class DraftChange(Change):
    """What a change changed; null where it breaks a rule of this release."""

    difference_count: int | None
    differences: tuple[wire.DraftDifference, ...] | None = Field(max_length=100)
    remarks: tuple[StatusRemark, ...] = Field(
        max_length=MOST_ASSUMPTIONS, description="What became of statuses that say “proven”."
    )


class AssumptionChange(Change):
    """What an assumption said from a change on; null from its removal on."""

    assumption: Assumption | None
    remark: StatusRemark | None = Field(description="What the change did to a proven figure.")
    frozen_in: tuple[int, ...] = Field(
        max_length=MOST_FROZEN_TOLD,
        description="The versions that were frozen with the assumption as it is here.",
    )


@router.get(
    "/statements/{statement_id}/draft/changes",
    name="listDraftChanges",
    summary="List a draft's changes",
    response_model=wire.Page[DraftChange],
    responses=problems(404),
)
@needs("statements.read")
async def list_draft_changes(
    desk: TheDesk, statement_id: str, stretch: lists.TheStretch, request: Request
) -> Response:
    """List a draft's newest 500 changes, newest first, each with its differences in words."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.think(_changes, statement_id, stretch.limit, after)
    return lists.answer(request, page, _draft_change, stretch.limit)


@router.get(
    "/statements/{statement_id}/draft/assumptions/{assumption_key}/history",
    name="listAssumptionHistory",
    summary="List what an assumption said over time",
    response_model=wire.Page[AssumptionChange],
    responses=problems(404),
)
@needs("statements.read")
async def list_assumption_history(
    desk: TheDesk,
    statement_id: str,
    assumption_key: Annotated[str, Path(max_length=64, description="The key of the assumption.")],
    stretch: lists.TheStretch,
    request: Request,
) -> Response:
    """List what an assumption said, newest first, as far as the newest 500 changes tell.

    Each state names those of the newest 100 versions that were frozen with it.
    """
    after = stretch.after(lists.scope_of(request))
    page = await desk.think(_history, statement_id, assumption_key, stretch.limit, after)
    return lists.answer(request, page, _assumption_change, stretch.limit)


def _changes(
    transaction: Transaction, statement_id: str, limit: int, after: str | None
) -> records.Page[records.DraftChange]:
    drafts.statement(transaction, statement_id)
    return changes.changes(transaction, statement_id, limit, after)


def _history(
    transaction: Transaction, statement_id: str, key: str, limit: int, after: str | None
) -> records.Page[AssumptionState]:
    drafts.statement(transaction, statement_id)
    return assumption_history(transaction, statement_id, key, limit, after)


def _draft_change(change: records.DraftChange) -> DraftChange:
    told = from_json(change.told) or {"count": None, "differences": None}
    return DraftChange(
        **_said_by(change),
        difference_count=told["count"],
        differences=told["differences"],
        remarks=told.get("remarks", ()),
    )


def _assumption_change(state: AssumptionState) -> wire.Wire:
    # As it was kept, unread: it may break a rule of this release.
    told = {
        **_said_by(state.change),
        "assumption": state.assumption,
        "remark": _remark(state),
        "frozen_in": state.frozen_in,
    }
    return cast("wire.Wire", told)


def _remark(state: AssumptionState) -> dict[str, Any] | None:
    key = (state.assumption or {}).get("key")
    remarks = (from_json(state.change.told) or {}).get("remarks", ())
    return next((each for each in remarks if each["assumption"] == key), None)


def _said_by(change: records.DraftChange) -> dict[str, Any]:
    return {
        "revision_number": change.revision,
        "etag": etag_of_revision(change.statement_id, change.revision),
        "changed_at": change.changed_at,
        "changed_by": change.changed_by,
        "changed_by_key_id": change.key_id,
        "client": change.client,
        "reason": change.reason,
    }
