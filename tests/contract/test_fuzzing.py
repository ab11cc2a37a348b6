"""The whole contract, tried by schemathesis against a real service."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.services.keys import new_key
from tests.end_to_end.service import started

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "allow_header_conformance",
    "unsupported_method",
)
SECONDS = 120


@pytest.mark.slow
def test_no_request_meets_a_server_error_or_an_undocumented_answer(tmp_path):
    key = new_key()
    with started(tmp_path, VALUE_BOOTSTRAP_KEY=key) as service:
        command = [
            Path(sys.executable).with_name("schemathesis"),
            *("run", f"{service.address}/openapi.json", "--header", f"Authorization: Bearer {key}"),
            *("--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing,stateful"),
            *("--max-examples", "10", "--max-time", str(SECONDS), "--seed", "20261125"),
            *("--continue-on-failure", "--no-color", "--warnings", "off"),
        ]
        # Made when first asked for, on a busy machine in longer than schemathesis waits.
        httpx.get(f"{service.address}/openapi.json", timeout=60)
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=200
        )
        service.stop()
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert "Stateful" in done.stdout
