"""The disk is full, or takes no changes: refused, read on, and writing again without a restart."""

from __future__ import annotations

import http.client
import subprocess
import time

import psycopg
import pytest

from tests.databases import Place, new_place
from tests.faults.soundness import complaints, let_claims_lapse
from tests.faults.writers import at_work, writers

WRITERS = 4
MOST_SECONDS = 60
SPARE_BYTES = 1_500_000

pytestmark = pytest.mark.slow


def test_on_a_full_disk_writing_is_refused_reading_goes_on_and_space_heals_it(small_disk, running):
    server = running(small_disk)
    crew = writers(server, WRITERS)
    ledger = crew[0].ledger
    occupied = occupy_all_but(small_disk, SPARE_BYTES)
    with at_work(server, crew):
        until(lambda: any("STORE_FULL" in each for each in ledger.unforeseen))
        refused = server.ask("POST", "/v1/accounts", {"name": "N" * 200}, Idempotency_Key="one")
        assert refused.code == (507, "STORE_FULL")
    refusals, ledger.unforeseen = ledger.unforeseen, []
    assert all(": 507 " in each for each in refusals), refusals
    place = Place(None, small_disk / "value.db")
    assert complaints(place, ledger, set()) == []
    for deed, answer in ledger.acknowledged[-20:]:
        if deed.kind != "draft":
            assert server.ask("GET", answer.json["url"]).json == answer.json
    assert server.ask("GET", "/health/ready").status == 200
    occupied.unlink()
    let_claims_lapse(place)
    again = server.ask("POST", "/v1/accounts", {"name": "N" * 200}, Idempotency_Key="one")
    assert again.status == 201
    with at_work(server, crew):
        time.sleep(1)
    assert complaints(place, ledger, set()) == []


def test_a_disk_that_is_full_from_the_start_is_said_in_one_line(small_disk, running):
    occupy_all_but(small_disk, 20_000)
    with pytest.raises(AssertionError, match=r"(?m)^value: (?!.*\n.)"):
        running(small_disk)


def test_files_that_take_no_changes_are_read_and_written_again_when_they_do(tmp_path, running):
    server = running(tmp_path)
    crew = writers(server, WRITERS)
    ledger = crew[0].ledger
    place = Place(None, tmp_path / "value.db")
    with at_work(server, crew):
        with unchangeable(place.file, tmp_path / "value.db-wal"):
            until(lambda: "STORE_" in server.told())
            assert_refused_and_read(server, {"STORE_UNREACHABLE", "STORE_READ_ONLY"})
        let_claims_lapse(place)
    finish(server, crew)
    assert complaints(place, ledger, set()) == []


def test_a_read_only_postgresql_is_read_and_written_again_when_it_allows_it(
    tmp_path, request, running
):
    place = new_place("postgresql", tmp_path, request)
    server = running(tmp_path, place.url)
    crew = writers(server, WRITERS)
    with at_work(server, crew):
        let_postgresql_write(place, "off")
        until(lambda: "STORE_READ_ONLY" in server.told())
        assert_refused_and_read(server, {"STORE_READ_ONLY"})
        let_postgresql_write(place, "on")
        until(lambda: server.ask("POST", "/v1/accounts", {"name": "A"}).status == 201)
        let_claims_lapse(place)
    finish(server, crew)
    assert complaints(place, crew[0].ledger, set()) == []


def assert_refused_and_read(server, codes):
    refused = server.ask("POST", "/v1/accounts", {"name": "Refused"})
    assert refused.status == http.client.SERVICE_UNAVAILABLE
    assert refused.json["code"] in codes
    assert int(refused.headers["retry-after"]) > 0
    listed = server.ask("GET", "/v1/accounts?limit=200")
    assert listed.status == 200
    assert "Refused" not in {each["name"] for each in listed.json["items"]}


def finish(server, crew):
    """Have everything answered that was not."""
    with at_work(server, crew):
        time.sleep(0.5)
    assert [writer.unanswered for writer in crew] == [None] * len(crew)


def until(happened):
    end = time.monotonic() + MOST_SECONDS
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def occupy_all_but(disk, spare):
    """A file that leaves so much space."""
    file = disk / "occupied"
    with file.open("wb") as occupied:
        found = subprocess.run(
            ["stat", "-f", "-c", "%a %S", disk], capture_output=True, text=True, check=True
        )
        blocks, size = map(int, found.stdout.split())
        occupied.write(b"\0" * max(0, blocks * size - spare))
    return file


class unchangeable:  # noqa: N801 - read as a word in a with statement
    """Files that even root, and who has them open, cannot change."""

    def __init__(self, *files):
        self.files = files

    def __enter__(self):
        done = subprocess.run(
            ["chattr", "+i", *self.files], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            pytest.skip(f"files cannot be made unchangeable here: {done.stderr.strip()}")

    def __exit__(self, *_):
        subprocess.run(["chattr", "-i", *self.files], check=True)


def let_postgresql_write(place, state):
    """As when a standby takes over: present connections end, new ones may only read, or write."""
    opposite = {"on": "off", "off": "on"}[state]
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        name = connection.info.dbname
        connection.execute(
            f"ALTER DATABASE {name} SET default_transaction_read_only = {opposite}"  # type: ignore[arg-type]
        )
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
