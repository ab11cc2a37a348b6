"""What the service says when its store fails: on a service of the test's own."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from app.main import create_app
from app.settings import Settings

KEY = "chosen-by-the-installer"


@pytest.fixture
def app(tmp_path):
    return create_app(Settings(data=tmp_path, bootstrap_key=KEY))


@pytest.fixture
def client(app):
    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client


def _create(client):
    return client.post("/v1/accounts", json={"name": "Company A"})


def test_it_lives_and_is_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["printer"]["workers"]) == ("ready", 2)


def test_it_is_not_ready_and_keeps_nothing_when_the_database_file_is_gone(client, tmp_path):
    assert _create(client).status_code == 201
    (tmp_path / "value.db").unlink()
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["code"]) == (503, "STORE_UNREACHABLE")
    assert client.get("/health/live").status_code == 200
    created = _create(client)
    assert (created.status_code, created.json()["code"]) == (503, "STORE_UNREACHABLE")
    assert created.headers["retry-after"] == "5"


def test_a_commit_that_fails_has_not_answered_201(client, app):
    def break_the_commit(connection):
        # A child without its parent, checked by SQLite only when it commits.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO draft_body VALUES ('stm_none', x'00')")

    event.listen(app.state.store.engine, "commit", break_the_commit)
    answer = _create(client)
    event.remove(app.state.store.engine, "commit", break_the_commit)
    assert (answer.status_code, answer.json()["code"]) == (409, "CONFLICT")
    assert client.get("/v1/accounts").json()["items"] == []
    assert _create(client).status_code == 201


def test_a_full_disk_is_told_reading_goes_on_and_writing_heals(client, app):
    account = _create(client).json()
    _allow_pages(app, 5)
    statuses = [
        client.post("/v1/accounts", json={"name": "A" * 200, "industry": "B" * 200})
        for _ in range(200)
    ]
    full = next(answer for answer in statuses if answer.status_code != 201)
    assert (full.status_code, full.json()["code"]) == (507, "STORE_FULL")
    assert client.get(account["url"]).status_code == 200
    _allow_pages(app, 100_000)
    assert _create(client).status_code == 201


def test_what_nobody_foresaw_is_a_bare_500(client, app, caplog):
    app.state.store.check = None  # any defect of ours
    answer = client.get("/health/ready")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "INTERNAL")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "NoneType" not in answer.text
    assert problem["request_id"] in caplog.text
    assert "NoneType" in caplog.text


def _allow_pages(app, more):
    with app.state.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + more}")
