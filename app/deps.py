"""What a route may ask for: the caller, a desk at the store, what the caller read before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from anyio import to_thread
from fastapi import Depends, Header, Query, Request

from app.desk import Desk, Lanes
from app.documents.order import PrintOrder
from app.services.key_ring import KeyRing
from app.services.keys import Caller
from app.services.preconditions import Precondition

if TYPE_CHECKING:
    from app.documents.printer import Printer


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """The printer, without blocking whoever waits for a document."""

    printer: Printer
    lanes: Lanes
    whose: str

    async def make(self, order: PrintOrder) -> bytes:
        """Make a document."""
        return await to_thread.run_sync(
            self.printer.make, order, self.whose, limiter=self.lanes.printing
        )


async def caller(request: Request) -> Caller:
    """Whose key came with the request; the gate has let nobody in without one."""
    return cast("Caller", request.state.caller)


async def desk(request: Request) -> Desk:
    """The caller's place at the store."""
    state = request.app.state
    return Desk(state.store, state.lanes, request.state.caller, request)


async def key_ring(request: Request) -> KeyRing:
    """What this process remembers of callers, to be forgotten when one of them ends."""
    return cast("KeyRing", request.app.state.key_ring)


async def print_room(request: Request) -> PrintRoom:
    """The way to the printer."""
    state = request.app.state
    return PrintRoom(state.printer, state.lanes, request.state.caller.key_id)


async def precondition(
    if_match_header: Annotated[
        str | None,
        Header(alias="If-Match", max_length=1000, description="The ETag of what you read."),
    ] = None,
    if_match: Annotated[
        str | None,
        Query(max_length=1000, description="The same, for clients that cannot send headers."),
    ] = None,
) -> Precondition:
    """What the caller says they read, in the header or its twin in the query."""
    named = if_match_header or if_match
    if named is None:
        return Precondition()
    return Precondition(frozenset(_strong(tag.strip()) for tag in named.split(",")))


def _strong(tag: str) -> str:
    # A weak tag never matches a change; a query twin often arrives without its quotes.
    return tag if tag.startswith(('"', "W/")) or tag == "*" else f'"{tag}"'


TheCaller = Annotated[Caller, Depends(caller)]
TheDesk = Annotated[Desk, Depends(desk)]
TheKeyRing = Annotated[KeyRing, Depends(key_ring)]
ThePrintRoom = Annotated[PrintRoom, Depends(print_room)]
ThePrecondition = Annotated[Precondition, Depends(precondition)]
