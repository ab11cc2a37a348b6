"""What grows with the number of stored versions: nothing should.

On SQLite, and on PostgreSQL where it is installed, three services on databases of 1,000, 10,000
and 100,000 versions take turns. Figures are medians of what a client waits, and each ratio is to
the smallest database in the same run.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.benchmarks.filling import TO_A_STATEMENT, fill
from tests.databases import Place, cluster, has_postgresql
from tests.faults.server import Server, ask
from tests.faults.writers import created, new_statement

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 60
MOST_RATIO = 1.5
PAGE, OF_STATEMENTS = 25, 2
"""Items on a page: with 100,000 versions the last pages are page 2,000 of one list and page 2,500
of the other."""
_MOST_ITEMS = 200


@dataclass
class Stored:
    """A running service on a filled database, and what its answers took."""

    versions: int
    server: Server
    statement_id: str
    deep: dict[str, str]
    connection: object = None
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def turn(self, number):
        """Each request once."""
        path = f"/v1/statements/{self.statement_id}"
        rate = {"discount_rate": f"0.{1000 + number}"}
        patched = {"If_Match": "*", "Content_Type": "application/merge-patch+json"}
        ask(self.connection, "PATCH", f"{path}/draft", rate, **patched)
        self._timed("freeze", "POST", f"{path}/versions", {"label": f"Round {number}"})
        some = random.randint(1, self.versions // 2)  # noqa: S311 - any version will do
        self._timed("read a version", "GET", f"{path}/versions/{some}")
        self._timed("list versions, page 1", "GET", f"{path}/versions?limit={PAGE}")
        self._timed("list versions, last page", "GET", self.deep["versions"])
        self._timed("list statements, page 1", "GET", f"/v1/statements?limit={OF_STATEMENTS}")
        self._timed("list statements, last page", "GET", self.deep["statements"])
        last = self.versions // 2
        self._timed("compare", "GET", f"{path}/comparison?from=1&to={last}")

    def _timed(self, what, method, path, body=None):
        began = time.perf_counter()
        answer = ask(self.connection, method, path, body)
        self.seconds.setdefault(what, []).append(time.perf_counter() - began)
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body!r}")


def measure():
    """Rows of (what, figure, target, whether it is met)."""
    rows = _measured("SQLite", lambda folder, size: Place(None, folder / f"{size}" / "value.db"))
    if not has_postgresql():
        return rows
    with cluster() as ours:

        def place(folder, size):
            with psycopg.connect(f"{ours.url}&dbname=postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE of_{size} TEMPLATE migrated")
            return Place(f"{ours.url}&dbname=of_{size}", folder / f"{size}" / "value.db")

        return rows + _measured("PostgreSQL", place)


def _measured(kind, place_of):
    with contextlib.ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        stored = [_stored(place_of(folder, size), size, ends) for size in SIZES]
        for each in stored:
            each.connection = ends.enter_context(contextlib.closing(each.server.connection()))
        for number in range(ROUNDS):
            for each in stored:
                each.turn(number)
        seconds = {what: [each.seconds[what] for each in stored] for what in stored[0].seconds}
    return [_row(f"{kind}: {what}", each) for what, each in seconds.items()]


def _row(what, seconds):
    medians = [statistics.median(each) * 1000 for each in seconds]
    ratios = [median / medians[0] for median in medians[1:]]
    figures = ", ".join(f"{median:.2f}" for median in medians)
    told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return (what, f"{figures} ms: × {told}", f"≤ {MOST_RATIO}", max(ratios) <= MOST_RATIO)


def _stored(place, versions, ends):
    place.file.parent.mkdir()
    server = Server(place.file.parent, place.url)
    ends.callback(server.close)
    server.start()
    statement_id = new_statement(server)
    created(server.ask("POST", f"/v1/statements/{statement_id}/versions", {"label": "First"}))
    server.kill()
    began = time.perf_counter()
    fill(place, statement_id, versions)
    sys.stdout.write(
        f"  {place.kind}: {versions:,} versions stored in {time.perf_counter() - began:.0f} s\n"
    )
    server.start()
    path, many = f"/v1/statements/{statement_id}/versions", versions // 2
    others = many // TO_A_STATEMENT
    with contextlib.closing(server.connection()) as connection:
        deep = {
            "versions": _page_after(connection, path, many - PAGE, PAGE),
            "statements": _page_after(
                connection, "/v1/statements", others - OF_STATEMENTS, OF_STATEMENTS
            ),
        }
    return Stored(versions, server, statement_id, deep)


def _page_after(connection, path, items, limit):
    """The address of the page that begins after so many items, found by leafing to it."""
    query = ""
    while items > 0:
        step = min(items, _MOST_ITEMS)
        cursor = ask(connection, "GET", f"{path}?limit={step}{query}").json["next_cursor"]
        items, query = items - step, f"&cursor={cursor}"
    return f"{path}?limit={limit}{query}"
