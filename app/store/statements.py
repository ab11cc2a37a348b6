"""Statements and their drafts. A draft's revision is its statement's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from app.store import tables
from app.store.engine import Transaction
from app.store.records import Draft, NewDraft, Origin, Statement
from app.store.shelf import Shelf, table_of


def _record(row: Row[Any]) -> Statement:
    return Statement(**row._asdict())


STATEMENTS = Shelf(tables.Statement, "stm", _record)

_BODY = table_of(tables.DraftBody)
_STATEMENT = table_of(tables.Statement)
_OPPORTUNITY = table_of(tables.Opportunity)
_ACCOUNT = table_of(tables.Account)
_AROUND = (
    select(_BODY.c.content, _ACCOUNT.c.name.label("account_name"), _OPPORTUNITY.c.stage)
    .join(_STATEMENT, _STATEMENT.c.id == _BODY.c.statement_id)
    .join(_OPPORTUNITY, _OPPORTUNITY.c.id == _STATEMENT.c.opportunity_id)
    .join(_ACCOUNT, _ACCOUNT.c.id == _OPPORTUNITY.c.account_id)
    .where(
        _STATEMENT.c.workspace_id == bindparam("workspace"),
        _BODY.c.statement_id == bindparam("id"),
    )
)


def insert_draft(
    transaction: Transaction,
    opportunity_id: str,
    draft: NewDraft,
    origin: Origin | None = None,
) -> Statement:
    """Keep a new statement with its first draft."""
    fields = {
        "opportunity_id": opportunity_id,
        "title": draft.title,
        "currency_code": draft.currency_code,
        "head": 0,
        "branched_from_statement_id": origin.statement_id if origin else None,
        "branched_from_version": origin.version_number if origin else None,
    }
    statement = STATEMENTS.insert(transaction, fields)
    body = {"statement_id": statement.id, "content": draft.content}
    transaction.connection.execute(insert(_BODY).values(body))
    return statement


def draft_of(
    transaction: Transaction, statement_id: str, *, to_change: bool = False
) -> Draft | None:
    """A statement with its draft; None where this workspace has no such statement."""
    statement = STATEMENTS.one(transaction, statement_id, to_change=to_change)
    if statement is None:
        return None
    row = transaction.connection.execute(
        _AROUND, {"workspace": transaction.workspace_id, "id": statement_id}
    ).one()
    return Draft(statement, bytes(row.content), row.account_name, row.stage)


def replace_draft(
    transaction: Transaction, statement: Statement, title: str, currency_code: str, content: bytes
) -> Statement:
    """Put another draft in the place of a statement's draft.

    The caller holds the statement, read `to_change` in the same transaction.
    """
    transaction.connection.execute(
        update(_BODY).where(_BODY.c.statement_id == statement.id).values(content=content)
    )
    fields = {"title": title, "currency_code": currency_code}
    changed = STATEMENTS.change(transaction, statement.id, fields)
    return changed or statement


def next_version_number(transaction: Transaction, statement_id: str) -> int:
    """Count a statement's versions on by one; two who freeze at once get two numbers."""
    query = (
        update(_STATEMENT)
        .where(
            _STATEMENT.c.workspace_id == transaction.workspace_id, _STATEMENT.c.id == statement_id
        )
        .values(head=_STATEMENT.c.head + 1)
        .returning(_STATEMENT.c.head)
    )
    return int(transaction.connection.execute(query).scalar_one())
