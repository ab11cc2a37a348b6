"""Why a change is made: said in a header or its twin in the query, kept with the change."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Header, Query, Request

from app.problems import RefusedError

MOST_CHARACTERS = 500
_ENCODED = re.compile(r"(?i:utf-8)'[A-Za-z0-9-]*'(.*)", re.DOTALL)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


async def reason(
    request: Request,
    header: Annotated[
        str | None,
        Header(
            alias="X-Change-Reason",
            max_length=5000,
            description="Why the change is made, up to 500 characters. What is not ASCII is "
            "percent-encoded UTF-8, with or without UTF-8'' before it (RFC 8187).",
            examples=["Workshop with the customer"],
        ),
    ] = None,
    query: Annotated[
        str | None,
        Query(
            alias="reason",
            max_length=MOST_CHARACTERS,
            description="The same, for clients that cannot send headers.",
        ),
    ] = None,
) -> None:
    """Note why the caller makes this change, for whoever keeps it.

    Raises:
        RefusedError: it is too long.
    """
    told = query if header is None else decoded(header)
    if told is not None and len(told) > MOST_CHARACTERS:
        raise RefusedError(
            "INVALID_PARAMETER",
            f"The reason has {len(told)} characters; {MOST_CHARACTERS} are kept.",
            [
                {
                    "parameter": "X-Change-Reason",
                    "code": "STRING_TOO_LONG",
                    "detail": f"At most {MOST_CHARACTERS} characters, please.",
                }
            ],
        )
    request.state.change_reason = _UNPRINTABLE.sub(" ", told).strip() if told else None


SAYS_WHY = Depends(reason)


def decoded(header: str) -> str:
    """A header's text: percent-encoded UTF-8, plain UTF-8, or Latin-1, in which headers arrive.

    Example:
        >>> decoded("UTF-8''Preis%20%E2%82%AC%205"), decoded("Cut by 10% now")
        ('Preis € 5', 'Cut by 10% now')
    """
    told = _ENCODED.fullmatch(header)
    text = unquote(told[1] if told else header, errors="replace")
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text
