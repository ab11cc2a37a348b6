"""Reading a database behind the service's back: is all there, once, whole and in order?"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import sqlite3
from itertools import pairwise
from pathlib import Path

import psycopg
import rfc8785

from tests.databases import Place
from tests.faults.writers import Ledger

_VERSIONS = """
    SELECT v.statement_id, v.version_number, v.content_hash, v.label, b.content
    FROM version v LEFT JOIN version_body b ON b.version_id = v.id
    ORDER BY v.statement_id, v.version_number
"""
_LAPSE = """
    UPDATE idempotency_key SET claimed_until = '2000-01-01 00:00:00.000000' WHERE status IS NULL
"""
_TOLD = {
    "account.created": "account",
    "statement.created": "statement",
    "version.frozen": "version",
}
"""What the audit says of each thing exactly once."""


def opened(place: Place):
    """A connection of ours, beside those of the service."""
    if place.url:
        return contextlib.closing(psycopg.connect(place.url, autocommit=True))
    return contextlib.closing(sqlite3.connect(f"file:{place.file}?mode=ro", uri=True))


def let_claims_lapse(place: Place) -> None:
    """Let a minute pass for the keys of requests that were killed while they ran.

    On SQLite under the lock that every writer takes.
    """
    if place.url:
        with opened(place) as connection:
            connection.execute(_LAPSE)
        return
    with Path(f"{place.file}.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.closing(sqlite3.connect(place.file, isolation_level=None)) as connection:
            connection.execute(_LAPSE)


def complaints(place: Place, ledger: Ledger, known: set[str]) -> list[str]:
    """All that is wrong; `known` are content hashes of bodies that were re-hashed before."""
    with opened(place) as connection:
        rows = connection.execute(_VERSIONS).fetchall()
        return [
            *ledger.unforeseen,
            *_file(connection, place),
            *_bodies(rows, known),
            *_numbers(connection, rows),
            *_lost(connection, rows, ledger),
            *_doubled(connection),
            *_chain(connection),
        ]


def _file(connection, place):
    if place.kind == "sqlite":
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = connection.execute(f"PRAGMA {pragma}").fetchall()
            if found != sound:
                yield f"{pragma}: {found}"


def _bodies(rows, known):
    """None is torn: the bytes are canonical (RFC 8785) and those that were hashed."""
    for statement, number, digest, _, content in rows:
        if digest in known:
            continue
        known.add(digest)
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            yield f"version {number} of {statement} is torn"
        elif rfc8785.dumps(json.loads(content)) != bytes(content):
            yield f"version {number} of {statement} is not canonical"


def _numbers(connection, rows):
    numbers: dict[str, list[int]] = {}
    for statement, number, *_ in rows:
        numbers.setdefault(statement, []).append(number)
    for statement, head in connection.execute("SELECT id, head FROM statement").fetchall():
        found = numbers.get(statement, [])
        if found != list(range(1, head + 1)):
            yield f"{statement} has head {head} and versions {found}"


def _lost(connection, rows, ledger):
    versions = {(statement, number): digest for statement, number, digest, *_ in rows}
    accounts = dict(connection.execute("SELECT id, name FROM account").fetchall())
    last: dict[tuple[str, str], int] = {}
    for deed, answer in ledger.acknowledged:
        body = answer.json
        if deed.kind == "account" and accounts.get(body["id"]) != deed.token:
            yield f"lost: account {deed.token}"
        if deed.kind == "version":
            address = (body["statement_id"], body["version_number"])
            if versions.get(address) != body["content_hash"]:
                yield f"lost: version {address}"
        if deed.kind == "draft":
            writer, number = _line_of(deed.token)
            last[body["statement_id"], writer] = number
    yield from _lost_drafts(connection, last)


def _lost_drafts(connection, last):
    """A draft is the one that its writer was acknowledged last, or one they sent after it."""
    changed = {statement for statement, _ in last}
    drafts = connection.execute("SELECT statement_id, content FROM draft_body").fetchall()
    for statement, content in drafts:
        if statement in changed:
            found = json.loads(bytes(content))["title"]
            writer, number = _line_of(found)
            if number < last.get((statement, writer), 0):
                yield f"lost: draft {last.get((statement, writer))} of {writer}, found {found}"


def _line_of(token):
    """A token's writer, and its place in what that writer did."""
    match token.rsplit(maxsplit=2):
        case [writer, number, _] if number.isdecimal():
            return writer, int(number)
    return token, -1


def _doubled(connection):
    for what in ("name FROM account", "label FROM version WHERE label IS NOT NULL"):
        column = what.split()[0]
        query = f"SELECT {what} GROUP BY {column} HAVING count(*) > 1"
        for (token,) in connection.execute(query).fetchall():
            yield f"doubled: {token}"
    for action, table in _TOLD.items():
        told = f"SELECT count(*) FROM audit_event WHERE action = '{action}'"  # noqa: S608 - the same
        kept = f"SELECT count(*) FROM {table}"  # noqa: S608 - the same
        counts = [connection.execute(query).fetchone()[0] for query in (told, kept)]
        if counts[0] != counts[1]:
            yield f"{action} was told {counts[0]} times, there are {counts[1]}"


def _chain(connection):
    """The audit's chain has no gap, and its head is its end."""
    query = "SELECT workspace_id, sequence, previous_sha256, sha256 FROM audit_event ORDER BY 1, 2"
    ends = {}
    links = connection.execute(query).fetchall()
    for before, link in pairwise([(None, 0, None, None), *links]):
        number, digest = before[1], before[3]
        if link[0] == before[0] and (link[1] != number + 1 or link[2] != digest):
            yield f"the audit breaks between {before[:2]} and {link[:2]}"
        ends[link[0]] = (link[1], link[3])
    heads = connection.execute("SELECT workspace_id, sequence, sha256 FROM audit_head").fetchall()
    if ends != {workspace: (number, digest) for workspace, number, digest in heads}:
        yield "the audit's head is not its end"
