"""Filling a database with versions by the ten thousand, while no service runs on it.

Every row is a copy of one that the service itself has written, under a name and number of its
own: half of the versions are one long deal's, the others ten to a statement. The audit tells of
each.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from datetime import UTC, datetime

import psycopg
from psycopg.rows import dict_row

from app.store.identifiers import new_identifier

TO_A_STATEMENT = 10
_ROWS_AT_ONCE = 1_000


def fill(place, statement_id, versions):
    """Fill up to so many versions; the statement has one, and that is the only one there is."""
    with _opened(place) as connection:
        filling = _Filling(connection, "%({})s" if place.url else ":{}", statement_id)
        filling.freeze(statement_id, range(2, versions // 2 + 1))
        for number in range(versions // 2 // TO_A_STATEMENT):
            filling.freeze(filling.statement(number), range(1, TO_A_STATEMENT + 1))
        filling.finish()


@contextlib.contextmanager
def _opened(place):
    if place.url:
        with psycopg.connect(place.url, row_factory=dict_row) as connection:
            connection.execute("SET session_replication_role = replica")  # in whatever order
            yield connection
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        return
    with contextlib.closing(sqlite3.connect(place.file, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Filling:
    """Rows that wait to be inserted, and the rows that they are copies of."""

    def __init__(self, connection, placeholder, statement_id):
        self._connection, self._placeholder = connection, placeholder
        self._statement = self._model("statement", "id", statement_id)
        self._draft = self._model("draft_body", "statement_id", statement_id)
        self._version = self._model("version", "statement_id", statement_id)
        self._body = self._model("version_body", "version_id", self._version["id"])
        self._event = self._model("audit_event", "resource_id", self._version["id"])
        self._told = self._model("audit_content", "sequence", self._event["sequence"])
        self._sequence = self._event["sequence"]
        self._waiting = {}

    def statement(self, number):
        """Another statement with its draft, as if ten versions had been frozen."""
        id_ = new_identifier("stm", datetime.now(UTC))
        title = f"{self._statement['title']} {number}"
        self._add("statement", self._statement | {"id": id_, "title": title, "head": 10})
        self._add("draft_body", self._draft | {"statement_id": id_})
        return id_

    def freeze(self, statement_id, numbers):
        """Versions of a statement with these numbers."""
        for number in numbers:
            id_ = new_identifier("ver", datetime.now(UTC))
            title = f"{self._version['title']}, {number}"
            content = self._body["content"].replace(self._version["title"].encode(), title.encode())
            names = {"id": id_, "statement_id": statement_id, "title": title}
            digest = hashlib.sha256(content).hexdigest()
            version = {**names, "version_number": number, "content_hash": digest}
            self._add("version", self._version | version)
            self._add("version_body", {"version_id": id_, "content": content})
            self._tell(id_)
        if statement_id == self._statement["id"]:
            self._run("UPDATE statement SET head = {}", head=numbers[-1])

    def finish(self):
        """Insert what still waits, and move the audit's head to its end."""
        for table in list(self._waiting):
            self._insert(table)
        self._run("UPDATE audit_head SET sequence = {}", sequence=self._sequence)

    def _tell(self, version_id):
        self._sequence += 1
        names = {"sequence": self._sequence, "id": version_id.replace("ver", "aud")}
        self._add("audit_event", self._event | names | {"resource_id": version_id})
        self._add("audit_content", self._told | {"sequence": self._sequence})

    def _add(self, table, row):
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _ROWS_AT_ONCE:
            self._insert(table)

    def _insert(self, table):
        rows = self._waiting.pop(table)
        columns = ", ".join(rows[0])
        places = ", ".join(map(self._placeholder.format, rows[0]))
        query = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
        self._connection.cursor().executemany(query, rows)

    def _model(self, table, column, value):
        query = f"SELECT * FROM {table} WHERE {column} = {{}} LIMIT 1"  # noqa: S608 - the same
        return dict(self._run(query, **{column: value}).fetchone())

    def _run(self, query, **values):
        return self._connection.execute(
            query.format(*map(self._placeholder.format, values)), values
        )
