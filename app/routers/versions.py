"""Versions: the draft, frozen; never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import (
    FOREVER,
    as_json,
    problems,
    strict_router,
    unless_had,
    with_members,
)
from app.routers.strict import needs
from app.services import timeline, versions
from app.services.fields import VersionFields
from app.services.preconditions import etag
from app.services.timeline import Placed
from app.services.versions import FrozenVersion
from app.store import records

router = strict_router("Versions")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a version stands."""

    statement_id: str
    version_number: int


async def address(
    statement_id: str,
    version_number: Annotated[int, Path(ge=1, le=2**31 - 1, description="1, 2, 3 …")],
) -> Address:
    """The version that the path names."""
    return Address(statement_id, version_number)


TheAddress = Annotated[Address, Depends(address)]


@router.post(
    "/statements/{statement_id}/versions",
    name="createVersion",
    summary="Freeze the draft",
    status_code=201,
    response_model=wire.Version,
    responses={
        200: {"model": wire.Version, "description": "The draft was frozen before: its version."},
        **problems(404, 412, 413, 415, 422, 507),
    },
)
@needs("versions.write")
async def create_version(
    desk: TheDesk, statement_id: str, fields: VersionFields, precondition: ThePrecondition
) -> Response:
    """Freeze the draft with its result as the next version.

    Safe to repeat: an unchanged draft answers the version it became.
    """
    return await desk.write(_frozen, versions.freeze, statement_id, fields, precondition)


@router.get(
    "/statements/{statement_id}/versions",
    name="listVersions",
    summary="List versions",
    response_model=wire.Page[wire.ListedVersion],
    responses=problems(404),
)
@needs("statements.read")
async def list_versions(
    desk: TheDesk,
    statement_id: str,
    stretch: lists.TheStretch,
    request: Request,
) -> Response:
    """List a statement's versions without their contents, newest first."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(timeline.versions, statement_id, stretch.limit, after)
    return lists.answer(request, page, listed, stretch.limit)


@router.get(
    "/statements/{statement_id}/versions/{version_number:int}",
    name="getVersion",
    summary="Read a version",
    response_model=wire.Version,
    responses={304: {"description": "You have it."}, **problems(404)},
)
@needs("statements.read")
async def get_version(desk: TheDesk, address: TheAddress, request: Request) -> Response:
    """Read a version with its statement and result, exactly as they were frozen."""
    frozen = await desk.read(versions.version, address.statement_id, address.version_number)
    had = unless_had(request, _etag(frozen.version), FOREVER)
    return had or _told(frozen, {"Cache-Control": FOREVER})


def listed(placed: Placed) -> wire.ListedVersion:
    """A version with its place among the others, as the API tells it."""
    return wire.ListedVersion(**as_wire(placed.version).model_dump(), status=placed.status)


def _frozen(frozen: FrozenVersion) -> Response:
    headers = {"Location": _url(frozen.version), "Cache-Control": "no-store"}
    return _told(frozen, headers, 201 if frozen.is_new else 200)


def _told(frozen: FrozenVersion, headers: dict[str, str], status: int = 200) -> Response:
    summary = as_wire(frozen.version).model_dump(mode="json")
    # The engine stands in both; the content's is the one that was hashed.
    summary.pop("engine")
    content = with_members(summary, frozen.content)
    return as_json(content, {"ETag": _etag(frozen.version), **headers}, status)


def as_wire(version: records.Version) -> wire.VersionSummary:
    """A version without its content as the API tells it."""
    fields = {name: getattr(version, name) for name in version.__slots__}
    url = _url(version)
    return wire.VersionSummary(**fields, url=url, document_url=f"{url}/document.pdf")


def _url(version: records.Version) -> str:
    return f"/v1/statements/{version.statement_id}/versions/{version.version_number}"


def _etag(version: records.Version) -> str:
    return etag(version.id, version.content_hash)
