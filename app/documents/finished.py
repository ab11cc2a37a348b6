"""Documents that were made lately, by what they were made from: the same order is the same bytes.

In memory alone and for a short while: what is erased for privacy must not lie about on a disk. An
order says everything that its document shows, its brand included, so nobody gets another's.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from time import monotonic

MOST_BYTES = 64 * 2**20
SECONDS_KEPT = 600.0


class Finished:
    """The documents used last, within a bound of bytes; safe from any thread."""

    def __init__(self, most_bytes: int = MOST_BYTES, seconds: float = SECONDS_KEPT) -> None:
        self._most_bytes, self._seconds = most_bytes, seconds
        self._documents: OrderedDict[bytes, tuple[bytes, float]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: bytes) -> bytes | None:
        """The document of an order, if it was made lately."""
        with self._lock:
            document, until = self._documents.get(key, (b"", 0.0))
            if until < monotonic():
                self._drop(key)
                return None
            self._documents.move_to_end(key)
            return document

    def keep(self, key: bytes, document: bytes) -> None:
        """Remember a document, and forget those used longest ago for it."""
        with self._lock:
            self._drop(key)
            self._documents[key] = document, monotonic() + self._seconds
            self._bytes += len(document)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._documents)))

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._documents.clear()
            self._bytes = 0

    def _drop(self, key: bytes) -> None:
        document, _ = self._documents.pop(key, (b"", 0.0))
        self._bytes -= len(document)
