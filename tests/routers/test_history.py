from __future__ import annotations

import pytest

from app.services import acceptance
from app.store.records import Author

ACCEPTED = {"accepted_by": "Dana Field, CFO", "accepted_on": "2027-01-15"}


@pytest.fixture
def deal(api, example):
    """A statement with three versions, each with fewer users than the one before."""
    statement = api.statement(example)
    for users in ("104167", "90000", "70000"):
        _set_users(api, statement, example, users)
        assert api("POST", statement["versions_url"], json={"label": users}).status_code == 201
    return statement


def _set_users(api, statement, example, users):
    assumptions = [
        {**one, "value": users, "low": "1"} if one["key"] == "users" else one
        for one in example["assumptions"]
    ]
    answer = api(
        "PATCH",
        statement["draft_url"],
        json={"assumptions": assumptions},
        headers={"If-Match": "*"},
    )
    assert answer.status_code == 200, answer.text


def _statuses(api, deal):
    items = api("GET", deal["versions_url"]).json()["items"]
    return {item["version_number"]: item["status"] for item in items}


def test_the_timeline_tells_every_version_in_order_without_reading_one(api, deal):
    timeline = api("GET", f"/v1/statements/{deal['id']}/timeline").json()
    assert [point["version_number"] for point in timeline["items"]] == [1, 2, 3]
    for point in timeline["items"]:
        result = api("GET", point["url"]).json()["result"]
        assert point["value"] == result["value"]
        for name in ("npv", "roi", "payback_months"):
            assert point[name] == result["metrics"][name]
    first, _, last = timeline["items"]
    assert float(first["proven_share"]) == pytest.approx(1 / 3, abs=1e-6)
    assert last["label"] == "70000"
    assert last["payback_months"] == "10.71"


def test_what_a_version_does_not_have_is_null_in_the_timeline(api):
    bare = {"title": "T", "currency_code": "EUR", "horizon_years": 1, "discount_rate": "0.1"}
    statement = api.statement(bare)
    api("POST", statement["versions_url"], json={})
    (point,) = api("GET", f"/v1/statements/{statement['id']}/timeline").json()["items"]
    assert (point["roi"], point["proven_share"]) == (None, None)


def test_a_restored_version_is_the_draft_again(api, deal):
    tag = api("GET", deal["draft_url"]).headers["etag"]
    url = f"{deal['versions_url']}/1/restoration"
    assert api("POST", url).status_code == 428
    restored = api("POST", url, headers={"If-Match": tag})
    assert restored.status_code == 200
    assert restored.json()["result"]["value"] == "2000016.00"
    assert api("POST", url, headers={"If-Match": tag}).status_code == 412
    frozen = api("POST", deal["versions_url"], json={})
    assert (frozen.status_code, frozen.json()["version_number"]) == (201, 4)


def test_restoring_what_the_draft_says_already_changes_nothing(api, deal):
    tag = api("GET", deal["draft_url"]).headers["etag"]
    restored = api("POST", f"{deal['versions_url']}/3/restoration", headers={"If-Match": tag})
    assert restored.headers["etag"] == tag
    events = api("GET", "/v1/audit-events?action=draft.restored").json()["items"]
    assert not events


def test_a_branch_says_where_it_comes_from_and_goes_its_own_way(api, deal, example):
    made = api("POST", f"{deal['versions_url']}/2/branch", json={"title": "Option B"})
    assert made.status_code == 201
    branch = made.json()
    assert branch["branched_from"] == {"statement_id": deal["id"], "version_number": 2}
    assert (branch["title"], branch["latest_version_number"]) == ("Option B", None)
    assert branch["opportunity_id"] == deal["opportunity_id"]
    _set_users(api, branch, example, "1000")
    assert api("GET", f"{deal['versions_url']}/2").json()["value"] == "1320000.00"


def test_a_draft_branches_off_into_another_deal(api, deal):
    other = api.opportunity()
    made = api("POST", f"{deal['draft_url']}/branch", json={"opportunity_id": other["id"]})
    assert made.json()["branched_from"] == {"statement_id": deal["id"], "version_number": None}
    assert made.json()["opportunity_id"] == other["id"]


def test_nobody_branches_into_a_strangers_deal(api, stranger, deal):
    theirs = stranger.opportunity()
    answer = api("POST", f"{deal['draft_url']}/branch", json={"opportunity_id": theirs["id"]})
    assert answer.status_code == 404


