"""Writing the audit: each workspace's events as a chain, in the transaction of what they tell.

Every link holds the SHA-256 of its own canonical JSON (RFC 8785), the hash of the link before it
included; the workspace's head holds the last one. So whoever changes, removes or reorders events
must rewrite all that follow, and the head.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

import rfc8785
from pydantic_core import to_json
from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.store.differing import differing
from app.store.identifiers import new_identifier
from app.store.records import Author, Event
from app.store.tables_audit import AuditContent, AuditEvent, AuditHead

MOST_BYTES = 8_000
"""Of what stands in one `before` or `after`; of more than that only the hash is kept."""
FIRST = "0" * 64
"""What the first link holds for the hash of the link before it."""

EVENT = cast("Table", AuditEvent.__table__)  # type: ignore[attr-defined]
CONTENT = cast("Table", AuditContent.__table__)  # type: ignore[attr-defined]
HEAD = cast("Table", AuditHead.__table__)  # type: ignore[attr-defined]
_LINKED = [column.name for column in EVENT.c if column.name not in ("at", "sha256")]
_HEAD_OF = (
    select(HEAD.c.sequence, HEAD.c.sha256)
    .where(HEAD.c.workspace_id == bindparam("workspace"))
    .with_for_update()
)
_MOVE_HEAD = update(HEAD).where(HEAD.c.workspace_id == bindparam("workspace"))
_ADD_EVENTS, _ADD_CONTENTS = insert(EVENT), insert(CONTENT)


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain."""

    sequence: int
    sha256: str


def append(
    connection: Connection,
    workspace_id: str,
    author: Author,
    now: datetime,
    events: Sequence[Event],
) -> None:
    """Add events to their workspaces' chains.

    To be called last in a transaction: from here on it holds the heads, and others wait.
    """
    of = {id(event): event.workspace_id or workspace_id for event in events}
    # Always in the same order: two who wait for each other's heads would wait forever.
    ordered = sorted(events, key=lambda event: of[id(event)])
    for workspace, theirs in groupby(ordered, key=lambda event: of[id(event)]):
        _append_to_one(connection, workspace, author, now, theirs)


def link_hash(row: Mapping[str, Any]) -> str:
    """The SHA-256 of a link's canonical JSON; it covers every column but itself."""
    linked = {name: row[name] for name in _LINKED}
    linked["at"] = row["at"].isoformat()
    return hashlib.sha256(rfc8785.dumps(linked)).hexdigest()


def content_hash(salt: bytes, content: bytes) -> str:
    """The salted SHA-256 by which a link covers what was said."""
    return hashlib.sha256(salt + content).hexdigest()


def _append_to_one(
    connection: Connection,
    workspace_id: str,
    author: Author,
    now: datetime,
    events: Iterable[Event],
) -> None:
    head = _held_head(connection, workspace_id)
    links, contents = [], []
    for link, content in _links(head, workspace_id, author, now, events):
        links.append(link)
        contents.append(content)
    connection.execute(_ADD_EVENTS, links)
    connection.execute(_ADD_CONTENTS, contents)
    moved = {"sequence": links[-1]["sequence"], "sha256": links[-1]["sha256"]}
    connection.execute(_MOVE_HEAD, {"workspace": workspace_id, **moved})


def _held_head(connection: Connection, workspace_id: str) -> Head:
    found = connection.execute(_HEAD_OF, {"workspace": workspace_id}).one_or_none()
    if found is None:
        first = {"workspace_id": workspace_id, "sequence": 0, "sha256": FIRST}
        try:
            with connection.begin_nested():
                connection.execute(insert(HEAD).values(first))
        except IntegrityError:  # another one made it in this very moment
            pass
        found = connection.execute(_HEAD_OF, {"workspace": workspace_id}).one()
    return Head(found.sequence, found.sha256)


def _links(
    head: Head, workspace_id: str, author: Author, now: datetime, events: Iterable[Event]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    said_by = _said_by(author)
    before = head.sha256
    for sequence, event in enumerate(events, head.sequence + 1):
        salt, content = secrets.token_bytes(16), _content(event, author.reason)
        link = {
            **said_by,
            "workspace_id": workspace_id,
            "sequence": sequence,
            "id": new_identifier("aud", now),
            "at": now,
            "action": event.action,
            "kind": event.kind,
            "resource_id": event.id[:60],
            "content_sha256": content_hash(salt, content),
            "previous_sha256": before,
        }
        link["sha256"] = before = link_hash(link)
        address = {"workspace_id": workspace_id, "sequence": sequence}
        yield link, {**address, "salt": salt, "content": content}


def _said_by(author: Author) -> dict[str, str | None]:
    return {
        "actor": author.name[:100],
        "actor_key_id": author.key_id,
        "client": _short(author.client, 200),
        "request_id": _short(author.request_id, 64),
        "address": _short(author.address, 64),
        "user_agent": _short(author.user_agent, 300),
    }


def _content(event: Event, reason: str | None) -> bytes:
    said = event.before, event.after
    if event.before is not None and event.after is not None:
        said = differing(event.before, event.after)
    before, after = (_bounded(each) for each in said)
    return b'{"reason":%s,"before":%s,"after":%s}' % (to_json(_short(reason, 500)), before, after)


def _bounded(said: Mapping[str, Any] | None) -> bytes:
    content = to_json(said)
    if len(content) <= MOST_BYTES:
        return content
    digest = hashlib.sha256(content).hexdigest()
    return to_json({"left_out_bytes": len(content), "left_out_sha256": digest})


def _short(text: str | None, length: int) -> str | None:
    return None if text is None else text.replace("\0", "")[:length]
