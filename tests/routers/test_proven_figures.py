"""A figure that was proven and changes is in review, until its new proof comes with it."""

from __future__ import annotations

import pytest

CONFIRMED = {
    "key": "users",
    "label": "Users on the new plans",
    "value": "104167",
    "unit": "user",
    "status": "customer_confirmed",
    "source": "Workshop, 3 May",
    "confirmed_by": "Dana Field, CFO",
    "confirmed_on": "2027-05-03",
}


@pytest.fixture
def confirmed(example):
    """The example deal, its users confirmed by the customer."""
    others = [one for one in example["assumptions"] if one["key"] != "users"]
    return {**example, "assumptions": [CONFIRMED, *others]}


@pytest.fixture
def stored(api, confirmed):
    return api.statement(confirmed)


def tag(api, stored):
    return {"If-Match": api("GET", stored["draft_url"]).json()["etag"]}


def change(api, stored, **fields):
    """Change the users' figure as one part of the draft."""
    url = f"{stored['draft_url']}/assumptions/users"
    return api("PATCH", url, json=fields, headers=tag(api, stored))


def users(api, stored):
    statement = api("GET", stored["draft_url"]).json()["statement"]
    return next(one for one in statement["assumptions"] if one["key"] == "users")


def newest_change(api, stored):
    return api("GET", f"{stored['draft_url']}/changes").json()["items"][0]


def history(api, stored):
    return api("GET", f"{stored['draft_url']}/assumptions/users/history").json()["items"]


def test_a_confirmed_figure_that_changes_is_in_review_and_the_history_says_why(api, stored):
    answer = change(api, stored, value="98000")
    assert answer.status_code == 200, answer.text
    assert users(api, stored)["status"] == "in_review"
    (remark,) = newest_change(api, stored)["remarks"]
    assert remark == {
        "code": "STATUS_FELL",
        "assumption": "users",
        "words": "Users on the new plans was “customer_confirmed” and its figure changed from "
        "104167 to 98000 without a source or a confirmation of the new one, so its status fell to "
        "“in_review”.",
    }
    assert [each["remark"] for each in history(api, stored)] == [remark, None]


def test_the_whole_draft_is_held_to_it_too(api, stored, confirmed):
    changed = {**CONFIRMED, "value": "98000"}
    body = {**confirmed, "assumptions": [changed, *confirmed["assumptions"][1:]]}
    answer = api("PUT", stored["draft_url"], json=body, headers=tag(api, stored))
    assert answer.status_code == 200, answer.text
    assert users(api, stored)["status"] == "in_review"
    again = api("PUT", stored["draft_url"], json=body, headers=tag(api, stored))
    assert again.status_code == 422, again.text
    assert again.json()["errors"][0]["code"] == "STATUS_WITHOUT_PROOF"
    assert users(api, stored)["status"] == "in_review"


@pytest.mark.parametrize(
    "proof",
    [
        {"source": "Workshop, 9 June"},
        {"confirmed_by": "Sam Reed, controller"},
        {"confirmed_on": "2027-06-09"},
    ],
)
def test_a_new_proof_keeps_the_status(api, stored, proof):
    assert change(api, stored, value="98000", **proof).status_code == 200
    assert users(api, stored)["status"] == "customer_confirmed"
    assert newest_change(api, stored)["remarks"] == []


@pytest.mark.parametrize("fields", [{"value": "104167.00"}, {"label": "Users"}, {"low": "90000"}])
def test_what_is_not_the_figure_keeps_the_status(api, stored, fields):
    assert change(api, stored, **fields).status_code == 200
    assert users(api, stored)["status"] == "customer_confirmed"


def test_a_status_that_fell_rises_again_with_proof_only(api, stored):
    change(api, stored, value="98000")
    refused = change(api, stored, status="customer_confirmed")
    assert refused.json()["errors"][0]["code"] == "STATUS_WITHOUT_PROOF"
    risen = change(api, stored, status="customer_confirmed", confirmed_on="2027-06-09")
    assert risen.status_code == 200, risen.text
    assert users(api, stored)["status"] == "customer_confirmed"


def test_an_outcome_is_its_own_proof(api, stored):
    outcome = {"assumption": "users", "value": "98000", "source": "Workshop, 3 May"}
    url = f"{stored['draft_url']}/outcomes"
    answer = api("POST", url, json=outcome, headers=tag(api, stored))
    assert answer.status_code == 200, answer.text
    assert users(api, stored)["status"] == "pilot"


def test_an_upsert_is_kept_as_it_was_sent_remarked_and_safe_to_repeat(api, confirmed):
    deal = api.opportunity()
    url = "/v1/statements/by-external-id/salesforce/a0X1"

    def upsert(value):
        assumptions = [{**CONFIRMED, "value": value}, *confirmed["assumptions"][1:]]
        body = {
            "opportunity_id": deal["id"],
            "statement": {**confirmed, "assumptions": assumptions},
        }
        answer = api("PUT", url, json=body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    stored = upsert("104167")
    etags = [upsert("98000")["etag"] for _ in range(2)]
    assert etags[0] == etags[1]
    assert users(api, stored)["status"] == "customer_confirmed"
    (remark,) = newest_change(api, stored)["remarks"]
    assert remark["code"] == "STATUS_KEPT"
    assert "stayed “customer_confirmed”, as it was sent" in remark["words"]


def test_the_history_tells_in_which_versions_a_figure_was_frozen(api, stored):
    def freeze(label):
        answer = api("POST", f"{stored['url']}/versions", json={"label": label})
        assert answer.status_code in (200, 201), answer.text

    freeze("first")
    change(api, stored, label="Users")
    change(api, stored, value="98000")
    freeze("second")
    api("PATCH", stored["draft_url"], json={"title": "B"}, headers=tag(api, stored))
    freeze("third")
    told = [
        (each["assumption"]["value"], each["assumption"]["status"], each["frozen_in"])
        for each in history(api, stored)
    ]
    assert told == [
        ("98000", "in_review", [2, 3]),
        ("104167", "customer_confirmed", []),
        ("104167", "customer_confirmed", [1]),
    ]


def test_a_figure_that_comes_back_counts_each_version_once(api, stored):
    for value, source in (("1", "a"), ("2", "b"), ("1", "c")):
        change(api, stored, value=value, source=source, note=None)
        api("POST", f"{stored['url']}/versions", json={})
    frozen = [number for each in history(api, stored) for number in each["frozen_in"]]
    assert sorted(frozen) == [1, 2, 3]


def test_a_removed_assumption_was_frozen_in_no_version_since(api, stored):
    others = api("GET", stored["draft_url"]).json()["statement"]["assumptions"]
    spare = {"key": "spare", "value": "1"}
    for assumptions in ([*others, spare], others):
        body = {"assumptions": assumptions}
        api("PATCH", stored["draft_url"], json=body, headers=tag(api, stored))
        api("POST", f"{stored['url']}/versions", json={})
    items = api("GET", f"{stored['draft_url']}/assumptions/spare/history").json()["items"]
    assert [(each["assumption"] is None, each["frozen_in"]) for each in items] == [
        (True, []),
        (False, [1]),
    ]
