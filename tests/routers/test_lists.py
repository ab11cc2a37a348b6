from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from fastapi import Request
from sqlalchemy import event

from app.problems import RefusedError
from app.routers.narrowing import expanded
from app.services.keys import Caller
from tests.routers.test_external_ids import by_id

LISTS = ("accounts", "opportunities", "statements")


def walked(api, url):
    found = []
    while url:
        answer = api("GET", url)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert page["has_more"] == (page["next_url"] is not None)
        if page["next_url"]:
            assert answer.headers["link"] == f'<{page["next_url"]}>; rel="next"'
        found += page["items"]
        url = page["next_url"]
    return found


@pytest.fixture
def deals(api, example):
    """Three accounts of five opportunities; two statements, one of them with two versions."""
    accounts = [api.account(name=name, segment="beta") for name in ("b", "a", "Z")]
    stages = ("won", "lost", "won", "won", "new")
    made = [
        api.opportunity(account_id=accounts[n % 3]["id"], name=f"Deal {n}", stage=stages[n])
        for n in range(5)
    ]
    new = {"opportunity_id": made[0]["id"], "statement": example}
    statements = [api("POST", "/v1/statements", json=new).json() for _ in range(2)]
    for title in ("First", "Second"):
        api("PATCH", f"{statements[0]['draft_url']}?if_match=*", json={"title": title})
        assert api("POST", statements[0]["versions_url"], json={}).status_code == 201
    return {"accounts": accounts, "opportunities": made, "statements": statements}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort=name", ["Z", "a", "b"]),
        ("sort=-name", ["b", "a", "Z"]),
        ("sort=created_at", ["b", "a", "Z"]),
        ("", ["Z", "a", "b"]),
        ("segment=alpha", []),
    ],
)
@pytest.mark.usefixtures("deals")
def test_a_list_is_sorted_as_it_is_asked_for(api, query, names):
    assert [each["name"] for each in walked(api, f"/v1/accounts?limit=2&{query}")] == names


def test_opportunities_are_narrowed_by_account_and_stage(api, deals):
    account_id = deals["accounts"][0]["id"]
    found = walked(api, f"/v1/opportunities?limit=1&stage=won&account_id={account_id}&sort=name")
    assert [each["name"] for each in found] == ["Deal 0", "Deal 3"]
    assert len(walked(api, "/v1/opportunities?stage=won")) == 3
    assert walked(api, "/v1/opportunities?stage=WON") == []


@pytest.mark.usefixtures("deals")
def test_a_thing_is_found_by_what_another_system_calls_it(api, stranger):
    account = api("PUT", by_id("accounts", "a/b c"), json={"name": "Called"}).json()
    query = "crm_system=salesforce&external_id=a%2Fb%20c"
    assert walked(api, f"/v1/accounts?{query}") == [account]
    assert walked(stranger, f"/v1/accounts?{query}") == []
    assert walked(api, f"/v1/accounts?{query}&segment=beta") == []
    for half in ("crm_system=salesforce", "external_id=1", "crm_system=A&external_id=1"):
        answer = api("GET", f"/v1/accounts?{half}")
        assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")


def test_what_changed_since_a_moment_comes_with_the_oldest_change_first(api, deals):
    moment = api("GET", deals["accounts"][2]["url"]).json()["updated_at"]
    for account in (deals["accounts"][1], deals["accounts"][0]):
        api("PATCH", account["url"], json={"industry": "Retail"})
    changed = walked(api, f"/v1/accounts?limit=1&updated_after={quote(moment)}")
    assert [each["name"] for each in changed] == ["a", "b"]
    newest = walked(api, f"/v1/accounts?sort=-updated_at&updated_after={quote(moment)}")
    assert [each["name"] for each in newest] == ["b", "a"]


@pytest.mark.parametrize(
    "query",
    [
        "updated_after=2026-01-01T00:00:00Z&sort=name",
        "updated_after=2026-01-01T00:00:00",
        "updated_after=9999-12-31T23:59:59-23:59",
        "updated_after=0001-01-01T00:00:00%2B23:00",
        "updated_after=yesterday",
        "sort=industry",
        "sort=--name",
        "sort=workspace_id",
        "segment=gamma",
        "crm_system=sf&external_id=%00",
    ],
)
def test_a_list_nobody_can_make_is_refused(api, query):
    answer = api("GET", f"/v1/accounts?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")


