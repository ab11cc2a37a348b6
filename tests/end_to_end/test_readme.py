"""The README's minute and the guides are done as they stand there."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.end_to_end.service import ROOT, started


@pytest.fixture(scope="module")
def minute(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme")
    with started(folder) as service:
        done = subprocess.run(
            [ROOT / "scripts/minute", service.address, folder],
            env=os.environ | {"KEY": service.key},
            capture_output=True,
            text=True,
            check=False,
        )
        yield done, folder


def test_every_command_works(minute):
    done, _ = minute
    assert done.returncode == 0, done.stderr


def test_it_shows_the_value_the_readme_promises(minute):
    done, _ = minute
    promised = '"value":"2000016.00"'
    assert promised in (ROOT / "README.md").read_text()
    assert promised in done.stdout


def test_it_shows_the_sentence_at_the_top_of_the_readme(minute):
    done, _ = minute
    quoted = re.findall(r"^> (.*)", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert " ".join(quoted).replace("**", "") in done.stdout


def test_it_brings_the_frozen_version_as_a_document(minute):
    _, folder = minute
    (document,) = folder.glob("*.pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", document, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Company A" in text
    assert "2,000,016" in text
    assert "Draft" not in text


@pytest.mark.parametrize("guide", ["docs/integrating.md"])
def test_every_command_of_a_guide_works(guide, tmp_path):
    with started(tmp_path) as service:
        done = subprocess.run(
            [ROOT / "scripts/minute", service.address, tmp_path, guide],
            env=os.environ | {"KEY": service.key},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "proposal.pdf").read_bytes().startswith(b"%PDF")


def test_the_guide_to_keys_ends_with_a_token_that_has_ended(tmp_path):
    with started(tmp_path) as service:
        done = subprocess.run(
            [ROOT / "scripts/minute", service.address, tmp_path, "docs/keys.md"],
            env=os.environ | {"KEY": service.key},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr + done.stdout
    last = done.stdout.rpartition('{"type"')[2]
    assert '"code": "UNAUTHENTICATED"' in last
    assert last.endswith("}That token has ended.\n")
