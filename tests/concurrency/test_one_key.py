"""The same request, with the same Idempotency-Key, many times in the same moment: one effect."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest

from tests.concurrency.crowd import CROWD, at_once
from tests.faults.server import ask
from tests.faults.writers import EXAMPLE, created, new_statement

MOST_SECONDS = 20

pytestmark = pytest.mark.slow


@pytest.fixture(params=["accounts", "statements", "versions"])
def creation(request, server):
    """Where something is created, what is sent, and the list in which it appears."""
    if request.param == "accounts":
        return "/v1/accounts", {"name": f"Company {uuid4()}"}, "/v1/accounts?limit=200"
    statement_id = new_statement(server)
    if request.param == "versions":
        path = f"/v1/statements/{statement_id}/versions"
        return path, {"label": f"Version {uuid4()}"}, path
    opportunity_id = server.ask("GET", f"/v1/statements/{statement_id}").json["opportunity_id"]
    new = {"opportunity_id": opportunity_id, "statement": EXAMPLE | {"title": f"Deal {uuid4()}"}}
    return "/v1/statements", new, "/v1/statements?limit=200"


def test_the_same_request_many_times_at_once_is_made_once(server, creation):
    path, body, listed = creation
    key = str(uuid4())
    answers = at_once(server, lambda connection, _: _until_answered(connection, path, body, key))
    assert len(answers) == CROWD
    first = [answer for answer in answers if "idempotent-replayed" not in answer.headers]
    assert len(first) == 1
    made = created(first[0])
    assert [answer.json for answer in answers] == [made] * CROWD
    assert {answer.status for answer in answers} == {201}
    assert {answer.headers.get("location") for answer in answers} == {made["url"]}
    items = server.ask("GET", listed).json["items"]
    assert len([each for each in items if _is_it(each, body)]) == 1


def test_another_body_under_the_same_key_is_refused(server, creation):
    path, body, _ = creation
    key = str(uuid4())
    created(server.ask("POST", path, body, Idempotency_Key=key))
    answers = at_once(
        server,
        lambda connection, number: ask(
            connection, "POST", path, body | {"note": f"{number}"}, Idempotency_Key=key
        ),
    )
    assert {answer.status for answer in answers} == {422}


def _until_answered(connection, path, body, key):
    """Ask until the answer is not that the same request still runs; wait as long as it says."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        answer = ask(connection, "POST", path, body, Idempotency_Key=key)
        if answer.status != 409:
            return answer
        assert answer.json["code"] == "STILL_RUNNING"
        time.sleep(int(answer.headers["retry-after"]))
    raise TimeoutError(path)


def _is_it(item, body):
    sent = body.get("statement", {}).get("title") or body.get("name") or body.get("label")
    return sent in {item.get("title"), item.get("name"), item.get("label")}
