from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import rfc8785

from app.store.versions import insert_version

TOTALS = ("total_benefits", "total_investment", "value")


@pytest.fixture
def statement(api, example):
    return api.statement(example, stage="proposal")


@pytest.fixture
def version(api, statement):
    fields = {"label": "First proposal", "note": "After the workshop"}
    answer = api("POST", statement["versions_url"], json=fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_version_is_the_draft_frozen_with_its_result(api, statement, version):
    assert version["version_number"] == 1
    assert (version["label"], version["note"]) == ("First proposal", "After the workshop")
    assert (version["stage"], version["author"], version["engine"]) == ("proposal", "rep", "1")
    assert version["result"]["value"] == version["value"] == "2000016.00"
    assert version["statement"]["title"] == "New data services"
    assert api("GET", version["url"]).json() == version
    assert api("GET", statement["url"]).json()["latest_version_number"] == 1


def test_anybody_can_check_the_content_hash(version):
    content = {name: version[name] for name in ("statement", "result", "engine")}
    # Texts of the example need no escapes, so that sorting is all that RFC 8785 asks for.
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert version["content_hash"] == hashlib.sha256(canonical.encode()).hexdigest()


def test_freezing_an_unchanged_draft_answers_the_version_it_became(api, statement, version):
    again = api("POST", statement["versions_url"], json={"label": "Once more"})
    assert again.status_code == 200
    assert again.json() == version
    assert len(api("GET", statement["versions_url"]).json()["items"]) == 1


def test_a_changed_draft_is_the_next_version_and_the_first_stays(api, statement, version):
    read = {"If-Match": statement["etag"]}
    api("PATCH", statement["draft_url"], json={"discount_rate": "0.05"}, headers=read)
    second = api("POST", statement["versions_url"], json={}).json()
    assert second["version_number"] == 2
    assert second["content_hash"] != version["content_hash"]
    assert api("GET", version["url"]).json() == version
    listed = api("GET", statement["versions_url"]).json()["items"]
    assert [each["version_number"] for each in listed] == [2, 1]
    assert "statement" not in listed[0]
    assert "result" not in listed[0]


def test_whoever_names_the_draft_they_freeze_freezes_no_other(api, statement):
    read = {"If-Match": statement["etag"]}
    api("PATCH", statement["draft_url"], json={"discount_rate": "0.05"}, headers=read)
    answer = api("POST", statement["versions_url"], json={}, headers=read)
    assert answer.status_code == 412
    assert api("GET", statement["versions_url"]).json()["items"] == []


def test_many_who_freeze_the_same_draft_make_one_version(api, statement):
    def freeze(_: int) -> tuple[int, int]:
        answer = api("POST", statement["versions_url"], json={})
        return answer.status_code, answer.json()["version_number"]

    with ThreadPoolExecutor(16) as pool:
        answers = sorted(pool.map(freeze, range(16)))
    assert answers == [(200, 1)] * 15 + [(201, 1)]


def test_no_method_changes_or_deletes_a_version(api, version):
    for method in ("PUT", "PATCH", "DELETE"):
        answer = api(method, version["url"], json={})
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET"


def test_a_version_may_be_kept_for_ever_by_its_reader(api, version):
    read = api("GET", version["url"])
    assert read.headers["cache-control"] == "private, max-age=31536000, immutable"
    again = api("GET", version["url"], headers={"If-None-Match": read.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("number", ["0", "2", "-1", "one", "1.0", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(api, version, number):
    answer = api("GET", version["url"].removesuffix("1") + number)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_a_draft_frozen_by_a_release_that_told_less_is_not_frozen_again(service, api, example):
    statement = api.statement(example)
    first = api("POST", statement["versions_url"], json={}).json()
    kept = {name: first[name] for name in ("statement", "result", "engine")}
    kept["result"] = {**kept["result"], "findings": []}
    content = rfc8785.dumps(kept)
    columns = {name: first[name] for name in ("title", "currency_code", "engine", *TOTALS)}
    store, workspace = service.app.state.store, api("GET", "/v1/me").json()["workspace_id"]
    with store.writing(workspace, "an older release") as transaction:
        columns["content_hash"] = hashlib.sha256(content).hexdigest()
        insert_version(transaction, statement["id"], columns, content)
        transaction.record("version.frozen", "version", statement["id"])
    again = api("POST", statement["versions_url"], json={})
    assert (again.status_code, again.json()["version_number"]) == (200, 2)
    assert again.json()["result"]["findings"] == []
    patch = {"discount_rate": "0.11"}
    api("PATCH", statement["draft_url"], json=patch, headers={"If-Match": "*"})
    assert api("POST", statement["versions_url"], json={}).json()["version_number"] == 3
