"""What no file of the project may say, and what its locks must hold."""

from __future__ import annotations

import re

import pytest

from tests.house.source import ROOT, project_files

# Written apart, so that this file is not the one that is found.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "debian" + ".org",
    "archive.ubuntu" + ".com",
    "npm" + "js.",
    "crates" + ".io",
    "docker" + ".io",
    "ghcr" + ".io",
)
PATHS = ("/wo" + "rk/", "field" + "-notes", "../sha" + "red")
DOWNLOAD = re.compile(r"https?://\S+\.(?:whl|deb|tgz|zip|tar\.gz)\b")
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def text_of(path):
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def complaints(text):
    found = [word for word in HOSTS + PATHS if word in text]
    return found + DOWNLOAD.findall(text)


def test_no_file_names_a_package_host_a_download_or_a_place_on_someones_machine():
    told = {path: complaints(text_of(path)) for path in project_files()}
    assert {path: words for path, words in told.items() if words} == {}


@pytest.mark.parametrize("word", [*HOSTS, *PATHS, "https://example.net/a/b-1.0.tar" + ".gz"])
def test_a_planted_address_is_noticed(word):
    assert complaints(f"see {word} for more")


def test_the_tests_run_on_exactly_what_the_service_runs_on():
    service, tests = (
        dict(PIN.findall((ROOT / f"requirements/{name}.txt").read_text()))
        for name in ("run", "test")
    )
    assert len(service) > 20
    assert service.items() <= tests.items()


@pytest.mark.parametrize("name", ["run", "test"])
def test_every_pinned_package_carries_its_hashes(name):
    pinned = (ROOT / f"requirements/{name}.txt").read_text()
    entries = re.split(r"\n(?=[a-z0-9])", pinned)
    assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
