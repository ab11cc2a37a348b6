"""Start the real service the way the README does, and stop it as Ctrl-C does."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60


@dataclass
class Service:
    """A running service: where it answers, what it printed, and how long it took to be ready."""

    process: subprocess.Popen
    address: str
    printed: Path
    seconds: float = 0.0

    @property
    def key(self) -> str | None:
        found = re.search(r"vpk_live_\w+", self.printed.read_text())
        return found and found[0]

    def stop(self, with_signal=signal.SIGINT) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=20)


@contextlib.contextmanager
def started(folder: Path, *arguments: str, **settings: str):
    """`scripts/run` on a free port, its database in that folder."""
    port = free_port()
    printed = folder / f"printed-{port}.txt"
    with printed.open("w") as output:
        process = subprocess.Popen(
            [ROOT / "scripts/run", *arguments],
            env=os.environ | {"VALUE_DATA": f"{folder}/data", "VALUE_PORT": str(port)} | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    service = Service(process, f"http://127.0.0.1:{port}", printed)
    try:
        service.seconds = seconds_until_ready(service)
        yield service
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def seconds_until_ready(service: Service) -> float:
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_START:
        assert service.process.poll() is None, service.printed.read_text()
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{service.address}/health/ready", timeout=2).is_success:
                return time.monotonic() - began
        time.sleep(0.02)
    raise TimeoutError(service.printed.read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