@pytest.mark.parametrize("stage", ["%00", "%1b", "", "x" * 101, "%C2%85"])
def test_a_stage_nobody_could_have_set_is_refused(api, stage):
    answer = api("GET", f"/v1/opportunities?stage={stage}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")


@pytest.mark.parametrize(
    "more", ["sort=name", "segment=beta", "updated_after=2020-01-01T00:00:00Z"]
)
@pytest.mark.usefixtures("deals")
def test_a_cursor_goes_on_with_its_own_list_only(api, more):
    cursor = api("GET", "/v1/accounts?limit=1").json()["next_cursor"]
    answer = api("GET", f"/v1/accounts?{more}&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")
    assert api("GET", f"/v1/accounts?limit=7&cursor={cursor}").status_code == 200
    assert api("GET", f"/v1/opportunities?cursor={cursor}").status_code == 400


@pytest.mark.usefixtures("deals")
def test_a_cursor_that_was_tampered_with_is_refused_bit_by_bit(api):
    cursor = api("GET", "/v1/accounts?limit=1").json()["next_cursor"]
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for place in range(0, len(raw), 3):
        changed = bytearray(raw)
        changed[place] ^= 1
        tampered = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        answer = api("GET", f"/v1/accounts?cursor={tampered}")
        assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")


def test_a_cursor_is_long_enough_for_the_longest_name(api):
    for letter in ("🙂", '"', "\\"):
        for _ in range(2):
            api.account(name=letter * 200)
    found = walked(api, "/v1/accounts?limit=1&sort=name")
    assert len({each["id"] for each in found}) == len(found) == 6


def test_statements_are_shown_with_what_is_around_them(api, deals):
    bare = api("GET", "/v1/statements").json()["items"]
    assert all(each["account"] is each["latest_version"] is None for each in bare)
    url = "/v1/statements?sort=created_at&expand=account,opportunity,latest_version"
    first, second = walked(api, url)
    assert first["opportunity"]["id"] == first["opportunity_id"] == deals["opportunities"][0]["id"]
    assert first["account"]["name"] == second["account"]["name"] == "b"
    assert first["latest_version"]["version_number"] == first["latest_version_number"] == 2
    assert first["latest_version"]["title"] == "Second"
    assert second["latest_version"] is None
    one = api("GET", f"{first['url']}?expand=latest_version").json()
    assert (one["latest_version"], one["account"]) == (first["latest_version"], None)


@pytest.mark.usefixtures("deals")
def test_opportunities_are_shown_with_their_accounts_in_as_many_queries_as_one(api, service):
    counted = []
    engine = service.app.state.store._reader  # noqa: SLF001 - what is counted lies there

    def count(*_):
        counted.append(1)

    event.listen(engine, "before_cursor_execute", count)
    try:
        for limit in (1, 5):
            counted.append(0)
            page = api("GET", f"/v1/opportunities?expand=account&limit={limit}").json()
            assert all(each["account"]["id"] == each["account_id"] for each in page["items"])
    finally:
        event.remove(engine, "before_cursor_execute", count)
    first, second = "".join(map(str, counted)).split("0")[1:]
    assert 2 <= len(second) <= len(first)


@pytest.mark.parametrize("expand", ["opportunities", "account,", "account,,", "Account", "*"])
def test_nothing_else_is_shown_with_an_item(api, expand):
    answer = api("GET", f"/v1/opportunities?expand={expand}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
    assert "account" in answer.json()["detail"]


@pytest.mark.parametrize("path", [f"/v1/{each}" for each in LISTS])
def test_a_mistyped_filter_is_refused(api, path):
    answer = api("GET", f"{path}?acount_id=1")
    assert (answer.status_code, answer.json()["code"]) == (400, "UNKNOWN_PARAMETER")


def test_what_is_shown_with_an_item_needs_its_own_scope():
    caller = Caller("key_1", "wsp_1", "rep", scopes=frozenset({"opportunities.read"}))
    request = Request({"type": "http", "state": {"caller": caller}})
    with pytest.raises(RefusedError, match=r"accounts\.read") as refused:
        expanded(request, "account", {"account": "accounts.read"})
    assert refused.value.kind.code == "MISSING_SCOPE"
    assert expanded(request, None, {"account": "accounts.read"}) == frozenset()
