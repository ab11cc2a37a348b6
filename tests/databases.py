"""Real databases for tests: SQLite in a folder, PostgreSQL in a cluster of our own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from app.store import Store
from app.store.schema import migrate

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_numbers = count()
_SECONDS_TO_END = 30


@dataclass(frozen=True)
class Place:
    """Where a test's database lies: at an address, or in a file."""

    url: str | None
    file: Path

    @property
    def kind(self) -> str:
        return "postgresql" if self.url else "sqlite"


def new_place(kind: str, folder: Path, request: pytest.FixtureRequest) -> Place:
    """A fresh, migrated database."""
    file = folder / f"{next(_numbers)}" / "value.db"
    if kind == "sqlite":
        return Place(None, file)
    cluster = request.getfixturevalue("postgresql")
    name = f"test_{next(_numbers)}"
    with psycopg.connect(f"{cluster}&dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
    return Place(f"{cluster}&dbname={name}", file)


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster on a socket in a folder: started, stopped, killed."""

    folder: Path

    @property
    def url(self) -> str:
        return f"postgresql:///?host={self.folder}&user=value"

    def make(self) -> None:
        options = ("-U", "value", "-A", "trust", "-N")
        _run([*_as_another_user(self.folder), _BINARIES[-1] / "initdb", "-D", self._data, *options])

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._control("-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """SIGKILL to the postmaster; gone are also its backends when this returns."""
        postmaster = self._pid
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        os.kill(postmaster, signal.SIGKILL)
        end = time.monotonic() + _SECONDS_TO_END
        while time.monotonic() < end and any(map(_is_there, (postmaster, *children))):
            time.sleep(0.01)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _pid(self) -> int:
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def _control(self, *words: object) -> None:
        command = [_BINARIES[-1] / "pg_ctl", "-D", self._data, "-w", *words]
        _run([*_as_another_user(self.folder), *command])


def has_postgresql() -> bool:
    """Whether this machine can run a cluster."""
    return bool(_BINARIES)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster in a temporary folder, with a database `migrated`."""
    if not has_postgresql():
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql).")
    ours = Cluster(Path(tempfile.mkdtemp(prefix="value-pg-")))
    try:
        ours.make()
        ours.start()
        try:
            with psycopg.connect(f"{ours.url}&dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE migrated")
            store = Store(f"{ours.url}&dbname=migrated", ours.folder)
            migrate(store)
            store.close()
            yield ours
        finally:
            ours.stop()
    finally:
        shutil.rmtree(ours.folder, ignore_errors=True)


def _is_there(process: int | str) -> bool:
    """Also one that ended and that nobody has asked about: PostgreSQL takes it for alive."""
    return Path(f"/proc/{process}").exists()


def _as_another_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return []
    user = (
        "postgres"
        if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode == 0
        else "nobody"
    )
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _run(command: list[object]) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
