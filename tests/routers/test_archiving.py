from __future__ import annotations

import pytest


@pytest.fixture
def deal(api, example):
    """The example's statement with what it lies within."""
    statement = api.statement(example)
    opportunity = api("GET", f"/v1/opportunities/{statement['opportunity_id']}").json()
    account = api("GET", f"/v1/accounts/{opportunity['account_id']}").json()
    return {"account": account, "opportunity": opportunity, "statement": statement}


def _shown(api, path):
    return {item["id"] for item in api("GET", path).json()["items"]}


@pytest.mark.parametrize("kind", ["account", "opportunity", "statement"])
def test_what_is_archived_leaves_the_lists_and_stays_readable(api, deal, kind):
    thing = deal[kind]
    answer = api("POST", f"{thing['url']}/archive")
    assert answer.status_code == 200, answer.text
    since = answer.json()["archived_at"]
    assert since is not None
    assert api("GET", thing["url"]).json()["archived_at"] == since
    path = thing["url"].rpartition("/")[0]
    assert thing["id"] not in _shown(api, path)
    assert thing["id"] in _shown(api, f"{path}?archived=only")
    assert thing["id"] in _shown(api, f"{path}?archived=include")
    assert api("POST", f"{thing['url']}/archive").json()["archived_at"] == since
    assert api("POST", f"{thing['url']}/restore").json()["archived_at"] is None
    assert api("POST", f"{thing['url']}/restore").json()["archived_at"] is None
    assert thing["id"] in _shown(api, path)
    assert thing["id"] not in _shown(api, f"{path}?archived=only")


def test_nothing_within_an_archived_account_is_changed(api, deal, example):
    account, opportunity, statement = deal["account"], deal["opportunity"], deal["statement"]
    api("POST", statement["versions_url"], json={})
    api("POST", f"{account['url']}/archive")
    tag = {"If-Match": "*"}
    accepted = {"accepted_by": "Dana Field", "accepted_on": "2027-01-15"}
    new_deal = {"account_id": account["id"], "name": "Another"}
    new_statement = {"opportunity_id": opportunity["id"], "statement": example}
    for method, path, body in (
        ("PATCH", account["url"], {"name": "B"}),
        ("PATCH", opportunity["url"], {"name": "B"}),
        ("PUT", statement["draft_url"], {**example, "title": "Another"}),
        ("PATCH", statement["draft_url"], {"title": "Another"}),
        ("POST", statement["versions_url"], {}),
        ("POST", f"{statement['versions_url']}/1/acceptance", accepted),
        ("POST", "/v1/opportunities", new_deal),
        ("POST", "/v1/statements", new_statement),
    ):
        answer = api(method, path, json=body, headers=tag)
        assert (answer.status_code, answer.json()["code"]) == (409, "ARCHIVED"), (method, path)
        assert f"POST /v1/accounts/{account['id']}/restore" in answer.json()["detail"]
    for thing in (opportunity, statement):
        answer = api("POST", f"{thing['url']}/restore")
        assert (answer.status_code, answer.json()["code"]) == (409, "ARCHIVED")
    api("POST", f"{account['url']}/restore")
    assert api("PATCH", statement["draft_url"], json={"title": "B"}, headers=tag).status_code == 200


def test_what_was_archived_before_its_account_stays_archived(api, deal, example):
    statement, account = deal["statement"], deal["account"]
    new = {"opportunity_id": deal["opportunity"]["id"], "statement": example}
    other = api("POST", "/v1/statements", json=new).json()
    api("POST", f"{statement['url']}/archive")
    api("POST", f"{account['url']}/archive")
    assert api("GET", other["url"]).json()["archived_at"] is not None
    api("POST", f"{account['url']}/restore")
    assert api("GET", other["url"]).json()["archived_at"] is None
    assert api("GET", deal["opportunity"]["url"]).json()["archived_at"] is None
    assert api("GET", statement["url"]).json()["archived_at"] is not None


def test_nothing_moves_into_an_archived_account(api, deal):
    shut = api.account(name="Shut")
    api("POST", f"{shut['url']}/archive")
    moved = api("PATCH", deal["opportunity"]["url"], json={"account_id": shut["id"]})
    assert (moved.status_code, moved.json()["code"]) == (409, "ARCHIVED")
    assert shut["id"] in moved.json()["detail"]


def test_another_system_changes_nothing_that_is_archived(api):
    path = "/v1/accounts/by-external-id/salesforce/001"
    account = api("PUT", path, json={"name": "A"}).json()
    api("POST", f"{account['url']}/archive")
    again = api("PUT", path, json={"name": "B"})
    assert (again.status_code, again.json()["code"]) == (409, "ARCHIVED")
    assert api("GET", path).json()["name"] == "A"


def test_the_audit_has_each_thing_that_was_archived(api, deal):
    api("POST", f"{deal['account']['url']}/archive")
    api("POST", f"{deal['account']['url']}/archive")
    for kind, thing in deal.items():
        told = api("GET", f"/v1/audit-events?resource_id={thing['id']}&action={kind}.archived")
        assert len(told.json()["items"]) == 1, told.text


@pytest.mark.parametrize("given", ["yes", "ONLY", ""])
def test_another_word_for_archived_is_refused(api, given):
    answer = api("GET", f"/v1/accounts?archived={given}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
