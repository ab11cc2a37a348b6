"""Printing a statement that is stored nowhere, and how every document goes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, Header, Query, Response

from app.deps import TheCaller, ThePrintRoom
from app.documents.order import Paper, PrintOrder, Variant
from app.routers.answers import PDF, problems, strict_router
from app.routers.negotiation import chosen
from app.routers.strict import needs
from app.services.printing import Layout, order_for_statement
from app.value import ValueStatement

router = strict_router("Documents")
AVAILABLE = {"pdf": "application/pdf"}

_MOST_CHARACTERS = 80


async def layout(
    variant: Annotated[
        Variant, Query(description="`summary` is one page, `full` the whole business case.")
    ] = "full",
    paper: Annotated[Paper, Query(description="The size of its pages.")] = "A4",
) -> Layout:
    """How the caller wants the document laid out."""
    return Layout(variant, paper)


async def form(
    format: Annotated[  # noqa: A002 - its name on the wire
        Literal["pdf"] | None, Query(description="Instead of the header Accept.")
    ] = None,
    accept: Annotated[str | None, Header(max_length=1000)] = None,
) -> str:
    """The media type the caller wants, of those there are."""
    return chosen(AVAILABLE[format] if format else accept, list(AVAILABLE.values()))


TheLayout = Annotated[Layout, Depends(layout)]
TheForm = Annotated[str, Depends(form)]


@router.post(
    "/documents",
    name="printStatement",
    summary="Print a value statement",
    response_class=Response,
    responses={200: PDF, **problems(406, 413, 415, 422)},
)
@needs("documents.create")
async def print_statement(
    caller: TheCaller,
    print_room: ThePrintRoom,
    statement: ValueStatement,
    layout: TheLayout,
    form: TheForm,
) -> Response:
    """Print a value statement as a draft, watermarked. Nothing is stored."""
    order = order_for_statement(statement, caller.name, datetime.now(UTC), layout)
    return as_document(await print_room.pdf(order), order, {"Content-Type": form})


def as_document(pdf: bytes, order: PrintOrder, headers: Mapping[str, str]) -> Response:
    """A document as an answer, under a name that says what it is."""
    number = order.edition.version_number
    edition = "draft" if number is None else f"v{number}"
    customer = order.statement.customer or ""
    name = f"{customer} {order.statement.title} {edition}".strip()
    named = {
        "Content-Type": AVAILABLE["pdf"],
        "Content-Disposition": content_disposition(f"{_short(name)}.pdf"),
        "Vary": "Accept, Authorization",
        **headers,
    }
    return Response(pdf, 200, named)


def content_disposition(name: str) -> str:
    r"""The header for a file of that name, for old clients without its accents (RFC 6266).

    Example:
        >>> content_disposition("Café.pdf")
        'attachment; filename="Cafe.pdf"; filename*=UTF-8\'\'Caf%C3%A9.pdf'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9 ._()-]", "", plain).strip() or "document.pdf"
    safe = "document.pdf" if safe == ".pdf" else safe
    return f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(name, safe='')}"


def _short(name: str) -> str:
    words = re.sub(r"[\s/\\:*?\"<>|]+", " ", name).strip()
    if len(words) <= _MOST_CHARACTERS:
        return words
    # The edition stands at the end and must stay.
    start, _, edition = words.rpartition(" ")
    return f"{start[: _MOST_CHARACTERS - len(edition)].rstrip()} {edition}"
