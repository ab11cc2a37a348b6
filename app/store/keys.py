"""API keys and workspaces. A key is found by its hash before its workspace is known."""

from __future__ import annotations

from sqlalchemy import Row, bindparam, func, insert, select, update

from app.store import tables
from app.store.engine import Transaction
from app.store.guard import UNRECORDED
from app.store.identifiers import new_identifier
from app.store.records import ApiKey
from app.store.shelf import table_of

_KEY = table_of(tables.ApiKey)
_WORKSPACE = table_of(tables.Workspace)
_COLUMNS = [column for column in _KEY.c if column.name != "sha256"]
_BY_HASH = select(*_COLUMNS).where(_KEY.c.sha256 == bindparam("sha256"))


def workspace_named(transaction: Transaction, name: str) -> str:
    """The identifier of the workspace of that name, which is made where it is missing."""
    query = select(_WORKSPACE.c.id).where(_WORKSPACE.c.name == name)
    found = transaction.connection.execute(query).scalar_one_or_none()
    if found is not None:
        return str(found)
    made = {
        "id": new_identifier("wsp", transaction.now),
        "name": name,
        "created_at": transaction.now,
    }
    transaction.connection.execute(insert(_WORKSPACE).values(made))
    id_ = str(made["id"])
    transaction.record(
        "workspace.created", "workspace", id_, after={"name": name}, workspace_id=id_
    )
    return id_


def insert_key(
    transaction: Transaction, workspace_id: str, name: str, starts_with: str, sha256: str
) -> ApiKey:
    """Remember a key by its hash."""
    row = {
        "id": new_identifier("key", transaction.now),
        "workspace_id": workspace_id,
        "name": name,
        "starts_with": starts_with,
        "sha256": sha256,
        "created_at": transaction.now,
    }
    query = insert(_KEY).values(row).returning(*_COLUMNS)
    made = _record(transaction.connection.execute(query).one())
    said = {"name": name, "starts_with": starts_with}
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


def mark_used(transaction: Transaction, key_id: str) -> None:
    """Remember that the key was used now."""
    query = update(_KEY).where(_KEY.c.id == key_id).values(last_used_at=transaction.now)
    transaction.connection.execute(query.execution_options(**{UNRECORDED: True}))


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


def _record(row: Row[object]) -> ApiKey:
    return ApiKey(**row._asdict())
