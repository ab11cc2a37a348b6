"""Documents that are still being made: kept, claimed by whoever makes them, finished, forgotten.

Their rows say nothing that the audit is not told elsewhere, so claims and the like are unrecorded.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update

from app.store import tables_operations
from app.store.engine import Transaction
from app.store.guard import UNRECORDED
from app.store.identifiers import new_identifier
from app.store.shelf import table_of

WAITING, RUNNING, SUCCEEDED, FAILED = "waiting", "running", "succeeded", "failed"

_TABLE = table_of(tables_operations.Operation)
_TOLD = (
    *("id", "workspace_id", "statement_id", "status", "created_at", "created_by", "key_id"),
    "expires_at",
    *("finished_at", "attempts", "subject", "media_type", "file_name", "etag", "failure"),
)
_COLUMNS = [_TABLE.c[name] for name in _TOLD]
_UNFINISHED = _TABLE.c.status.in_((WAITING, RUNNING))
_QUIET = {UNRECORDED: True}
_MOST_FORGOTTEN = 50
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Operation:
    """A document that is made while its caller does something else, without its bytes.

    `subject` is whose document it is; `failure` names the class of the error that ended it.
    """

    id: str
    workspace_id: str
    statement_id: str | None
    status: str
    created_at: datetime
    created_by: str
    key_id: str | None
    expires_at: datetime
    finished_at: datetime | None
    attempts: int
    subject: Mapping[str, Any] | None
    media_type: str
    file_name: str
    etag: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """An operation that is ours to make, with what was ordered."""

    operation: Operation
    claim: str
    ordered: bytes


def insert_operation(
    transaction: Transaction, fields: Mapping[str, Any], ordered: bytes
) -> Operation:
    """Keep an order until somebody makes it."""
    row = {
        **fields,
        "id": new_identifier("opn", transaction.now),
        "workspace_id": transaction.workspace_id,
        "status": WAITING,
        "created_at": transaction.now,
        "created_by": transaction.actor,
        "key_id": transaction.author.key_id,
        "claimed_until": transaction.now,
        "attempts": 0,
        "ordered": zlib.compress(ordered, 1),
    }
    query = insert(_TABLE).values(row).returning(*_COLUMNS)
    return _record(transaction.connection.execute(query).one())


def operation(transaction: Transaction, operation_id: str) -> Operation | None:
    """One operation of this workspace whose hour is not over."""
    query = select(*_COLUMNS).where(_TABLE.c.id == operation_id, *_ours(transaction))
    found = transaction.connection.execute(query).one_or_none()
    return _record(found) if found else None


def document_of(transaction: Transaction, made: Operation) -> bytes | None:
    """The bytes that came of an operation."""
    query = select(_TABLE.c.document).where(_TABLE.c.id == made.id, *_ours(transaction))
    found = transaction.connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def count_operations(transaction: Transaction) -> tuple[int, int]:
    """How many operations this workspace has, and how many of them are unfinished."""
    query = select(func.count(), func.count().filter(_UNFINISHED)).where(*_ours(transaction))
    kept, unfinished = transaction.connection.execute(query).one()
    return kept, unfinished


def delete_operation(transaction: Transaction, operation_id: str) -> None:
    """Forget an operation; whoever makes it finds that nobody wants it any more."""
    ours = _TABLE.c.workspace_id == transaction.workspace_id
    transaction.connection.execute(delete(_TABLE).where(_TABLE.c.id == operation_id, ours))


def is_any_due(transaction: Transaction) -> bool:
    """Whether, in whatever workspace, an operation waits that nobody makes."""
    query = select(_TABLE.c.id).where(_is_due(transaction.now)).limit(1)
    return transaction.connection.execute(query).first() is not None


def claim_next(transaction: Transaction, claim: str, until: datetime) -> Claimed | None:
    """Claim what waits longest in the workspace that was served longest ago."""
    last = _TABLE.alias()
    served = select(func.coalesce(func.max(last.c.finished_at), _NEVER)).where(
        last.c.workspace_id == _TABLE.c.workspace_id
    )
    query = (
        select(_TABLE.c.id, _TABLE.c.ordered)
        .where(_is_due(transaction.now))
        .order_by(served.scalar_subquery(), _TABLE.c.created_at, _TABLE.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = transaction.connection.execute(query).one_or_none()
    if found is None:
        return None
    change = (
        update(_TABLE)
        .where(_TABLE.c.id == found.id)
        .values(status=RUNNING, claim=claim, claimed_until=until, attempts=_TABLE.c.attempts + 1)
        .returning(*_COLUMNS)
    )
    claimed = transaction.connection.execute(change.execution_options(**_QUIET)).one()
    return Claimed(_record(claimed), claim, zlib.decompress(bytes(found.ordered)))


def finish(transaction: Transaction, mine: Claimed, **outcome: object) -> bool:
    """Say what came of a claimed operation; False where it is not ours any more, or not wanted."""
    query = update(_TABLE).where(*_held(mine)).values(finished_at=transaction.now, **outcome)
    done = transaction.connection.execute(query.execution_options(**_QUIET))
    return done.rowcount == 1


def give_back(transaction: Transaction, mine: Claimed, until: datetime) -> None:
    """Let somebody else make a claimed operation, from then on."""
    query = (
        update(_TABLE)
        .where(*_held(mine))
        .values(status=WAITING, claim=None, claimed_until=until, attempts=_TABLE.c.attempts - 1)
    )
    transaction.connection.execute(query.execution_options(**_QUIET))


def forget_expired(transaction: Transaction) -> None:
    """Forget operations whose hour is over, in whatever workspace, a few at a time."""
    over = (
        select(_TABLE.c.id)
        .where(_TABLE.c.expires_at <= transaction.now)
        .limit(_MOST_FORGOTTEN)
        .with_for_update(skip_locked=True)
    )
    query = delete(_TABLE).where(_TABLE.c.id.in_(over))
    transaction.connection.execute(query.execution_options(**_QUIET))


def _ours(transaction: Transaction) -> tuple[ColumnElement[bool], ...]:
    return (
        _TABLE.c.workspace_id == transaction.workspace_id,
        _TABLE.c.expires_at > transaction.now,
    )


def _held(mine: Claimed) -> tuple[ColumnElement[bool], ...]:
    return _TABLE.c.id == mine.operation.id, _TABLE.c.claim == mine.claim


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(_UNFINISHED, _TABLE.c.claimed_until <= now, _TABLE.c.expires_at > now)


def _record(row: Row[Any]) -> Operation:
    return Operation(**row._asdict())
