"""What a route may ask for: the caller, a desk at the store, what the caller read before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Concatenate, ParamSpec, TypeVar, cast

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Header, Query, Request

from app.documents.order import PrintOrder
from app.services.keys import Caller
from app.services.preconditions import Precondition
from app.store import Store, Transaction
from app.store.errors import StoreBusyError

if TYPE_CHECKING:
    from app.documents.printer import Printer

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Deed = Callable[Concatenate[Transaction, Arguments], Answer]

_MOST_WAITING = 256
_THINKERS = 4


class Lanes:
    """Threads in which blocking work waits its turn, first come, first served.

    There are as many writing threads as the store takes writers, so that no thread waits for a
    connection: waiting threads would starve those that hold one.
    """

    def __init__(self, store: Store) -> None:
        self.writing = CapacityLimiter(store.writers)
        self.thinking = CapacityLimiter(_THINKERS) if store.reads_at_once else self.writing
        self.printing = CapacityLimiter(_THINKERS)


@dataclass(frozen=True, slots=True)
class Desk:
    """The store as one caller may use it: always within their workspace."""

    store: Store
    lanes: Lanes
    caller: Caller

    async def read(
        self, deed: Deed[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        """Read what takes microseconds: on the event loop where the store allows it."""
        if self.store.reads_at_once:
            return self._reading(lambda transaction: deed(transaction, *args, **kwargs))
        return await self.think(deed, *args, **kwargs)

    async def think(
        self, deed: Deed[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        """Read and calculate, in a thread."""
        return await to_thread.run_sync(
            self._reading,
            lambda transaction: deed(transaction, *args, **kwargs),
            limiter=self.lanes.thinking,
        )

    async def write(
        self, deed: Deed[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        """Do one deed in one transaction, committed when this returns, undone when it raises.

        This is the one place where a request commits. It returns after the commit, so that no
        route can answer 201 for what was not kept.
        """
        if self.lanes.writing.statistics().tasks_waiting >= _MOST_WAITING:
            raise StoreBusyError("Too many changes are waiting.")
        return await to_thread.run_sync(
            self._writing,
            lambda transaction: deed(transaction, *args, **kwargs),
            limiter=self.lanes.writing,
        )

    def _reading(self, deed: Callable[[Transaction], Answer]) -> Answer:
        with self.store.reading(self.caller.workspace_id, self.caller.name) as transaction:
            return deed(transaction)

    def _writing(self, deed: Callable[[Transaction], Answer]) -> Answer:
        with self.store.writing(self.caller.workspace_id, self.caller.name) as transaction:
            return deed(transaction)


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """The printer, without blocking whoever waits for a document."""

    printer: Printer
    lanes: Lanes

    async def pdf(self, order: PrintOrder) -> bytes:
        """Print an order."""
        return await to_thread.run_sync(self.printer.pdf, order, limiter=self.lanes.printing)


async def caller(request: Request) -> Caller:
    """Whose key came with the request; the gate has let nobody in without one."""
    return cast("Caller", request.state.caller)


async def desk(request: Request) -> Desk:
    """The caller's place at the store."""
    state = request.app.state
    return Desk(state.store, state.lanes, request.state.caller)


async def print_room(request: Request) -> PrintRoom:
    """The way to the printer."""
    return PrintRoom(request.app.state.printer, request.app.state.lanes)


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
ThePrintRoom = Annotated[PrintRoom, Depends(print_room)]
ThePrecondition = Annotated[Precondition, Depends(precondition)]
