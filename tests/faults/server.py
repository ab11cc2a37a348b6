"""The real service as a process of its own: started, killed in the middle of its work, started."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.service import ROOT, free_port

KEY = "a-key-for-faults-alone"
SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 30
_SERVE = "import app.main, uvicorn; input(); from app.cli import main; main()"
"""`value serve`; it loads everything first and starts when it is told to."""


@dataclass
class Answer:
    """What the service said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return (self.status, self.json.get("code"))


@dataclass
class Server:
    """One installation. While its process works, the next one is already loaded and waits."""

    data: Path
    database_url: str | None = None
    log: Path | None = None
    print_workers: int = 1
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    _next: subprocess.Popen | None = None

    def start(self) -> None:
        self.process, self._next = self._next or self._loaded(), None
        self.process.stdin.write(b"go\n")
        self.process.stdin.close()
        self.wait_until_ready()

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        self.process.kill()
        self.process.wait()

    def prepare_next(self) -> None:
        self._next = self._loaded()

    def close(self) -> None:
        for process in filter(None, (self.process, self._next)):
            process.kill()
            process.wait()
            with contextlib.suppress(OSError):
                process.stdin.close()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            assert self.process.poll() is None, self.told()
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/health/ready").status == http.client.OK:
                    return
            time.sleep(0.02)
        raise TimeoutError(self.told())

    def ask(self, method, path, body=None, **headers) -> Answer:
        """Ask once, on a connection of its own."""
        with contextlib.closing(self.connection()) as connection:
            return ask(connection, method, path, body, **headers)

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)

    def told(self) -> str:
        return (self.log or self.data / "log.txt").read_text()

    def _loaded(self) -> subprocess.Popen:
        settings = {
            "VALUE_PORT": str(self.port),
            "VALUE_DATA": str(self.data),
            "VALUE_BOOTSTRAP_KEY": KEY,
            "VALUE_PRINT_WORKERS": str(self.print_workers),
            "PYTHONPATH": str(ROOT),
        }
        if self.database_url:
            settings["VALUE_DATABASE_URL"] = self.database_url
        with (self.log or self.data / "log.txt").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", _SERVE, "serve"],
                cwd=ROOT,
                env=os.environ | settings,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )


def ask(connection, method, path, body=None, **headers) -> Answer:
    """Ask on a connection that is kept. Underscores in header names stand for hyphens."""
    sent = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    content = None if body is None else json.dumps(body).encode()
    connection.request(method, path, content, sent)
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, told, answer.read())
