from __future__ import annotations

import pytest


def test_an_account_is_created_read_and_changed(api):
    created = api(
        "POST", "/v1/accounts", json={"name": " Company A ", "segment": "beta", "language": "de-DE"}
    )
    assert created.status_code == 201
    account = created.json()
    assert account["name"] == "Company A"
    assert created.headers["location"] == account["url"]
    assert created.headers["etag"] == account["etag"]
    read = api("GET", account["url"])
    assert read.json() == account
    changed = api("PATCH", account["url"], json={"industry": "Retail", "segment": None})
    assert changed.status_code == 200
    assert changed.json()["industry"] == "Retail"
    assert changed.json()["segment"] is None
    assert changed.json()["name"] == "Company A"
    assert changed.json()["etag"] != account["etag"]


def test_a_change_based_on_an_old_account_is_refused_where_it_says_so(api):
    account = api.account()
    api("PATCH", account["url"], json={"industry": "Retail"})
    stale = api("PATCH", account["url"], json={"name": "B"}, headers={"If-Match": account["etag"]})
    assert (stale.status_code, stale.json()["code"]) == (412, "STALE")
    now = api("GET", account["url"]).json()
    assert now["name"] == "Company A"
    assert stale.json()["etag"] == now["etag"] == stale.headers["etag"]


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"segment": "gamma"}, "#/segment"),
        ({"name": None}, "#/name"),
        ({"id": "acc_x"}, "#/id"),
        ({"currency_code": "EURO"}, "#/currency_code"),
        ({"workspace_id": "wsp_x"}, "#/workspace_id"),
    ],
)
def test_a_change_that_would_not_be_valid_is_refused_with_its_place(api, patch, pointer):
    answer = api("PATCH", api.account()["url"], json=patch)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_an_opportunity_keeps_its_amount_to_the_last_digit(api):
    deal = api.opportunity(
        amount="99999999999999999.99", currency_code="GBP", close_date="2027-03-31"
    )
    read = api("GET", deal["url"]).json()
    assert read["amount"] == "99999999999999999.99"
    assert read["close_date"] == "2027-03-31"
    changed = api("PATCH", deal["url"], json={"stage": "won"}).json()
    assert (changed["stage"], changed["amount"]) == ("won", "99999999999999999.99")


def test_an_opportunity_needs_an_account_of_ones_own(api, stranger):
    theirs = stranger.account()["id"]
    for account_id in (theirs, "acc_" + "0" * 26):
        answer = api("POST", "/v1/opportunities", json={"account_id": account_id, "name": "A"})
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    mine = api.opportunity()
    moved = api("PATCH", mine["url"], json={"account_id": theirs})
    assert moved.status_code == 404
    assert api("GET", mine["url"]).json()["account_id"] == mine["account_id"]


def test_lists_are_newest_first_and_go_on_with_a_cursor_or_a_url(api):
    made = [api.account(name=f"Company {number}")["name"] for number in range(5)]
    seen, url = [], "/v1/accounts?limit=2"
    while url:
        answer = api("GET", url)
        page = answer.json()
        seen += [account["name"] for account in page["items"]]
        assert page["has_more"] == (page["next_url"] is not None)
        if page["next_url"]:
            assert answer.headers["link"] == f'<{page["next_url"]}>; rel="next"'
        url = page["next_url"]
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen)) == 5


def test_a_list_is_filtered_and_its_cursor_bound_to_the_filter(api):
    account_id = api.account()["id"]
    for _ in range(3):
        api.opportunity(account_id=account_id)
    api.opportunity()
    page = api("GET", f"/v1/opportunities?account_id={account_id}&limit=2").json()
    assert {deal["account_id"] for deal in page["items"]} == {account_id}
    rest = api("GET", page["next_url"]).json()
    assert len(rest["items"]) == 1
    elsewhere = api("GET", f"/v1/opportunities?cursor={page['next_cursor']}")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (400, "INVALID_CURSOR")


@pytest.mark.parametrize("cursor", ["x", "%00", "W10", "bnVsbA", "🙂", "eyJhIjoxfQ", "/" * 300])
def test_a_cursor_nobody_gave_is_refused(api, cursor):
    answer = api("GET", "/v1/accounts", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")


def test_a_limit_beyond_the_largest_page_is_brought_down_to_it(api):
    assert api("GET", "/v1/accounts?limit=100000").status_code == 200


@pytest.mark.parametrize("query", ["limit=0", "limit=ten", "limit=-1", "account_id=17"])
def test_a_parameter_that_cannot_be_read_is_named(api, query):
    answer = api("GET", f"/v1/opportunities?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
    assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "path", ["/v1/accounts", "/v1/me", "/health/live", "/v1/accounts/acc_1", "/problems"]
)
def test_a_query_parameter_nobody_knows_is_refused(api, path):
    answer = api("GET", f"{path}?segmnt=alpha")
    assert (answer.status_code, answer.json()["code"]) == (400, "UNKNOWN_PARAMETER")
    assert "segmnt" in answer.json()["detail"]


def test_a_key_says_who_it_is(api):
    me = api("GET", "/v1/me").json()
    assert me["name"] == "rep"
    assert me["workspace_id"].startswith("wsp_")
