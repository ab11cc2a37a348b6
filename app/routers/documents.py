"""Documents of drafts, of versions, and of statements that are stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import Request, Response

from app.deps import PrintRoom, TheDesk, ThePrintRoom
from app.desk import Desk
from app.documents.forms import MEDIA_TYPES, Form
from app.documents.order import PrintOrder
from app.routers.answers import FRESH, problems, strict_router, unless_had
from app.routers.file_names import content_disposition, file_name
from app.routers.layouts import TheLayout
from app.routers.strict import needs
from app.routers.versions import TheAddress
from app.services.brands import workspace_brand
from app.services.issuing import hand_out, handing
from app.services.preconditions import etag
from app.services.printing import (
    Layout,
    Printable,
    order_for_statement,
    printable_draft,
    printable_version,
)
from app.value import ValueStatement

router = strict_router("Documents")


def _document(forms: Iterable[Form]) -> dict[str, Any]:
    binary = {"schema": {"type": "string", "format": "binary"}}
    content = {MEDIA_TYPES[form]: binary for form in forms}
    return {"description": "The document.", "content": content}


_HAD = {"description": "You have it."}


@router.post(
    "/documents",
    name="printStatement",
    summary="Print a value statement",
    response_class=Response,
    responses={
        200: _document(MEDIA_TYPES),
        **problems(406, 413, 415, 422),
    },
)
@needs("documents.create")
async def print_statement(
    desk: TheDesk, print_room: ThePrintRoom, statement: ValueStatement, layout: TheLayout
) -> Response:
    """Print a value statement as a draft, watermarked, in the workspace's brand; store nothing."""
    brand = (await desk.read(workspace_brand)).look.brand
    order = order_for_statement(statement, desk.caller.name, datetime.now(UTC), layout, brand)
    return _as_document(await print_room.make(order), order, {})


@needs("documents.create")
async def print_version(
    desk: TheDesk,
    print_room: ThePrintRoom,
    address: TheAddress,
    layout: TheLayout,
    request: Request,
) -> Response:
    """Print a version. The same version in the same brand is the same document, byte for byte."""
    number = address.version_number
    read = await desk.read(printable_version, address.statement_id, number, layout)
    return await _handed_out(Hand(desk, print_room, request), read, layout)


@needs("documents.create")
async def print_draft(
    desk: TheDesk, print_room: ThePrintRoom, statement_id: str, layout: TheLayout, request: Request
) -> Response:
    """Print a draft, watermarked. The same draft is the same document."""
    read = await desk.think(printable_draft, statement_id, layout)
    return await _handed_out(Hand(desk, print_room, request), read, layout)


@dataclass(frozen=True, slots=True)
class Hand:
    """What hands a document out. It is asked for again before use: its brand may change."""

    desk: Desk
    print_room: PrintRoom
    request: Request


async def _handed_out(hand: Hand, read: Printable, layout: Layout) -> Response:
    tag = etag(*read.told_apart_by, repr(layout))
    had = unless_had(hand.request, tag, FRESH)
    if had is not None:
        return had
    order = read.order(layout)
    made = await hand.print_room.make(order)
    await hand.desk.note(hand_out, handing(read, order, layout), made)
    return _as_document(made, order, {"ETag": tag, "Cache-Control": FRESH})


def _as_document(made: bytes, order: PrintOrder, headers: Mapping[str, str]) -> Response:
    named = {
        "Content-Type": MEDIA_TYPES[order.form],
        "Content-Disposition": content_disposition(file_name(order)),
        "Vary": "Accept, Authorization",
        **headers,
    }
    return Response(made, 200, named)


def _in_every_form(path: str, name: str, summary: str, endpoint: Callable[..., object]) -> None:
    """Routes for one document: one that reads Accept, and one for each form, by its suffix.

    A link in a CRM's field cannot send Accept.
    """
    router.get(
        f"{path}/document",
        name=f"{name}As",
        summary=f"{summary} as Accept says",
        response_class=Response,
        responses={200: _document(MEDIA_TYPES), 304: _HAD, **problems(404, 406, 422)},
    )(endpoint)
    for form in MEDIA_TYPES:
        router.get(
            f"{path}/document.{form}",
            name=name if form == "pdf" else f"{name}{form.title()}",
            summary=f"{summary} as {form.upper()}",
            response_class=Response,
            responses={200: _document([form]), 304: _HAD, **problems(404, 422)},
        )(endpoint)


_in_every_form("/statements/{statement_id}/draft", "printDraft", "Print a draft", print_draft)
_in_every_form(
    "/statements/{statement_id}/versions/{version_number:int}",
    "printVersion",
    "Print a version",
    print_version,
)
