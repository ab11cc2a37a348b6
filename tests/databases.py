"""Real databases for tests: SQLite in a folder, PostgreSQL in a cluster of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
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


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL cluster on a socket in a temporary folder, with a database `migrated`."""
    if not _BINARIES:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="value-pg-"))
    binaries, data = _BINARIES[-1], folder / "data"
    as_user = _as_another_user(folder)
    try:
        _run([*as_user, binaries / "initdb", "-D", data, "-U", "value", "-A", "trust", "-N"])
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        control = [*as_user, binaries / "pg_ctl", "-D", data, "-w"]
        _run([*control, "-l", folder / "log", "-o", options, "start"])
        try:
            url = f"postgresql:///?host={folder}&user=value"
            with psycopg.connect(f"{url}&dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE migrated")
            store = Store(f"{url}&dbname=migrated", folder)
            migrate(store)
            store.close()
            yield url
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
