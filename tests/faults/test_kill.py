"""`kill -9` in the middle of concurrent writes: what was acknowledged is there, once and whole."""

from __future__ import annotations

import random
import time

import pytest

from tests.databases import Place, cluster, new_place
from tests.faults.server import Server
from tests.faults.soundness import complaints, let_claims_lapse
from tests.faults.writers import at_work, writers

WRITERS = 6
ROUNDS = {"sqlite": 30, "postgresql": 6}
POSTMASTER_ROUNDS = 3
FEWEST, MOST = 3, 30
"""Acknowledged writes before the kill."""
MOST_SECONDS = 4

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ROUNDS)
def test_a_killed_service_keeps_what_it_acknowledged_once_and_whole(kind, tmp_path, request):
    place = new_place(kind, tmp_path, request)
    place.file.parent.mkdir()
    server, known = Server(place.file.parent, place.url), set()
    try:
        server.start()
        crew = writers(server, WRITERS)
        ledger = crew[0].ledger
        for _ in range(ROUNDS[kind]):
            with at_work(server, crew):
                server.prepare_next()
                until_some_more_are_acknowledged(ledger)
                server.kill()
            server.start()
            let_claims_lapse(place)
            assert complaints(place, ledger, known) == []
        finish(server, crew)
        assert complaints(place, ledger, set()) == []
        assert_told(server, ledger, request)
    finally:
        server.close()


def test_a_killed_database_keeps_what_was_acknowledged_and_the_service_finds_it_again(
    tmp_path, request
):
    with cluster() as private:
        place = Place(f"{private.url}&dbname=migrated", tmp_path / "value.db")
        server, known = Server(tmp_path, place.url), set()
        try:
            server.start()
            crew = writers(server, WRITERS)
            for _ in range(POSTMASTER_ROUNDS):
                with at_work(server, crew):
                    until_some_more_are_acknowledged(crew[0].ledger)
                    private.kill()
                    assert server.ask("GET", "/health/live").status == 200
                    assert server.ask("GET", "/health/ready").code == (503, "STORE_UNREACHABLE")
                    private.start()
                    server.wait_until_ready()
                    let_claims_lapse(place)
                assert complaints(place, crew[0].ledger, known) == []
            finish(server, crew)
            assert complaints(place, crew[0].ledger, set()) == []
            assert_told(server, crew[0].ledger, request)
        finally:
            server.close()


def until_some_more_are_acknowledged(ledger):
    """Until any moment, but not so early that nothing was written yet."""
    wanted = len(ledger.acknowledged) + random.randint(FEWEST, MOST)  # noqa: S311 - any moment
    end = time.monotonic() + MOST_SECONDS
    while len(ledger.acknowledged) < wanted and time.monotonic() < end:
        time.sleep(random.uniform(0.001, 0.01))  # noqa: S311 - the same


def finish(server, crew):
    """Have everything answered that was not."""
    with at_work(server, crew):
        time.sleep(0.5)
    assert [writer.unanswered for writer in crew] == [None] * len(crew)


def assert_told(server, ledger, request):
    """What was acknowledged can also be read, and requests were indeed cut off."""
    assert ledger.acknowledged
    assert ledger.resent
    figures = f"{len(ledger.acknowledged)} acknowledged, {ledger.resent} re-sent"
    request.node.user_properties.append(("faults", f"{figures}, {ledger.replayed} replayed"))
    for deed, answer in ledger.acknowledged[::20]:
        if deed.kind != "draft":
            read = server.ask("GET", answer.json["url"])
            assert (read.status, read.json) == (200, answer.json)
