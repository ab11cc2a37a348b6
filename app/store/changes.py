"""What drafts said after each of their changes: the newest of every statement, the rest let go.

A change is kept whole and compressed, about a fifth of its JSON, so that reading one never means
going back through others. What is let go still stands in the audit, as differences.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select

from app.store import tables
from app.store.engine import Transaction
from app.store.records import Author, DraftChange, Page, Statement
from app.store.shelf import page_of, table_of

MOST_KEPT = 500
"""Changes of one statement: at a draft of 10 kB about a megabyte."""

_CHANGE = table_of(tables.DraftChange)
_STATEMENT = table_of(tables.Statement)
_TOLD = [_CHANGE.c[name] for name in DraftChange.__slots__]
_OURS = (_CHANGE.c.statement_id == bindparam("statement")) & (
    _CHANGE.c.statement_id.in_(
        select(_STATEMENT.c.id).where(
            _STATEMENT.c.workspace_id == bindparam("workspace"),
            _STATEMENT.c.id == bindparam("statement"),
        )
    )
)
_NEWEST = select(*_TOLD).where(_OURS).order_by(_CHANGE.c.revision.desc()).limit(bindparam("rows"))
_OLDER = _NEWEST.where(_CHANGE.c.revision < bindparam("after"))
_AS_OF = (
    select(_CHANGE.c.content)
    .where(_OURS, _CHANGE.c.revision <= bindparam("revision"))
    .order_by(_CHANGE.c.revision.desc())
    .limit(1)
)
_LAST = select(func.max(_CHANGE.c.revision)).where(_OURS)
_ALL: Select[Any] = select(*_TOLD, _CHANGE.c.content).where(_OURS).order_by(_CHANGE.c.revision)
_LET_GO = delete(_CHANGE).where(
    _CHANGE.c.statement_id == bindparam("statement"),
    _CHANGE.c.revision <= bindparam("revision"),
)


def insert_change(
    transaction: Transaction, statement: Statement, author: Author, told: bytes, content: bytes
) -> None:
    """Remember what a draft says now, at its statement's revision, and let the oldest go."""
    row = {
        "statement_id": statement.id,
        "revision": statement.revision,
        "changed_at": statement.updated_at,
        "changed_by": author.name[:100],
        "key_id": author.key_id,
        "client": _short(author.client, 200),
        "reason": _short(author.reason, 500),
        "request_id": _short(author.request_id, 64),
        "told": zlib.compress(told),
        "content": zlib.compress(content),
    }
    transaction.connection.execute(insert(_CHANGE).values(row))
    oldest = statement.revision - MOST_KEPT
    if oldest > 0:
        let_go = {"statement": statement.id, "revision": oldest}
        transaction.connection.execute(_LET_GO, let_go)


def last_change(transaction: Transaction, statement_id: str) -> int | None:
    """The revision of the newest change that is remembered."""
    found = transaction.connection.execute(_LAST, _bound(transaction, statement_id))
    revision: int | None = found.scalar_one()
    return revision


def changes(
    transaction: Transaction, statement_id: str, limit: int, after: str | None
) -> Page[DraftChange]:
    """A page of a draft's changes, newest first."""
    parameters = {**_bound(transaction, statement_id), "rows": limit + 1}
    if after is None:
        rows = transaction.connection.execute(_NEWEST, parameters).all()
    else:
        rows = transaction.connection.execute(_OLDER, {**parameters, "after": int(after)}).all()
    return page_of(rows, limit, _record, "revision")


def draft_as_of(transaction: Transaction, statement_id: str, revision: int) -> bytes | None:
    """What a draft said at one of its statement's revisions; None where that was let go.

    A revision that changed the statement and not its draft says what the one before it said.
    """
    parameters = {**_bound(transaction, statement_id), "revision": revision}
    found = transaction.connection.execute(_AS_OF, parameters).scalar_one_or_none()
    return None if found is None else zlib.decompress(found)


def all_changes(transaction: Transaction, statement_id: str) -> Iterator[tuple[DraftChange, bytes]]:
    """Every change that is remembered, oldest first, with what the draft said after it."""
    rows = transaction.connection.execute(_ALL, _bound(transaction, statement_id))
    for row in rows:
        yield _record(row), zlib.decompress(row.content)


def forget_changes(transaction: Transaction, statement_ids: Collection[str]) -> None:
    """Forget what drafts said before, as privacy may demand; the caller has made sure of them."""
    query = delete(_CHANGE).where(_CHANGE.c.statement_id.in_(sorted(statement_ids)))
    transaction.connection.execute(query)


def _bound(transaction: Transaction, statement_id: str) -> dict[str, Any]:
    return {"workspace": transaction.workspace_id, "statement": statement_id}


def _record(row: Row[Any]) -> DraftChange:
    fields = {name: getattr(row, name) for name in DraftChange.__slots__}
    return DraftChange(**{**fields, "told": zlib.decompress(row.told)})


def _short(text: str | None, length: int) -> str | None:
    return None if text is None else text.replace("\0", "")[:length]
