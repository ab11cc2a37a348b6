"""Erasing an account with everything that holds its content: the one way in which versions go.

Whoever adds a table with content of accounts, opportunities, statements or versions adds it to
CONTENT; a test looks at every table and fails until that was done.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Select, Table, delete, func, insert, select, update
from sqlmodel import SQLModel

from app.store import tables
from app.store.audit import erase_content
from app.store.engine import Transaction
from app.store.shelf import table_of

Kind: TypeAlias = Literal["account", "opportunity", "statement", "version"]

CONTENT: tuple[tuple[str, str, Kind], ...] = (
    ("acceptance", "statement_id", "statement"),
    ("issued_document", "statement_id", "statement"),
    ("operation", "statement_id", "statement"),
    ("reference_body", "statement_id", "statement"),
    ("reference", "statement_id", "statement"),
    ("proposal_decision", "statement_id", "statement"),
    ("proposal_body", "statement_id", "statement"),
    ("proposal", "statement_id", "statement"),
    ("version_body", "version_id", "version"),
    ("version", "statement_id", "statement"),
    ("draft_change", "statement_id", "statement"),
    ("draft_body", "statement_id", "statement"),
    ("statement_external_id", "thing_id", "statement"),
    ("statement", "opportunity_id", "opportunity"),
    ("opportunity_external_id", "thing_id", "opportunity"),
    ("opportunity", "account_id", "account"),
    ("account_external_id", "thing_id", "account"),
    ("account_logo", "account_id", "account"),
)
"""Which table's rows lie within what, by which column; the innermost first, the account last."""

KINDS: tuple[Kind, ...] = ("account", "opportunity", "statement", "version")

_TABLE: dict[Kind, Table] = {
    "account": table_of(tables.Account),
    "opportunity": table_of(tables.Opportunity),
    "statement": table_of(tables.Statement),
    "version": table_of(tables.Version),
}
_NAMES = {"account": "name", "opportunity": "name", "statement": "title", "version": "title"}
_ERASURE = SQLModel.metadata.tables["erasure"]
_KEPT_ANSWER = table_of(tables.IdempotencyKey)
_IDENTIFIER = re.compile(rb"(?:acc|opp|stm|ver)_[0-9a-z]{26}")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that an erasure removes."""

    kind: Kind
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What an erasure removes: how many rows of each table, and a hash of which."""

    counts: dict[str, int]
    sha256: str


def extent(transaction: Transaction, account_id: str, *, to_erase: bool = False) -> Extent:
    """How much lies within an account; any change of any of it changes the hash.

    Held where it is about to be erased, so that nobody changes it in between.
    """
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    for kind in KINDS:
        query = _states(kind, account_id)
        rows = transaction.connection.execute(query.with_for_update() if to_erase else query).all()
        digest.update(repr([tuple(row) for row in rows]).encode())
        counts[kind] = len(rows)
    for name, column, kind in CONTENT:
        if name not in KINDS:
            counts[name] = _count(transaction, name, column, kind, account_id)
    digest.update(repr(sorted(counts.items())).encode())
    return Extent(counts, digest.hexdigest())


def named_within(
    transaction: Transaction, account_id: str, kind: Kind, most: int
) -> tuple[Named, ...]:
    """What an erasure would remove of one kind, by name: the first `most`."""
    table = _TABLE[kind]
    query = (
        select(table.c.id, table.c[_NAMES[kind]].label("title"))
        .where(_is_within(kind, account_id))
        .order_by(table.c.id)
        .limit(most)
    )
    rows = transaction.connection.execute(query)
    return tuple(Named(kind, row.id, row.title) for row in rows)


def ids_within(transaction: Transaction, account_id: str) -> dict[Kind, tuple[str, ...]]:
    """The ids of the account and of all within it."""
    return {
        kind: tuple(
            transaction.connection.execute(_within(kind, account_id).order_by("id")).scalars()
        )
        for kind in KINDS
    }


def erase(transaction: Transaction, account_id: str) -> int:
    """Delete an account that the caller holds, with all within it.

    What the audit and the kept answers say of it goes too; that it happened stays.

    Returns:
        How many kept answers went.
    """
    ids = {each for some in ids_within(transaction, account_id).values() for each in some}
    run = transaction.connection.execute
    erase_content(transaction, sorted(ids))
    answers = _forget_answers(transaction, ids)
    statement = _TABLE["statement"]
    run(
        update(statement)
        .where(
            statement.c.workspace_id == transaction.workspace_id,
            statement.c.branched_from_statement_id.in_(_within("statement", account_id)),
        )
        .values(branched_from_statement_id=None, branched_from_version=None)
    )
    run(insert(_ERASURE).values(account_id=account_id))
    for name, column, kind in CONTENT:
        table = SQLModel.metadata.tables[name]
        run(delete(table).where(table.c[column].in_(_within(kind, account_id))))
    run(delete(_ERASURE).where(_ERASURE.c.account_id == account_id))
    account = _TABLE["account"]
    run(delete(account).where(account.c.id == account_id))
    return answers


def _states(kind: Kind, account_id: str) -> Select[Any]:
    table = _TABLE[kind]
    told = ("id", "revision", "head", "external_ids", "archived_at", "content_hash")
    columns = [table.c[name] for name in told if name in table.c]
    return select(*columns).where(_is_within(kind, account_id)).order_by(table.c.id)


def _count(transaction: Transaction, name: str, column: str, kind: Kind, account_id: str) -> int:
    table = SQLModel.metadata.tables[name]
    query = select(func.count()).select_from(table)
    query = query.where(table.c[column].in_(_within(kind, account_id)))
    return int(transaction.connection.execute(query).scalar_one())


def _within(kind: Kind, account_id: str) -> Select[Any]:
    return select(_TABLE[kind].c.id).where(_is_within(kind, account_id))


def _is_within(kind: Kind, account_id: str) -> ColumnElement[bool]:
    table: Any = _TABLE[kind].c
    if kind == "account":
        return table.id == account_id  # type: ignore[no-any-return]
    outer = KINDS[KINDS.index(kind) - 1]
    return table[f"{outer}_id"].in_(_within(outer, account_id))  # type: ignore[no-any-return]


def _forget_answers(transaction: Transaction, ids: set[str]) -> int:
    keys = [key for key, body in _answers(transaction) if _mentions(body, ids)]
    for key in keys:
        query = delete(_KEPT_ANSWER).where(
            _KEPT_ANSWER.c.workspace_id == transaction.workspace_id, _KEPT_ANSWER.c.key == key
        )
        transaction.connection.execute(query)
    return len(keys)


def _answers(transaction: Transaction) -> Iterator[tuple[str, bytes]]:
    query = select(_KEPT_ANSWER.c.key, _KEPT_ANSWER.c.headers, _KEPT_ANSWER.c.body).where(
        _KEPT_ANSWER.c.workspace_id == transaction.workspace_id,
        _KEPT_ANSWER.c.status.is_not(None),
    )
    rows = transaction.connection.execute(query.execution_options(yield_per=100))
    for row in rows:
        yield row.key, bytes(row.headers or b"") + bytes(row.body or b"")


def _mentions(body: bytes, ids: set[str]) -> bool:
    return any(found.decode() in ids for found in _IDENTIFIER.findall(body))
