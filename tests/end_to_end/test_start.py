"""scripts/run: what someone meets who starts the service."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.service import ROOT, started


def processes_of(session):
    """The command lines of everything that runs in a session."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            facts = (process / "stat").read_text().rpartition(")")[2].split()
            if int(facts[3]) == session and facts[0] != "Z":
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def used_before(tmp_path_factory):
    """A folder in which the service ran already."""
    folder = tmp_path_factory.mktemp("used")
    with started(folder) as service:
        assert service.key
        service.stop()
    return folder


def test_the_first_start_tells_the_address_the_documentation_and_a_key(tmp_path):
    with started(tmp_path) as service:
        printed = service.printed.read_text()
        assert service.address in printed
        assert f"{service.address}/docs" in printed
        me = httpx.get(
            f"{service.address}/v1/me", headers={"Authorization": f"Bearer {service.key}"}
        )
        assert me.status_code == 200


def test_a_second_start_tells_no_key(used_before):
    with started(used_before) as service:
        assert service.key is None


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_leaves_no_process_behind(used_before, sent):
    with started(used_before) as service:
        assert service.stop(sent) in {0, -sent, 128 + sent}
        end = time.monotonic() + 5
        while (left := processes_of(service.process.pid)) and time.monotonic() < end:
            time.sleep(0.05)
        assert left == []
        assert "Traceback" not in service.printed.read_text()


def test_example_brings_deals_to_look_at_and_may_be_repeated(tmp_path):
    key = None
    for _ in range(2):
        with started(tmp_path, "--example") as service:
            key = key or service.key
            answer = httpx.get(
                f"{service.address}/v1/statements", headers={"Authorization": f"Bearer {key}"}
            )
            assert len(answer.json()["items"]) == 3
            service.stop()


def test_help_names_every_setting():
    told = subprocess.run(
        [ROOT / "scripts/run", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for setting in ("HOST", "PORT", "DATA", "DATABASE_URL", "BOOTSTRAP_KEY"):
        assert f"VALUE_{setting}" in told


def test_an_unknown_option_is_refused_before_anything_is_installed():
    answer = subprocess.run(
        [ROOT / "scripts/run", "--exmaple"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert "knows no --exmaple" in answer.stderr
