"""scripts/prepare: installs what is missing once, and says plainly what keeps it from that."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import takewhile
from pathlib import Path

import pytest

from tests.end_to_end.service import ROOT

NOBODY = 65534
LACKS_PANGO = """#!/bin/sh
# A Python that is new enough, on a system that lacks a library.
case $1 in
    -) echo 'libpangoft2-1.0-0: lays out the text of documents' ;;
    --version) echo 'Python 3.11.0' ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """A project of no packages, so that making its environment takes seconds."""
    for folder in ("scripts", "requirements"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "scripts/prepare", tmp_path / "scripts")
    for lock in ("run", "test"):
        (tmp_path / f"requirements/{lock}.txt").write_text("# nothing\n")
    return tmp_path


def prepare(project, purpose="run", user=None, **environment):
    return subprocess.run(
        [project / "scripts/prepare", purpose],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=user,
    )


def test_it_says_what_it_installs_and_the_second_time_does_nothing(project):
    first = prepare(project)
    assert first.returncode == 0, first.stderr
    assert "requirements/run.txt" in first.stderr
    (project / ".venv/ours").touch()
    second = prepare(project)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert (project / ".venv/ours").exists()


def test_what_was_interrupted_is_built_again_from_nothing(project):
    (project / ".venv").mkdir()
    (project / ".venv/half-written").touch()
    assert prepare(project).returncode == 0
    assert not (project / ".venv/half-written").exists()


def test_a_changed_lock_is_installed_and_a_failure_leaves_nothing_that_counts_as_finished(project):
    assert prepare(project).returncode == 0
    lock = project / "requirements/run.txt"
    lock.write_text(f"value-calculator-absent==1.0 --hash=sha256:{'0' * 64}\n")
    answer = prepare(project, PIP_NO_INDEX="1")
    assert answer.returncode == 1
    assert "Is there a network" in answer.stderr
    assert not list((project / ".venv").glob(".complete*"))
    lock.write_text("# nothing again\n")
    assert prepare(project).returncode == 0


def test_an_old_python_is_told_which_one_is_needed(project):
    answer = prepare(project, PYTHON="false")
    assert answer.returncode == 1
    assert "Python 3.11 or newer is needed" in answer.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_without_root_or_sudo_it_says_what_someone_else_has_to_run(project, tmp_path):
    temporary = Path(tempfile.gettempdir())
    for folder in (tmp_path, *takewhile(lambda parent: parent != temporary, tmp_path.parents)):
        folder.chmod(0o755)
    python = project / "python3"
    python.write_text(LACKS_PANGO)
    python.chmod(0o755)
    commands = project / "bin"
    commands.mkdir()
    for name in ("bash", "sed", "cut", "dirname", "env", "apt-get"):
        (commands / name).symlink_to(shutil.which(name))
    answer = prepare(project, user=NOBODY, PYTHON=str(python), PATH=str(commands))
    assert answer.returncode == 1
    assert "needs root or sudo" in answer.stderr
    assert "apt-get install --no-install-recommends libpangoft2-1.0-0" in answer.stderr


def test_a_purpose_it_does_not_know_is_refused(project):
    assert "scripts/prepare run or scripts/prepare test" in prepare(project, "dance").stderr
