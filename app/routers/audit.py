"""The audit: who did what, when, why and from where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import AfterValidator, AwareDatetime, Field

from app.deps import TheDesk
from app.routers import lists, wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs
from app.store import audit, records

router = strict_router("Audit")

_WORD = r"^[a-z_]{1,30}$"
_ACTION = r"^[a-z_]{1,30}\.[a-z_]{1,29}$"
_ID = r"^[A-Za-z0-9_-]+$"
_FIRST_YEAR, _LAST_YEAR = 2000, 9000


def _plausible(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"A year from {_FIRST_YEAR} to {_LAST_YEAR}, please.")
    return at.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_plausible)]


class AuditEvent(wire.Wire):
    """Something that was done; `sha256` is its link in the workspace's chain of events."""

    id: wire.Id
    sequence_number: int = Field(ge=1, le=2**31 - 1, description="1, 2, 3 … without a gap.")
    recorded_at: datetime
    action: str = Field(max_length=60, examples=["draft.changed"])
    resource_kind: str = Field(max_length=30, examples=["statement"])
    resource_id: str = Field(max_length=60)
    actor_name: str = Field(max_length=100)
    actor_key_id: str | None = Field(max_length=30)
    client: str | None = Field(max_length=200, description="The program, as it names itself.")
    request_id: str | None = Field(max_length=64)
    address: str | None = Field(max_length=64, description="Where the request came from.")
    user_agent: str | None = Field(max_length=300)
    reason: str | None = Field(max_length=500)
    before: dict[str, Any] | None = Field(
        description="What was said before, as far as it differs; items of a list by their key."
    )
    after: dict[str, Any] | None = Field(description="What is said since, as far as it differs.")
    is_erased: bool = Field(
        description="Reason, before and after were erased for privacy; the event itself stays."
    )
    sha256: str = Field(max_length=64)


@router.get(
    "/audit-events",
    name="listAuditEvents",
    summary="List audit events",
    response_model=wire.Page[AuditEvent],
    responses=problems(),
)
@needs("audit.read")
async def list_audit_events(  # noqa: PLR0913, PLR0917 - one parameter for each filter
    desk: TheDesk,
    stretch: lists.TheStretch,
    request: Request,
    action: Annotated[str | None, Query(pattern=_ACTION, examples=["draft.changed"])] = None,
    resource_kind: Annotated[str | None, Query(pattern=_WORD, examples=["statement"])] = None,
    resource_id: Annotated[
        str | None, Query(pattern=_ID, max_length=60, description="All about this thing.")
    ] = None,
    actor_key_id: Annotated[
        str | None, Query(pattern=_ID, max_length=30, description="All done with this key.")
    ] = None,
    since: Annotated[
        Moment | None, Query(description="From this moment on, with its time zone.")
    ] = None,
    until: Annotated[
        Moment | None, Query(description="Before this moment, with its time zone.")
    ] = None,
) -> Response:
    """List what was done in this workspace, newest first: who, when, why, before and after."""
    equals = {
        "action": action,
        "resource_kind": resource_kind,
        "resource_id": resource_id,
        "actor_key_id": actor_key_id,
    }
    asked = {name: value for name, value in equals.items() if value is not None}
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(audit.events, stretch.limit, after, since=since, until=until, **asked)
    return lists.answer(request, page, _wire, stretch.limit)


def _wire(event: records.AuditEvent) -> AuditEvent:
    fields = {name: getattr(event, name) for name in event.__slots__}
    return AuditEvent(recorded_at=fields.pop("at"), actor_name=fields.pop("actor"), **fields)
