from __future__ import annotations

import pytest

from app.services.analyses import ANALYSES

NAMES = [analysis.name for analysis in ANALYSES]


@pytest.fixture
def kept(api, example):
    """The example as a draft and as its version 1."""
    statement = api.statement(example)
    api("POST", statement["versions_url"], json={})
    return statement


def _asked(analysis, example):
    return {"statement": example, **analysis.example}


@pytest.mark.parametrize("analysis", ANALYSES, ids=NAMES)
def test_a_draft_its_version_and_the_same_statement_unstored_give_the_same_answer(
    api, kept, example, analysis
):
    posted = api("POST", f"/v1/calculations/{analysis.name}", json=_asked(analysis, example))
    draft = api("POST", f"{kept['draft_url']}/{analysis.name}", json=analysis.example)
    version = api("POST", f"{kept['versions_url']}/1/{analysis.name}", json=analysis.example)
    assert posted.status_code == draft.status_code == version.status_code == 200, posted.text
    assert draft.json() == version.json() == posted.json()
    assert posted.json()["currency_code"] == "GBP"


@pytest.mark.parametrize(
    "name", ["trace", "check", "sensitivity", "break-even", "delay", "scenarios", "next-evidence"]
)
def test_what_may_be_left_out_may_be_left_out_wholly(api, kept, name):
    assert api("POST", f"{kept['draft_url']}/{name}").status_code == 200


@pytest.mark.parametrize("name", ["two-way-table", "concession", "pilot-effect"])
def test_what_must_be_said_is_asked_for(api, kept, name):
    answer = api("POST", f"{kept['draft_url']}/{name}")
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")


def test_a_trace_reads_each_formula_aloud(api, example):
    lines = api("POST", "/v1/calculations/trace", json={"statement": example}).json()["lines"]
    whole = lines[0]["formulas"][0]["whole"]["readings"][0]["text"]
    assert whole.endswith("= £5,000,016")


def test_break_evens_say_what_must_be_true(api, example):
    answer = api("POST", "/v1/calculations/break-even", json={"statement": example}).json()
    users = next(one for one in answer["assumptions"] if one["key"] == "users")
    assert "62,500" in users["what_must_be_true"]


def test_an_assumption_nobody_knows_is_told(api, kept):
    asked = {"row": "users", "column": "nothing"}
    answer = api("POST", f"{kept['draft_url']}/two-way-table", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert "nothing" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"months": [0]},
        {"months": list(range(1, 62))},
        {"months": [13]},
        {"months": "soon"},
        {"unknown": 1},
        [],
    ],
)
def test_what_cannot_be_asked_is_refused(api, kept, asked):
    answer = api("POST", f"{kept['draft_url']}/delay", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID"), answer.text


def test_a_draft_without_a_result_tells_why(api, example):
    broken = {**example, "benefits": [{"key": "b", "statement": "B", "per_year": "users / 0"}]}
    kept = api.statement(broken)
    answer = api("POST", f"{kept['draft_url']}/sensitivity")
    assert (answer.status_code, answer.json()["code"]) == (422, "NO_RESULT")
    assert answer.json()["errors"]


def test_nothing_is_analysed_that_is_not_there(api):
    missing = f"/v1/statements/stm_{'0' * 26}"
    for name in NAMES:
        asked = next(one.example for one in ANALYSES if one.name == name)
        assert api("POST", f"{missing}/draft/{name}", json=asked).status_code == 404
        assert api("POST", f"{missing}/versions/1/{name}", json=asked).status_code == 404


def test_an_outcome_moves_the_figure_its_range_and_what_is_proven(api, kept):
    outcome = {"assumption": "users", "value": "98000", "source": "Pilot, October"}
    draft = api("GET", kept["draft_url"]).json()
    url = f"{kept['draft_url']}/outcomes"
    assert api("POST", url, json=outcome).status_code == 428
    told = api("POST", url, json=outcome, headers={"If-Match": draft["etag"]})
    assert told.status_code == 200, told.text
    assert told.json()["result"]["value"] == "1704000.00"
    users = next(one for one in told.json()["statement"]["assumptions"] if one["key"] == "users")
    assert (users["value"], users["status"], users["source"]) == (
        "98000",
        "pilot",
        "Pilot, October",
    )
    proven = {each["strength"]: each["total_benefits"] for each in told.json()["result"]["proof"]}
    assert proven["pilot"] != "0.00"


@pytest.mark.parametrize(
    "outcome",
    [
        {"assumption": "users", "value": "98000"},
        {"assumption": "nobody", "value": "1", "source": "S"},
        {"assumption": "users", "value": "1", "source": "S", "status": "straw_man"},
    ],
)
def test_an_outcome_that_cannot_be_is_refused_and_nothing_changes(api, kept, outcome):
    tag = api("GET", kept["draft_url"]).json()["etag"]
    headers = {"If-Match": tag}
    answer = api("POST", f"{kept['draft_url']}/outcomes", json=outcome, headers=headers)
    assert answer.status_code == 422, answer.text
    assert api("GET", kept["draft_url"]).json()["etag"] == tag


def test_scenarios_find_which_end_of_a_range_is_bad(api, example):
    told = api("POST", "/v1/calculations/scenarios", json={"statement": example}).json()
    values = [float(one["totals"]["value"]) for one in told["scenarios"]]
    assert values == sorted(values)
    assert len(values) == 3


def test_a_simulation_repeats_itself_by_its_seed(api, example):
    asked = {"statement": example, "seed": 11, "draws": 4096}
    first = api("POST", "/v1/calculations/simulation", json=asked)
    assert first.json()["seed"] == 11
    assert api("POST", "/v1/calculations/simulation", json=asked).content == first.content
