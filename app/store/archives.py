"""Archiving and restoring a thing with all that lies within it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Table, select, update

from app.store import tables
from app.store.engine import Transaction
from app.store.shelf import table_of

Kind: TypeAlias = Literal["account", "opportunity", "statement"]

KINDS: tuple[Kind, ...] = ("account", "opportunity", "statement")
"""Each lies within the one before it."""

_TABLES: dict[Kind, Table] = {
    "account": table_of(tables.Account),
    "opportunity": table_of(tables.Opportunity),
    "statement": table_of(tables.Statement),
}


def archive(transaction: Transaction, kind: Kind, id_: str) -> dict[Kind, tuple[str, ...]]:
    """Mark a thing, and all within it that is not archived yet, with this moment.

    Returns:
        The ids of what was marked; so what was archived with a thing comes back with it.
    """
    return _marked(transaction, (kind, id_), None, transaction.now)


def restore(
    transaction: Transaction, kind: Kind, id_: str, since: datetime
) -> dict[Kind, tuple[str, ...]]:
    """Take the mark of the moment `since` from a thing and all within it.

    Returns:
        The ids of what came back; what had been archived before on its own stays so.
    """
    return _marked(transaction, (kind, id_), since, None)


def outermost_archived(transaction: Transaction, kind: Kind, id_: str) -> tuple[Kind, str]:
    """The outermost archived thing around one that is archived: to be restored first."""
    found, around = (kind, id_), (kind, id_)
    for inner in reversed(KINDS[1 : KINDS.index(kind) + 1]):
        outer = KINDS[KINDS.index(inner) - 1]
        table, parents = _TABLES[inner], _TABLES[outer]
        query = (
            select(parents.c.id, parents.c.archived_at)
            .join(table, table.c[f"{outer}_id"] == parents.c.id)
            .where(table.c.workspace_id == transaction.workspace_id, table.c.id == around[1])
        )
        parent = transaction.connection.execute(query).one()
        around = (outer, parent.id)
        if parent.archived_at is not None:
            found = around
    return found


def _marked(
    transaction: Transaction,
    root: tuple[Kind, str],
    since: datetime | None,
    now: datetime | None,
) -> dict[Kind, tuple[str, ...]]:
    marked = {}
    for kind in KINDS[KINDS.index(root[0]) :]:
        table = _TABLES[kind]
        query = (
            update(table)
            .where(
                table.c.workspace_id == transaction.workspace_id,
                table.c.archived_at.is_(None) if since is None else table.c.archived_at == since,
                _within(kind, root),
            )
            .values(archived_at=now, updated_at=transaction.now, updated_by=transaction.actor)
            .returning(table.c.id)
        )
        marked[kind] = tuple(sorted(transaction.connection.execute(query).scalars()))
    return marked


def _within(kind: Kind, root: tuple[Kind, str]) -> ColumnElement[bool]:
    table: Any = _TABLES[kind].c
    if kind == root[0]:
        return table.id == root[1]  # type: ignore[no-any-return]
    outer = KINDS[KINDS.index(kind) - 1]
    if outer == root[0]:
        return table[f"{outer}_id"] == root[1]  # type: ignore[no-any-return]
    within = select(_TABLES[outer].c.id).where(_within(outer, root))
    return table[f"{outer}_id"].in_(within)  # type: ignore[no-any-return]
