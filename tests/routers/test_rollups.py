from __future__ import annotations

import pytest


def _statement(api, example, opportunity_id, *, currency_code="GBP", freeze=True):
    model = {**example, "currency_code": currency_code}
    text = {"opportunity_id": opportunity_id, "statement": model}
    answer = api("POST", "/v1/statements", json=text)
    assert answer.status_code == 201, answer.text
    statement = answer.json()
    if freeze:
        assert api("POST", statement["versions_url"], json={}).status_code == 201
    return statement


@pytest.fixture
def portfolio(api, example):
    """An alpha account with two deals, and one without a segment with one."""
    alpha, other = api.account(name="A", segment="alpha"), api.account(name="B")
    deals = [api.opportunity(account_id=each["id"]) for each in (alpha, alpha, other)]
    first, second, third = (deal["id"] for deal in deals)
    _statement(api, example, first)
    _statement(api, example, first, freeze=False)
    _statement(api, example, second, currency_code="EUR")
    _statement(api, example, second)
    _statement(api, example, third)
    return {"alpha": alpha, "other": other, "deals": deals}


def _totals(row):
    return {total["currency_code"]: total["value"] for total in row["totals"]}


def test_value_is_added_up_by_account_and_never_over_currencies(api, portfolio):
    page = api("GET", "/v1/rollups/value?by=account").json()
    rows = {row["account_id"]: row for row in page["items"]}
    row = rows[portfolio["alpha"]["id"]]
    assert _totals(row) == {"EUR": "2000016.00", "GBP": "4000032.00"}
    assert (row["accounts"], row["opportunities"], row["statements"]) == (1, 2, 4)
    pounds = row["totals"][1]
    assert (pounds["total_benefits"], pounds["total_investment"]) == ("10000032.00", "6000000.00")
    assert pounds["statements"] == 2
    assert _totals(rows[portfolio["other"]["id"]]) == {"GBP": "2000016.00"}


def test_value_is_added_up_by_segment(api, portfolio):
    rows = api("GET", "/v1/rollups/value?by=segment").json()["items"]
    assert [row["segment"] for row in rows] == ["alpha", "beta", "delta", None]
    assert _totals(rows[0]) == {"EUR": "2000016.00", "GBP": "4000032.00"}
    assert _totals(rows[1]) == {}
    assert (rows[3]["accounts"], rows[3]["opportunities"]) == (1, 1)
    assert portfolio["other"]["segment"] is None


def test_accounts_are_rolled_up_page_by_page(api, portfolio):
    seen, url = [], "/v1/rollups/value?by=account&limit=1"
    while url:
        page = api("GET", url).json()
        seen += [row["account_id"] for row in page["items"]]
        url = page["next_url"]
    assert seen == [portfolio["other"]["id"], portfolio["alpha"]["id"]]


def test_an_accounts_value_is_told_deal_by_deal_and_as_a_whole(api, portfolio):
    url = f"{portfolio['alpha']['url']}/value"
    found = api("GET", f"{url}?limit=1").json()
    assert _totals(found["whole"]) == {"EUR": "2000016.00", "GBP": "4000032.00"}
    assert found["items"][0]["opportunity_id"] == portfolio["deals"][1]["id"]
    rest = api("GET", found["next_url"]).json()["items"]
    assert [each["opportunity_id"] for each in rest] == [portfolio["deals"][0]["id"]]
    frozen, unfrozen = rest[0]["statements"]
    assert (frozen["version_number"], frozen["value"]) == (1, "2000016.00")
    assert (unfrozen["version_number"], unfrozen["value"]) == (None, None)
    assert _totals(rest[0]) == {"GBP": "2000016.00"}


def test_the_newest_version_counts_and_the_draft_does_not(api, example):
    deal = api.opportunity()
    statement = _statement(api, example, deal["id"])
    url = f"/v1/accounts/{deal['account_id']}/value"
    tag = {"If-Match": "*"}
    draft = api("GET", statement["draft_url"]).json()["statement"]
    users = [
        {**each, "value": "0"} if each["key"] == "users" else each for each in draft["assumptions"]
    ]
    api("PATCH", statement["draft_url"], json={"assumptions": users}, headers=tag)
    assert _totals(api("GET", url).json()["whole"]) == {"GBP": "2000016.00"}
    assert api("POST", statement["versions_url"], json={}).status_code == 201
    assert _totals(api("GET", url).json()["whole"]) == {"GBP": "-3000000.00"}


def test_what_is_archived_does_not_count(api, portfolio):
    api("POST", f"{portfolio['deals'][1]['url']}/archive")
    row = api("GET", f"{portfolio['alpha']['url']}/value").json()["whole"]
    assert (_totals(row), row["opportunities"]) == ({"GBP": "2000016.00"}, 1)
    api("POST", f"{portfolio['alpha']['url']}/archive")
    rows = api("GET", "/v1/rollups/value?by=account").json()["items"]
    assert [each["account_id"] for each in rows] == [portfolio["other"]["id"]]
    by_segment = api("GET", "/v1/rollups/value?by=segment").json()["items"]
    assert (by_segment[0]["accounts"], by_segment[0]["totals"]) == (0, [])


def test_a_stranger_has_no_part_in_it(stranger, portfolio):
    assert stranger("GET", "/v1/rollups/value").json()["items"] == []
    rows = stranger("GET", "/v1/rollups/value?by=segment").json()["items"]
    assert all(row["totals"] == [] and row["accounts"] == 0 for row in rows)
    assert stranger("GET", f"{portfolio['alpha']['url']}/value").status_code == 404
