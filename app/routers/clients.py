"""OAuth clients over HTTP: made, their secret shown once and changed, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Body, Request, Response
from pydantic import Field

from app.deps import TheDesk, TheKeyRing
from app.routers import lists, wire
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.keys import Force
from app.routers.once import shown_once
from app.routers.strict import needs
from app.services import clients
from app.services.clients import ClientFields, SecretRotationFields
from app.services.scopes import Scope, known
from app.store import access
from app.store.clients import page_of_clients

router = strict_router("Keys")


class OauthClient(wire.Wire):
    """An OAuth client, without its secret; `id` is its client_id."""

    id: wire.Id
    url: str
    name: str = Field(max_length=100)
    scopes: tuple[Scope, ...]
    created_at: datetime
    created_by: str = Field(max_length=100)
    last_used_at: datetime | None = Field(description="When it last took a token.")
    last_used_address: str | None = Field(max_length=64)
    revoked_at: datetime | None


class NewOauthClient(OauthClient):
    """An OAuth client with a new secret, shown this once."""

    client_secret: str | None = Field(
        max_length=200,
        description="The secret itself. Null where a repeated Idempotency-Key tells it again: "
        "nothing that lets anybody in is kept.",
    )


@router.post(
    "/oauth-clients",
    name="createOauthClient",
    summary="Create an OAuth client",
    response_model=NewOauthClient,
    status_code=201,
    responses=problems(413, 415, 422, 507),
)
@needs("keys.manage")
async def create_client(desk: TheDesk, fields: ClientFields) -> Response:
    """Create a client for this workspace; its secret is shown once. It may do no more than you."""
    secret = clients.new_secret()
    answer = await desk.write(_made, clients.create_client, fields, secret, desk.caller)
    return shown_once(answer, "client_secret", secret)


@router.get(
    "/oauth-clients",
    name="listOauthClients",
    summary="List OAuth clients",
    response_model=wire.Page[OauthClient],
    responses=problems(),
)
@needs("keys.manage")
async def list_clients(desk: TheDesk, stretch: lists.TheStretch, request: Request) -> Response:
    """List this workspace's clients, newest first, the revoked ones included."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(page_of_clients, stretch.limit, after)
    return lists.answer(request, page, _wire, stretch.limit)


@router.get(
    "/oauth-clients/{client_id}",
    name="getOauthClient",
    summary="Read an OAuth client",
    response_model=OauthClient,
    responses=problems(404),
)
@needs("keys.manage")
async def get_client(desk: TheDesk, client_id: str) -> Response:
    """Read what is known about a client: never its secret."""
    return _told(await desk.read(clients.client_of, client_id))


@router.delete(
    "/oauth-clients/{client_id}",
    name="revokeOauthClient",
    summary="Revoke an OAuth client",
    response_model=OauthClient,
    responses=problems(404, 409, 507),
)
@needs("keys.manage")
async def revoke_client(
    desk: TheDesk, ring: TheKeyRing, client_id: str, *, force: Force = False
) -> Response:
    """End a client and its tokens at once; other processes refuse them within a second."""
    answer = await desk.write(_told, clients.revoke_client, client_id, force=force)
    ring.forget()
    return answer


@router.post(
    "/oauth-clients/{client_id}/secret-rotation",
    name="rotateOauthSecret",
    summary="Rotate an OAuth client's secret",
    response_model=NewOauthClient,
    status_code=201,
    responses=problems(404, 409, 413, 415, 422, 507),
)
@needs("keys.manage")
async def rotate_secret(
    desk: TheDesk,
    ring: TheKeyRing,
    client_id: str,
    fields: Annotated[SecretRotationFields, Body(examples=[{"overlap_hours": 24}])],
) -> Response:
    """Give a client a new secret; the one before works on for the overlap, older ones do not."""
    secret = clients.new_secret()
    answer = await desk.write(_made, clients.rotate_secret, client_id, fields, secret, desk.caller)
    ring.forget()
    return shown_once(answer, "client_secret", secret)


def _made(client: access.OauthClient) -> Response:
    told = NewOauthClient(**_fields(client), client_secret=None)
    return as_json(json_bytes(told), {"Location": told.url}, 201)


def _told(client: access.OauthClient) -> Response:
    return as_json(json_bytes(_wire(client)))


def _wire(client: access.OauthClient) -> OauthClient:
    return OauthClient(**_fields(client))


def _fields(client: access.OauthClient) -> dict[str, object]:
    said = {name: getattr(client, name) for name in client.__slots__}
    scopes = tuple(sorted(known(client.scopes)))
    return {**said, "url": f"/v1/oauth-clients/{client.id}", "scopes": scopes}
