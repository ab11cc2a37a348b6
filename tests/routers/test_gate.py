from __future__ import annotations

import logging

import pytest

from app.services.keys import new_key
from app.store.keys import revoke


def _paths(service):
    return service.app.openapi()["paths"]


def test_every_operation_under_v1_needs_a_key(service):
    tried = 0
    for path, operations in _paths(service).items():
        if not path.startswith("/v1"):
            continue
        for method in operations:
            answer = service.client.request(method, path)
            assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED"), path
            assert answer.headers["www-authenticate"] == "Bearer"
            tried += 1
    assert tried >= 20


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1//me", "/v1/me/"])
def test_nobody_learns_without_a_key_what_lies_under_v1(service, path):
    assert service.client.get(path).status_code == 401


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer x", "bearer vpk_live_short", "\xe9"],
)
def test_whatever_is_not_a_key_is_refused(service, authorization):
    headers = {"Authorization": authorization.encode("latin-1")}
    assert service.client.get("/v1/me", headers=headers).status_code == 401


def test_a_key_nobody_made_is_refused(service):
    headers = {"Authorization": f"Bearer {new_key()}"}
    assert service.client.get("/v1/me", headers=headers).status_code == 401


def test_the_scheme_is_read_in_any_case(service, api):
    headers = {"Authorization": f"bEARER {api.key}"}
    assert service.client.get("/v1/me", headers=headers).status_code == 200


def test_a_revoked_key_is_refused_within_a_second(service, api, monkeypatch):
    key_id = api("GET", "/v1/me").json()["key_id"]
    with service.app.state.store.writing("", "test") as transaction:
        revoke(transaction, key_id)
    monkeypatch.setattr("app.services.key_ring._SECONDS_REMEMBERED", 0)
    monkeypatch.setattr("app.services.key_ring.monotonic", lambda: 10**9)
    assert api("GET", "/v1/me").status_code == 401


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/problems", "/docs"])
def test_health_and_documentation_need_no_key(service, path):
    assert service.client.get(path).status_code == 200


def test_every_answer_has_a_name_by_which_the_log_knows_it(api):
    given = api("GET", "/v1/nothing", headers={"X-Request-Id": "crm-4711"})
    assert given.headers["request-id"] == given.json()["request_id"] == "crm-4711"
    hostile = api("GET", "/v1/nothing", headers={"X-Request-Id": "a b<script>"})
    assert hostile.headers["request-id"].startswith("req_")


def test_nothing_is_kept_by_caches_unless_it_says_so(api):
    answer = api("GET", "/v1/accounts")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_key_never_stands_in_the_log(api, caplog):
    with caplog.at_level(logging.DEBUG):
        api("GET", "/v1/accounts?x=1")
        api("POST", "/v1/accounts", content=b"{", headers={"Content-Type": "application/json"})
    assert api.key not in caplog.text
