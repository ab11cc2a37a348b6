"""A print worker: a process that reads orders as JSON and answers with documents.

    python -m app.documents.press_worker SECONDS CACHE

Messages in both directions are a length of four bytes, big-endian, and so many bytes. An answer
begins with `D` for a document, `L` for what is too large about it or `F` for the reason of a
failure; then come four bytes, the kilobytes of memory that this process held at most. The end of
its input, that is of the process that started it, is its own end, even in the middle of a document.
"""

from __future__ import annotations

import logging
import os
import queue
import resource
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from app.documents.confinement import MEMORY, confine, limit_resources, limit_seconds
from app.documents.errors import TooLargeError
from app.documents.fonts import font_configuration
from app.documents.frames import read_frame, write_frame
from app.documents.order import PrintOrder, order_of

DONE, TOO_LARGE, FAILED = b"D", b"L", b"F"
_OUT_OF_MEMORY = f"needs more than {MEMORY // 2**20:,} megabytes of memory"


def main(seconds: float, cache: Path | None) -> None:
    """Print until the input ends. The first order is a warm-up, after which the doors close."""
    answers = _own_output()
    os.environ["FONTCONFIG_FILE"] = str(font_configuration(cache))
    limit_resources()
    from app.documents.press_room import PressRoom  # noqa: PLC0415 - after FONTCONFIG_FILE is set

    room = PressRoom()
    orders = _orders(sys.stdin.buffer)
    confined = False
    while True:
        order = orders.get()
        limit_seconds(seconds)
        write_frame(answers, _answer(room.make, order))
        if not confined:
            confine()
            confined = True


def _own_output() -> IO[bytes]:
    """Keep the answers' pipe for ourselves: whatever a library prints goes to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _orders(source: IO[bytes]) -> queue.SimpleQueue[bytes]:
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        while (order := read_frame(source)) is not None:
            orders.put(order)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return orders


def _answer(make: Callable[[PrintOrder], bytes], order: bytes) -> bytes:
    try:
        document = make(order_of(order))
    except TooLargeError as error:
        return TOO_LARGE + _peak_memory() + error.what.encode()
    except MemoryError:
        return TOO_LARGE + _peak_memory() + _OUT_OF_MEMORY.encode()
    except Exception as error:
        logging.getLogger(__name__).exception("A document could not be made.")
        return FAILED + _peak_memory() + type(error).__name__.encode()
    return DONE + _peak_memory() + document


def _peak_memory() -> bytes:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss.to_bytes(4, "big")


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None)
