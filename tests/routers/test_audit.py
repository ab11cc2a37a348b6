from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest


def _events(api, **filters):
    answer = api("GET", "/v1/audit-events", params=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_a_change_is_told_with_who_from_where_and_why(api):
    account = api.account()
    headers = {
        "If-Match": account["etag"],
        "X-Request-Id": "req-7",
        "X-Client": "Sales cockpit",
        "X-Change-Reason": "The merger",
        "User-Agent": "cockpit/7",
    }
    patch = {"name": "Company B"}
    api("PATCH", f"/v1/accounts/{account['id']}", json=patch, headers=headers)
    event = _events(api)[0]
    assert (event["action"], event["resource_id"]) == ("account.changed", account["id"])
    assert (event["before"], event["after"]) == ({"name": "Company A"}, {"name": "Company B"})
    assert (event["actor_name"], event["client"]) == ("rep", "Sales cockpit")
    assert (event["request_id"], event["user_agent"]) == ("req-7", "cockpit/7")
    assert event["reason"] == "The merger"
    assert event["actor_key_id"] == api("GET", "/v1/me").json()["key_id"]


def test_events_are_listed_newest_first_in_pages_without_a_gap(api, example):
    api.statement(example)
    found, asked = [], "/v1/audit-events?limit=2"
    while asked:
        page = api("GET", asked).json()
        found += page["items"]
        asked = page["next_url"]
    numbers = [event["sequence_number"] for event in found]
    assert numbers == list(range(len(numbers), 0, -1))
    assert [event["action"] for event in found] == [
        "statement.created",
        "opportunity.created",
        "account.created",
        "key.created",
        "workspace.created",
    ]


def test_events_are_filtered(api):
    first, second = api.account(), api.account()
    assert len(_events(api, action="account.created")) == 2
    assert [each["resource_id"] for each in _events(api, resource_id=first["id"])] == [first["id"]]
    assert len(_events(api, resource_kind="account")) == 2
    assert len(_events(api, actor_key_id=api("GET", "/v1/me").json()["key_id"])) == 2
    newest = _events(api, resource_id=second["id"])[0]["recorded_at"]
    assert len(_events(api, since=newest)) == 1
    assert len(_events(api, until=newest, resource_kind="account")) == 1
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert _events(api, since=tomorrow.isoformat()) == []


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2026-11-25T10:00:00",
        "since=0001-01-01T00:00:00%2B23:00",
        "until=9999-12-31T23:59:59-23:00",
        "resource_id=%00",
        "action=DROP%20TABLE",
        "resource_kind=%F0%9F%98%80",
        "who=me",
    ],
)
def test_hostile_filters_are_refused(api, query):
    assert api("GET", f"/v1/audit-events?{query}").status_code == 400


def test_nobody_sees_another_workspaces_events(api, stranger):
    account = api.account()
    assert _events(stranger, resource_id=account["id"]) == []


def test_a_replayed_request_is_one_event(api):
    headers = {"Idempotency-Key": "once"}
    for _ in range(3):
        api("POST", "/v1/accounts", json={"name": "Company A"}, headers=headers)
    assert len(_events(api, action="account.created")) == 1


def test_what_was_refused_is_no_event(api):
    account = api.account()
    api("PATCH", f"/v1/accounts/{account['id']}", json={"segment": "gamma"})
    assert _events(api, action="account.changed") == []


def test_a_printed_version_is_told(api, example):
    statement = api.statement(example)
    version = api("POST", f"/v1/statements/{statement['id']}/versions", json={}).json()
    assert api("GET", f"{version['url']}/document.pdf?variant=summary").status_code == 200
    event = _events(api, action="document.printed")[0]
    assert (event["resource_kind"], event["resource_id"]) == ("version", version["id"])
    assert event["after"]["variant"] == "summary"


def test_a_printed_draft_is_told(api, example):
    statement = api.statement(example)
    draft = f"/v1/statements/{statement['id']}/draft"
    assert api("GET", f"{draft}/document.pdf").status_code == 200
    event = _events(api, action="document.printed")[0]
    assert (event["resource_kind"], event["resource_id"]) == ("statement", statement["id"])


def test_a_document_goes_out_although_the_store_is_read_only(api, example, shared_place):
    if shared_place.kind == "postgresql":
        pytest.skip("SQLite's way of being read-only; the desk does not know the difference.")
    store = api.service.app.state.store
    statement = api.statement(example)
    _pragma(store, "query_only=ON")
    try:
        refused = api("POST", "/v1/accounts", json={"name": "Company A"})
        printed = api("GET", f"/v1/statements/{statement['id']}/draft/document.pdf")
    finally:
        _pragma(store, "query_only=OFF")
    assert (refused.status_code, printed.status_code) == (503, 200)
    assert _events(api, action="document.printed") == []


def _pragma(store, setting):
    connection = store.engine.raw_connection()
    connection.cursor().execute(f"PRAGMA {setting}")
    connection.close()
