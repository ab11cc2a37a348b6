"""Requests that are made once, however often they are sent: by workspace and Idempotency-Key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from app.store import tables
from app.store.engine import Transaction
from app.store.records import KeptRequest
from app.store.shelf import table_of

_TABLE = table_of(tables.IdempotencyKey)
_COLUMNS = [column for column in _TABLE.c if column.name not in ("workspace_id", "expires_at")]
_ONE = (
    select(*_COLUMNS)
    .where(_TABLE.c.workspace_id == bindparam("workspace"), _TABLE.c.key == bindparam("key"))
    .with_for_update()
)
_MOST_FORGOTTEN = 50
_EXPIRED = (
    select(_TABLE.c.workspace_id, _TABLE.c.key)
    .where(_TABLE.c.expires_at <= bindparam("now"))
    .limit(_MOST_FORGOTTEN)
    .with_for_update(skip_locked=True)
)
_FORGET = delete(_TABLE).where(tuple_(_TABLE.c.workspace_id, _TABLE.c.key).in_(_EXPIRED))

_FORGET_ONE = delete(_TABLE).where(
    _TABLE.c.workspace_id == bindparam("workspace"),
    _TABLE.c.key == bindparam("key"),
    _TABLE.c.expires_at <= bindparam("now"),
)


def kept_request(transaction: Transaction, key: str) -> KeptRequest | None:
    """What is known of the request with this key, locked; None where there is nothing."""
    parameters = {"workspace": transaction.workspace_id, "key": key}
    found = transaction.connection.execute(_ONE, parameters).one_or_none()
    return _record(found) if found else None


def insert_claim(transaction: Transaction, fields: Mapping[str, Any]) -> bool:
    """Claim a key nobody has; False where another one claimed it in this very moment."""
    row = {**fields, "workspace_id": transaction.workspace_id}
    try:
        with transaction.connection.begin_nested():
            transaction.connection.execute(insert(_TABLE).values(row))
    except IntegrityError:
        return False
    return True


def change_claim(transaction: Transaction, key: str, claim: str, fields: Mapping[str, Any]) -> bool:
    """Change what is known of a key, if `claim` still holds it."""
    query = update(_TABLE).where(*_held(transaction, key, claim)).values(**fields)
    return transaction.connection.execute(query).rowcount == 1


def drop_claim(transaction: Transaction, key: str, claim: str) -> None:
    """Forget a key that `claim` still holds and for which there is no answer."""
    query = delete(_TABLE).where(*_held(transaction, key, claim), _TABLE.c.status.is_(None))
    transaction.connection.execute(query)


def forget_expired(transaction: Transaction, key: str, now: datetime) -> None:
    """Forget this key if its time is over, and as many others as one write can do on the way."""
    mine = {"workspace": transaction.workspace_id, "key": key, "now": now}
    transaction.connection.execute(_FORGET_ONE, mine)
    transaction.connection.execute(_FORGET, {"now": now})


def _held(transaction: Transaction, key: str, claim: str) -> tuple[Any, ...]:
    return (
        _TABLE.c.workspace_id == transaction.workspace_id,
        _TABLE.c.key == key,
        _TABLE.c.claim == claim,
    )


def _record(row: Row[Any]) -> KeptRequest:
    return KeptRequest(**row._asdict())
