"""Messages through a pipe: a length of four bytes, big-endian, and so many bytes."""

from __future__ import annotations

from typing import IO

_LENGTH = 4


def write_frame(pipe: IO[bytes], message: bytes) -> None:
    """Send a message whole."""
    pipe.write(len(message).to_bytes(_LENGTH, "big") + message)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """Receive a message; None where the other end is gone, even in the middle of one."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    message = pipe.read(length)
    return message if len(message) == length else None
