"""Requests a second of `POST /v1/calculations` beside bare routes, and the service's memory."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks.bare_service import EXAMPLE
from tests.benchmarks.load import post, requests_per_second

ROOT = Path(__file__).parents[2]
KEY = "a-key-for-the-benchmark-alone"
ROUNDS, SECONDS = 5, 2.0
LEAST_SHARE = 0.5
SETTLING_SECONDS = 15


def measure():
    """Rows of (what, figure, target, whether it is met)."""
    with tempfile.TemporaryDirectory() as data, our_service(data) as (ours, process):
        idle = memory_rows(process.pid)
        with bare_service() as bare:
            rates = interleaved(ours, bare)
    rows = [("POST /v1/calculations", f"{rates['ours']:,.0f} a second", "", True)]
    same, plain = (rates["ours"] / rates[name] for name in ("validated", "plain"))
    rows += [
        ("bare route, the same validation", f"{rates['validated']:,.0f} a second", "", True),
        ("ours ÷ that", f"{same:.2f}", f"≥ {LEAST_SHARE}", same >= LEAST_SHARE),
        ("bare route, types alone", f"{rates['plain']:,.0f} a second", "", True),
        ("ours ÷ that", f"{plain:.2f}", "", True),
    ]
    return rows + idle


def interleaved(ours, bare):
    """Median requests a second of each route, all of them in every round."""
    body = EXAMPLE.read_bytes()
    routes = {
        "ours": (ours, post("/v1/calculations", body, {"Authorization": f"Bearer {KEY}"})),
        "validated": (bare, post("/validated", body)),
        "plain": (bare, post("/plain", body)),
    }
    found = {name: [] for name in routes}
    for port, request in routes.values():
        requests_per_second(port, request, 0.5)
    for _ in range(ROUNDS):
        for name, (port, request) in routes.items():
            found[name].append(requests_per_second(port, request, SECONDS))
    return {name: statistics.median(rates) for name, rates in found.items()}


@contextmanager
def our_service(data):
    """The service as it is installed, with a key and an empty database."""
    port = free_port()
    settings = {
        "VALUE_PORT": str(port),
        "VALUE_DATA": data,
        "VALUE_BOOTSTRAP_KEY": KEY,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve"]
    with started(command, port, "/health/ready", os.environ | settings) as process:
        yield port, process


@contextmanager
def bare_service():
    """The bare routes."""
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.bare_service", str(port)]
    with started(command, port, "/openapi.json", os.environ | {"PYTHONPATH": str(ROOT)}):
        yield port


@contextmanager
def started(command, port, path, environment):
    """A server process that answers; it is ended, and nothing else."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{command} does not answer.")
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory_rows(pid):
    """The memory of the idle service and of its print workers."""
    time.sleep(SETTLING_SECONDS)
    workers = children(pid)
    rows = [("idle service", f"{proportional(pid):.0f} MB", "", True)]
    if workers:
        total = sum(map(proportional, workers))
        rows.append((f"its print workers ({len(workers)})", f"{total:.0f} MB", "", True))
    return rows


def children(pid):
    """The processes a process started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    tasks = Path(f"/proc/{pid}/task").iterdir()
    texts = [text, *((task / "children").read_text(encoding="ascii") for task in tasks)]
    return sorted({int(child) for found in texts for child in found.split()})


def proportional(pid):
    """A process's memory in MB, shared pages counted by their share."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(text.split("Pss:")[1].split()[0]) / 1024
