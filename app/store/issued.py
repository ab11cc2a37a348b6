"""Documents that went out, by the hash of their bytes, and versions by what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select

from app.store import tables, tables_operations
from app.store.engine import Transaction
from app.store.errors import ConflictError
from app.store.records import Version
from app.store.savepoint import attempt
from app.store.shelf import table_of

_TABLE = table_of(tables_operations.IssuedDocument)
_COLUMNS = [column for column in _TABLE.c if column.name != "workspace_id"]
_VERSION = table_of(tables.Version)
_VERSION_COLUMNS = [column for column in _VERSION.c if column.name != "workspace_id"]
_MOST_ALIKE = 100
_AFTER_HEXADECIMAL = "g"


@dataclass(frozen=True, slots=True)
class Issue:
    """Whose document goes out: a version's, or a draft's, which has no number.

    `layout` is how it is laid out, as plain JSON.
    """

    statement_id: str
    version_number: int | None
    content_hash: str
    layout: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it went out the first time; without a version number it was a draft's.

    `layout` is how it was laid out, as plain JSON.
    """

    sha256: str
    statement_id: str
    version_number: int | None
    content_hash: str
    layout: Mapping[str, Any]
    first_issued_at: datetime


def remember_issued(transaction: Transaction, sha256: str, issue: Issue) -> None:
    """Remember that a document goes out; the first time stays."""
    if issued_document(transaction, sha256) is not None:
        return
    row = {
        **asdict(issue),
        "workspace_id": transaction.workspace_id,
        "sha256": sha256,
        "first_issued_at": transaction.now,
    }
    try:
        with attempt(transaction):
            transaction.connection.execute(insert(_TABLE).values(row))
    except ConflictError:  # the same document went out in this very moment, or its deal is gone
        return


def issued_document(transaction: Transaction, sha256: str) -> IssuedDocument | None:
    """What is known of a document with these bytes; None where this workspace issued none."""
    query = select(*_COLUMNS).where(
        _TABLE.c.workspace_id == transaction.workspace_id, _TABLE.c.sha256 == sha256
    )
    found = transaction.connection.execute(query).one_or_none()
    return IssuedDocument(**found._asdict()) if found else None


def issued_alike(transaction: Transaction, start_of_hash: str) -> tuple[IssuedDocument, ...]:
    """Documents whose content hash starts like this, newest first."""
    query = (
        select(*_COLUMNS)
        .where(
            _TABLE.c.workspace_id == transaction.workspace_id,
            *_starts(_TABLE.c.content_hash, start_of_hash),
        )
        .order_by(_TABLE.c.first_issued_at.desc())
        .limit(_MOST_ALIKE)
    )
    return tuple(IssuedDocument(**row._asdict()) for row in transaction.connection.execute(query))


def versions_alike(transaction: Transaction, start_of_hash: str) -> tuple[Version, ...]:
    """Versions whose content hash starts like this, newest first."""
    query = (
        select(*_VERSION_COLUMNS)
        .where(
            _VERSION.c.workspace_id == transaction.workspace_id,
            *_starts(_VERSION.c.content_hash, start_of_hash),
        )
        .order_by(_VERSION.c.id.desc())
        .limit(_MOST_ALIKE)
    )
    return tuple(Version(**row._asdict()) for row in transaction.connection.execute(query))


def _starts(column: ColumnElement[str], start: str) -> tuple[ColumnElement[bool], ...]:
    """A range instead of LIKE, which finds its way through an index in one database alone."""
    return column >= start, column < start + _AFTER_HEXADECIMAL
