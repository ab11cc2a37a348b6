"""How a statement's versions follow one another: timeline, acceptance, restoring, branching."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Body, Response
from pydantic import Field

from app.deps import TheDesk, ThePrecondition
from app.routers import drafts, statements, wire
from app.routers.answers import as_json, as_stored, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.routers.versions import TheAddress, listed
from app.services import acceptance, branching, timeline, versions
from app.services.acceptance import AcceptanceFields, Accepted, Status, WithdrawalFields
from app.services.branching import BranchFields
from app.store import Transaction, records

router = strict_router("Versions")

_NO_BODY = Body(default_factory=BranchFields, examples=[{"title": "Option B"}])


class Timeline(wire.Wire):
    """Every version, in order. Figures that do not exist are null."""

    statement_id: wire.Id
    items: tuple[wire.ListedVersion, ...]


class AcceptanceTold(wire.Wire):
    """The customer accepted the version, or (`stands` is false) that was withdrawn."""

    stands: bool
    accepted_by: wire.Name | None
    accepted_on: date | None
    note: str | None = Field(max_length=4000)
    recorded_at: datetime
    recorded_by: wire.Author


class Acceptance(wire.Wire):
    """What was told about the acceptance of a version, in that order."""

    statement_id: wire.Id
    version_number: wire.VersionNumber
    url: wire.Url
    status: Status = Field(
        description="`accepted`: its acceptance was told last, and stands. `current`: the newest "
        "version, unless it is the accepted one. `superseded`: any other."
    )
    history: tuple[AcceptanceTold, ...] = Field(max_length=10_000)


@router.get(
    "/statements/{statement_id}/timeline",
    name="getTimeline",
    summary="Follow a deal's figures",
    response_model=Timeline,
    responses=problems(404),
)
@needs("statements.read")
async def get_timeline(desk: TheDesk, statement_id: str) -> Response:
    """Read Value, NPV, ROI, payback and proven share of every version in one call."""
    found = await desk.think(timeline.timeline, statement_id)
    told = Timeline(statement_id=statement_id, items=tuple(map(listed, found)))
    return as_json(json_bytes(told))


@router.post(
    "/statements/{statement_id}/versions/{version_number:int}/restoration",
    name="restoreVersion",
    summary="Restore a version into the draft",
    response_model=wire.Draft,
    responses=problems(404, 412, 413, 415, 422, 428, 507),
)
@needs("statements.write")
async def restore_version(
    desk: TheDesk, address: TheAddress, precondition: ThePrecondition
) -> Response:
    """Put what a version says in the place of the draft you read, named by its ETag."""
    return await desk.write(
        drafts.told_draft,
        versions.restore,
        address.statement_id,
        address.version_number,
        precondition,
    )


@router.post(
    "/statements/{statement_id}/versions/{version_number:int}/branch",
    name="branchVersion",
    summary="Branch off a version",
    status_code=201,
    response_model=wire.Statement,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("statements.write")
async def branch_version(
    desk: TheDesk, address: TheAddress, fields: Annotated[BranchFields, _NO_BODY]
) -> Response:
    """Create a statement whose draft is a version of this one, and which says so."""
    return await desk.write(
        _created, branching.branch, address.statement_id, address.version_number, fields
    )


@router.post(
    "/statements/{statement_id}/draft/branch",
    name="branchDraft",
    summary="Branch off the draft",
    status_code=201,
    response_model=wire.Statement,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("statements.write")
async def branch_draft(
    desk: TheDesk, statement_id: str, fields: Annotated[BranchFields, _NO_BODY]
) -> Response:
    """Create a statement whose draft is this one's draft, and which says so."""
    return await desk.write(_created, branching.branch, statement_id, "draft", fields)


@router.get(
    "/statements/{statement_id}/versions/{version_number:int}/acceptance",
    name="getAcceptance",
    summary="Read a version's acceptance",
    response_model=Acceptance,
    responses=problems(404),
)
@needs("statements.read")
async def get_acceptance(desk: TheDesk, address: TheAddress) -> Response:
    """Read who of the customer accepted a version and when, and whether that still stands."""
    accepted = await desk.read(acceptance.acceptance, address.statement_id, address.version_number)
    return as_json(json_bytes(_acceptance(address.statement_id, address.version_number, accepted)))


@router.post(
    "/statements/{statement_id}/versions/{version_number:int}/acceptance",
    name="acceptVersion",
    summary="Record that the customer accepted a version",
    response_model=Acceptance,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("versions.write")
async def accept_version(desk: TheDesk, address: TheAddress, fields: AcceptanceFields) -> Response:
    """Record who of the customer accepted a version, and when; the version itself stays as it is.

    Safe to repeat: what was told last and told again the same adds nothing.
    """
    return await desk.write(_told, _accepting, address.statement_id, address.version_number, fields)


@router.post(
    "/statements/{statement_id}/versions/{version_number:int}/acceptance/withdrawal",
    name="withdrawAcceptance",
    summary="Withdraw an acceptance",
    response_model=Acceptance,
    responses=problems(404, 409, 413, 415, 422, 507),
)
@needs("versions.write")
async def withdraw_acceptance(
    desk: TheDesk, address: TheAddress, fields: WithdrawalFields
) -> Response:
    """Record that an acceptance no longer stands, and why; what was recorded before stays."""
    return await desk.write(
        _told, _withdrawing, address.statement_id, address.version_number, fields
    )


def _accepting(
    transaction: Transaction, statement_id: str, number: int, fields: AcceptanceFields
) -> Acceptance:
    acceptance.accept(transaction, statement_id, number, fields)
    return _acceptance(
        statement_id, number, acceptance.acceptance(transaction, statement_id, number)
    )


def _withdrawing(
    transaction: Transaction, statement_id: str, number: int, fields: WithdrawalFields
) -> Acceptance:
    acceptance.withdraw(transaction, statement_id, number, fields)
    return _acceptance(
        statement_id, number, acceptance.acceptance(transaction, statement_id, number)
    )


def _acceptance(statement_id: str, number: int, accepted: Accepted) -> Acceptance:
    return Acceptance(
        statement_id=statement_id,
        version_number=number,
        url=f"/v1/statements/{statement_id}/versions/{number}",
        status=accepted.status,
        history=tuple(AcceptanceTold.model_validate(each) for each in accepted.history),
    )


def _told(told: Acceptance) -> Response:
    return as_json(json_bytes(told))


def _created(statement: records.Statement) -> Response:
    return as_stored(statements.as_wire(statement), 201)
