"""Thirty-two who ask at the same moment, each on a connection of their own."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

CROWD = 32


def at_once(server, deed):
    """What `deed(connection, number)` answers to each of them; all connected before one asks."""
    together = Barrier(CROWD)

    def one(number):
        with contextlib.closing(server.connection()) as connection:
            connection.connect()
            together.wait(timeout=30)
            return deed(connection, number)

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))
