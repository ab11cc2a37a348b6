"""A part of a transaction that may fail without taking the rest with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.store import guard
from app.store.engine import Transaction
from app.store.errors import told_as_store_errors


@contextmanager
def attempt(transaction: Transaction) -> Iterator[None]:
    """Keep what the block does, or undo it where it raises, what the audit was told included.

    Raises:
        ConflictError: a rule of the tables refused it.
    """
    told, changed = len(transaction.events), guard.noted(transaction.connection)
    try:
        with told_as_store_errors(), transaction.connection.begin_nested():
            yield
    except BaseException:
        del transaction.events[told:]
        guard.undo(transaction.connection, changed)
        raise
