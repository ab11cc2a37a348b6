"""A press: one warm worker process, stopped and started again when it has to be."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

from app.documents.errors import PrintFailedError, PrintTimeoutError, TooLargeError
from app.documents.frames import read_frame, write_frame
from app.documents.press_worker import DONE, TOO_LARGE

_ROOT = Path(__file__).parents[2]
_WARM_UP_SECONDS = 60.0


class Press:
    """One worker process. Not for two threads at a time."""

    def __init__(self, seconds: float, cache: Path | None, sample: bytes) -> None:
        self._seconds = seconds
        self._sample = sample
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [
                *(sys.executable, "-m", "app.documents.press_worker"),
                *(str(seconds), str(cache.resolve()) if cache else ""),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(_ROOT)},
            start_new_session=True,
        )
        self.printed = 0
        self.peak_memory = 0
        """Bytes that the worker held at most, up to its last answer."""

    @property
    def pid(self) -> int:
        """The worker's process number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the worker can take an order."""
        return self._process.poll() is None

    def warm_up(self) -> None:
        """Print a sample, so that the first order of a user finds everything loaded.

        Raises:
            PrintFailedError: nothing can be printed on this machine; its log says why.
        """
        self._exchange(self._sample, _WARM_UP_SECONDS)

    def make(self, order: bytes) -> bytes:
        """Make one document from an order as JSON.

        Raises:
            PrintTimeoutError: it took too long; the worker was stopped.
            TooLargeError: it has too many pages, or needs too much memory.
            PrintFailedError: the worker could not make it.
        """
        self.printed += 1
        return self._exchange(order, self._seconds)

    def stop(self) -> None:
        """End the worker. It holds nothing that could be lost, so it is not asked."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        watch = threading.Timer(seconds, stop)
        watch.daemon = True
        watch.start()
        try:
            answer = self._answer_to(message)
        finally:
            watch.cancel()
        if answer is None:
            self.stop()
            raise (
                PrintTimeoutError(seconds)
                if late.is_set()
                else PrintFailedError(
                    "the print worker ended unexpectedly, perhaps for want of memory."
                )
            )
        kind, peak, content = answer[:1], answer[1:5], answer[5:]
        self.peak_memory = int.from_bytes(peak, "big") * 1024
        if kind == TOO_LARGE:
            raise TooLargeError(content.decode())
        if kind != DONE:
            raise PrintFailedError(content.decode())
        return content

    def _answer_to(self, message: bytes) -> bytes | None:
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        try:
            write_frame(self._process.stdin, message)
            return read_frame(self._process.stdout)
        except (OSError, ValueError):  # the worker is gone, or its pipes are closed already
            return None
