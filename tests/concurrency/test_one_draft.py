"""Many writers on one draft: one wins each round, and nobody's work is lost."""

from __future__ import annotations

from threading import Barrier

import pytest

from tests.concurrency.crowd import CROWD, at_once
from tests.faults.server import ask
from tests.faults.writers import EXAMPLE, new_statement

ROUNDS = 5

pytestmark = pytest.mark.slow


@pytest.fixture
def draft_path(server):
    return f"/v1/statements/{new_statement(server)}/draft"


def test_of_those_who_read_the_same_draft_exactly_one_changes_it(server, draft_path):
    for turn in range(ROUNDS):
        answers = changes_at_once(server, draft_path, turn)
        won = [answer for answer in answers if answer.status == 200]
        lost = [answer for answer in answers if answer.status != 200]
        assert len(won) == 1
        after = server.ask("GET", draft_path)
        assert after.json["statement"]["title"] == won[0].json["statement"]["title"]
        assert {answer.code for answer in lost} == {(412, "STALE")}
        assert {answer.headers["etag"] for answer in lost} == {after.headers["etag"]}


def changes_at_once(server, draft_path, turn):
    """Each reads the draft; when all have read it, each puts another in its place."""
    all_have_read = Barrier(CROWD)

    def put(connection, number):
        tag = ask(connection, "GET", draft_path).headers["etag"]
        all_have_read.wait(timeout=30)
        statement = EXAMPLE | {"title": f"Writer {number}, round {turn}"}
        return ask(connection, "PUT", draft_path, statement, If_Match=tag)

    return at_once(server, put)


def test_those_who_read_again_when_they_come_too_late_all_get_their_work_in(server, draft_path):
    def add(connection, number):
        mine, tries = {"key": f"pain_{number}", "statement": f"Writer {number}'s"}, 0
        while True:
            draft = ask(connection, "GET", draft_path)
            statement = draft.json["statement"]
            statement["pains"] = [*statement.get("pains", []), mine]
            tag, tries = draft.headers["etag"], tries + 1
            answer = ask(connection, "PUT", draft_path, statement, If_Match=tag)
            if answer.status != 412:
                return answer.status, tries

    before = {pain["key"] for pain in EXAMPLE["pains"]}
    answers = at_once(server, add)
    assert {status for status, _ in answers} == {200}
    assert max(tries for _, tries in answers) > 1  # they did get in each other's way
    pains = server.ask("GET", draft_path).json["statement"]["pains"]
    assert {pain["key"] for pain in pains} == before | {f"pain_{n}" for n in range(CROWD)}
