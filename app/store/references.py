"""References: kept with their models apart, searched by their words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from app.store.engine import Transaction
from app.store.reference_records import KeptReference
from app.store.shelf import Shelf, table_of
from app.store.tables_references import Reference, ReferenceBody

MOST_LIKENED = 20_000
"""Published references that are compared with an account at once."""


def _record(row: Row[Any]) -> KeptReference:
    fields: dict[str, Any] = row._asdict()
    fields["products"] = tuple(fields["products"] or ())
    fields["size_drivers"] = fields["size_drivers"] or {}
    return KeptReference(**fields)


REFERENCES = Shelf(Reference, "ref", _record)
_REFERENCE, _BODY = table_of(Reference), table_of(ReferenceBody)
_CONTENTS = (
    select(_BODY.c.reference_id, _BODY.c.content)
    .join(_REFERENCE, _REFERENCE.c.id == _BODY.c.reference_id)
    .where(_REFERENCE.c.workspace_id == bindparam("workspace"))
)
_PUBLISHED = (
    select(*REFERENCES.columns)
    .where(_REFERENCE.c.workspace_id == bindparam("workspace"), _REFERENCE.c.state == "published")
    .order_by(_REFERENCE.c.created_at.desc(), _REFERENCE.c.id.desc())
    .limit(MOST_LIKENED)
)


def insert_reference(
    transaction: Transaction, fields: Mapping[str, Any], content: bytes
) -> KeptReference:
    """Keep a new reference with its model."""
    made = REFERENCES.insert(transaction, fields)
    body = {"reference_id": made.id, "statement_id": made.statement_id, "content": content}
    transaction.connection.execute(insert(_BODY).values(body))
    return made


def models_of(transaction: Transaction, ids: Collection[str]) -> dict[str, bytes]:
    """The models of references this workspace has, by their ids, in one query."""
    query = _CONTENTS.where(_BODY.c.reference_id.in_(sorted(ids)))
    rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id})
    return {row.reference_id: bytes(row.content) for row in rows}


def published(transaction: Transaction, words: Sequence[str] = ()) -> tuple[KeptReference, ...]:
    """The published references that contain all of some words, newest first."""
    query = _PUBLISHED
    for word in words:
        query = query.where(_REFERENCE.c.words.contains(word, autoescape=True))
    rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id})
    return tuple(_record(row) for row in rows)
