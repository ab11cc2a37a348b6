"""While one caller prints what was written to hurt, another one reads and prints as ever."""

from __future__ import annotations

import contextlib
import http.client
import json
import time
from threading import Event, Thread

import pytest

from app.services.examples import examples
from app.value import ValueStatement
from tests.documents import hostile, statements
from tests.faults.server import KEY

HEADERS = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
AT_ONCE = 4
READS = 200
SECONDS_TO_PRINT = 120
MOST_SECONDS = 1.0
"""Of the slowest of all reads, on a machine that many things run on."""


@pytest.fixture
def server(running, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    return running(data, print_workers=2)


def body_of(statement: ValueStatement) -> bytes:
    return statement.model_dump_json(exclude_none=True, by_alias=True).encode()


@pytest.mark.slow
@pytest.mark.parametrize("statement", [hostile.endless_names, statements.largest_allowed])
def test_a_hostile_document_slows_nobody_else(server, statement):
    other = other_key(server)
    over, told = Event(), []

    def hurt():
        while not over.is_set():
            told.append(print_(server, KEY, body_of(statement()), "full"))

    hurting = [Thread(target=hurt) for _ in range(AT_ONCE)]
    for thread in hurting:
        thread.start()
    try:
        time.sleep(1)
        slowest = max(seconds_to_read(server, other) for _ in range(READS))
        example = json.dumps(next(iter(examples()))["statement"]).encode()
        printed = print_(server, other, example, "summary")
    finally:
        over.set()
        for thread in hurting:
            thread.join()
    assert printed == 200
    assert slowest < MOST_SECONDS, slowest
    assert set(told) <= {200, 422, 503}, told
    assert server.ask("GET", "/health/ready").json["printer"]["documents_in_hand"] == 0


def other_key(server) -> str:
    """A key of another caller."""
    answer = server.ask("POST", "/v1/keys", {"name": "other", "scopes": ["documents.create"]})
    return answer.json["key"]


def seconds_to_read(server, key: str) -> float:
    began = time.monotonic()
    with contextlib.closing(server.connection()) as connection:
        connection.request("GET", "/v1/me", headers={"Authorization": f"Bearer {key}"})
        assert connection.getresponse().status == 200
    return time.monotonic() - began


def print_(server, key: str, body: bytes, variant: str) -> int:
    address = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SECONDS_TO_PRINT)
    with contextlib.closing(address) as connection:
        headers = {**HEADERS, "Authorization": f"Bearer {key}"}
        connection.request("POST", f"/v1/documents?variant={variant}", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
