"""API keys and workspaces. A key is found by its hash before its workspace is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from app.store import tables
from app.store.access import ApiKey, Workspace
from app.store.engine import Transaction
from app.store.guard import UNRECORDED
from app.store.identifiers import new_identifier
from app.store.records import Page
from app.store.shelf import page_of, table_of

_KEY = table_of(tables.ApiKey)
_WORKSPACE = table_of(tables.Workspace)
_COLUMNS = [column for column in _KEY.c if column.name != "sha256"]
_BY_HASH = select(*_COLUMNS).where(_KEY.c.sha256 == bindparam("sha256"))


def workspace_named(transaction: Transaction, name: str) -> str:
    """The identifier of the workspace of that name, which is made where it is missing."""
    query = select(_WORKSPACE.c.id).where(_WORKSPACE.c.name == name)
    found = transaction.connection.execute(query).scalar_one_or_none()
    return str(found) if found is not None else insert_workspace(transaction, name).id


def insert_workspace(transaction: Transaction, name: str) -> Workspace:
    """Make a workspace.

    Raises:
        ConflictError: there is one of that name.
    """
    made = Workspace(new_identifier("wsp", transaction.now), name, transaction.now)
    row = {"id": made.id, "name": name, "created_at": made.created_at}
    transaction.connection.execute(insert(_WORKSPACE).values(row))
    transaction.record(
        "workspace.created", "workspace", made.id, after={"name": name}, workspace_id=made.id
    )
    return made


def workspaces(transaction: Transaction) -> tuple[Workspace, ...]:
    """Every workspace of the installation, oldest first."""
    query = select(_WORKSPACE.c.id, _WORKSPACE.c.name, _WORKSPACE.c.created_at)
    rows = transaction.connection.execute(query.order_by(_WORKSPACE.c.id)).all()
    return tuple(Workspace(**row._asdict()) for row in rows)


def workspace_name(transaction: Transaction) -> str:
    """The name of the transaction's workspace."""
    query = select(_WORKSPACE.c.name).where(_WORKSPACE.c.id == transaction.workspace_id)
    return str(transaction.connection.execute(query).scalar_one())


def hold_workspace(transaction: Transaction) -> None:
    """Let nobody else decide who may manage this workspace until the transaction ends."""
    query = select(_WORKSPACE.c.id).where(_WORKSPACE.c.id == transaction.workspace_id)
    transaction.connection.execute(query.with_for_update()).one()


def insert_key(  # noqa: PLR0913 - what a key consists of
    transaction: Transaction,
    workspace_id: str,
    name: str,
    starts_with: str,
    sha256: str,
    *,
    scopes: tuple[str, ...] | None = None,
    expires_at: datetime | None = None,
) -> ApiKey:
    """Remember a key by its hash; without scopes it may do everything."""
    row = {
        "id": new_identifier("key", transaction.now),
        "workspace_id": workspace_id,
        "name": name,
        "starts_with": starts_with,
        "sha256": sha256,
        "created_at": transaction.now,
        "created_by": transaction.actor,
        "scopes": None if scopes is None else " ".join(scopes),
        "expires_at": expires_at,
    }
    query = insert(_KEY).values(row).returning(*_COLUMNS)
    made = _record(transaction.connection.execute(query).one())
    said = {
        "name": name,
        "starts_with": starts_with,
        "scopes": "all" if scopes is None else list(scopes),
        "expires_at": expires_at,
    }
    transaction.record("key.created", "key", made.id, after=said, workspace_id=workspace_id)
    return made


def key_by_hash(transaction: Transaction, sha256: str) -> ApiKey | None:
    """The key of that hash, in whatever workspace, revoked or not."""
    found = transaction.connection.execute(_BY_HASH, {"sha256": sha256}).one_or_none()
    return _record(found) if found else None


def keys(transaction: Transaction) -> tuple[ApiKey, ...]:
    """Every key of the installation, oldest first."""
    rows = transaction.connection.execute(select(*_COLUMNS).order_by(_KEY.c.id)).all()
    return tuple(_record(row) for row in rows)


def key_here(transaction: Transaction, key_id: str) -> ApiKey | None:
    """One key of the transaction's workspace; None where it has none such."""
    query = select(*_COLUMNS).where(
        _KEY.c.workspace_id == transaction.workspace_id, _KEY.c.id == key_id
    )
    found = transaction.connection.execute(query).one_or_none()
    return _record(found) if found else None


def page_of_keys(transaction: Transaction, limit: int, after: str | None) -> Page[ApiKey]:
    """A page of the workspace's keys, newest first, those that ended included."""
    query = select(*_COLUMNS).where(_KEY.c.workspace_id == transaction.workspace_id)
    if after is not None:
        query = query.where(_KEY.c.id < after)
    rows = transaction.connection.execute(query.order_by(_KEY.c.id.desc()).limit(limit + 1)).all()
    return page_of(rows, limit, _record, "id")


def unrevoked_keys(transaction: Transaction) -> tuple[ApiKey, ...]:
    """The workspace's keys that nobody revoked; some may have expired."""
    query = select(*_COLUMNS).where(
        _KEY.c.workspace_id == transaction.workspace_id, _KEY.c.revoked_at.is_(None)
    )
    return tuple(_record(row) for row in transaction.connection.execute(query).all())


def mark_used(transaction: Transaction, key_id: str, address: str | None = None) -> None:
    """Remember that the key was used now, and from where."""
    used = {"last_used_at": transaction.now, "last_used_address": address}
    query = update(_KEY).where(_KEY.c.id == key_id).values(**used)
    transaction.connection.execute(query.execution_options(**{UNRECORDED: True}))


def set_expiry(
    transaction: Transaction, key_id: str, expires_at: datetime, replaced_by: str
) -> None:
    """Let a key end at a time, because another one takes its place."""
    query = update(_KEY).where(_KEY.c.workspace_id == transaction.workspace_id, _KEY.c.id == key_id)
    transaction.connection.execute(query.values(expires_at=expires_at))
    said: Mapping[str, Any] = {"replaced_by": replaced_by, "expires_at": expires_at}
    transaction.record("key.rotated", "key", key_id, after=said)


def revoke(transaction: Transaction, key_id: str) -> ApiKey | None:
    """End a key; the time of the first revocation stays."""
    first = func.coalesce(_KEY.c.revoked_at, transaction.now)
    query = update(_KEY).where(_KEY.c.id == key_id).values(revoked_at=first).returning(*_COLUMNS)
    found = transaction.connection.execute(query).one_or_none()
    if found is None:
        return None
    ended = _record(found)
    said = {"name": ended.name, "revoked_at": ended.revoked_at}
    transaction.record("key.revoked", "key", key_id, after=said, workspace_id=ended.workspace_id)
    return ended


def _record(row: Row[Any]) -> ApiKey:
    fields = row._asdict()
    scopes = fields.pop("scopes")
    return ApiKey(**fields, scopes=None if scopes is None else tuple(scopes.split()))
