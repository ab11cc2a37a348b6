"""The offer beside what the customer would do otherwise, held to published illustrations."""

from __future__ import annotations

import json

import pytest

from app.value import CalculationError


@pytest.fixture
def beside(result, investment):
    """Compare an offer of one price with one alternative."""

    def compare(price, **fields):
        alternative = {"key": "other", "statement": "Buy the other", "kind": "competitor"}
        return result(
            investments=[investment(upfront=str(price))], alternatives=[alternative | fields]
        ).alternatives[0]

    return compare


def parts(inputs, *names):
    return [{"statement": name, "amount": str(inputs[name])} for name in names]


def published(cases, name):
    case = json.loads((cases / "published" / f"{name}.json").read_text(encoding="utf-8"))
    return case["inputs"], {test["id"]: test["value"] for test in case["tests"]}


def test_the_tractor_of_the_textbook(cases, beside):
    inputs, printed = published(cases, "evc-caterpillar")
    better = parts(inputs, "durability", "reliability", "service", "warranty")
    found = beside(
        100000, reference_value=str(inputs["reference"]), positive_differentiation=better
    )
    assert found.total_positive == printed["extra"]
    assert found.economic_value == printed["evc"]
    assert found.total_investment == printed["price"]
    assert found.advantage == inputs["discount"]


def test_the_illustration_of_the_business_school(cases, beside):
    inputs, printed = published(cases, "evc-hbr-reference-300")
    better = parts(inputs, "functionality", "startup", "postpurchase")
    found = beside(0, reference_value=str(inputs["reference"]), positive_differentiation=better)
    assert (found.total_positive, found.economic_value) == (printed["add"], printed["evc"])


def test_what_the_offer_does_worse_is_taken_off(beside):
    worse = [{"statement": "Retraining", "amount": "30"}]
    found = beside(80, reference_value="100", negative_differentiation=worse)
    assert (found.economic_value, found.advantage) == (70, -10)


def test_an_alternative_over_time_is_summed_over_the_horizon(result):
    """By hand: 10 + 20 + 30."""
    found = result(
        assumptions=[{"key": "rent", "by_year": ["10", "20", "30"], "initial": "0"}],
        alternatives=[{"key": "wait", "statement": "Wait", "reference_value": "CUM(rent)"}],
    ).alternatives[0]
    assert found.reference_value == 60
    assert found.kind is None


def test_printed_parts_add_up_to_printed_totals(beside):
    """Three thirds of one cent each leave as nothing, and so does their sum."""
    thirds = [{"statement": "A third", "amount": "0.01 / 3"} for _ in range(3)]
    found = beside(0, positive_differentiation=thirds)
    assert sum(part.amount for part in found.positive_differentiation) == found.total_positive


def test_an_alternative_without_a_result_is_a_fault_with_its_place(beside):
    with pytest.raises(CalculationError) as caught:
        beside(1, positive_differentiation=[{"statement": "Endless", "amount": "1 / 0"}])
    place = "#/alternatives/0/positive_differentiation/0/amount"
    assert caught.value.faults[0].pointer == place
