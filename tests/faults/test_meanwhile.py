"""While a statement written to hurt is read and refused, others are answered."""

from __future__ import annotations

import contextlib
import json
import time
from threading import Event, Thread

import pytest

from tests.benchmarks.hostile import HEAD, statements
from tests.faults.server import KEY

BODIES = statements()
HEADERS = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
ATTEMPTS = 5
SECONDS_AHEAD = 0.01
"""For the hostile body to arrive before anything else is asked."""


@pytest.fixture
def server(running, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    return running(data)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("words without signs", 422),
        ("fields of another kind in a hundred thousand places", 422),
        ("work just within the budget", 200),
    ],
)
def test_another_request_is_answered_while_a_hostile_one_is_worked_on(server, name, status):
    ahead = sum(answered_first(server, BODIES[name], status) for _ in range(ATTEMPTS))
    assert ahead > ATTEMPTS // 2


def test_a_small_body_of_much_work_keeps_nobody_waiting(server):
    lines = [{"key": f"b{n}", "statement": "b", "per_year": f"{n}"} for n in range(60)]
    body = HEAD | {"convention": "monthly", "benefits": lines}
    assert len(json.dumps(body)) < 4_096
    ahead = sum(answered_first(server, body, 200) for _ in range(ATTEMPTS))
    assert ahead > ATTEMPTS // 2


def answered_first(server, body, status):
    """Whether a small request that comes later than a hostile one is answered before it."""
    sent, ends, told = Event(), {}, {}

    def hostile():
        with contextlib.closing(server.connection()) as connection:
            connection.request("POST", "/v1/calculations", json.dumps(body).encode(), HEADERS)
            sent.set()
            told["status"] = connection.getresponse().status
        ends["hostile"] = time.monotonic()

    busy = Thread(target=hostile)
    busy.start()
    sent.wait()
    time.sleep(SECONDS_AHEAD)
    assert server.ask("GET", "/health/live").status == 200
    ends["small"] = time.monotonic()
    busy.join()
    assert told["status"] == status
    return ends["small"] < ends["hostile"]
