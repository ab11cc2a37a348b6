from __future__ import annotations

import json

import pytest

JSON_PATCH = "application/json-patch+json"


@pytest.fixture
def statement(api, example):
    return api.statement(example)


def patch(api, statement, body, kind=JSON_PATCH, **more):
    headers = {"If-Match": "*", "Content-Type": kind, **more.pop("headers", {})}
    return api("PATCH", statement["draft_url"], content=json.dumps(body), headers=headers, **more)


def test_a_json_patch_changes_single_places(api, statement):
    answer = patch(
        api,
        statement,
        [
            {"op": "test", "path": "/assumptions/0/value", "value": "22"},
            {"op": "replace", "path": "/assumptions/0/value", "value": 23},
            {"op": "add", "path": "/pains/-", "value": {"key": "new", "statement": "It hurts"}},
        ],
    )
    assert answer.status_code == 200, answer.text
    changed = answer.json()["statement"]
    assert changed["assumptions"][0]["value"] == "23"
    assert changed["pains"][-1]["key"] == "new"


def test_a_failed_test_answers_409_and_writes_nothing(api, statement):
    answer = patch(
        api,
        statement,
        [
            {"op": "replace", "path": "/title", "value": "Other"},
            {"op": "test", "path": "/discount_rate", "value": "0.5"},
        ],
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "TEST_FAILED")
    assert answer.json()["errors"][0]["pointer"] == "#/1"
    assert api("GET", statement["draft_url"]).json()["etag"] == statement["etag"]


def test_an_operation_that_finds_nothing_is_named_with_its_index(api, statement):
    body = [{"op": "test", "path": "", "value": 1}, {"op": "remove", "path": "/nothing"}][1:]
    answer = patch(api, statement, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["pointer"] == "#/0/path"


def test_what_comes_of_a_patch_is_checked_as_a_whole(api, statement):
    answer = patch(api, statement, [{"op": "remove", "path": "/assumptions/0"}])
    assert answer.status_code == 422
    assert "UNKNOWN_NAME" in {error["code"] for error in answer.json()["errors"]}


def test_a_patch_of_another_kind_than_it_says_is_refused(api, statement):
    for body, kind in (
        ([], "application/json"),
        ({}, JSON_PATCH),
        ([], "application/merge-patch+json"),
    ):
        answer = patch(api, statement, body, kind)
        assert (answer.status_code, answer.json()["code"]) == (422, "INVALID"), kind
    answer = patch(api, statement, {}, "application/geo+json")
    assert answer.status_code == 415
    assert JSON_PATCH in answer.headers["accept-patch"]


@pytest.mark.parametrize(
    "body",
    [
        [{"op": "replace", "path": "", "value": None}],
        [{"op": "replace", "path": "", "value": [[]]}],
        [{"op": "add", "path": "/__proto__", "value": 1}],
        [{"op": "copy", "from": "", "path": "/pains/-"}] * 50,
        [{"op": "add", "path": "/pains/999999999", "value": 1}],
        [None],
        [[[]]],
        [{"op": "add", "path": "/pains", "value": json.loads("[" * 60 + "]" * 60)}],
    ],
)
def test_hostile_patches_are_refused(api, statement, body):
    assert patch(api, statement, body).status_code == 422


def test_who_comes_too_late_is_told_who_changed_what(api, statement):
    patch(api, statement, {"discount_rate": "0.07"}, "application/json", params={"reason": "CFO"})
    late = patch(
        api,
        statement,
        {"title": "Mine"},
        "application/json",
        headers={"If-Match": statement["etag"]},
    )
    problem = late.json()
    assert (late.status_code, problem["code"], problem["changed_by"]) == (412, "STALE", "rep")
    assert problem["changed_at"].endswith("Z")
    assert problem["difference_count"] == 1
    (difference,) = problem["differences"]
    assert difference["pointer"] == "#/discount_rate"
    assert difference["words"] == "Discount rate: 0.10 → 0.07"


def test_a_tag_that_nobody_remembers_is_too_old_to_tell(api, statement):
    late = patch(
        api, statement, {"title": "Mine"}, "application/json", headers={"If-Match": '"0123"'}
    )
    assert (late.status_code, late.json()["differences"]) == (412, None)
    assert "too old to tell" in late.json()["detail"]


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("Workshop", "Workshop"),
        ("UTF-8''Preis%20%E2%82%AC", "Preis €"),
        ("f%C3%BCr 10% mehr", "für 10% mehr"),
        ("a%00b", "a b"),
    ],
)
def test_the_reason_stands_in_the_audit(api, statement, header, kept):
    answer = patch(
        api, statement, {"title": "T"}, "application/json", headers={"X-Change-Reason": header}
    )
    assert answer.status_code == 200, answer.text
    events = api("GET", "/v1/audit-events?action=draft.changed").json()["items"]
    assert events[0]["reason"] == kept


def test_a_reason_is_bounded(api, statement):
    answer = patch(api, statement, {"title": "T"}, "application/json", params={"reason": "x" * 501})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
