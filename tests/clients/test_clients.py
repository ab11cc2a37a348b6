"""Clients that two independent generators make of the contract take a deal through the service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.examples import examples
from app.services.keys import new_key
from tests.end_to_end.service import ROOT, started

HERE = Path(__file__).parent
CONTRACT = ROOT / "docs" / "openapi.json"
TYPESCRIPT = ("flow.ts", "package.json", "package-lock.json", "tsconfig.json")
DONE = {
    "versions": [1, 2],
    "label": "First",
    "value": "2000016.00",
    "stale": "STALE",
    "unknown": "NOT_FOUND",
    "document": "%PDF-",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """Address and key of a running service, and a file with the example statement."""
    folder, key = tmp_path_factory.mktemp("service"), new_key()
    statement = folder / "statement.json"
    found = {each["statement"]["title"]: each["statement"] for each in examples()}
    statement.write_text(json.dumps(found["New data services"]), encoding="utf-8")
    with started(folder, VALUE_BOOTSTRAP_KEY=key) as running:
        yield running.address, key, str(statement)
        running.stop()


def test_a_client_made_by_openapi_python_client_does_the_main_flow(service, tmp_path):
    scripts = str(Path(sys.executable).parent)
    path = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}  # it formats with ruff
    generate = [f"{scripts}/openapi-python-client", "generate", "--path", str(CONTRACT)]
    target = ["--meta", "none", "--output-path", str(tmp_path / "value_client")]
    printed = _run([*generate, *target], tmp_path, **path)
    assert "Unable to" not in printed, printed
    flow = [sys.executable, str(HERE / "flow.py"), *service]
    done = json.loads(_run(flow, tmp_path, PYTHONPATH=str(tmp_path)))
    assert done.pop("differences") >= 1
    assert done == DONE


def test_a_client_made_by_openapi_typescript_does_the_main_flow(service, tmp_path):
    for name in TYPESCRIPT:
        shutil.copy(HERE / "typescript" / name, tmp_path)
    # What npm tells of newer releases is no finding of ours.
    _run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], tmp_path)
    tools = tmp_path / "node_modules" / ".bin"
    # A field with a default may be left out of what is sent.
    options = ["--default-non-nullable=false", "-o", "api.d.ts"]
    _run([str(tools / "openapi-typescript"), str(CONTRACT), *options], tmp_path)
    _run([str(tools / "tsc")], tmp_path)
    done = json.loads(_run(["node", "built/flow.js", *service], tmp_path))
    assert done.pop("differences") >= 1
    assert done == DONE


def _run(command, folder, **environment):
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    return done.stdout + (done.stderr if "generate" in command else "")
