"""What belongs to the installation and to no workspace."""

from __future__ import annotations

from sqlalchemy import select

from app.store import tables_external
from app.store.engine import Store
from app.store.shelf import table_of

_SECRET = table_of(tables_external.InstallationSecret)


def cursor_secret(store: Store) -> bytes:
    """The secret that signs the cursors of lists, made with the tables."""
    query = select(_SECRET.c.content).where(_SECRET.c.name == "cursors")
    with store.reading("") as transaction:
        return bytes(transaction.connection.execute(query).scalar_one())
