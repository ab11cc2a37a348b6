"""Lists by keyset: a cursor says after which item to go on. Page 2,000 costs what page 1 does.

A cursor is signed, with the workspace, the path and every argument but `limit`: it goes on with
the very list that gave it and says nothing about anybody's things to who has no key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic_core import to_json

from app.problems import RefusedError
from app.routers import wire
from app.routers.answers import as_json
from app.store.records import Page

Record = TypeVar("Record")

_MOST_ITEMS = 200
_SIGNATURE_BYTES = 16
_MOST_CURSOR = 2000
"""Characters: a name of 200 characters may have 800 bytes, and twice as many as JSON."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a list is asked for."""

    limit: int
    cursor: str | None
    secret: bytes

    def after(self, scope: str) -> str | None:
        """The place after which the list `scope` (see `scope_of`) goes on.

        Raises:
            RefusedError: the cursor is another list's, or none at all.
        """
        if self.cursor is None:
            return None
        try:
            padded = self.cursor + "=" * (-len(self.cursor) % 4)
            raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            raw = b""
        signature, place = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, _signature(self.secret, scope, place)):
            raise RefusedError(
                "INVALID_CURSOR",
                "The cursor does not belong to this list with these filters and this order. "
                "Start without one.",
            )
        return place.decode()


async def stretch(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=1_000_000, description="At most 200 are sent.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=_MOST_CURSOR, description="`next_cursor` of the page before.")
    ] = None,
) -> Stretch:
    """Which part of a list the caller asks for."""
    return Stretch(min(limit, _MOST_ITEMS), cursor, request.app.state.cursor_secret)


TheStretch = Annotated[Stretch, Depends(stretch)]


def scope_of(request: Request) -> str:
    """A list's workspace, path, filters and order, to which its cursors are bound."""
    arguments = urlencode(sorted(_arguments(request)))
    return f"{request.state.caller.workspace_id} {request.url.path}?{arguments}"


def answer(
    request: Request,
    page: Page[Record],
    told: Callable[[Record], wire.Wire],
    limit: int,
    more: Mapping[str, wire.Wire] | None = None,
) -> Response:
    """A page as the API tells it; the way to the next one also as a Link header.

    `more` is what stands beside the page, of all that it is a stretch of.
    """
    cursor = None if page.after is None else _cursor(request, page.after)
    url = None if cursor is None else _next_url(request, cursor, limit)
    body = {
        "items": [told(record) for record in page.items],
        "has_more": cursor is not None,
        "next_cursor": cursor,
        "next_url": url,
        **(more or {}),
    }
    headers = {} if url is None else {"Link": f'<{url}>; rel="next"'}
    return as_json(to_json(body), headers)


def _cursor(request: Request, after: str) -> str:
    place = after.encode()
    signature = _signature(request.app.state.cursor_secret, scope_of(request), place)
    return base64.urlsafe_b64encode(signature + place).decode().rstrip("=")


def _signature(secret: bytes, scope: str, place: bytes) -> bytes:
    signed = b"%d %s%s" % (len(scope), scope.encode(), place)
    return hmac.digest(secret, signed, hashlib.sha256)[:_SIGNATURE_BYTES]


def _next_url(request: Request, cursor: str, limit: int) -> str:
    more = [("limit", str(limit)), ("cursor", cursor)]
    return f"{request.url.path}?{urlencode([*_arguments(request), *more])}"


def _arguments(request: Request) -> list[tuple[str, str]]:
    given = request.query_params.multi_items()
    return [pair for pair in given if pair[0] not in ("limit", "cursor")]
