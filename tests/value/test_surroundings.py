"""Pools, scenarios, correlations and alternatives are read as strictly as everything else."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, faults_of
from app.value.differences import differences

TOGETHER = {
    "assumptions": [
        {"key": "users", "value": "100"},
        {"key": "price", "by_year": ["1", "2", "3"]},
        {"key": "twice", "formula": "users * 2"},
    ],
    "benefits": [
        {
            "key": "saved",
            "statement": "Save something",
            "per_year": "users",
            "draws_on": [{"pool": "budget", "claim": "users * 2"}],
        }
    ],
    "pools": [{"key": "budget", "label": "Budget", "per_year": "users * 5", "unit": "EUR"}],
    "scenarios": [
        {
            "key": "slow",
            "overrides": [
                {"assumption": "users", "value": "50"},
                {"assumption": "price", "by_year": ["1", "1", "1"]},
                {"assumption": "twice", "value": "90"},
            ],
        }
    ],
    "correlations": [{"between": ["users", "price"], "rank": "-0.5"}],
    "alternatives": [
        {
            "key": "wait",
            "statement": "Do nothing",
            "kind": "status_quo",
            "reference_value": "users * 3",
            "positive_differentiation": [{"statement": "Faster", "amount": "CUM(price)"}],
        }
    ],
}


def refused(state, **fields):
    with pytest.raises(ValidationError) as caught:
        state(**(TOGETHER | fields))
    return {(fault.pointer, fault.code) for fault in faults_of(caught.value.errors())}


def test_all_of_it_survives_the_wire(state):
    statement = state(**TOGETHER)
    written = statement.model_dump_json(exclude_none=True, by_alias=True)
    assert ValueStatement.model_validate_json(written) == statement
    assert json.loads(written)["correlations"] == [{"between": ["users", "price"], "rank": "-0.5"}]


@pytest.mark.parametrize(
    ("name", "part", "pointer", "code"),
    [
        ("pools", {"key": "p", "per_year": "usrs"}, "#/pools/0/per_year", "UNKNOWN_NAME"),
        ("pools", {"key": "p", "per_year": "1 +"}, "#/pools/0/per_year", "FORMULA"),
        (
            "scenarios",
            {"key": "s", "overrides": [{"assumption": "usrs", "value": 1}]},
            "#/scenarios/0/overrides/0/assumption",
            "UNKNOWN_KEY",
        ),
        (
            "scenarios",
            {"key": "s", "overrides": [{"assumption": "users"}]},
            "#/scenarios/0/overrides/0",
            "OVERRIDE_KIND",
        ),
        (
            "scenarios",
            {"key": "s", "overrides": [{"assumption": "users", "value": 1, "initial": 1}]},
            "#/scenarios/0/overrides/0",
            "INITIAL_WITHOUT_BY_YEAR",
        ),
        (
            "scenarios",
            {"key": "s", "overrides": [{"assumption": "users", "by_year": [1]}]},
            "#/scenarios/0/overrides/0/by_year",
            "BY_YEAR_LENGTH",
        ),
        (
            "scenarios",
            {"key": "s", "overrides": [{"assumption": "users", "value": n} for n in (1, 2)]},
            "#/scenarios/0/overrides/1/assumption",
            "DOUBLED_KEY",
        ),
        (
            "correlations",
            {"between": ["users", "none"], "rank": "0.5"},
            "#/correlations/0/between",
            "UNKNOWN_KEY",
        ),
        (
            "correlations",
            {"between": ["users", "twice"], "rank": "0.5"},
            "#/correlations/0/between",
            "CORRELATED_FORMULA",
        ),
        (
            "correlations",
            {"between": ["users", "users"], "rank": "0.5"},
            "#/correlations/0/between",
            "DOUBLED_CORRELATION",
        ),
        (
            "correlations",
            {"between": ["users", "price"], "rank": "50"},
            "#/correlations/0/rank",
            "FRACTION",
        ),
        (
            "alternatives",
            {"key": "a", "statement": "Wait", "reference_value": "none"},
            "#/alternatives/0/reference_value",
            "UNKNOWN_NAME",
        ),
        (
            "alternatives",
            {
                "key": "a",
                "statement": "Wait",
                "negative_differentiation": [{"statement": "Slower", "amount": "none"}],
            },
            "#/alternatives/0/negative_differentiation/0/amount",
            "UNKNOWN_NAME",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(state, name, part, pointer, code):
    fields = {name: [part]}
    if name == "pools":
        fields["benefits"] = []
    assert refused(state, **fields) == {(pointer, code)}


def test_a_claim_names_a_pool_that_exists_and_each_pool_once(state, benefit):
    claims = [{"pool": "budget"}, {"pool": "budget"}, {"pool": "none"}]
    assert refused(state, benefits=[benefit(per_year="1", draws_on=claims)]) == {
        ("#/benefits/0/draws_on/1/pool", "DOUBLED_KEY"),
        ("#/benefits/0/draws_on/2/pool", "UNKNOWN_KEY"),
    }


def test_a_changed_override_is_told_among_the_differences(state):
    slower = [{"key": "slow", "overrides": [{"assumption": "users", "value": "40"}]}]
    found = differences(state(**TOGETHER), state(**(TOGETHER | {"scenarios": slower})))
    assert [one.pointer for one in found] == ["#/scenarios/0/overrides"]
