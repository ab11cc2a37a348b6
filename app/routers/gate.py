"""The gate around everything: who is it, what is this request called, what if it all fails.

Plain ASGI, because Starlette's class for middleware halves the requests a second.
"""

from __future__ import annotations

import logging
import re
import secrets

from anyio import to_thread
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problem_types import BY_CODE
from app.problems import Problem, RefusedError, problem_of
from app.routers.strict import PROTECTED
from app.services.credentials import MOST_CHARACTERS
from app.services.key_ring import KeyRing
from app.services.keys import Caller
from app.store import StoreError

MOST_BYTES = 1_000_000
"""Of one request's body."""
MOST_BATCH_BYTES = 5_000_000
"""Of a batch's body, or a workbook's."""
MOST_DOCUMENT_BYTES = 16_000_000
"""Of a document that somebody wants to have verified."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_log = logging.getLogger("value")


class Gate:
    """Lets nobody under /v1 without a key or token, so that no route can forget to ask."""

    def __init__(self, app: ASGIApp, keys: KeyRing) -> None:
        self._app, self._keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, receive, send)
        try:
            refusal = await self._refusal(scope)
            if refusal is None:
                await self._app(scope, visit.receive, visit.send)
            else:
                await refusal.response(Request(scope))(scope, receive, visit.send)
        except Exception:
            _log.exception("request %s failed", visit.request_id)
            if visit.has_started:
                raise
            kind = BY_CODE["INTERNAL"]
            await Problem(kind, kind.explanation).response(Request(scope))(
                scope, receive, visit.send
            )

    async def _refusal(self, scope: Scope) -> Problem | None:
        if _announced_bytes(scope) > _most_bytes(scope):
            return problem_of(_too_large())
        path = scope["path"]
        if _UNPRINTABLE.search(path):  # nothing has such an address, and PostgreSQL refuses NUL
            return problem_of(RefusedError("NOT_FOUND", BY_CODE["NOT_FOUND"].explanation))
        if path != PROTECTED and not path.startswith(f"{PROTECTED}/"):
            return None
        return await self._admitted(scope)

    async def _admitted(self, scope: Scope) -> Problem | None:
        """Tell the routes who comes, or why they may not."""
        keys = _keys(scope)
        if len(keys) > 1:
            return _unauthenticated("Several keys came with the request. Send one, in one header.")
        try:
            caller = await self._caller(keys[0], scope) if keys else None
        except StoreError as error:
            return problem_of(error)
        if caller is None:
            return _unauthenticated(BY_CODE["UNAUTHENTICATED"].explanation)
        scope["state"]["caller"] = caller
        return None

    async def _caller(self, key: str, scope: Scope) -> Caller | None:
        if len(key) > MOST_CHARACTERS:
            return None
        remembered = self._keys.remembered(key)
        if remembered is not None:
            return remembered
        address = scope["client"][0] if scope.get("client") else None
        return await to_thread.run_sync(self._keys.look_up, key, address)


class _Visit:
    """One request on its way through: its name, and the headers every answer carries."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._bytes, self._most_bytes = 0, _most_bytes(scope)
        self.has_started = False
        self.request_id = _given_id(scope) or f"req_{secrets.token_hex(12)}"
        scope.setdefault("state", {})["request_id"] = self.request_id

    async def receive(self) -> Message:
        """Receive, as long as the body stays within its bounds."""
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._most_bytes:
            raise _too_large()
        return message

    async def send(self, message: Message) -> None:
        """Send on, with our headers in the first message."""
        if message["type"] == "http.response.start":
            self.has_started = True
            headers = message["headers"]
            headers.append((b"request-id", self.request_id.encode()))
            headers.append((b"x-content-type-options", b"nosniff"))
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
        await self._send(message)


def _keys(scope: Scope) -> list[str]:
    """The keys that a request came with, in the order in which they stand; the same one once.

    Whoever sends two is refused: which of them counts must not depend on who reads first. Other
    schemes of Authorization are no keys of ours; a proxy in front may have asked for them.
    """
    found: dict[str, None] = {}
    for name, value in scope["headers"]:
        if name == b"authorization":
            kind, _, key = value.partition(b" ")
            if kind.lower() == b"bearer":
                found[key.strip().decode("latin-1")] = None
        elif name == b"x-api-key":
            found[value.strip().decode("latin-1")] = None
    return [key for key in found if key]


def _unauthenticated(detail: str) -> Problem:
    return Problem(BY_CODE["UNAUTHENTICATED"], detail, headers={"WWW-Authenticate": "Bearer"})


def _given_id(scope: Scope) -> str | None:
    given = _header(scope, b"x-request-id")
    return given if _REQUEST_ID.fullmatch(given) else None


def _announced_bytes(scope: Scope) -> int:
    announced = _header(scope, b"content-length")
    return int(announced[:20]) if announced.isdecimal() else 0


def _most_bytes(scope: Scope) -> int:
    path = scope["path"]
    if path == f"{PROTECTED}/verify":
        return MOST_DOCUMENT_BYTES
    is_large = path.startswith(PROTECTED) and path.endswith((":batchUpsert", "/proposals"))
    return MOST_BATCH_BYTES if is_large else MOST_BYTES


def _header(scope: Scope, name: bytes) -> str:
    for each, value in scope["headers"]:
        if each == name:
            return str(value.decode("latin-1"))
    return ""


def _too_large() -> RefusedError:
    kind = BY_CODE["BODY_TOO_LARGE"]
    return RefusedError(kind.code, kind.explanation, headers={"Connection": "close"})
