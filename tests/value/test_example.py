"""The product's own example gives exactly the result its description prints."""

from __future__ import annotations

import json

import pytest

from app.value import ValueStatement, calculate

PRINTED = {
    "currency_code": "GBP",
    "convention": "year_end",
    "engine": "1",
    "periods": ["initial", "1"],
    "total_benefits": "5000016.00",
    "total_investment": "3000000.00",
    "value": "2000016.00",
    "before_risk_adjustment": {
        "total_benefits": "5000016.00",
        "total_investment": "3000000.00",
        "value": "2000016.00",
    },
    "present_value": {"benefits": "4545469.09", "investment": "3000000.00"},
    "metrics": {
        "npv": "1545469.09",
        "roi": "0.515156",
        "irr": "0.666672",
        "payback_months": "7.20",
        "discounted_payback_months": "7.92",
        "benefit_cost_ratio": "1.515156",
        "cost_of_delay": "416668.00",
        "cash_value": "2000016.00",
    },
    "reasons": {},
    "cash_flow": {
        "benefits": ["0.00", "5000016.00"],
        "investment": ["3000000.00", "0.00"],
        "net": ["-3000000.00", "5000016.00"],
        "cumulative": ["-3000000.00", "2000016.00"],
    },
    "overlap": None,
    "alternatives": [],
}
FIRST_LINE = {
    "side": "benefit",
    "key": "arpu_uplift",
    "ref": "A",
    "by_period": ["0.00", "5000016.00"],
    "total": "5000016.00",
    "present_value": "4545469.09",
    "before_risk_adjustment": {"by_period": ["0.00", "5000016.00"], "total": "5000016.00"},
}


@pytest.fixture(scope="module")
def example(cases):
    """The example of the product as it is posted."""
    return (cases / "new-data-services.json").read_bytes()


@pytest.fixture(scope="module")
def answer(example):
    """Its result as it leaves."""
    result = calculate(ValueStatement.model_validate_json(example))
    return json.loads(result.model_dump_json())


def test_the_example_gives_the_printed_figures(answer):
    assert {name: answer[name] for name in PRINTED} == PRINTED


def test_the_example_gives_the_printed_line(answer):
    assert answer["lines"][0] == FIRST_LINE
    assert [(line["ref"], line["key"]) for line in answer["lines"]] == [
        ("A", "arpu_uplift"),
        ("B", "nodes"),
        ("C", "nms"),
        ("D", "marketing"),
    ]


def test_the_example_reads_as_a_salesperson_writes_it(answer):
    sentence = answer["sentence"]
    assert sentence.startswith("We believe that Company A should be able to ")
    for clause in (
        "through the ability to offer new data services",
        "as a result of a network expansion and the creation and launch of a new data service",
        "for an investment of £3",
        "based on the following assumptions",
    ):
        assert clause in sentence


def test_a_statement_survives_its_own_wire_form(example):
    statement = ValueStatement.model_validate_json(example)
    written = statement.model_dump_json(exclude_none=True, by_alias=True)
    assert ValueStatement.model_validate_json(written) == statement
    assert json.loads(written)["discount_rate"] == "0.10"
