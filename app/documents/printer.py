"""The printer: documents in warm worker processes, each bounded in time, memory and reach."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.documents.errors import PrinterBusyError, PrintError, PrintFailedError
from app.documents.order import Edition, Paper, PrintOrder, Variant
from app.documents.press import Press
from app.documents.sample import sample_order

__all__ = ["Edition", "Paper", "PrintOrder", "Printer", "Variant"]

MOST_WAITING = 16
"""Orders that may wait for a free worker, beside those being printed."""
MOST_PRINTED = 500
"""Documents after which a worker is replaced: WeasyPrint keeps some memory of each."""

_log = logging.getLogger(__name__)


class Printer:
    """Prints orders, several at a time; safe to call from any thread.

    The process it lives in never loads WeasyPrint. Workers start in the background; an order that
    comes before one is ready waits for it.
    """

    def __init__(self, workers: int = 1, seconds: float = 20.0, cache: Path | None = None) -> None:
        self._workers = workers
        self._seconds = seconds
        self._cache = cache
        self._free: queue.LifoQueue[Press] = queue.LifoQueue()
        self._presses: set[Press] = set()
        self._in_hand = 0
        self._lock = threading.Lock()
        self._closed = True

    def start(self) -> None:
        """Start the workers in the background; returns at once."""
        with self._lock:
            if not self._closed:
                return
            self._closed = False
        self._sample = sample_order().as_json()
        for _ in range(self._workers):
            self._in_background(self._add_press)

    def close(self) -> None:
        """End all workers; whoever still waits is told that printing failed."""
        with self._lock:
            self._closed = True
            presses, self._presses = self._presses, set()
        for press in presses:
            press.stop()

    def make(self, order: PrintOrder) -> bytes:
        """Make one document. The same order gives the same bytes.

        Raises:
            PrinterBusyError: too many orders wait, or no worker became free in time.
            PrintTimeoutError: the document took longer than any may.
            PrintFailedError: the worker could not make it.
        """
        message = order.as_json()
        with self._admitted():
            press = self._free_press()
            try:
                return press.make(message)
            finally:
                self._give_back(press)

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise PrintFailedError("the printer is closed.")
            if self._in_hand >= self._workers + MOST_WAITING:
                raise PrinterBusyError(self._in_hand)
            self._in_hand += 1
        try:
            yield
        finally:
            with self._lock:
                self._in_hand -= 1

    def _free_press(self) -> Press:
        try:
            return self._free.get(timeout=self._seconds)
        except queue.Empty:
            raise PrinterBusyError(self._in_hand) from None

    def _give_back(self, press: Press) -> None:
        if press.is_alive and press.printed < MOST_PRINTED:
            self._free.put(press)
        elif not self._closed:
            self._in_background(self._replace, press)

    def _replace(self, press: Press) -> None:
        with self._lock:
            self._presses.discard(press)
        press.stop()
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
        self._free.put(press)

    def _in_background(self, work: object, *arguments: object) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()  # type: ignore[arg-type]
