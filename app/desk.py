"""A caller's place at the store: reading, thinking, and the one place where a request commits."""

from __future__ import annotations

import hashlib
import logging
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar, TypeVarTuple

from anyio import CapacityLimiter, fail_after, to_thread
from fastapi import Request, Response

from app.problem_types import BY_CODE
from app.problems import RefusedError, code_of, problem_of
from app.services import idempotency
from app.services.idempotency import MOST_CHARACTERS, Answer, Claim
from app.services.keys import Caller
from app.store import Store, StoreError, Transaction
from app.store.errors import StoreBusyError
from app.store.records import Author

Arguments = ParamSpec("Arguments")
Done = TypeVar("Done")
Given = TypeVarTuple("Given")
Deed = Callable[Concatenate[Transaction, Arguments], Done]
Answering = Callable[[Transaction], Response]

_log = logging.getLogger("value")
_MOST_WAITING = 256
_SECONDS_TO_WAIT = 10
_THINKERS = 4
_PRINTING = 24
"""More than the printer lets wait: it decides whose turn it is, and must hear of everybody."""
_KEPT_REFUSALS = (404, 422)
"""What would be answered again the same; after any other refusal the caller tries differently."""


class Lanes:
    """Threads in which blocking work waits its turn, first come, first served.

    There are as many writing threads as the store takes writers, so that no thread waits for a
    connection: waiting threads would starve those that hold one.
    """

    def __init__(self, store: Store) -> None:
        self.writing = CapacityLimiter(store.writers)
        self.thinking = CapacityLimiter(_THINKERS) if store.reads_at_once else self.writing
        self.printing = CapacityLimiter(_PRINTING)
        self.threads = CapacityLimiter(math.inf)  # for those who had their turn already


@dataclass(frozen=True, slots=True)
class Desk:
    """The store as one caller may use it, for one request: always within their workspace."""

    store: Store
    lanes: Lanes
    caller: Caller
    request: Request

    async def read(
        self, deed: Deed[Arguments, Done], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Done:
        """Read what takes microseconds: on the event loop where the store allows it."""
        if self.store.reads_at_once:
            return self._reading(lambda transaction: deed(transaction, *args, **kwargs))
        return await self.think(deed, *args, **kwargs)

    async def think(
        self, deed: Deed[Arguments, Done], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Done:
        """Read and calculate, in a thread."""
        return await to_thread.run_sync(
            self._reading,
            lambda transaction: deed(transaction, *args, **kwargs),
            limiter=self.lanes.thinking,
        )

    async def write(
        self,
        told: Callable[[Done], Response],
        deed: Deed[Arguments, Done],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Response:
        """Do one deed in one transaction and answer with what `told` makes of it.

        This is the one place where a request commits. It returns after the commit, so that no
        route can answer 201 for what was not kept. With an Idempotency-Key the answer is kept in
        the same transaction, and given again to who asks again.
        """

        def answering(transaction: Transaction) -> Response:
            return told(deed(transaction, *args, **kwargs))

        key = _key(self.request)
        if key is None:
            return await self._in_turn(self._writing, answering)
        fingerprint = _fingerprint(self.request, await self.request.body())
        return await self._in_turn(self._once, key, fingerprint, answering)

    async def note(
        self, deed: Deed[Arguments, None], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> None:
        """Tell of a reading, such as a document handed out, in a short write of its own.

        A store that cannot be written to is no reason to refuse a reader: then the log tells it.
        """
        try:
            await self._in_turn(
                self._noting, lambda transaction: deed(transaction, *args, **kwargs)
            )
        except StoreError as error:
            _log.warning("%s is not in the audit: %r", self.request.url.path, error)

    def _noting(self, deed: Callable[[Transaction], None]) -> None:
        with self.store.writing(*self._visit()) as transaction:
            deed(transaction)

    def _reading(self, deed: Callable[[Transaction], Done]) -> Done:
        with self.store.reading(self.caller.workspace_id, self._author()) as transaction:
            return deed(transaction)

    def _writing(self, answering: Answering) -> Response:
        with self.store.writing(self.caller.workspace_id, self._author()) as transaction:
            return answering(transaction)

    def _once(self, key: str, fingerprint: str, answering: Answering) -> Response:
        with self.store.writing(self.caller.workspace_id, self._author()) as transaction:
            claimed = idempotency.claim(transaction, key, fingerprint)
        if isinstance(claimed, Answer):
            headers = {**claimed.headers, "Idempotent-Replayed": "true"}
            return Response(claimed.body, claimed.status, headers)
        try:
            return self._writing(lambda transaction: _kept(transaction, claimed, answering))
        except Exception as error:  # noqa: BLE001 - it is answered or raised again
            return self._refused(claimed, error)

    def _refused(self, claimed: Claim, error: Exception) -> Response:
        """Keep a refusal that would be the same again; give the key back after any other."""
        lasts = BY_CODE[code_of(type(error))].status in _KEPT_REFUSALS
        answer = problem_of(error).response(self.request) if lasts else None

        def settle(transaction: Transaction) -> None:
            if answer is None:
                idempotency.release(transaction, claimed)
            else:
                idempotency.keep(transaction, claimed, _answer(answer))

        with suppress(StoreError), self.store.writing(*self._visit()) as transaction:
            settle(transaction)
        if answer is None:
            raise error
        return answer

    async def _in_turn(self, work: Callable[[*Given], Done], *given: *Given) -> Done:
        """Wait for a turn to write, but not for ever, and do the work in a thread."""
        lane, turn = self.lanes.writing, object()
        if lane.statistics().tasks_waiting >= _MOST_WAITING:
            raise StoreBusyError("Too many changes are waiting.")
        try:
            with fail_after(_SECONDS_TO_WAIT):
                await lane.acquire_on_behalf_of(turn)
        except TimeoutError:
            raise StoreBusyError("Other changes took too long.") from None
        try:
            return await to_thread.run_sync(work, *given, limiter=self.lanes.threads)
        finally:
            lane.release_on_behalf_of(turn)

    def _visit(self) -> tuple[str, Author]:
        return self.caller.workspace_id, self._author()

    def _author(self) -> Author:
        headers, client = self.request.headers, self.request.client
        return Author(
            name=self.caller.name,
            key_id=self.caller.key_id,
            client=headers.get("x-client") or headers.get("user-agent"),
            reason=getattr(self.request.state, "change_reason", None)
            or headers.get("x-change-reason"),
            request_id=self.request.state.request_id,
            address=client.host if client else None,
            user_agent=headers.get("user-agent"),
        )


def _kept(transaction: Transaction, claimed: Claim, answering: Answering) -> Response:
    response = answering(transaction)
    idempotency.keep(transaction, claimed, _answer(response))
    return response


def _answer(response: Response) -> Answer:
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Answer(response.status_code, headers, bytes(response.body))


def _key(request: Request) -> str | None:
    given = request.headers.get("idempotency-key")
    if given is None:
        return None
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not 0 < len(key) <= MOST_CHARACTERS or not key.isprintable():
        raise RefusedError(
            "INVALID_PARAMETER",
            f"An Idempotency-Key has 1 to {MOST_CHARACTERS} characters that can be printed.",
            [
                {
                    "parameter": "Idempotency-Key",
                    "code": "INVALID_PARAMETER",
                    "detail": f"This one has {len(key)} characters. A UUID does well.",
                }
            ],
        )
    return key


def _fingerprint(request: Request, body: bytes) -> str:
    scope = request.scope
    path = scope.get("raw_path") or scope["path"].encode()
    parts = (request.method.encode(), path, scope["query_string"], body)
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