def test_the_newest_version_is_current_and_those_before_are_superseded(api, deal):
    assert _statuses(api, deal) == {1: "superseded", 2: "superseded", 3: "current"}


def test_an_accepted_version_stays_what_it_is_and_is_called_accepted(api, deal):
    before = api("GET", f"{deal['versions_url']}/2").content
    told = api("POST", f"{deal['versions_url']}/2/acceptance", json=ACCEPTED)
    assert told.status_code == 200, told.text
    assert told.json()["status"] == "accepted"
    assert told.json()["history"][0]["accepted_by"] == "Dana Field, CFO"
    assert api("GET", f"{deal['versions_url']}/2").content == before
    assert _statuses(api, deal) == {1: "superseded", 2: "accepted", 3: "current"}


def test_a_later_acceptance_supersedes_an_earlier_one(api, deal):
    api("POST", f"{deal['versions_url']}/2/acceptance", json=ACCEPTED)
    api("POST", f"{deal['versions_url']}/3/acceptance", json=ACCEPTED)
    assert _statuses(api, deal) == {1: "superseded", 2: "superseded", 3: "accepted"}
    withdrawn = api(
        "POST", f"{deal['versions_url']}/3/acceptance/withdrawal", json={"note": "Wrong one"}
    )
    assert [each["stands"] for each in withdrawn.json()["history"]] == [True, False]
    assert _statuses(api, deal) == {1: "superseded", 2: "accepted", 3: "current"}


def test_telling_an_acceptance_twice_adds_nothing(api, deal):
    url = f"{deal['versions_url']}/2/acceptance"
    first = api("POST", url, json=ACCEPTED).json()
    assert api("POST", url, json=ACCEPTED).json() == first
    corrected = api("POST", url, json={**ACCEPTED, "accepted_on": "2027-01-16"}).json()
    assert len(corrected["history"]) == 2


def test_what_was_not_accepted_cannot_be_withdrawn(api, deal):
    url = f"{deal['versions_url']}/1/acceptance/withdrawal"
    answer = api("POST", url, json={"note": "Never"})
    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_ACCEPTED")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"accepted_by": "", "accepted_on": "2027-01-15"},
        {"accepted_by": "X", "accepted_on": "soon"},
        {**ACCEPTED, "unknown": 1},
        {"accepted_by": "x" * 201, "accepted_on": "2027-01-15"},
    ],
)
def test_an_acceptance_nobody_understands_is_refused(api, deal, said):
    answer = api("POST", f"{deal['versions_url']}/1/acceptance", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")


@pytest.mark.parametrize(
    "change", ["UPDATE acceptance SET accepted_by = 'Nobody'", "DELETE FROM acceptance"]
)
def test_no_one_changes_an_acceptance_in_the_database(service, api, deal, change):
    api("POST", f"{deal['versions_url']}/2/acceptance", json=ACCEPTED)
    store = service.app.state.store
    with pytest.raises(Exception, match="never changes"), store.engine.begin() as connection:
        connection.exec_driver_sql(change)


def test_what_was_told_of_an_acceptance_in_one_moment_keeps_its_order(service, api, deal):
    store, workspace = service.app.state.store, api("GET", "/v1/me").json()["workspace_id"]
    fields = acceptance.AcceptanceFields(**ACCEPTED)
    why = acceptance.WithdrawalFields(note="Too soon.")
    with store.writing(workspace, Author("test")) as transaction:
        for _ in range(12):
            acceptance.accept(transaction, deal["id"], 1, fields)
            acceptance.withdraw(transaction, deal["id"], 1, why)
    told = api("GET", f"{deal['versions_url']}/1/acceptance").json()
    assert [each["stands"] for each in told["history"]] == [True, False] * 12
    assert _statuses(api, deal)[1] == "superseded"


def test_who_freezes_a_draft_that_has_changed_is_told_what_differs(api, deal, example):
    stale = api("GET", deal["draft_url"]).headers["etag"]
    _set_users(api, deal, example, "50000")
    answer = api("POST", deal["versions_url"], json={}, headers={"If-Match": stale})
    assert answer.status_code == 412
    assert "50000" in str(answer.json()["differences"])
