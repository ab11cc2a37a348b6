"""Proposals are decided item by item into the draft, all that are named or none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.routers.proposals.asking import USERS, accept, change_users, decide, send, users_of


def test_what_is_accepted_changes_the_draft_and_names_the_person_as_source(
    api, url, statement, workbook
):
    book = workbook.type(USERS, 90000).type("assumptions/arpu_target/value", 25)
    made = send(api, url, book, proposed_by="Dana Field", proposed_by_role="CFO").json()
    refused = {
        "path": "assumptions/arpu_target/value",
        "decision": "refuse",
        "reason": "The pilot measured 26.",
    }
    answer = decide(api, made, accept(USERS), refused)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["state"], told["accepted_count"], told["refused_count"]) == ("decided", 1, 1)
    draft = api("GET", statement["draft_url"]).json()
    users, target = draft["statement"]["assumptions"][2], draft["statement"]["assumptions"][1]
    today = datetime.now(UTC).date().isoformat()
    source = f"Workbook from Dana Field (CFO), {today}"
    assert (users["value"], users["source"], users["status"]) == ("90000", source, "in_review")
    assert target["value"] == "26"
    assert told["draft_etag"] == draft["etag"] != made["draft_etag"]
    change = api("GET", f"{statement['draft_url']}/changes").json()["items"][0]
    assert change["reason"] == f"{source}: {made['id']}"
    states = {item["path"]: (item["state"], item["decision_reason"]) for item in told["items"]}
    assert states[refused["path"]] == ("refused", refused["reason"])


def test_a_refused_item_may_be_accepted_later_and_an_accepted_one_not_again(api, url, workbook):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    refused = decide(api, made, {"path": USERS, "decision": "refuse"}).json()
    assert (refused["state"], refused["draft_etag"]) == ("decided", made["draft_etag"])
    accepted = decide(api, made, accept(USERS)).json()
    assert accepted["items"][0]["state"] == "accepted"
    again = decide(api, accepted, accept(USERS))
    assert (again.status_code, again.json()["errors"][0]["code"]) == (422, "ACCEPTED_BEFORE")


def test_a_confirmed_figure_names_who_of_the_customer_confirms_it(api, url, statement, workbook):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    bare = decide(api, made, accept(USERS), status="customer_confirmed")
    assert bare.status_code == 422
    confirmed = {"confirmed_by": "Dana Field", "confirmed_on": "2026-11-20"}
    answer = decide(api, made, accept(USERS), status="customer_confirmed", **confirmed)
    assert answer.status_code == 200, answer.text
    users = users_of(api, statement)
    assert users["status"] == "customer_confirmed"
    assert {name: users[name] for name in confirmed} == confirmed


def test_a_draft_that_changed_since_is_told_as_a_conflict_and_guarded(
    api, url, statement, workbook
):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    change_users(api, statement)
    late = decide(api, made, accept(USERS))
    assert (late.status_code, late.json()["code"], late.json()["difference_count"]) == (
        412,
        "STALE",
        1,
    )
    (item,) = api("GET", made["url"]).json()["items"]
    assert (item["original"], item["proposed"], item["present"]) == ("104167", "90000", "100000")
    assert item["is_conflict"]
    assert (
        api("POST", f"{made['url']}/decisions", json={"items": [accept(USERS)]}).status_code == 428
    )


def test_what_the_draft_cannot_say_is_refused_at_the_decision(api, url, workbook):
    made = send(api, url, workbook.type("discount_rate", 15).type(USERS, 90000)).json()
    answer = decide(api, made, accept(USERS), accept("discount_rate"))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/items/1", "FRACTION")
    assert api("GET", made["url"]).json()["accepted_count"] == 0


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([accept("assumptions/nobody/value")], "NO_SUCH_ITEM"),
        ([accept(USERS), accept(USERS)], "TWICE"),
        ([{"path": USERS, "decision": "refuse", "value": "1"}], "VALUE_NOT_WANTED"),
        ([accept("../../x")], "STRING_PATTERN_MISMATCH"),
        ([], "TOO_SHORT"),
    ],
)
def test_decisions_on_nothing_of_the_proposal_are_refused(api, url, workbook, items, code):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    answer = decide(api, made, *items)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
