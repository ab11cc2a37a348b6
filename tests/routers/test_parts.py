from __future__ import annotations

import pytest

from app.routers.parts import _KINDS


@pytest.fixture
def statement(api, example):
    return api.statement(example)


@pytest.fixture
def part(api, statement):
    def ask(method, path, body=None, **headers):
        sent = {} if body is None else {"json": body}
        url = f"{statement['draft_url']}/{path}"
        return api(method, url, headers={"If-Match": "*", **headers}, **sent)

    return ask


def test_every_part_of_every_list_is_read_by_its_key(part, example):
    for name in _KINDS:
        given = example.get(name, [])
        listed = part("GET", name).json()
        assert [each["key"] for each in listed["items"]] == [each["key"] for each in given]
        for each in given:
            found = part("GET", f"{name}/{each['key']}")
            assert found.json()["part"]["key"] == each["key"]
            assert found.headers["etag"] == found.json()["etag"]


def test_a_list_is_read_in_pages(part):
    first = part("GET", "assumptions?limit=2").json()
    second = part("GET", f"assumptions?limit=2&cursor={first['next_cursor']}").json()
    keys = [each["key"] for each in (*first["items"], *second["items"])]
    assert len(set(keys)) == 4
    assert first["has_more"]


def test_a_change_of_one_assumption_says_what_it_does_to_the_figures(part, statement):
    key = part("GET", "assumptions").json()["items"][0]["key"]
    answer = part("PATCH", f"assumptions/{key}", {"value": 23}, **{"If-Match": statement["etag"]})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["part"]["value"], told["part"]["key"]) == ("23", key)
    assert told["before"]["value"] == "2000016.00" != told["after"]["value"]
    assert told["etag"] == answer.headers["etag"] != statement["etag"]
    late = part("PATCH", f"assumptions/{key}", {"value": 24}, **{"If-Match": statement["etag"]})
    # the figure, and the status that fell with it
    assert (late.status_code, late.json()["difference_count"]) == (412, 2)


def test_a_missing_part_is_made_at_the_end_and_an_existing_one_replaced(part):
    made = part("PUT", "assumptions/new_one", {"value": "7"})
    assert (made.status_code, made.json()["part"]) == (201, {"key": "new_one", "value": "7"})
    again = part("PUT", "assumptions/new_one", {"key": "new_one", "value": "8", "unit": "h"})
    assert (again.status_code, again.json()["part"]["value"]) == (200, "8")
    assert part("GET", "assumptions").json()["items"][-1]["key"] == "new_one"


def test_another_key_in_the_body_is_refused_with_a_hint(part):
    for method in ("PUT", "PATCH"):
        answer = part(
            method,
            "pains/" + part("GET", "pains").json()["items"][0]["key"],
            {"key": "other", "statement": "It hurts"},
        )
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["code"]) == ("#/key", "KEY_IS_FIXED")
        assert "take this one away" in error["hint"]


def test_faults_of_a_part_are_placed_in_the_body_that_was_sent(part):
    key = part("GET", "assumptions").json()["items"][0]["key"]
    for body, pointer in (
        ({"low": 5, "high": 3, "value": 4}, "#"),
        ({"formula": "nothing_such + 1"}, "#/formula"),
        ({"value": "abc"}, "#/value"),
        ({"value": 1, "nonsense": 1}, "#/nonsense"),
    ):
        answer = part("PUT", f"assumptions/{key}", body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == pointer


def test_what_others_name_is_not_removed_and_all_who_do_are_told(part, statement, api):
    draft = api("GET", statement["draft_url"]).json()["statement"]
    answer = part("DELETE", "assumptions/users")
    assert (answer.status_code, answer.json()["code"]) == (409, "IN_USE")
    for error in answer.json()["errors"]:
        where = draft
        for step in error["pointer"].removeprefix("#/").split("/"):
            where = where[int(step)] if isinstance(where, list) else where[step]
        assert "users" in str(where)


def test_what_nobody_names_is_removed(part):
    part("PUT", "assumptions/spare", {"value": 1})
    gone = part("DELETE", "assumptions/spare")
    assert (gone.status_code, gone.json()["part"]) == (200, None)
    assert gone.json()["before"] == gone.json()["after"]
    assert part("GET", "assumptions/spare").status_code == 404
    assert part("DELETE", "assumptions/spare").status_code == 404


@pytest.mark.parametrize("key", ["Bad Key", "sum", "__proto__", "ключ", "a" * 64, "..%2F"])
def test_keys_that_cannot_be_are_refused(part, key):
    answer = part("PUT", f"assumptions/{key}", {"value": 1})
    assert answer.status_code in {404, 422} or (key == "a" * 64 and answer.status_code == 201)


def test_a_part_is_only_changed_by_whoever_says_which_draft_they_read(api, statement):
    url = f"{statement['draft_url']}/assumptions/users"
    assert api("PATCH", url, json={"value": 1}).status_code == 428
    query = {"if_match": statement["etag"]}
    assert api("PATCH", url, json={"note": "Counted"}, params=query).status_code == 200


def test_a_status_rises_only_with_proof(part):
    part("PUT", "assumptions/spare", {"value": 1})
    bare = part("PATCH", "assumptions/spare", {"status": "customer_confirmed"})
    assert bare.status_code == 422
    (error,) = bare.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/status", "STATUS_WITHOUT_PROOF")
    proven = {"status": "customer_confirmed", "confirmed_by": "CFO"}
    assert part("PATCH", "assumptions/spare", proven).status_code == 200


def test_changes_are_listed_with_who_why_and_what(api, part, statement):
    why = {"X-Change-Reason": "Workshop", "X-Client": "deal-desk/1"}
    part("PATCH", "assumptions/users", {"note": "Counted"}, **why)
    part("PATCH", "assumptions/users", {"note": "Counted twice"})
    url = f"{statement['draft_url']}/changes"
    page = api("GET", f"{url}?limit=2").json()
    last, before = page["items"]
    assert (before["reason"], before["client"]) == ("Workshop", "deal-desk/1")
    assert before["changed_by"] == "rep"
    assert before["changed_by_key_id"]
    assert [each["field"] for each in last["differences"]] == ["note"]
    assert "Counted → Counted twice" in last["differences"][0]["words"]
    (first,) = api("GET", page["next_url"]).json()["items"]
    assert (first["etag"], first["difference_count"]) == (statement["etag"], 0)


def test_an_assumption_says_what_it_was_over_time(api, part, statement):
    part("PUT", "assumptions/spare", {"value": 1})
    part("PATCH", "assumptions/users", {"note": "Counted"})
    part("PATCH", "assumptions/spare", {"value": 2, "source": "Interview"})
    part("DELETE", "assumptions/spare")
    url = f"{statement['draft_url']}/assumptions/spare/history"
    page = api("GET", f"{url}?limit=2").json()
    said = [each["assumption"] for each in page["items"]]
    assert said == [None, {"key": "spare", "value": "2", "source": "Interview"}]
    rest = api("GET", page["next_url"]).json()
    assert [each["assumption"]["value"] for each in rest["items"]] == ["1"]
    assert not rest["has_more"]
