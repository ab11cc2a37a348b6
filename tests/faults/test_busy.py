"""Somebody else holds the database, or has put another in its place."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import sqlite3
import time

import pytest

from tests.concurrency.crowd import CROWD, at_once
from tests.faults.server import ask

MOST_SECONDS = 22
MOST_SECONDS_TO_READ = 4

pytestmark = pytest.mark.slow


@contextlib.contextmanager
def transaction_of_another(file):
    """What a maintenance tool does that forgot to commit."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def another_of_our_processes(file):
    """What a command of ours does that takes its time, or was stopped in the middle."""
    with file.with_name(f"{file.name}.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("holder", [transaction_of_another, another_of_our_processes])
def test_while_another_writes_all_are_told_in_time_that_it_is_busy(tmp_path, running, holder):
    server = running(tmp_path)

    def create(connection, number):
        began = time.monotonic()
        answer = ask(connection, "POST", "/v1/accounts", {"name": f"Company {number}"})
        return answer, time.monotonic() - began

    with holder(tmp_path / "value.db"):
        answers = at_once(server, create)
        began = time.monotonic()
        time.sleep(1)  # so that the key is looked up again
        assert server.ask("GET", "/v1/accounts").json["items"] == []
        assert server.ask("GET", "/health/ready").status == 200
        assert time.monotonic() - began < MOST_SECONDS_TO_READ
    assert {answer.code for answer, _ in answers} == {(503, "STORE_BUSY")}
    assert {answer.headers["retry-after"] for answer, _ in answers} == {"1"}
    assert max(seconds for _, seconds in answers) < MOST_SECONDS
    answers = [answer for answer, _ in at_once(server, create)]
    assert [answer.status for answer in answers] == [201] * CROWD


def test_another_database_in_the_place_of_ours_takes_no_writes_until_ours_is_back(
    tmp_path, running
):
    server = running(tmp_path)
    ours, aside = tmp_path / "value.db", tmp_path / "aside.db"
    kept = server.ask("POST", "/v1/accounts", {"name": "Kept"}).json
    shutil.copy(ours, tmp_path / "copy.db")
    ours.rename(aside)
    (tmp_path / "copy.db").rename(ours)
    refused = server.ask("POST", "/v1/accounts", {"name": "Refused"})
    assert refused.code == (503, "STORE_UNREACHABLE")
    assert server.ask("GET", "/health/ready").code == (503, "STORE_UNREACHABLE")
    assert server.ask("GET", "/health/live").status == 200
    aside.rename(ours)
    assert server.ask("GET", "/health/ready").status == 200
    assert server.ask("POST", "/v1/accounts", {"name": "Later"}).status == 201
    names = [each["name"] for each in server.ask("GET", "/v1/accounts").json["items"]]
    assert (names, kept["name"]) == (["Later", "Kept"], "Kept")
