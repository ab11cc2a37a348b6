"""Formulas written to hurt are refused or answered; how fast, the benchmarks show."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from app.value import CalculationError, ValueStatement, calculate, faults_of
from app.value.consistency import MOST_WORK

BOMBS = [
    "9^(9^9)",
    "2^(10^9)",
    "10^(10^(10^9))",
    "1e18^5 * 1e18",
    "EXP(1e9)",
    "EXP(EXP(EXP(9)))",
    "POWER(1.000001, 1e18)",
    "CUM(1e18^5 * 9000000000)",
    "1 / 1e-15 ^ 6 * 1e18",
]


@pytest.mark.parametrize("formula", BOMBS)
def test_an_exponent_bomb_is_too_large(result, benefit, formula):
    with pytest.raises(CalculationError) as caught:
        result(assumptions=[{"key": "x", "formula": formula}], benefits=[benefit(per_year="x")])
    fault = caught.value.faults[0]
    assert (fault.code, fault.pointer) == ("UNDEFINED", "#/assumptions/0/formula")
    assert "too large" in fault.detail


@pytest.mark.parametrize("zero", ["0e50000000", "0e-50000000", "0e-50000000%"])
def test_a_zero_of_many_digits_does_not_fill_the_answer(result, benefit, zero):
    with pytest.raises(CalculationError) as caught:
        result(assumptions=[{"key": "x", "formula": zero}], benefits=[benefit(per_year="1 / x")])
    assert len(str(caught.value.faults)) < 1000


@pytest.mark.parametrize(
    "storm",
    [
        " + ".join(["LN(1.000001)"] * 100),
        " + ".join(["1.000001^0.9"] * 100),
        "SQRT(" * 38 + "2" + ")" * 38,
        "EXP(LN(" * 19 + "2" + "))" * 19,
        "MAX(" + ", ".join(["EXP(1.1)"] * 60) + ")",
    ],
    ids=["logarithms", "powers", "roots", "back and forth", "arguments"],
)
def test_one_storm_is_answered(figure, storm):
    assert figure(storm) > 0


def test_a_hundred_storms_are_refused_before_they_are_calculated(state):
    storm = " + ".join(["LN(1.1)"] * 30)
    with pytest.raises(ValidationError) as caught:
        state(
            horizon_years=30,
            assumptions=[{"key": f"x{number}", "formula": storm} for number in range(100)],
        )
    (fault,) = faults_of(caught.value.errors())
    assert (fault.code, fault.pointer) == ("TOO_MUCH_WORK", "#")
    assert f"{MOST_WORK:,}" in fault.detail


@pytest.mark.parametrize("formula", ["1" + "+1" * 20_000, "(" * 500 + "1" + ")" * 500])
def test_long_and_deep_formulas_are_refused_where_they_stand(state, benefit, formula):
    with pytest.raises(ValidationError) as caught:
        state(benefits=[benefit(per_year=formula)])
    (fault,) = faults_of(caught.value.errors())
    assert fault.pointer == "#/benefits/0/per_year"
    assert len(fault.detail) < 200


def test_a_chain_of_500_assumptions_is_calculated():
    chain = [{"key": "x0", "value": "1"}] + [
        {"key": f"x{number}", "formula": f"x{number - 1} + 1"} for number in range(1, 500)
    ]
    body = {
        "title": "A chain",
        "currency_code": "EUR",
        "horizon_years": 30,
        "discount_rate": "0.1",
        "assumptions": chain[::-1],
        "benefits": [{"key": "gain", "statement": "Gain", "per_year": "x499"}],
    }
    assert calculate(ValueStatement.model_validate_json(json.dumps(body))).value == 500 * 30


def test_a_ring_of_500_assumptions_is_refused(state):
    ring = [{"key": f"x{number}", "formula": f"x{(number + 1) % 500} + 1"} for number in range(500)]
    with pytest.raises(ValidationError) as caught:
        state(assumptions=ring)
    (fault,) = faults_of(caught.value.errors())
    assert fault.code == "CYCLE"
