"""The arrows of the house (contracts in pyproject.toml), on the real house and on broken copies."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.house.source import ROOT

PLANTED = [
    ("floors", "app/value/planted.py", "import app.store"),
    ("floors", "app/store/planted.py", "import app.settings"),
    ("floors", "app/documents/planted.py", "import app.store"),
    ("floors", "app/attic/__init__.py", ""),
    ("numbers", "app/value/planted.py", "import sqlalchemy"),
    ("http", "app/store/planted.py", "import fastapi"),
]

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(limit_to_contracts=tuple(sys.argv[1:]), no_cache=True))
"""


def lint(folder, *contracts):
    return subprocess.run(
        [sys.executable, "-c", LINT, *contracts],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the house to break."""
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "app", house / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    return house


def test_the_arrows_are_kept(copy):
    answer = lint(copy)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(("contract", "path", "text"), PLANTED)
def test_a_planted_arrow_is_noticed(copy, contract, path, text):
    planted = copy / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text)
    try:
        answer = lint(copy, contract)
    finally:
        planted.unlink()
        if not any(planted.parent.iterdir()):
            planted.parent.rmdir()
    assert answer.returncode == 1
    assert "BROKEN" in answer.stdout
