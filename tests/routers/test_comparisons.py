"""What changed between two versions, over HTTP."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.store.versions import insert_version
from tests.store.kept import PROJECTED


@pytest.fixture
def refined(api, example):
    """A statement with two versions, the second at another rate and with another figure."""
    statement = api.statement(example, stage="proposal")
    api("POST", statement["versions_url"], json={})
    assumptions = [
        figure | {"value": "25"} if figure["key"] == "arpu_target" else figure
        for figure in example["assumptions"]
    ]
    api(
        "PATCH",
        statement["draft_url"],
        json={"discount_rate": "0.05", "assumptions": assumptions},
        headers={"If-Match": statement["etag"]},
    )
    api("POST", statement["versions_url"], json={})
    return statement


def compare(api, statement, query):
    return api("GET", f"{statement['url']}/comparison?{query}")


def test_each_change_is_told_in_words_and_by_what_it_did_to_value(api, refined):
    told = compare(api, refined, "from=1&to=2").json()
    assert [each["words"] for each in told["differences"]] == [
        "Discount rate: 0.10 → 0.05",
        "ARPU with data services, value: 26 → 25 GBP/user/month",
    ]
    change = told["bridge"]["change"]
    assert change["value"] == "-1250004.00"
    for quantity, whole in change.items():
        pieces = (Decimal(piece["amounts"][quantity]) for piece in told["bridge"]["pieces"])
        assert sum(pieces) == Decimal(whole)
    assert told["ratios"]["before"]["roi"] == "0.515156"


def test_the_draft_is_a_state_like_any_other_and_the_default_to_compare_with(api, refined):
    assert compare(api, refined, "from=2&to=draft").json()["differences"] == []
    assert compare(api, refined, "from=2").json() == compare(api, refined, "from=2&to=draft").json()


def test_there_and_back_are_the_same_change_with_the_sign_turned(api, refined):
    there, back = (
        compare(api, refined, q).json()["bridge"] for q in ("from=1&to=2", "from=2&to=1")
    )
    assert Decimal(there["change"]["npv"]) == -Decimal(back["change"]["npv"])


def test_a_version_that_is_not_there_is_not_found(api, refined):
    assert compare(api, refined, "from=1&to=9").status_code == 404


@pytest.mark.parametrize("query", ["from=first&to=2", "from=0", "", "from=1&until=2"])
def test_a_state_that_cannot_be_read_is_refused(api, refined, query):
    assert compare(api, refined, query).status_code == 400


def test_a_draft_without_a_result_cannot_be_compared(api, refined):
    draft = api("GET", refined["draft_url"]).json()
    odd = {"key": "odd", "statement": "Odd", "per_year": "1 / (1 - 1)"}
    broken = {"benefits": [odd]}
    read = {"If-Match": draft["etag"]}
    assert api("PATCH", refined["draft_url"], json=broken, headers=read).status_code == 200
    assert compare(api, refined, "from=1").status_code == 422


def test_the_ends_of_the_bridge_are_the_figures_that_the_versions_print(api, refined):
    bridge = compare(api, refined, "from=1&to=2").json()["bridge"]
    for end, number in (("before", 1), ("after", 2)):
        version = api("GET", f"{refined['versions_url']}/{number}").json()
        for name in ("value", "npv", "total_benefits", "total_investment"):
            assert bridge[end][name] == version[name], (end, name)


def test_two_statements_that_nobody_stored_are_compared_alike(api, refined):
    states = [api("GET", f"{refined['versions_url']}/{n}").json()["statement"] for n in (1, 2)]
    posted = api(
        "POST", "/v1/comparisons", json=dict(zip(("before", "after"), states, strict=True))
    )
    assert posted.status_code == 200
    assert posted.json() == compare(api, refined, "from=1&to=2").json()


def test_what_cannot_be_compared_is_told_where_it_stands(api, example):
    broken = {**example, "discount_rate": "8"}
    answer = api("POST", "/v1/comparisons", json={"before": example, "after": broken})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["pointer"] == "#/after/discount_rate"


def test_versions_frozen_by_another_engine_are_told(api, service, refined, example):
    workspace = api("GET", "/v1/me").json()["workspace_id"]
    content = json.dumps({"statement": example, "result": {}, "engine": "0"}).encode()
    with service.app.state.store.writing(workspace, "an earlier release") as transaction:
        columns = {**PROJECTED, "engine": "0"}
        frozen = insert_version(transaction, refined["id"], columns, content)
        transaction.record("version.frozen", "version", frozen.id)
    told = compare(api, refined, "from=3&to=2").json()
    assert told["engine"] == "1"
    assert told["note"] == (
        "Version 3 was frozen by engine 0 with Value 1.00 GBP. Both states are calculated by "
        "engine 1 here, so figures may differ from the frozen ones; the frozen ones stay as they "
        "are."
    )
    assert compare(api, refined, "from=1&to=2").json()["note"] is None
