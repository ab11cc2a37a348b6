"""A small load generator: keep-alive connections on loopback, each asking again once answered."""

from __future__ import annotations

import asyncio
import time

CONNECTIONS = 8


def post(path, body, headers=None):
    """The bytes of a POST request."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def requests_per_second(port, request, seconds):
    """How many answers a second come while every connection always waits for one.

    Raises:
        RuntimeError: an answer was not 200.
    """
    return asyncio.run(_requests_per_second(port, request, seconds))


async def _requests_per_second(port, request, seconds):
    started = time.perf_counter()
    until = started + seconds
    counts = await asyncio.gather(
        *(_one_connection(port, request, until) for _ in range(CONNECTIONS))
    )
    return sum(counts) / (time.perf_counter() - started)


async def _one_connection(port, request, until):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    count = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode() + body.decode())
        count += 1
    writer.close()
    await writer.wait_closed()
    return count
