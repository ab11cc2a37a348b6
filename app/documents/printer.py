"""The printer: documents in warm worker processes, each bounded in time, memory and reach."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from app.documents.errors import PrintError, PrintFailedError, PrintTimeoutError
from app.documents.finished import Finished
from app.documents.order import Edition, Paper, PrintOrder, Variant
from app.documents.press import Press
from app.documents.sample import sample_order
from app.documents.turns import Turns

__all__ = ["Edition", "Paper", "PrintOrder", "Printer", "Variant"]

MOST_WAITING = 16
"""Orders that may wait for a free worker, beside those being printed."""
MOST_PRINTED = 500
"""Documents after which a worker is replaced: WeasyPrint keeps some memory of each."""
MOST_MEMORY = 512 * 2**20
"""Of a worker that goes on; one that ever held more is replaced."""

_log = logging.getLogger("value")


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How the printer does: for whoever looks after the service.

    `peak_memory` is the most bytes that any of its workers ever held.
    """

    workers: int
    free: int
    in_hand: int
    made: int
    remembered: int
    stopped: int
    peak_memory: int


class Printer:
    """Prints orders, several at a time; safe to call from any thread.

    The process it lives in never loads WeasyPrint. Workers start in the background; an order that
    comes before one is ready waits for it.
    """

    def __init__(self, workers: int = 1, seconds: float = 20.0, cache: Path | None = None) -> None:
        self._workers = workers
        self._seconds = seconds
        self._cache = cache
        self._turns = Turns(workers, MOST_WAITING, seconds)
        self._presses: set[Press] = set()
        self._finished = Finished()
        self._made = self._remembered = self._stopped = self._peak_memory = 0
        self._lock = threading.Lock()
        self._closed = True

    def start(self) -> None:
        """Start the workers in the background; returns at once."""
        with self._lock:
            if not self._closed:
                return
            self._closed = False
        self._sample = sample_order().as_json()
        self._in_background(self._add_presses)

    def close(self) -> None:
        """End all workers; whoever still waits is told that printing failed."""
        with self._lock:
            self._closed = True
            presses, self._presses = self._presses, set()
        for press in presses:
            press.stop()

    def make(self, order: PrintOrder, whose: str = "") -> bytes:
        """Make one document. The same order gives the same bytes.

        `whose` tells callers apart, none of whom may keep the others waiting.

        Raises:
            PrinterBusyError: too many orders wait, or no worker became free in time.
            PrintTimeoutError: the document took longer than any may.
            TooLargeError: it has more pages, or needs more memory, than a document may.
            PrintFailedError: the worker could not make it.
        """
        message = order.as_json()
        key = hashlib.sha256(message).digest()
        known = self._finished.get(key)
        if known is not None:
            self._remembered += 1
            return known
        if self._closed:
            raise PrintFailedError("the printer is closed.")
        with self._turns.press_for(whose) as press:
            document = self._made_by(press, message, order)
        self._finished.keep(key, document)
        return document

    def forget(self) -> None:
        """Forget every document that was made lately."""
        self._finished.clear()

    def state(self) -> PrinterState:
        """How it does."""
        return PrinterState(
            workers=self._workers,
            free=len(self._turns.free),
            in_hand=self._turns.in_hand,
            made=self._made,
            remembered=self._remembered,
            stopped=self._stopped,
            peak_memory=self._peak_memory,
        )

    def _made_by(self, press: Press, message: bytes, order: PrintOrder) -> bytes:
        began = monotonic()
        try:
            document = press.make(message)
        except PrintError as error:
            self._stopped += isinstance(error, PrintTimeoutError)
            self._tell(press, order, began, f"not made: {error}")
            raise
        finally:
            self._give_back(press)
        self._made += 1
        self._tell(press, order, began, f"{len(document):,} bytes")
        return document

    def _tell(self, press: Press, order: PrintOrder, began: float, outcome: str) -> None:
        self._peak_memory = max(self._peak_memory, press.peak_memory)
        _log.info(
            "%s, %s: %s, %.2f s, its worker held %d MB at most",
            *(order.form, order.variant, outcome, monotonic() - began),
            press.peak_memory // 2**20,
        )

    def _give_back(self, press: Press) -> None:
        is_fit = press.printed < MOST_PRINTED and press.peak_memory <= MOST_MEMORY
        if press.is_alive and is_fit:
            self._turns.put(press)
        elif not self._closed:
            self._in_background(self._replace, press)

    def _replace(self, press: Press) -> None:
        with self._lock:
            self._presses.discard(press)
        press.stop()
        self._add_press()

    def _add_presses(self) -> None:
        """One after the other: the first one is ready sooner."""
        for _ in range(self._workers):
            self._add_press()

    def _add_press(self) -> None:
        with self._lock:
            if self._closed:
                return
            press = Press(self._seconds, self._cache, self._sample)
            self._presses.add(press)
        try:
            press.warm_up()
        except PrintError:
            if not self._closed:
                _log.exception("A print worker did not start; documents cannot be printed.")
        self._turns.put(press)

    def _in_background(self, work: Callable[..., None], *arguments: Press) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()
