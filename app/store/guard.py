"""Seeing to it that nothing is changed without a word in the audit."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import DBAPICursor

from app.store.records import Event

UNRECORDED = "unrecorded"
"""The execution option of a statement whose change is no event, such as a mark of last use."""

EXEMPT = frozenset(
    {"alembic_version", "audit_content", "audit_event", "audit_head", "idempotency_key"}
)
"""Tables of our own bookkeeping, which say nothing about anybody's deals."""

_CHANGED = "changed_tables"
_ROWS = "rows_before"
_CHANGE = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?"
    r"|(?<!FOR )(?<!DO )(?<!KEY )UPDATE)\s+\"?(\w+)",
    re.IGNORECASE,
)


class UnrecordedChangeError(RuntimeError):
    """A transaction changed something and told the audit nothing: a mistake of ours."""

    def __init__(self, tables: list[str]) -> None:
        self.tables = tables
        super().__init__(
            f"A transaction changed {', '.join(tables)} and recorded no event, so nothing was "
            "kept. Call transaction.record(…) where the change is made."
        )


def watch(engine: Engine) -> None:
    """Note each statement of an engine that may change a table."""
    event.listen(engine, "after_cursor_execute", _note)


def begin(connection: Connection) -> None:
    """Note from here on."""
    connection.info[_CHANGED] = set()
    connection.info[_ROWS] = _rows(connection)


def noted(connection: Connection) -> frozenset[str]:
    """What was changed so far."""
    return frozenset(connection.info[_CHANGED])


def undo(connection: Connection, before: frozenset[str]) -> None:
    """Go back to what was `noted` before a savepoint that came to nothing."""
    connection.info[_CHANGED] = set(before)


def demand_events(connection: Connection, events: list[Event]) -> None:
    """Let a transaction commit only if it recorded an event, or changed nothing.

    Raises:
        UnrecordedChangeError: it changed something and told the audit nothing.
    """
    changed, rows = connection.info[_CHANGED], connection.info[_ROWS]
    if changed and not events and (rows is None or _rows(connection) != rows):
        raise UnrecordedChangeError(sorted(changed))


def _note(
    connection: Connection,
    cursor: DBAPICursor,
    statement: str,
    _parameters: object,
    context: DefaultExecutionContext,
    _many: object,
) -> None:
    changed = connection.info.get(_CHANGED)
    if changed is None or not _may_change(context) or context.execution_options.get(UNRECORDED):
        return
    # SQLite counts the rows of a RETURNING only when they were fetched: see _rows.
    if cursor.rowcount or connection.info[_ROWS] is not None:
        changed.update(set(_CHANGE.findall(statement)) - EXEMPT)


def _may_change(context: DefaultExecutionContext) -> bool:
    compiled = context.compiled
    return compiled is None or context.is_crud or bool(getattr(compiled, "ctes", None))


def _rows(connection: Connection) -> int | None:
    """How many rows SQLite changed since it connected: rowcount there is 0 under RETURNING."""
    return getattr(connection.connection.driver_connection, "total_changes", None)
