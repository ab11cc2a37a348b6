"""OAuth clients, their secrets and their tokens; secrets and tokens are kept by their hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, or_, select, update

from app.store.access import OauthClient, OauthToken
from app.store.engine import Transaction
from app.store.guard import UNRECORDED
from app.store.identifiers import new_identifier
from app.store.records import Page
from app.store.shelf import page_of, table_of
from app.store.tables_clients import OauthClient as Client
from app.store.tables_clients import OauthSecret as Secret
from app.store.tables_clients import OauthToken as Token

_CLIENT, _SECRET, _TOKEN = table_of(Client), table_of(Secret), table_of(Token)
_OURS = select(*_CLIENT.c).where(_CLIENT.c.workspace_id == bindparam("workspace"))
_BY_TOKEN = (
    select(*_CLIENT.c, _TOKEN.c.scopes.label("granted"), _TOKEN.c.expires_at)
    .join_from(_TOKEN, _CLIENT, _CLIENT.c.id == _TOKEN.c.client_id)
    .where(
        _TOKEN.c.sha256 == bindparam("sha256"),
        _TOKEN.c.expires_at > bindparam("now", type_=_TOKEN.c.expires_at.type),
        _CLIENT.c.revoked_at.is_(None),
    )
)


def insert_client(
    transaction: Transaction, name: str, scopes: tuple[str, ...], sha256: str
) -> OauthClient:
    """Remember a client with its first secret."""
    row = {
        "id": new_identifier("cli", transaction.now),
        "workspace_id": transaction.workspace_id,
        "name": name,
        "scopes": " ".join(scopes),
        "created_at": transaction.now,
        "created_by": transaction.actor,
    }
    query = insert(_CLIENT).values(row).returning(*_CLIENT.c)
    made = _record(transaction.connection.execute(query).one())
    _insert_secret(transaction, made.id, sha256)
    said = {"name": name, "scopes": list(scopes)}
    transaction.record("client.created", "client", made.id, after=said)
    return made


def client_here(transaction: Transaction, client_id: str) -> OauthClient | None:
    """One client of the transaction's workspace; None where it has none such."""
    query = _OURS.where(_CLIENT.c.id == client_id)
    found = transaction.connection.execute(
        query, {"workspace": transaction.workspace_id}
    ).one_or_none()
    return _record(found) if found else None


def client_anywhere(transaction: Transaction, client_id: str) -> OauthClient | None:
    """One client that nobody revoked, in whatever workspace."""
    query = select(*_CLIENT.c).where(_CLIENT.c.id == client_id, _CLIENT.c.revoked_at.is_(None))
    found = transaction.connection.execute(query).one_or_none()
    return _record(found) if found else None


def page_of_clients(transaction: Transaction, limit: int, after: str | None) -> Page[OauthClient]:
    """A page of the workspace's clients, newest first, the revoked ones included."""
    query = _OURS if after is None else _OURS.where(_CLIENT.c.id < after)
    rows = transaction.connection.execute(
        query.order_by(_CLIENT.c.id.desc()).limit(limit + 1),
        {"workspace": transaction.workspace_id},
    ).all()
    return page_of(rows, limit, _record, "id")


def unrevoked_clients(transaction: Transaction) -> tuple[OauthClient, ...]:
    """The workspace's clients that nobody revoked."""
    query = _OURS.where(_CLIENT.c.revoked_at.is_(None))
    rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id}).all()
    return tuple(_record(row) for row in rows)


def revoke_client(transaction: Transaction, client: OauthClient) -> OauthClient:
    """End a client, its secrets and its tokens; the time of the first revocation stays."""
    query = (
        update(_CLIENT)
        .where(_CLIENT.c.id == client.id)
        .values(revoked_at=func.coalesce(_CLIENT.c.revoked_at, transaction.now))
        .returning(*_CLIENT.c)
    )
    ended = _record(transaction.connection.execute(query).one())
    for table in (_TOKEN, _SECRET):
        transaction.connection.execute(delete(table).where(table.c.client_id == client.id))
    said = {"name": ended.name, "revoked_at": ended.revoked_at}
    transaction.record("client.revoked", "client", client.id, after=said)
    return ended


def replace_secret(
    transaction: Transaction, client: OauthClient, sha256: str, until: datetime
) -> None:
    """Give a client a new secret; the one before works until then, older ones no more.

    Where nothing of the old is to last, its tokens end too: a stolen secret may have taken some.
    """
    live = live_secrets(transaction, client.id)
    for hash_ in live[1:]:
        transaction.connection.execute(delete(_SECRET).where(_SECRET.c.sha256 == hash_))
    earlier = or_(_SECRET.c.expires_at.is_(None), _SECRET.c.expires_at > until)
    query = update(_SECRET).where(_SECRET.c.client_id == client.id, earlier)
    transaction.connection.execute(query.values(expires_at=until))
    if until <= transaction.now:
        transaction.connection.execute(delete(_TOKEN).where(_TOKEN.c.client_id == client.id))
    _insert_secret(transaction, client.id, sha256)
    said = {"former_secret_expires_at": until}
    transaction.record("client.rotated", "client", client.id, after=said)


def live_secrets(transaction: Transaction, client_id: str) -> tuple[str, ...]:
    """The hashes of a client's secrets that have not expired, newest first."""
    is_live = or_(_SECRET.c.expires_at.is_(None), _SECRET.c.expires_at > transaction.now)
    query = select(_SECRET.c.sha256).where(and_(_SECRET.c.client_id == client_id, is_live))
    newest_first = query.order_by(_SECRET.c.created_at.desc())
    return tuple(transaction.connection.execute(newest_first).scalars())


def insert_token(
    transaction: Transaction,
    client: OauthClient,
    sha256: str,
    scopes: tuple[str, ...],
    expires_at: datetime,
) -> None:
    """Remember a token by its hash, that the client was used, and no token that has expired."""
    unrecorded = {UNRECORDED: True}
    row = {
        "sha256": sha256,
        "client_id": client.id,
        "scopes": " ".join(scopes),
        "expires_at": expires_at,
    }
    used = {
        "last_used_at": transaction.now,
        "last_used_address": transaction.author.address,
    }
    for change in (
        delete(_TOKEN).where(_TOKEN.c.expires_at < transaction.now),
        insert(_TOKEN).values(row),
        update(_CLIENT).where(_CLIENT.c.id == client.id).values(**used),
    ):
        transaction.connection.execute(change.execution_options(**unrecorded))


def token_by_hash(transaction: Transaction, sha256: str) -> OauthToken | None:
    """The live token of that hash, in whatever workspace."""
    asked = {"sha256": sha256, "now": transaction.now}
    found = transaction.connection.execute(_BY_TOKEN, asked).one_or_none()
    if found is None:
        return None
    fields = found._asdict()
    granted, expires_at = fields.pop("granted"), fields.pop("expires_at")
    return OauthToken(_client(fields), tuple(granted.split()), expires_at)


def _insert_secret(transaction: Transaction, client_id: str, sha256: str) -> None:
    row = {"sha256": sha256, "client_id": client_id, "created_at": transaction.now}
    transaction.connection.execute(insert(_SECRET).values(row))


def _record(row: Row[Any]) -> OauthClient:
    return _client(row._asdict())


def _client(fields: dict[str, Any]) -> OauthClient:
    return OauthClient(**{**fields, "scopes": tuple(fields["scopes"].split())})
