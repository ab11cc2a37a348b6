from __future__ import annotations

import pytest

from app.value.findings import RULES

DOMINATES = "one_benefit_dominates"


def _rules(answer):
    return {finding["rule"] for finding in answer.json()["findings"]}


def test_every_rule_is_documented_with_reason_and_advice(api):
    told = api("GET", "/v1/rules").json()["items"]
    assert [rule["id"] for rule in told] == [rule.id for rule in RULES]
    assert all(rule["why"] and rule["advice"] and rule["is_on"] for rule in told)


def test_the_example_is_asked_where_its_figures_come_from(api, example):
    answer = api("POST", "/v1/calculations/check", json={"statement": example})
    assert "no_source" in _rules(answer)
    assert answer.json()["warnings"] >= 1


def test_a_workspace_leaves_a_rule_out_and_weighs_another_differently(api, stranger, example):
    chosen = {"off": ["no_source"], "severities": {DOMINATES: "error"}}
    put = api("PUT", "/v1/checklist", json=chosen)
    assert put.status_code == 200
    assert put.json()["etag"] == put.headers["etag"] == api("GET", "/v1/checklist").json()["etag"]
    answer = api("POST", "/v1/calculations/check", json={"statement": example})
    assert "no_source" not in _rules(answer)
    found = {finding["rule"]: finding["severity"] for finding in answer.json()["findings"]}
    assert found[DOMINATES] == "error"
    told = {rule["id"]: rule for rule in api("GET", "/v1/rules").json()["items"]}
    assert not told["no_source"]["is_on"]
    assert told[DOMINATES]["severity"] == "error"
    others = stranger("POST", "/v1/calculations/check", json={"statement": example})
    assert "no_source" in _rules(others)


def test_a_draft_is_checked_as_its_workspace_wants(api, example):
    draft = api.statement(example)["draft_url"]
    assert "no_source" in _rules(api("POST", f"{draft}/check"))
    once = {"checklist": {"off": ["no_source"]}}
    assert "no_source" not in _rules(api("POST", f"{draft}/check", json=once))
    api("PUT", "/v1/checklist", json={"off": ["no_source"]})
    assert "no_source" not in _rules(api("POST", f"{draft}/check"))


def test_results_stay_the_same_whatever_a_workspace_leaves_out(api, example):
    before = api("POST", "/v1/calculations", json=example).content
    api("PUT", "/v1/checklist", json={"off": ["no_source"]})
    assert api("POST", "/v1/calculations", json=example).content == before


def test_who_read_an_older_checklist_is_told(api):
    first = api("GET", "/v1/checklist").json()["etag"]
    api("PUT", "/v1/checklist", json={"off": [DOMINATES]}, headers={"If-Match": first})
    stale = api("PUT", "/v1/checklist", json={}, headers={"If-Match": first})
    assert (stale.status_code, stale.json()["code"]) == (412, "STALE")
    assert api("GET", "/v1/checklist").json()["checklist"]["off"] == [DOMINATES]


def test_choosing_the_same_again_changes_nothing(api):
    first = api("PUT", "/v1/checklist", json={"off": [DOMINATES]}).json()
    assert api("PUT", "/v1/checklist", json={"off": [DOMINATES]}).json() == first


@pytest.mark.parametrize(
    "chosen",
    [
        {"off": ["nothing"]},
        {"severities": {"no_source": "fatal"}},
        {"limits": {"most_benefits": 0}},
        {"limits": {"unknown": 1}},
        {"off": "no_source"},
        {"off": ["no_source"] * 1000},
    ],
)
def test_a_choice_nobody_understands_is_refused(api, chosen):
    answer = api("PUT", "/v1/checklist", json=chosen)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
