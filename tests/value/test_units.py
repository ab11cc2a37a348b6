"""Units through every formula: what fits, what does not, and how literals were understood."""

from __future__ import annotations

import time

import pytest

from app.value.units import check_units

FIGURES = {
    "users": "user",
    "agents": "FTE",
    "arpu": "EUR/user/month",
    "fee": "EUR/month",
    "rate": "EUR/hour",
    "saved": "hour/FTE/week",
    "calls": "call/year",
    "cost": "EUR/call",
    "share": "%",
    "dollars": "USD/year",
    "exchange": "EUR/USD",
    "yearly": "EUR/year",
    "thousands": "kEUR",
    "bare": None,
}


@pytest.fixture(scope="module")
def check(state):
    """Check one formula as the yearly money of a benefit, over figures with units."""

    def run(formula, **fields):
        figures = [
            {"key": key, "value": "2", **({"unit": unit} if unit else {})}
            for key, unit in FIGURES.items()
        ]
        more = fields.pop("more", [])
        line = {"key": "gain", "statement": "Gain", "per_year": formula}
        return check_units(state(assumptions=[*figures, *more], benefits=[line], **fields))

    return run


@pytest.mark.parametrize(
    "formula",
    [
        "users * arpu * 12",
        "fee * 12 + yearly",
        "agents * saved * 46 * rate",
        "calls * cost * share",
        "dollars * exchange",
        "thousands * 1000",
        "yearly * (1 + share) ^ (YEAR() - 1)",
        "IF(users > 1000, yearly, 0)",
        "MAX(yearly - 500, 0)",
        "CUM(yearly) - PREV(yearly)",
        "ROUND(yearly / 1000, 0) * 1000",
        "agents * saved * 8 / 8 * 52 * rate",
        "bare * users",  # nothing is known, so nothing is said
        "SUM(yearly, calls * cost)",
        "1200",
    ],
)
def test_what_fits_is_left_alone(check, formula):
    assert check(formula).problems == ()


@pytest.mark.parametrize(
    ("formula", "kind", "reason", "advice"),
    [
        ("users * arpu", "mismatch", "gives EUR/month, where EUR is needed", "multiply by 12"),
        ("fee", "mismatch", "gives EUR/month", "multiply by 12"),
        ("agents * saved * 46", "mismatch", "gives hour", "worth"),
        ("rate", "mismatch", "gives EUR/hour", "multiply by the hours in a year"),
        ("yearly + users", "mismatch", "“users” is user, beside EUR", "not money"),
        ("yearly + dollars", "mixed_currencies", "“dollars” is USD, beside EUR", "exchange rate"),
        ("dollars", "mixed_currencies", "gives USD, where EUR is needed", "exchange rate"),
        ("thousands", "mismatch", "gives EUR·thousand", "multiply by 1000"),
        ("IF(users > yearly, yearly, 0)", "mismatch", "“yearly” is EUR, beside user", "factor"),
        ("users * yearly", "mismatch", "gives EUR·user", "“user” is left over"),
        ("cost", "mismatch", "gives EUR/call", "multiply by a number of calls"),
    ],
)
def test_what_does_not_fit_is_named_with_the_way_out(check, formula, kind, reason, advice):
    (problem,) = check(formula).problems
    assert problem.kind == kind
    assert problem.pointer == "#/benefits/0/per_year"
    assert reason in problem.reason
    assert advice in problem.advice


def test_years_taken_for_hours_are_told_with_the_way_out(check):
    times = [
        {"key": "hours", "value": "300", "unit": "hour"},
        {"key": "years", "value": "5", "unit": "year"},
    ]
    (problem,) = check("(hours + years) * rate", more=times).problems
    assert problem.reason.startswith("“years” is a plain number, beside hour (column 10")
    assert problem.advice == (
        "It is not in hours: multiply by the hours that one of it stands for, such as those in a "
        "year."
    )


def test_a_literal_is_read_as_a_conversion_where_that_makes_it_fit(check):
    reading = check("users * arpu * 12").readings[-1]
    assert reading.gives == "EUR"
    assert reading.notes == ("12 read as months per year",)


def test_an_assumption_is_held_to_the_unit_it_declares(check):
    derived = {"key": "revenue", "formula": "users * arpu", "unit": "EUR/year"}
    found = check("revenue", more=[derived])
    assert [problem.pointer for problem in found.problems] == ["#/assumptions/14/formula"]


def test_an_assumption_that_declares_none_has_what_its_formula_gives(check):
    derived = {"key": "revenue", "formula": "users * arpu"}
    found = check("revenue", more=[derived])
    assert [problem.pointer for problem in found.problems] == ["#/benefits/0/per_year"]


def test_two_clashes_in_one_formula_are_both_told(check):
    assert len(check("(yearly + users) * (yearly + calls) / bare").problems) == 2


def test_a_claim_is_in_the_unit_of_its_pool(check):
    pools = [{"key": "hours", "per_year": "agents * saved * 46", "unit": "hour"}]
    found = check("users * arpu * 12", pools=pools)
    assert found.problems == ()
    found = check("users * arpu * 12", pools=[pools[0] | {"per_year": "agents"}])
    assert [problem.pointer for problem in found.problems] == ["#/pools/0/per_year"]


def test_the_longest_product_of_conversions_is_read_in_no_time(check):
    formula = " * ".join(["users * arpu", *["12 * 60 * 8 * 40 * 4"] * 40])
    started = time.perf_counter()
    check(formula)
    assert time.perf_counter() - started < 0.2
