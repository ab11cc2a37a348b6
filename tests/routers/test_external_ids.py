from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

ODD_IDS = [
    "0017000000XyZ12AAF",
    "with space",
    " leading and trailing ",
    "a/b//c/",
    "%2F",
    "100%",
    "株式会社 é 🙂",
    "Acme.inc",
    "report.pdf",
    "versions/1",
    "draft",
    "a?b#c&d=e+f",
    "..",
    "'; DROP TABLE account; --",
    "x" * 255,
    "🙂" * 255,
]


def by_id(kind, external_id, system="salesforce"):
    return f"/v1/{kind}/by-external-id/{system}/{quote(external_id, safe='')}"


def test_an_upsert_creates_once_and_changes_from_then_on(api):
    path = by_id("accounts", "0017")
    created = api("PUT", path, json={"name": "Company A", "industry": "Retail"})
    assert created.status_code == 201
    account = created.json()
    assert created.headers["location"] == account["url"]
    assert account["external_ids"] == [{"crm_system": "salesforce", "external_id": "0017"}]
    changed = api("PUT", path, json={"name": "Company B"})
    assert changed.status_code == 200
    assert changed.json()["id"] == account["id"]
    assert changed.json()["name"] == "Company B"
    assert changed.json()["industry"] == "Retail"
    assert api("GET", path).json() == api("GET", account["url"]).json() == changed.json()
    assert api("GET", "/v1/accounts").json()["items"] == [changed.json()]


def test_a_null_clears_what_is_left_out_stays(api):
    path = by_id("accounts", "0017")
    api("PUT", path, json={"name": "A", "industry": "Retail", "segment": "beta"})
    cleared = api("PUT", path, json={"name": "A", "industry": None}).json()
    assert (cleared["industry"], cleared["segment"]) == (None, "beta")


def test_an_upsert_that_changes_nothing_leaves_the_tag_as_it_is(api, example):
    account = {"name": "Company A", "segment": "beta"}
    first = api("PUT", by_id("accounts", "1"), json=account).json()
    assert api("PUT", by_id("accounts", "1"), json=account).json() == first
    deal = {"name": "A deal", "account_id": first["id"], "amount": "10.50"}
    first = api("PUT", by_id("opportunities", "1"), json=deal).json()
    assert api("PUT", by_id("opportunities", "1"), json=deal).json() == first
    new = {"opportunity_id": first["id"], "statement": example}
    first = api("PUT", by_id("statements", "1"), json=new).json()
    assert api("PUT", by_id("statements", "1"), json=new).json() == first


@pytest.mark.parametrize("external_id", ODD_IDS)
def test_an_external_id_may_hold_whatever_another_system_puts_into_it(api, external_id):
    path = by_id("accounts", external_id)
    if external_id == "..":
        path = "/v1/accounts/by-external-id/salesforce/%2E%2E"
    created = api("PUT", path, json={"name": "A"})
    assert created.status_code == 201, created.text
    assert created.json()["external_ids"][0]["external_id"] == external_id
    assert api("GET", path).json()["id"] == created.json()["id"]
    assert api("PUT", path, json={"name": "A"}).status_code == 200


