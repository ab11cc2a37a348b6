"""Reading the audit, and erasing what it says where privacy demands it. Written by chain.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Row, and_, bindparam, delete, select

from app.store import tables
from app.store.chain import CONTENT, EVENT, HEAD, Head
from app.store.engine import Transaction
from app.store.records import AuditEvent, Page
from app.store.shelf import page_of, table_of

ERASED = "audit.erased"
"""The action by which the chain itself tells how many contents were erased."""

_WORKSPACE = table_of(tables.Workspace)
_MOST_IDS = 500
_LINKS_AT_ONCE = 500
_SAME = and_(CONTENT.c.workspace_id == EVENT.c.workspace_id, CONTENT.c.sequence == EVENT.c.sequence)
_ALL = select(EVENT, CONTENT.c.salt, CONTENT.c.content).outerjoin(CONTENT, _SAME)
_OURS = _ALL.where(EVENT.c.workspace_id == bindparam("workspace"))
_NEXT = (
    _OURS.where(EVENT.c.sequence > bindparam("after"))
    .order_by(EVENT.c.sequence)
    .limit(_LINKS_AT_ONCE)
)
_EQUAL = {
    "action": EVENT.c.action,
    "resource_kind": EVENT.c.kind,
    "resource_id": EVENT.c.resource_id,
    "actor_key_id": EVENT.c.actor_key_id,
}


def events(
    transaction: Transaction,
    limit: int,
    after: str | None,
    /,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    **equals: str,
) -> Page[AuditEvent]:
    """A page of the workspace's events, newest first; `since` counts, `until` does not."""
    query = _OURS.order_by(EVENT.c.sequence.desc()).limit(limit + 1)
    query = query.where(*(_EQUAL[name] == value for name, value in equals.items()))
    if since is not None:
        query = query.where(EVENT.c.at >= since)
    if until is not None:
        query = query.where(EVENT.c.at < until)
    if after is not None:
        query = query.where(EVENT.c.sequence < int(after))
    rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id}).all()
    return page_of(rows, limit, _record, "sequence")


def erase_content(transaction: Transaction, ids: Iterable[str]) -> int:
    """Erase what the workspace's events say of the things with these ids: why, before and after.

    The events stay, and their chain stays whole: it covers salted hashes, and the salt goes too.
    The number of erased contents is recorded, so that no other loss can pass for an erasure.
    Events of this very transaction are not reached; let them say nothing personal.

    Returns:
        How many contents were erased.
    """
    remaining, erased = iter(ids), 0
    while some := list(islice(remaining, _MOST_IDS)):
        theirs = select(EVENT.c.sequence).where(
            EVENT.c.workspace_id == transaction.workspace_id, EVENT.c.resource_id.in_(some)
        )
        query = delete(CONTENT).where(
            CONTENT.c.workspace_id == transaction.workspace_id, CONTENT.c.sequence.in_(theirs)
        )
        erased += transaction.connection.execute(query).rowcount
    if erased:
        transaction.record(ERASED, "audit", transaction.workspace_id, after={"contents": erased})
    return erased


def head(transaction: Transaction) -> Head | None:
    """The last link of the workspace's chain, as its head remembers it."""
    query = select(HEAD.c.sequence, HEAD.c.sha256).where(
        HEAD.c.workspace_id == transaction.workspace_id
    )
    found = transaction.connection.execute(query).one_or_none()
    return Head(found.sequence, found.sha256) if found else None


def chained_workspaces(transaction: Transaction) -> dict[str, str | None]:
    """Every workspace that has a chain, or the rest of one, with its name."""
    both = select(HEAD.c.workspace_id).union(select(EVENT.c.workspace_id).distinct()).subquery()
    query = (
        select(both.c.workspace_id, _WORKSPACE.c.name)
        .outerjoin(_WORKSPACE, _WORKSPACE.c.id == both.c.workspace_id)
        .order_by(both.c.workspace_id)
    )
    return {row.workspace_id: row.name for row in transaction.connection.execute(query)}


def links(transaction: Transaction) -> Iterator[dict[str, Any]]:
    """Every link of the workspace's chain with its content, oldest first, read in pages."""
    after = -1
    while True:
        parameters = {"workspace": transaction.workspace_id, "after": after}
        rows = transaction.connection.execute(_NEXT, parameters).mappings().all()
        yield from (dict(row) for row in rows)
        if len(rows) < _LINKS_AT_ONCE:
            return
        after = rows[-1]["sequence"]


def _record(row: Row[Any]) -> AuditEvent:
    said = from_json(row.content) if row.content is not None else {}
    return AuditEvent(
        id=row.id,
        sequence_number=row.sequence,
        at=row.at,
        action=row.action,
        resource_kind=row.kind,
        resource_id=row.resource_id,
        actor=row.actor,
        actor_key_id=row.actor_key_id,
        client=row.client,
        request_id=row.request_id,
        address=row.address,
        user_agent=row.user_agent,
        reason=said.get("reason"),
        before=said.get("before"),
        after=said.get("after"),
        is_erased=row.content is None,
        sha256=row.sha256,
    )
