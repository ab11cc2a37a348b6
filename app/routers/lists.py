"""Lists by keyset: a cursor says after which item to go on. Page 2,000 costs what page 1 does."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
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

_AFTER = re.compile(r"[a-z]{3}_[0-9a-z]{26}|[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a list is asked for."""

    limit: int
    cursor: str | None

    def after(self, scope: str) -> str | None:
        """The item after which the list `scope` (its path and filters) goes on.

        Raises:
            RefusedError: the cursor is another list's, or none at all.
        """
        if self.cursor is None:
            return None
        try:
            of, after = json.loads(base64.urlsafe_b64decode(self.cursor + "=="))
        except (ValueError, TypeError, binascii.Error):
            of, after = None, None
        if of != scope or not isinstance(after, str) or not _AFTER.fullmatch(after):
            raise RefusedError(
                "INVALID_CURSOR",
                "The cursor does not belong to this list with these filters. Start without one.",
            )
        return after


async def stretch(
    limit: Annotated[int, Query(ge=1, le=1_000_000, description="At most 200 are sent.")] = 50,
    cursor: Annotated[
        str | None, Query(max_length=400, description="`next_cursor` of the page before.")
    ] = None,
) -> Stretch:
    """Which part of a list the caller asks for."""
    return Stretch(min(limit, 200), cursor)


TheStretch = Annotated[Stretch, Depends(stretch)]


def scope_of(request: Request) -> str:
    """A list's path and filters, to which its cursors are bound."""
    given = request.query_params.multi_items()
    filters = sorted(pair for pair in given if pair[0] not in ("limit", "cursor"))
    return f"{request.url.path}?{urlencode(filters)}"


def answer(
    request: Request, page: Page[Record], told: Callable[[Record], wire.Wire], limit: int
) -> Response:
    """A page as the API tells it; the way to the next one also as a Link header."""
    cursor = _cursor(scope_of(request), page.after)
    url = None if cursor is None else _next_url(request, cursor, limit)
    body = {
        "items": [told(record) for record in page.items],
        "has_more": cursor is not None,
        "next_cursor": cursor,
        "next_url": url,
    }
    headers = {} if url is None else {"Link": f'<{url}>; rel="next"'}
    return as_json(to_json(body), headers)


def _cursor(scope: str, after: str | None) -> str | None:
    if after is None:
        return None
    raw = json.dumps([scope, after], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _next_url(request: Request, cursor: str, limit: int) -> str:
    given = request.query_params.multi_items()
    filters = [pair for pair in given if pair[0] not in ("limit", "cursor")]
    return f"{request.url.path}?{urlencode([*filters, ('limit', limit), ('cursor', cursor)])}"
