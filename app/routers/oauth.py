"""The token endpoint of OAuth 2.0 (RFC 6749): outside /v1, because who comes has no token yet."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Literal
from urllib.parse import parse_qs, unquote_plus

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import Field

from app.routers import wire
from app.routers.answers import as_json, json_bytes, problems
from app.services.oauth import (
    LIFETIME,
    Grant,
    Refusal,
    TokenRefusedError,
    authenticated,
    granted,
    issue_token,
)
from app.store.access import OauthClient
from app.store.records import Author

router = APIRouter(tags=["Keys"])

TOKEN_PATH = "/oauth/token"  # noqa: S105 - an address
_MOST_BYTES = 8192
_FORM = "application/x-www-form-urlencoded"
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_STATUS: dict[Refusal, int] = {"invalid_client": 401, "slow_down": 429}


class AccessToken(wire.Wire):
    """A token, to be sent as a key is: `Authorization: Bearer vpt_…`."""

    access_token: str = Field(max_length=200)
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a word of RFC 6749
    expires_in: int = Field(ge=1, le=3600, description="Seconds.")
    scope: str = Field(max_length=1000, description="What it may do, separated by spaces.")


class OauthError(wire.Wire):
    """Why there is no token (RFC 6749, 5.2)."""

    error: Refusal
    error_description: str = Field(max_length=1000)


def _refusals() -> dict[int | str, dict[str, Any]]:
    told: dict[int | str, dict[str, Any]] = problems(413)
    for status, meaning in (
        (400, "The request cannot be read, or asks for what the client may not."),
        (401, "There is no client with this id and secret."),
        (429, "Too many tries have failed; `Retry-After` says how long to wait."),
    ):
        told[status] = {"model": OauthError, "description": meaning}
    del told[403]
    return told


_BODY = {
    "required": True,
    "content": {
        _FORM: {
            "schema": {
                "type": "object",
                "required": ["grant_type"],
                "properties": {
                    "grant_type": {"type": "string", "enum": ["client_credentials"]},
                    "client_id": {"type": "string", "maxLength": 100},
                    "client_secret": {"type": "string", "maxLength": 200, "format": "password"},
                    "scope": {
                        "type": "string",
                        "maxLength": 1000,
                        "description": "Less than the client may, separated by spaces.",
                    },
                },
            },
            "example": {
                "grant_type": "client_credentials",
                "client_id": "cli_01kb00m3e8f0q9x6v2c7d4n1rs",
                "client_secret": "vps_…",
                "scope": "statements.read",
            },
        }
    },
}


@router.post(
    TOKEN_PATH,
    name="issueToken",
    summary="Take a token",
    response_model=AccessToken,
    responses=_refusals(),
    openapi_extra={"requestBody": _BODY},
)
async def take_token(request: Request) -> Response:
    """Trade a client's id and secret for a token of an hour; id and secret also as HTTP Basic."""
    try:
        form = await _form(request)
        client_id, secret = _credentials(request, form)
        client = await _client(request, client_id, secret)
        scopes = granted(client, form.get("scope"))
    except TokenRefusedError as refused:
        return _refused(refused)
    lane = request.app.state.lanes.writing
    grant = await to_thread.run_sync(_grant, request, client, scopes, limiter=lane)
    token = AccessToken(
        access_token=grant.token,
        expires_in=int(LIFETIME.total_seconds()),
        scope=" ".join(grant.scopes),
    )
    return as_json(json_bytes(token), _NO_STORE)


async def _client(request: Request, client_id: str, secret: str) -> OauthClient:
    state, address = request.app.state, _address(request)
    state.guesses.hold(client_id, address)

    def known() -> OauthClient:
        with state.store.reading("") as transaction:
            return authenticated(transaction, client_id, secret)

    found = await to_thread.run_sync(known, limiter=state.lanes.thinking)
    state.guesses.forgive(client_id, address)
    return found


def _grant(request: Request, client: OauthClient, scopes: tuple[str, ...]) -> Grant:
    author = Author(client.name, client.id, address=_address(request))
    with request.app.state.store.writing(client.workspace_id, author) as transaction:
        return issue_token(transaction, client, scopes)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _form(request: Request) -> dict[str, str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise TokenRefusedError("invalid_request", f"Send the request as {_FORM}.")
    if request.scope["query_string"]:
        raise TokenRefusedError(
            "invalid_request", "Nothing may stand in the address: it is logged."
        )
    raw = b""
    async for piece in request.stream():
        raw += piece
        if len(raw) > _MOST_BYTES:
            raise TokenRefusedError("invalid_request", f"More than {_MOST_BYTES} bytes.")
    form = _fields(raw)
    if "grant_type" not in form:
        raise TokenRefusedError("invalid_request", "grant_type is missing.")
    if form["grant_type"] != "client_credentials":
        raise TokenRefusedError("unsupported_grant_type", "There is only client_credentials.")
    return form


def _fields(raw: bytes) -> dict[str, str]:
    try:
        given = parse_qs(raw.decode("ascii"), errors="strict", max_num_fields=20)
    except ValueError:
        raise TokenRefusedError("invalid_request", "The form cannot be read.") from None
    twice = [name for name, values in given.items() if len(values) > 1]
    if twice:
        raise TokenRefusedError("invalid_request", "A field stands there twice.")
    return {name: values[0] for name, values in given.items()}


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Who comes: by client_secret_basic or client_secret_post, never by both at once."""
    given = request.headers.getlist("authorization")
    in_form = form.get("client_id"), form.get("client_secret")
    if not given:
        if in_form[0] is None or in_form[1] is None:
            raise TokenRefusedError("invalid_client", "Send the client's id and secret.")
        return in_form[0], in_form[1]
    if len(given) > 1 or in_form[1] is not None:
        raise TokenRefusedError("invalid_request", "Send the client's secret once.")
    client_id, secret = _basic(given[0])
    if in_form[0] not in (None, client_id):
        raise TokenRefusedError("invalid_request", "Two different clients are named.")
    return client_id, secret


def _basic(authorization: str) -> tuple[str, str]:
    kind, _, encoded = authorization.partition(" ")
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except (ValueError, binascii.Error):
        decoded = ""
    client_id, colon, secret = decoded.partition(":")
    if kind.lower() != "basic" or not colon:
        raise TokenRefusedError("invalid_client", "Send Authorization: Basic, with id and secret.")
    return unquote_plus(client_id), unquote_plus(secret)


def _refused(refused: TokenRefusedError) -> Response:
    headers = dict(_NO_STORE)
    status = _STATUS.get(refused.error, 400)
    if status == 401:  # noqa: PLR2004 - Unauthorized
        headers["WWW-Authenticate"] = 'Basic realm="oauth"'
    if refused.wait is not None:
        headers["Retry-After"] = str(refused.wait)
    told = OauthError(error=refused.error, error_description=refused.description)
    return as_json(json_bytes(told), headers, status)
