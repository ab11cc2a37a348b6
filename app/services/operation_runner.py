"""Making what operations wait for: one document at a time, each workspace in its turn.

A claim holds for a while and no longer: what a process left behind when it was killed is made by
the next one that looks.
"""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import UTC, datetime, timedelta

from app.documents.errors import PrinterBusyError, PrintError, PrintFailedError
from app.documents.order import order_of
from app.documents.printer import Printer
from app.services.issuing import hand_out, handing_of
from app.store import Store, StoreError
from app.store.operations import (
    FAILED,
    SUCCEEDED,
    Claimed,
    claim_next,
    finish,
    forget_expired,
    give_back,
    is_any_due,
)
from app.store.records import Author

LEASE = timedelta(seconds=90)
"""How long a claim holds: longer than any document waits and takes."""
MOST_ATTEMPTS = 3
_SECONDS_BETWEEN_LOOKS = 5.0
_AGAIN = timedelta(seconds=2)
_SECONDS_TO_END = 10.0
_OURSELVES = Author("the service")
_log = logging.getLogger("value")


class OperationRunner:
    """One thread that makes documents in the background, as long as there are any to make."""

    def __init__(self, store: Store, printer: Printer, lease: timedelta = LEASE) -> None:
        self._store, self._printer, self._lease = store, printer, lease
        self._due = threading.Event()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="operations", daemon=True)

    def start(self) -> None:
        """Begin, with what was left behind."""
        self._thread.start()

    def look(self) -> None:
        """Say that there is something new."""
        self._due.set()

    def stop(self) -> None:
        """Take no more; what is being made is given back once the printer ends."""
        self._is_closed = True
        self._due.set()

    def join(self) -> None:
        """Wait for the end; the printer must have been closed."""
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END)

    def _run(self) -> None:
        while not self._is_closed:
            self._due.clear()
            try:
                worked = self._make_one()
            except StoreError as error:
                _log.warning("Operations wait: %r", error)
                worked = False
            except Exception:  # noqa: BLE001 - the thread must go on for others
                _log.exception("An operation came to nothing.")
                worked = False
            if not worked and not self._is_closed:
                self._due.wait(_SECONDS_BETWEEN_LOOKS)

    def _make_one(self) -> bool:
        with self._store.reading("") as transaction:
            if not is_any_due(transaction):
                return False
        with self._store.writing("", _OURSELVES) as transaction:
            forget_expired(transaction)
            until = datetime.now(UTC) + self._lease
            mine = claim_next(transaction, secrets.token_hex(16), until)
        if mine is None:
            return False
        self._make(mine)
        return True

    def _make(self, mine: Claimed) -> None:
        if mine.operation.attempts > MOST_ATTEMPTS:
            return self._fail(mine, PrintFailedError("it was begun several times and never ended."))
        try:
            whose = mine.operation.key_id or mine.operation.workspace_id
            document = self._printer.make(order_of(mine.ordered), whose)
        except PrinterBusyError:
            self._give_back(mine, _AGAIN)
        except PrintError as error:
            if self._is_closed:
                self._give_back(mine, timedelta())
            else:
                self._fail(mine, error)
        except Exception as error:  # noqa: BLE001 - an order of another release, or a mistake of ours
            self._fail(mine, error)
        else:
            self._succeed(mine, document)

    def _succeed(self, mine: Claimed, document: bytes) -> None:
        operation = mine.operation
        author = Author(operation.created_by, operation.key_id)
        with self._store.writing(operation.workspace_id, author) as transaction:
            if finish(transaction, mine, status=SUCCEEDED, document=document) and operation.subject:
                hand_out(transaction, handing_of(operation.subject), document)

    def _fail(self, mine: Claimed, error: Exception) -> None:
        _log.error("operation %s failed: %s", mine.operation.id, error, exc_info=error)
        with self._store.writing(mine.operation.workspace_id, _OURSELVES) as transaction:
            finish(transaction, mine, status=FAILED, failure=type(error).__name__)

    def _give_back(self, mine: Claimed, after: timedelta) -> None:
        with self._store.writing(mine.operation.workspace_id, _OURSELVES) as transaction:
            give_back(transaction, mine, transaction.now + after)
