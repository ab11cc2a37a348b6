"""Versions: inserted and read. There is no way to change or delete one, here or in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from app.store import tables
from app.store.engine import Transaction
from app.store.identifiers import new_identifier
from app.store.records import Page, Version
from app.store.shelf import page_of, table_of
from app.store.statements import next_version_number

_VERSION = table_of(tables.Version)
_BODY = table_of(tables.VersionBody)
_STATEMENT = table_of(tables.Statement)
_COLUMNS = [column for column in _VERSION.c if column.name != "workspace_id"]
_OURS = select(*_COLUMNS).where(
    _VERSION.c.workspace_id == bindparam("workspace"),
    _VERSION.c.statement_id == bindparam("statement"),
)
_ONE = _OURS.where(_VERSION.c.version_number == bindparam("number"))
_NEWEST = _OURS.order_by(_VERSION.c.version_number.desc()).limit(bindparam("rows"))
_ALL = _OURS.order_by(_VERSION.c.version_number)
_OLDER = _NEWEST.where(_VERSION.c.version_number < bindparam("after"))
_HEADS = (
    select(*_COLUMNS)
    .join(
        _STATEMENT,
        (_VERSION.c.statement_id == _STATEMENT.c.id)
        & (_VERSION.c.version_number == _STATEMENT.c.head),
    )
    .where(_STATEMENT.c.workspace_id == bindparam("workspace"))
)
_CONTENT = select(_BODY.c.content).where(_BODY.c.version_id == bindparam("id"))


def insert_version(
    transaction: Transaction, statement_id: str, fields: Mapping[str, Any], content: bytes
) -> Version:
    """Freeze `content` under the statement's next number."""
    row = {
        **fields,
        "id": new_identifier("ver", transaction.now),
        "workspace_id": transaction.workspace_id,
        "statement_id": statement_id,
        "version_number": next_version_number(transaction, statement_id),
        "author": transaction.actor,
        "created_at": transaction.now,
    }
    query = insert(_VERSION).values(row).returning(*_COLUMNS)
    version = _record(transaction.connection.execute(query).one())
    body = {"version_id": version.id, "content": content}
    transaction.connection.execute(insert(_BODY).values(body))
    return version


def version(transaction: Transaction, statement_id: str, number: int) -> Version | None:
    """One version without its body; None where this workspace has none such."""
    parameters = {**_ours(transaction, statement_id), "number": number}
    found = transaction.connection.execute(_ONE, parameters).one_or_none()
    return _record(found) if found else None


def newest_version(transaction: Transaction, statement_id: str) -> Version | None:
    """The version frozen last."""
    parameters = {**_ours(transaction, statement_id), "rows": 1}
    found = transaction.connection.execute(_NEWEST, parameters).one_or_none()
    return _record(found) if found else None


def newest_versions(transaction: Transaction, statement_ids: Collection[str]) -> dict[str, Version]:
    """The newest version of each of several statements, by the statement's id, in one query."""
    if not statement_ids:
        return {}
    query = _HEADS.where(_STATEMENT.c.id.in_(sorted(statement_ids)))
    rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id})
    return {row.statement_id: _record(row) for row in rows}


def versions(
    transaction: Transaction, statement_id: str, limit: int, after: str | None
) -> Page[Version]:
    """A page of a statement's versions without bodies, newest first."""
    parameters = {**_ours(transaction, statement_id), "rows": limit + 1}
    if after is None:
        rows = transaction.connection.execute(_NEWEST, parameters).all()
    else:
        rows = transaction.connection.execute(_OLDER, {**parameters, "after": int(after)}).all()
    return page_of(rows, limit, _record, "version_number")


def all_versions(transaction: Transaction, statement_id: str) -> tuple[Version, ...]:
    """Every version of a statement without bodies, in order."""
    rows = transaction.connection.execute(_ALL, _ours(transaction, statement_id))
    return tuple(_record(row) for row in rows)


def content_of(transaction: Transaction, version: Version) -> bytes:
    """The bytes of a version: canonical JSON of statement, result and engine."""
    found = transaction.connection.execute(_CONTENT, {"id": version.id})
    return bytes(found.scalar_one())


def _ours(transaction: Transaction, statement_id: str) -> dict[str, Any]:
    return {"workspace": transaction.workspace_id, "statement": statement_id}


def _record(row: Row[Any]) -> Version:
    return Version(**row._asdict())
