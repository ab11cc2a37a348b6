from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from app.main import RELEASE
from app.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("VALUE_")]:
        monkeypatch.delenv(name)


def test_the_defaults_are_the_embedded_database_on_loopback():
    settings = read_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url is None
    assert settings.database_file == Path("data/value.db")


def test_every_setting_is_an_environment_variable(monkeypatch):
    given = {
        "VALUE_HOST": "0.0.0.0",  # noqa: S104 - a setting, not a binding
        "VALUE_PORT": "9000",
        "VALUE_DATA": "/srv/value",
        "VALUE_DATABASE_URL": "postgresql://value@localhost/value",
        "VALUE_PRINT_WORKERS": "4",
        "VALUE_BOOTSTRAP_KEY": "chosen-by-the-installer",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.port == 9000
    assert settings.database_url == given["VALUE_DATABASE_URL"]
    assert settings.print_workers == 4
    assert settings.bootstrap_key == given["VALUE_BOOTSTRAP_KEY"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("VALUE_PORT", "eighty", "VALUE_PORT"),
        ("VALUE_PORT", "70000", "65535"),
        ("VALUE_PROT", "8000", "There is no setting VALUE_PROT"),
        ("VALUE_DATABASE_URL", "mysql://x", "postgresql://"),
        ("VALUE_PRINT_WORKERS", "0", "VALUE_PRINT_WORKERS"),
        ("VALUE_BOOTSTRAP_KEY", "short", "20"),
        ("VALUE_BOOTSTRAP_KEY", "two words are no key at all", "one word"),
    ],
)
def test_a_bad_setting_is_told_in_one_line(monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_bad_key_is_not_repeated_in_the_message(monkeypatch):
    monkeypatch.setenv("VALUE_BOOTSTRAP_KEY", "hunter2 hunter2 hunter2")
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert "hunter2" not in str(error.value)


def test_the_release_is_the_packages():
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == RELEASE
