from __future__ import annotations

import contextlib
import os
import subprocess

import pytest

from tests.faults.server import Server


@pytest.fixture
def running(tmp_path):
    """`running(folder, url)` is a real service that has started; it ends with the test."""
    with contextlib.ExitStack() as ends:

        def start(data, database_url=None, **options):
            server = Server(data, database_url, log=tmp_path / "log.txt", **options)
            ends.callback(server.close)
            server.start()
            return server

        yield start


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
