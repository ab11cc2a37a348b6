"""Which versions the customer accepted: told and read, never changed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import bindparam, insert, select

from app.store import tables_acceptances
from app.store.engine import Transaction
from app.store.identifiers import new_identifier
from app.store.records import Acceptance, Version
from app.store.shelf import table_of

_TABLE = table_of(tables_acceptances.Acceptance)
_COLUMNS = [column for column in _TABLE.c if column.name != "workspace_id"]
_NEXT = timedelta(milliseconds=1)
"""Ids sort by their millisecond, and within it by chance."""
_OURS = (
    select(*_COLUMNS)
    .where(
        _TABLE.c.workspace_id == bindparam("workspace"),
        _TABLE.c.statement_id == bindparam("statement"),
    )
    .order_by(_TABLE.c.id)
)


def acceptances_of(transaction: Transaction, statement_id: str) -> tuple[Acceptance, ...]:
    """Everything that was told of a statement's versions, in the order in which it was told."""
    parameters = {"workspace": transaction.workspace_id, "statement": statement_id}
    rows = transaction.connection.execute(_OURS, parameters)
    return tuple(Acceptance(**row._asdict()) for row in rows)


def insert_acceptance(
    transaction: Transaction, version: Version, *, stands: bool, **said: date | str | None
) -> Acceptance:
    """Tell that a version was accepted, by whom and when, or that that was withdrawn, and why.

    The caller holds the statement. What is told sorts after all that was told before, also within
    one millisecond, and where a request that began earlier waited for a later one.
    """
    told = acceptances_of(transaction, version.statement_id)
    now = max([transaction.now, *(each.recorded_at + _NEXT for each in told[-1:])])
    row = {
        **said,
        "id": new_identifier("acp", now),
        "workspace_id": transaction.workspace_id,
        "statement_id": version.statement_id,
        "version_number": version.version_number,
        "stands": stands,
        "recorded_at": now,
        "recorded_by": transaction.actor,
    }
    query = insert(_TABLE).values(row).returning(*_COLUMNS)
    return Acceptance(**transaction.connection.execute(query).one()._asdict())
