"""Documents of drafts, of versions, and of statements that are stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Depends, Query, Request, Response

from app.deps import PrintRoom, TheDesk, ThePrintRoom
from app.desk import Desk
from app.documents.forms import MEDIA_TYPES, Form, headers_of
from app.documents.making import fingerprint
from app.documents.order import PrintOrder
from app.routers.answers import FRESH, document_answer, problems, strict_router, unless_had
from app.routers.file_names import content_disposition, file_name
from app.routers.layouts import TheLayout
from app.routers.operations import BEGUN, WantsToWait, begun
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


def _document(forms: Iterable[Form]) -> dict[int | str, dict[str, Any]]:
    return {200: document_answer(MEDIA_TYPES[form] for form in forms), **BEGUN}


_HAD = {"description": "You have it."}


@dataclass(frozen=True, slots=True)
class Hand:
    """What hands a document out, now or, where the caller does not wait, later."""

    desk: Desk
    print_room: PrintRoom
    request: Request
    waits: bool
    inline: bool


async def hand(
    desk: TheDesk,
    print_room: ThePrintRoom,
    request: Request,
    waits: WantsToWait,
    inline: Annotated[  # noqa: FBT002 - a parameter on the wire
        bool, Query(description="Whether a browser is to show the document, not to save it.")
    ] = False,
) -> Hand:
    """The caller's way to a document."""
    return Hand(desk, print_room, request, waits, inline)


TheHand = Annotated[Hand, Depends(hand)]


@router.post(
    "/documents",
    name="printStatement",
    summary="Print a value statement",
    response_class=Response,
    responses={
        **_document(MEDIA_TYPES),
        **problems(406, 413, 415, 422),
    },
)
@needs("documents.create")
async def print_statement(hand: TheHand, statement: ValueStatement, layout: TheLayout) -> Response:
    """Print a value statement as a draft, watermarked, in the workspace's brand; store nothing.

    With `Prefer: respond-async` the order is kept for an hour, and the document that comes of it.
    """
    brand = (await hand.desk.read(workspace_brand)).look.brand
    author, now = hand.desk.caller.name, datetime.now(UTC)
    order = await to_thread.run_sync(
        order_for_statement,
        *(statement, author, now, layout, brand),
        limiter=hand.desk.lanes.printing,
    )
    if not hand.waits:
        return await begun(hand.desk, order)
    return _as_document(hand, await hand.print_room.make(order), order, {})


@needs("documents.create")
async def print_version(hand: TheHand, address: TheAddress, layout: TheLayout) -> Response:
    """Print a version. The same version in the same brand is the same document, byte for byte."""
    number = address.version_number
    read = await hand.desk.read(printable_version, address.statement_id, number, layout)
    return await _handed_out(hand, read, layout)


@needs("documents.create")
async def print_draft(hand: TheHand, statement_id: str, layout: TheLayout) -> Response:
    """Print a draft, watermarked. The same draft is the same document."""
    read = await hand.desk.read(printable_draft, statement_id, layout)
    return await _handed_out(hand, read, layout)


async def _handed_out(hand: Hand, read: Printable, layout: Layout) -> Response:
    # It is asked for again before use: its brand may change.
    tag = etag(*read.told_apart_by, repr(layout), fingerprint())
    had = unless_had(hand.request, tag, FRESH)
    if had is not None:
        return had
    order = await to_thread.run_sync(read.order, layout, limiter=hand.desk.lanes.printing)
    if not hand.waits:
        return await begun(hand.desk, order, handing(read, order, layout), tag)
    made = await hand.print_room.make(order)
    await hand.desk.note(hand_out, handing(read, order, layout), made)
    return _as_document(hand, made, order, {"ETag": tag, "Cache-Control": FRESH})


def _as_document(
    hand: Hand, made: bytes, order: PrintOrder, headers: Mapping[str, str]
) -> Response:
    named = {
        **headers_of(MEDIA_TYPES[order.form]),
        "Content-Disposition": content_disposition(file_name(order), inline=hand.inline),
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
        responses={**_document(MEDIA_TYPES), 304: _HAD, **problems(404, 406, 422)},
    )(endpoint)
    for form in MEDIA_TYPES:
        router.get(
            f"{path}/document.{form}",
            name=name if form == "pdf" else f"{name}{form.title()}",
            summary=f"{summary} as {form.upper()}",
            response_class=Response,
            responses={**_document([form]), 304: _HAD, **problems(404, 422)},
        )(endpoint)


_in_every_form("/statements/{statement_id}/draft", "printDraft", "Print a draft", print_draft)
_in_every_form(
    "/statements/{statement_id}/versions/{version_number:int}",
    "printVersion",
    "Print a version",
    print_version,
)
