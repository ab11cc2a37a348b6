"""A workbook comes back: read, doubted, decided item by item into the draft."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.documents.order import Edition
from app.value import ValueStatement
from tests.documents.returned.edited import XLSX, Edited, ours

USERS = "assumptions/users/value"


@pytest.fixture
def statement(api, example):
    return api.statement(example)


@pytest.fixture
def url(statement):
    return f"{statement['url']}/proposals"


@pytest.fixture
def version(api, statement):
    """The draft, frozen; and its workbook as it goes out."""
    answer = api("POST", f"{statement['url']}/versions", json={"label": "First"})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def workbook(version):
    told = ("version_number", "label", "stage", "author", "content_hash")
    edition = Edition(
        **{name: version[name] for name in told},
        issued_at=datetime.fromisoformat(version["created_at"]),
    )
    return Edited(ours(ValueStatement.model_validate(version["statement"]), edition=edition))


def send(api, url, book, **query):
    content = book if isinstance(book, bytes) else book.saved()
    return api("POST", url, content=content, headers={"Content-Type": XLSX}, params=query)


def only(answer):
    assert answer.status_code == 201, answer.text
    (item,) = answer.json()["items"]
    return item


def codes(item):
    return [doubt["code"] for doubt in item["doubts"]]


def decide(api, proposal, *items, etag=None, **more):
    return api(
        "POST",
        f"{proposal['url']}/decisions",
        json={"items": list(items), **more},
        headers={"If-Match": etag or proposal["draft_etag"]},
    )


def accept(path, **more):
    return {"path": path, "decision": "accept", **more}


def test_an_edited_workbook_says_what_changed_against_which_version(api, url, workbook):
    answer = send(
        api,
        url,
        workbook.type(USERS, 90000),
        proposed_by="Dana Field",
        proposed_by_role="CFO",
        note="Two regions start later.",
    )
    told = answer.json()
    item = only(answer)
    assert (item["path"], item["original"], item["proposed"]) == (USERS, "104167", "90000")
    assert (item["present"], item["is_conflict"], item["doubts"]) == ("104167", False, [])
    assert (item["label"], item["unit"]) == ("Users on the new plans", "user")
    assert (told["form"], told["base_version_number"], told["state"]) == ("workbook", 1, "open")
    assert (told["proposed_by"], told["proposed_by_role"]) == ("Dana Field", "CFO")
    # By hand: 90000 users x (26 - 22) x 12 months - 3,000,000.
    assert (told["before"]["value"], told["after"]["value"]) == ("2000016.00", "1320000.00")
    assert answer.headers["location"] == told["url"]
    assert answer.headers["etag"] == told["etag"]


def test_a_proposal_is_read_with_the_bridge_from_the_draft_to_what_it_would_be(api, url, workbook):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    read = api("GET", made["url"]).json()
    assert read["comparison"]["bridge"]["change"]["value"] == "-680016.00"
    (piece,) = read["comparison"]["bridge"]["pieces"]
    assert (piece["kind"], piece["key"]) == ("assumption", "users")
    assert {**read, "comparison": None} == made


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
