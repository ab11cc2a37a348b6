"""What belongs to the installation and to no workspace."""

from __future__ import annotations

from sqlalchemy import select

from app.store import tables_external
from app.store.engine import Store, Transaction
from app.store.shelf import table_of

_SECRET = table_of(tables_external.InstallationSecret)


def cursor_secret(store: Store) -> bytes:
    """The secret that signs the cursors of lists, made with the tables."""
    with store.reading("") as transaction:
        return _secret(transaction, "cursors")


def erasure_secret(transaction: Transaction) -> bytes:
    """The secret that signs the confirmations of erasures, made with the tables."""
    return _secret(transaction, "erasures")


def _secret(transaction: Transaction, name: str) -> bytes:
    query = select(_SECRET.c.content).where(_SECRET.c.name == name)
    return bytes(transaction.connection.execute(query).scalar_one())
