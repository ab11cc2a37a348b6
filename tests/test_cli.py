from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys

import pytest

from app.services.examples import examples


@pytest.fixture
def value(tmp_path):
    """The command, in an environment and a data folder of its own."""

    def run(*words, stdin="", **environment):
        clean = {name: text for name, text in os.environ.items() if not name.startswith("VALUE_")}
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            input=stdin,
            env={**clean, "VALUE_DATA": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def example_file(tmp_path):
    file = tmp_path / "statement.json"
    found = {each["statement"]["title"]: each["statement"] for each in examples()}
    file.write_text(json.dumps(found["New data services"]), encoding="utf-8")
    return file


def test_a_key_is_made_listed_and_revoked(value):
    made = value("keys", "create", "crm")
    assert re.fullmatch(r"vpk_live_[0-9A-Za-z]{49}\n", made.stdout)
    listed = value("keys", "list").stdout
    assert made.stdout.strip() not in listed
    assert "crm" in listed
    assert "live" in listed
    key_id = listed.split()[0]
    assert value("keys", "revoke", key_id).returncode == 0
    assert "revoked" in value("keys", "list").stdout
    unknown = value("keys", "revoke", "key_unknown")
    assert unknown.returncode == 1
    assert "key_unknown" in unknown.stderr


def test_the_examples_are_loaded_once(value):
    first = value("example")
    assert first.returncode == 0, first.stderr
    assert len(re.findall(r"\(stm_[0-9a-z]{26}\)", first.stdout)) == 3
    assert value("example").stdout.count("there already") == 3


def test_a_statement_is_calculated_from_a_file_and_from_stdin(value, example_file):
    from_file = value("calculate", str(example_file))
    assert json.loads(from_file.stdout)["value"] == "2000016.00"
    from_stdin = value("calculate", "-", stdin=example_file.read_text(encoding="utf-8"))
    assert from_stdin.stdout == from_file.stdout


def test_faults_of_a_statement_are_told_with_their_places(value, example_file):
    wrong = example_file.read_text(encoding="utf-8").replace("users * (", "usres * (")
    told = value("calculate", "-", stdin=wrong)
    assert told.returncode == 1
    assert "#/benefits/0/per_year" in told.stderr
    assert "^^^^^" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_statement_is_printed_from_a_file(value, example_file, tmp_path):
    pdf = tmp_path / "a.pdf"
    done = value("print", str(example_file), "-o", str(pdf), "--variant", "summary")
    assert done.returncode == 0, done.stderr
    assert pdf.read_bytes().startswith(b"%PDF-")
    refused = value("print", str(example_file), "--variant", "poster")
    assert refused.returncode == 1
    assert "summary or full" in refused.stderr


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"VALUE_PROT": "1"}, "There is no setting VALUE_PROT"),
        ({"VALUE_DATA": "/dev/null/data"}, "/dev/null/data"),
        ({"VALUE_DATABASE_URL": "postgresql:///?host=/nowhere"}, "value:"),
    ],
)
def test_a_start_that_cannot_work_ends_with_one_clear_line(value, environment, told):
    ended = value("serve", **environment)
    assert ended.returncode == 1
    assert told in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_serving_from_a_database_without_tables_says_what_to_run(value, postgresql):
    address = f"{postgresql}&dbname=template1"
    ended = value("serve", VALUE_DATABASE_URL=address)
    assert ended.returncode == 1
    assert "value migrate" in ended.stderr


def test_a_database_at_an_address_is_migrated_by_command(value, postgresql):
    import psycopg  # noqa: PLC0415 - only here

    with psycopg.connect(f"{postgresql}&dbname=postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE by_command")
    address = f"{postgresql}&dbname=by_command"
    for _ in range(2):
        done = value("migrate", VALUE_DATABASE_URL=address)
        assert done.returncode == 0, done.stderr
    assert value("keys", "list", VALUE_DATABASE_URL=address).returncode == 0


def test_the_service_never_loads_the_typesetter(tmp_path):
    code = (
        "import sys, pathlib; from app.main import create_app; from app.settings import Settings; "
        f"data = pathlib.Path({str(tmp_path)!r}); create_app(Settings(data=data)); "
        "loaded = {'weasyprint'} & set(sys.modules); assert not loaded, loaded"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_the_audit_is_verified_and_tampering_is_told(value, tmp_path):
    value("example")
    whole = value("audit", "verify", "--workspace", "main")
    assert whole.returncode == 0, whole.stderr
    assert re.search(r"main +\d+ links, 0 erased, whole; last [0-9a-f]{64}\n", whole.stdout)
    with sqlite3.connect(tmp_path / "value.db") as database:
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET actor = 'nobody' WHERE sequence = 2")
    broken = value("audit", "verify")
    assert broken.returncode == 1
    assert "BROKEN at link 2: it was changed after it was written." in broken.stdout
    unknown = value("audit", "verify", "--workspace", "elsewhere")
    assert unknown.returncode == 1
    assert "elsewhere" in unknown.stderr


def test_a_key_belongs_to_one_workspace_has_scopes_and_an_end(value):
    made = value("workspaces", "create", "north")
    assert re.fullmatch(r"wsp_[0-9a-z]{26}\n", made.stdout), made.stderr
    again = value("workspaces", "create", "north")
    assert again.returncode == 1
    assert "already" in again.stderr
    words = ("--workspace", "north", "--scope", "accounts.read", "--scope", "audit.read")
    assert value("keys", "create", "crm", *words, "--expires-in", "30").returncode == 0
    assert value("keys", "create", "other").returncode == 0
    listed = value("keys", "list", "--workspace", "north").stdout
    assert listed.count("\n") == 1
    assert "accounts.read audit.read" in listed
    assert "live until" in listed
    assert re.search(r"wsp_\w+ .* 1 keys  north\n", value("workspaces", "list").stdout)
    assert "everything" in value("keys", "list", "--workspace", "main").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--scope", "everything"), "There is no scope everything. Scopes are "),
        (("--workspace", " "), "A workspace's name has 1 to 100"),
        (("--expires-in", "0"), "0 is not in the range"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_what_can(value, words, told):
    refused = value("keys", "create", "x", *words)
    assert refused.returncode != 0
    assert told in refused.stderr
    assert value("keys", "list").stdout == ""
