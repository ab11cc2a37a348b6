"""What deals are worth: each statement's newest version, archived things left out.

Amounts are added up in decimals, because SQLite would add them as floats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.store import tables
from app.store.engine import Transaction
from app.store.shelf import table_of

_ACCOUNT = table_of(tables.Account)
_OPPORTUNITY = table_of(tables.Opportunity)
_STATEMENT = table_of(tables.Statement)
_VERSION = table_of(tables.Version)


@dataclass(frozen=True, slots=True)
class Worth:
    """A statement with the figures of its newest version; None where it has none."""

    account_id: str
    segment: str | None
    opportunity_id: str
    statement_id: str
    title: str
    version_number: int | None
    currency_code: str | None
    total_benefits: str | None
    total_investment: str | None
    value: str | None


def worths(transaction: Transaction, account_ids: Collection[str] | None) -> Iterator[Worth]:
    """Each statement of some accounts, or of all of the workspace's."""
    for row in transaction.connection.execute(_of(_worths(transaction), account_ids)):
        yield Worth(*row)


def worths_of_opportunities(
    transaction: Transaction, opportunity_ids: Collection[str]
) -> tuple[Worth, ...]:
    """Each statement of some opportunities, oldest first."""
    query = (
        _worths(transaction)
        .where(_OPPORTUNITY.c.id.in_(sorted(opportunity_ids)))
        .order_by(_STATEMENT.c.id)
    )
    return tuple(Worth(*row) for row in transaction.connection.execute(query))


def opportunities_by_account(
    transaction: Transaction, account_ids: Collection[str]
) -> dict[str, int]:
    """How many opportunities each of some accounts has."""
    query = _of(
        select(_OPPORTUNITY.c.account_id, func.count())
        .join(_ACCOUNT, _ACCOUNT.c.id == _OPPORTUNITY.c.account_id)
        .where(*_shown(transaction))
        .group_by(_OPPORTUNITY.c.account_id),
        account_ids,
    )
    return {row[0]: row[1] for row in transaction.connection.execute(query)}


def counts_by_segment(transaction: Transaction) -> dict[str | None, tuple[int, int]]:
    """How many accounts and opportunities each segment has."""
    query = (
        select(
            _ACCOUNT.c.segment,
            func.count(_ACCOUNT.c.id.distinct()),
            func.count(_OPPORTUNITY.c.id),
        )
        .outerjoin(
            _OPPORTUNITY,
            and_(_OPPORTUNITY.c.account_id == _ACCOUNT.c.id, _OPPORTUNITY.c.archived_at.is_(None)),
        )
        .where(
            _ACCOUNT.c.workspace_id == transaction.workspace_id, _ACCOUNT.c.archived_at.is_(None)
        )
        .group_by(_ACCOUNT.c.segment)
    )
    return {row[0]: (row[1], row[2]) for row in transaction.connection.execute(query)}


def _worths(transaction: Transaction) -> Select[Any]:
    newest = and_(
        _VERSION.c.statement_id == _STATEMENT.c.id, _VERSION.c.version_number == _STATEMENT.c.head
    )
    return (
        select(
            _ACCOUNT.c.id,
            _ACCOUNT.c.segment,
            _OPPORTUNITY.c.id,
            _STATEMENT.c.id,
            _STATEMENT.c.title,
            _VERSION.c.version_number,
            _VERSION.c.currency_code,
            _VERSION.c.total_benefits,
            _VERSION.c.total_investment,
            _VERSION.c.value,
        )
        .select_from(_STATEMENT)
        .join(_OPPORTUNITY, _OPPORTUNITY.c.id == _STATEMENT.c.opportunity_id)
        .join(_ACCOUNT, _ACCOUNT.c.id == _OPPORTUNITY.c.account_id)
        .outerjoin(_VERSION, newest)
        .where(*_shown(transaction), _STATEMENT.c.archived_at.is_(None))
    )


def _shown(transaction: Transaction) -> tuple[ColumnElement[bool], ...]:
    return (
        _OPPORTUNITY.c.workspace_id == transaction.workspace_id,
        _OPPORTUNITY.c.archived_at.is_(None),
        _ACCOUNT.c.archived_at.is_(None),
    )


def _of(query: Select[Any], account_ids: Collection[str] | None) -> Select[Any]:
    return query if account_ids is None else query.where(_ACCOUNT.c.id.in_(sorted(account_ids)))
