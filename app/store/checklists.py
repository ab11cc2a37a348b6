"""How a workspace wants its cases checked: one checklist each, or none."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from app.store import tables
from app.store.engine import Transaction
from app.store.records import KeptChecklist
from app.store.shelf import table_of

_TABLE = table_of(tables.Checklist)
_OURS = select(_TABLE).where(_TABLE.c.workspace_id == bindparam("workspace"))


def checklist_of(transaction: Transaction, *, to_change: bool = False) -> KeptChecklist | None:
    """The workspace's checklist; None where it made no choice."""
    query = _OURS.with_for_update() if to_change else _OURS
    parameters = {"workspace": transaction.workspace_id}
    row = transaction.connection.execute(query, parameters).one_or_none()
    if row is None:
        return None
    fields: dict[str, Any] = row._asdict()
    return KeptChecklist(id=fields.pop("workspace_id"), **fields)


def put_checklist(
    transaction: Transaction, before: KeptChecklist | None, content: bytes
) -> KeptChecklist:
    """Put a checklist in the place of the one read `to_change` in the same transaction."""
    revision = 1 if before is None else before.revision + 1
    now, actor = transaction.now, transaction.actor
    row = {"revision": revision, "content": content, "updated_at": now, "updated_by": actor}
    ours = transaction.workspace_id
    if before is None:
        transaction.connection.execute(insert(_TABLE).values(workspace_id=ours, **row))
    else:
        query = update(_TABLE).where(_TABLE.c.workspace_id == ours).values(**row)
        transaction.connection.execute(query)
    return KeptChecklist(ours, revision, content, now, actor)
