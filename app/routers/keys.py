"""API keys over HTTP: made, shown once, rotated, ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Body, Query, Request, Response
from pydantic import Field

from app.deps import TheDesk, TheKeyRing
from app.routers import lists, wire
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.once import shown_once
from app.routers.strict import needs
from app.services import keys
from app.services.keys import KeyFields, RotationFields, is_alive, scopes_of
from app.services.scopes import Scope
from app.store import access
from app.store.keys import page_of_keys

router = strict_router("Keys")

Force = Annotated[
    bool,
    Query(description="Also if nobody could manage the keys of this workspace any more."),
]
State = Literal["live", "expired", "revoked"]


class Key(wire.Wire):
    """An API key, without the key itself."""

    id: wire.Id
    url: str
    name: str = Field(max_length=100)
    starts_with: str = Field(max_length=13, description="Enough to recognise the key by.")
    scopes: tuple[Scope, ...]
    has_every_scope: bool = Field(description="Also those that later releases bring.")
    state: State
    created_at: datetime
    created_by: str | None = Field(max_length=100)
    last_used_at: datetime | None = Field(description="To the minute.")
    last_used_address: str | None = Field(max_length=64)
    expires_at: datetime | None
    revoked_at: datetime | None


class NewKey(Key):
    """A new API key, shown this once."""

    key: str | None = Field(
        max_length=200,
        description="The key itself. Null where a repeated Idempotency-Key tells it again: "
        "nothing that lets anybody in is kept.",
    )


@router.post(
    "/keys",
    name="createKey",
    summary="Create a key",
    response_model=NewKey,
    status_code=201,
    responses=problems(413, 415, 422, 507),
)
@needs("keys.manage")
async def create_key(desk: TheDesk, fields: KeyFields) -> Response:
    """Create a key for this workspace; it is shown once. It may do no more than yours."""
    key = keys.new_key()
    answer = await desk.write(_made, keys.create_key, fields, key, desk.caller)
    return shown_once(answer, "key", key)


@router.get(
    "/keys",
    name="listKeys",
    summary="List keys",
    response_model=wire.Page[Key],
    responses=problems(),
)
@needs("keys.manage")
async def list_keys(desk: TheDesk, stretch: lists.TheStretch, request: Request) -> Response:
    """List this workspace's keys, newest first, those that ended included."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(page_of_keys, stretch.limit, after)
    return lists.answer(request, page, _wire, stretch.limit)


@router.get(
    "/keys/{key_id}",
    name="getKey",
    summary="Read a key",
    response_model=Key,
    responses=problems(404),
)
@needs("keys.manage")
async def get_key(desk: TheDesk, key_id: str) -> Response:
    """Read what is known about a key: never the key itself."""
    return _told(await desk.read(keys.key_of, key_id))


@router.delete(
    "/keys/{key_id}",
    name="revokeKey",
    summary="Revoke a key",
    response_model=Key,
    responses=problems(404, 409, 507),
)
@needs("keys.manage")
async def revoke_key(
    desk: TheDesk, ring: TheKeyRing, key_id: str, *, force: Force = False
) -> Response:
    """End a key at once; another process of the service refuses it within a second."""
    answer = await desk.write(_told, keys.revoke_key, key_id, force=force)
    ring.forget()
    return answer


@router.post(
    "/keys/{key_id}/rotation",
    name="rotateKey",
    summary="Rotate a key",
    response_model=NewKey,
    status_code=201,
    responses=problems(404, 409, 413, 415, 422, 507),
)
@needs("keys.manage")
async def rotate_key(
    desk: TheDesk,
    ring: TheKeyRing,
    key_id: str,
    fields: Annotated[RotationFields, Body(examples=[{"overlap_hours": 24}])],
) -> Response:
    """Make a key that may do the same; the old one ends after the overlap."""
    key = keys.new_key()
    answer = await desk.write(_made, keys.rotate_key, key_id, fields, key, desk.caller)
    ring.forget()
    return shown_once(answer, "key", key)


def _made(key: access.ApiKey) -> Response:
    told = NewKey(**_fields(key), key=None)
    return as_json(json_bytes(told), {"Location": told.url}, 201)


def _told(key: access.ApiKey) -> Response:
    return as_json(json_bytes(_wire(key)))


def _wire(key: access.ApiKey) -> Key:
    return Key(**_fields(key))


def _fields(key: access.ApiKey) -> dict[str, object]:
    said = {name: getattr(key, name) for name in key.__slots__}
    ours = {
        "url": f"/v1/keys/{key.id}",
        "scopes": tuple(sorted(scopes_of(key))),
        "has_every_scope": key.scopes is None,
        "state": _state(key),
    }
    return {**said, **ours}


def _state(key: access.ApiKey) -> State:
    if key.revoked_at is not None:
        return "revoked"
    return "live" if is_alive(key, datetime.now(UTC)) else "expired"
