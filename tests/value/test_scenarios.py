"""Scenarios: the bad end is found, own figures replace derived ones, all figures are exact."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from app.value import CalculationError, ValueStatement, calculate
from app.value.bad_ends import bad_and_good_ends
from app.value.scenarios import scenarios
from tests.value.uncertain_figures import uncertain


def by_key(statement, **options):
    return {one.key: one for one in scenarios(statement, **options).scenarios}


def test_low_is_bad_for_a_gain_and_high_is_bad_for_a_cost(state, benefit, investment):
    """By hand: 3 × 80 − 3 × 60, 3 × 100 − 3 × 50, 3 × 130 − 3 × 40."""
    found = by_key(
        state(
            assumptions=[uncertain("saved", 80, 100, 130), uncertain("fee", 40, 50, 60)],
            benefits=[benefit(per_year="saved")],
            investments=[investment(per_year="fee")],
        )
    )
    assert [one.totals.value for one in found.values()] == [60, 150, 270]
    assert [one.totals.value_above_stated for one in found.values()] == [-90, 0, 120]
    assert [(one.key, one.figure) for one in found["conservative"].changes] == [
        ("saved", 80),
        ("fee", 60),
    ]
    assert found["expected"].changes == ()


def test_the_bad_end_of_one_figure_may_depend_on_another(state, benefit):
    """Keeping more customers is bad where each of them loses money: −5 × 100 < −5 × 60."""
    statement = state(
        assumptions=[uncertain("margin", -5, 2, 4), uncertain("kept", 60, 80, 100)],
        benefits=[benefit(upfront="margin * kept")],
    )
    bad, good = bad_and_good_ends(statement, "value")
    assert bad == {"margin": -5, "kept": 100}
    assert good == {"margin": 4, "kept": 100}
    assert by_key(statement)["conservative"].totals.value == -500


def test_two_ranges_that_help_only_one_at_a_time_are_not_both_moved(state, benefit):
    """Each alone is worse by ten, both together change nothing: x + y − 2xy at 0 or 1."""
    statement = state(
        assumptions=[uncertain("x", 0, 0, 1), uncertain("y", 0, 0, 1)],
        benefits=[benefit(upfront="100 - 10 * (x + y - 2 * x * y)")],
    )
    assert by_key(statement)["conservative"].totals.value == 90


def test_a_figure_that_is_best_as_it_stands_stays(state, benefit):
    statement = state(
        assumptions=[uncertain("x", -1, 0, 1)], benefits=[benefit(upfront="100 - x ^ 2")]
    )
    found = by_key(statement)
    assert "optimistic" not in found
    assert found["conservative"].totals.value == 99


def test_a_range_that_changes_nothing_is_left_alone(state, benefit):
    statement = state(
        assumptions=[uncertain("idle", 1, 2, 3), uncertain("x", 1, 2, 3)],
        benefits=[benefit(upfront="x")],
    )
    assert [one.key for one in by_key(statement)["conservative"].changes] == ["x"]


def test_own_scenarios_are_overrides_and_may_replace_a_figure_by_years(state, benefit):
    statement = state(
        assumptions=[{"key": "x", "value": "10"}, {"key": "y", "formula": "x * 2"}],
        benefits=[benefit(per_year="x + y")],
        scenarios=[
            {
                "key": "pilot_first",
                "label": "Pilot first",
                "overrides": [{"assumption": "x", "by_year": ["0", "10", "10"]}],
            },
            {"key": "flat", "overrides": [{"assumption": "y", "value": "5"}]},
        ],
    )
    found = by_key(statement)
    assert list(found) == ["expected", "pilot_first", "flat"]
    assert found["pilot_first"].label == "Pilot first"
    assert found["pilot_first"].totals.value == 60
    assert found["pilot_first"].changes[0].by_year == (0, 10, 10)
    assert found["flat"].totals.value == 45
    assert found["flat"].changes[0].stated is None


def test_an_own_scenario_takes_the_place_of_the_derived_one_of_its_key(state, benefit):
    statement = state(
        assumptions=[uncertain("x", 1, 10, 20)],
        benefits=[benefit(upfront="x")],
        scenarios=[{"key": "conservative", "overrides": [{"assumption": "x", "value": "7"}]}],
    )
    found = by_key(statement)
    assert (found["conservative"].kind, found["conservative"].totals.value) == ("own", 7)
    assert found["optimistic"].totals.value == 20


def test_a_scenario_without_a_result_says_why_and_leaves_the_others(state, benefit):
    statement = state(
        assumptions=[{"key": "x", "value": "2"}],
        benefits=[benefit(upfront="10 / x")],
        scenarios=[{"key": "none", "overrides": [{"assumption": "x", "value": "0"}]}],
    )
    found = by_key(statement)
    assert found["none"].totals is None
    assert "#/benefits/0/upfront" in found["none"].fault
    assert found["expected"].totals.value == 5


def test_an_end_without_a_result_is_not_an_end(state, benefit):
    statement = state(assumptions=[uncertain("x", 0, 2, 5)], benefits=[benefit(upfront="100 / x")])
    found = by_key(statement)
    assert found["conservative"].totals.value == 20
    assert "optimistic" not in found


def test_a_statement_without_a_result_has_no_scenarios(state, benefit):
    with pytest.raises(CalculationError):
        scenarios(state(assumptions=[uncertain("x", 0, 0, 5)], benefits=[benefit(upfront="1 / x")]))


def test_figures_by_year_move_as_a_whole(state, benefit):
    users = {"key": "users", "by_year": ["100", "200", "300"], "low": "100", "high": "300"}
    statement = state(assumptions=[users], benefits=[benefit(per_year="users")])
    found = by_key(statement)
    assert found["conservative"].totals.value == 300
    assert found["conservative"].changes[0].by_year == (50, 100, 150)


def test_the_bad_end_for_npv_may_be_the_good_one_for_value(state, benefit):
    """Paid late but more, at 10 % over two years: Value prefers 115 later, NPV 100 at once."""
    statement = state(
        assumptions=[uncertain("late", 0, 0, 1)],
        benefits=[
            benefit(upfront="100 * (1 - late)"),
            benefit("later", one_off=[{"month": 24, "amount": "115 * late"}]),
        ],
    )
    assert "optimistic" in by_key(statement)
    assert "optimistic" not in by_key(statement, target="npv")


def test_the_expected_scenario_is_the_result(cases):
    for name in ("new-data-services.json", "statements/tei-m365-enterprise-e5.json"):
        body = json.loads((cases / name).read_text(encoding="utf-8"))
        statement = ValueStatement.model_validate(body.get("statement", body))
        result, found = calculate(statement), by_key(statement)["expected"].totals
        assert found.model_dump(include={"value", "metrics", "reasons"}) == result.model_dump(
            include={"value", "metrics", "reasons"}
        )


def test_the_example_of_the_product_in_its_three_ways(cases):
    """By hand: 80,000 × (24 − 22.5) × 12 and 120,000 × (28 − 21.5) × 12, less three million."""
    statement = ValueStatement.model_validate_json((cases / "new-data-services.json").read_bytes())
    found = scenarios(statement)
    values = {one.key: one.totals.value for one in found.scenarios}
    assert values == {
        "conservative": Decimal(-1560000),
        "expected": Decimal(2000016),
        "optimistic": Decimal(6360000),
    }
    assert found.without_range == ("nodes", "node_cost", "nms_cost", "marketing_cost")
    assert found.words.startswith("Value by scenario: Conservative: −£1,560,000; Expected: £2,")