def test_a_statement_called_like_the_address_of_a_version_is_itself(api, example):
    new = {"opportunity_id": api.opportunity()["id"], "statement": example}
    path = "/v1/statements/by-external-id/versions/1"
    created = api("PUT", path, json=new)
    assert created.status_code == 201
    assert api("GET", path).json()["id"] == created.json()["id"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("Salesforce/1", "crm_system"),
        ("sales%20force/1", "crm_system"),
        ("-/1", "crm_system"),
        ("x" * 51 + "/1", "crm_system"),
        ("salesforce/", "external_id"),
        ("salesforce/" + "x" * 256, "external_id"),
        ("salesforce/%FF%FE", "external_id"),
        ("salesforce/%C2%85", "external_id"),
    ],
)
def test_an_external_id_that_cannot_be_one_is_refused(api, path, parameter):
    answer = api("PUT", f"/v1/accounts/by-external-id/{path}", json={"name": "A"})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
    assert answer.json()["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize("external_id", ["1", "a/b/c"])
def test_an_address_by_external_id_names_all_its_methods(api, external_id):
    answer = api("POST", by_id("accounts", external_id), json={"name": "A"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, PUT")


def test_update_only_creates_nothing(api):
    path = by_id("accounts", "0017")
    answer = api("PUT", f"{path}?update_only=true", json={"name": "A"})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert api("GET", path).status_code == 404
    api("PUT", path, json={"name": "A"})
    assert api("PUT", f"{path}?update_only=true", json={"name": "B"}).json()["name"] == "B"


def test_an_opportunity_finds_its_account_by_either_id(api):
    account = api("PUT", by_id("accounts", "0017"), json={"name": "Company A"}).json()
    other = api.account()
    deal = {
        "name": "A deal",
        "amount": "99999999999999999.99",
        "account_external_id": {"crm_system": "salesforce", "external_id": "0017"},
    }
    created = api("PUT", by_id("opportunities", "0067"), json=deal)
    assert created.status_code == 201, created.text
    assert created.json()["account_id"] == account["id"]
    moved = {"name": "A deal", "account_id": other["id"]}
    answer = api("PUT", by_id("opportunities", "0067"), json=moved).json()
    assert (answer["account_id"], answer["amount"]) == (other["id"], deal["amount"])


@pytest.mark.parametrize(
    "naming",
    [
        {},
        {
            "account_id": "acc_" + "0" * 26,
            "account_external_id": {"crm_system": "sf", "external_id": "1"},
        },
    ],
)
def test_an_opportunity_names_its_account_exactly_once(api, naming):
    answer = api("PUT", by_id("opportunities", "1"), json={"name": "A", **naming})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert "exactly one" in answer.json()["errors"][0]["detail"]


def test_an_account_nobody_knows_keeps_its_opportunity_from_being_made(api, stranger):
    theirs = stranger("PUT", by_id("accounts", "0017"), json={"name": "A"}).json()["id"]
    unknown = {"crm_system": "salesforce", "external_id": "0017"}
    for naming in ({"account_id": theirs}, {"account_external_id": unknown}):
        answer = api("PUT", by_id("opportunities", "1"), json={"name": "A", **naming})
        assert answer.status_code == 404
    assert api("GET", by_id("opportunities", "1")).status_code == 404


def test_a_statement_is_refreshed_by_its_master_and_versions_stay(api, example):
    api("PUT", by_id("accounts", "a"), json={"name": "Company A"})
    named = {"account_external_id": {"crm_system": "salesforce", "external_id": "a"}}
    api("PUT", by_id("opportunities", "o"), json={"name": "A deal", **named})
    deal = {"opportunity_external_id": {"crm_system": "salesforce", "external_id": "o"}}
    path = by_id("statements", "s")
    created = api("PUT", path, json={**deal, "statement": example})
    assert created.status_code == 201, created.text
    statement = created.json()
    version = api("POST", statement["versions_url"], json={}).json()
    example["title"] = "Refreshed"
    refreshed = api("PUT", path, json={**deal, "statement": example})
    assert (refreshed.status_code, refreshed.json()["title"]) == (200, "Refreshed")
    assert refreshed.json()["etag"] != statement["etag"]
    assert api("GET", statement["draft_url"]).json()["etag"] == refreshed.json()["etag"]
    assert api("GET", version["url"]).json()["title"] == version["title"]


def test_a_statement_moves_with_its_deal_but_never_to_another_workspace(api, stranger, example):
    here, there = api.opportunity()["id"], api.opportunity()["id"]
    path = by_id("statements", "s")
    api("PUT", path, json={"opportunity_id": here, "statement": example})
    moved = api("PUT", path, json={"opportunity_id": there, "statement": example})
    assert moved.json()["opportunity_id"] == there
    theirs = stranger.opportunity()["id"]
    answer = api("PUT", path, json={"opportunity_id": theirs, "statement": example})
    assert answer.status_code == 404
    assert api("GET", path).json()["opportunity_id"] == there


@pytest.mark.parametrize("kind", ["accounts", "statements"])
def test_a_precondition_is_honoured_where_one_is_sent(api, example, kind):
    body = {"name": "A"}
    if kind == "statements":
        body = {"opportunity_id": api.opportunity()["id"], "statement": example}
    path = by_id(kind, "1")
    none_there = api("PUT", path, json=body, headers={"If-Match": "*"})
    assert none_there.status_code == 404
    etag = api("PUT", path, json=body).json()["etag"]
    stale = api("PUT", path, json=body, headers={"If-Match": '"stale"'})
    assert (stale.status_code, stale.json()["etag"]) == (412, etag)
    assert api("PUT", f"{path}?if_match={quote(etag)}", json=body).status_code == 200


def test_a_second_system_may_know_a_thing_too(api):
    account = api("PUT", by_id("accounts", "0017"), json={"name": "A"}).json()
    address = f"{account['url']}/external-ids/hubspot/42%2F7"
    for _ in range(2):
        added = api("PUT", address)
        assert added.status_code == 200, added.text
        assert added.json()["etag"] == account["etag"]
        assert added.json()["external_ids"] == [
            {"crm_system": "salesforce", "external_id": "0017"},
            {"crm_system": "hubspot", "external_id": "42/7"},
        ]
    again = api("PUT", by_id("accounts", "42/7", "hubspot"), json={"name": "B"})
    assert (again.status_code, again.json()["id"]) == (200, account["id"])
    removed = api("DELETE", f"{account['url']}/external-ids/salesforce/0017")
    assert [each["crm_system"] for each in removed.json()["external_ids"]] == ["hubspot"]
    assert api("GET", by_id("accounts", "0017")).status_code == 404
    assert api("DELETE", f"{account['url']}/external-ids/salesforce/0017").status_code == 404


def test_an_external_id_names_one_thing_and_says_which(api, stranger):
    first = api("PUT", by_id("accounts", "0017"), json={"name": "A"}).json()
    second = api.account()
    answer = api("PUT", f"{second['url']}/external-ids/salesforce/0017")
    assert (answer.status_code, answer.json()["code"]) == (409, "EXTERNAL_ID_TAKEN")
    assert first["id"] in answer.json()["detail"]
    theirs = stranger("PUT", by_id("accounts", "0017"), json={"name": "A"})
    assert theirs.status_code == 201
    deal = api.opportunity()
    assert api("PUT", f"{deal['url']}/external-ids/salesforce/0017").status_code == 200


def test_a_thing_has_no_more_than_twenty_external_ids(api):
    account = api.account()
    for number in range(20):
        assert api("PUT", f"{account['url']}/external-ids/crm/{number}").status_code == 200
    answer = api("PUT", f"{account['url']}/external-ids/crm/20")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "TOO_MANY_EXTERNAL_IDS"


@pytest.mark.parametrize("kind", ["accounts", "opportunities", "statements"])
def test_many_equal_upserts_at_once_make_one_thing(api, example, kind):
    body = {
        "accounts": {"name": "A"},
        "opportunities": {"name": "A", "account_id": api.account()["id"]},
        "statements": {"opportunity_id": api.opportunity()["id"], "statement": example},
    }[kind]
    with ThreadPoolExecutor(32) as threads:
        answers = list(
            threads.map(lambda _: api("PUT", by_id(kind, "one/7"), json=body), range(32))
        )
    assert sorted(answer.status_code for answer in answers) == [200] * 31 + [201]
    assert len({(answer.json()["id"], answer.json()["etag"]) for answer in answers}) == 1
    found = [each for each in api("GET", f"/v1/{kind}").json()["items"] if each["external_ids"]]
    assert len(found) == 1


def test_a_stranger_finds_nothing_by_ones_external_ids(api, stranger):
    account = api("PUT", by_id("accounts", "0017"), json={"name": "A"}).json()
    assert stranger("GET", by_id("accounts", "0017")).status_code == 404
    for method in ("PUT", "DELETE"):
        answer = stranger(method, f"{account['url']}/external-ids/salesforce/0017")
        assert answer.status_code == 404


@given(
    external_id=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=255
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_can_be_printed_names_one_account_and_comes_back_as_it_was(api, external_id):
    assume(not {"\ufffe", "\uffff"} & set(external_id))
    path = by_id("accounts", external_id).replace(".", "%2E")
    first, second = (api("PUT", path, json={"name": "A"}) for _ in range(2))
    assert second.status_code == 200, second.text
    named = {"crm_system": "salesforce", "external_id": external_id}
    assert first.json()["external_ids"] == [named]
    query = urlencode(named)
    assert api("GET", f"/v1/accounts?{query}").json()["items"] == [second.json()]
