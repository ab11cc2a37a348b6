"""The array evaluator and the exact one agree, at base values and wherever figures move."""

from __future__ import annotations

import json
from decimal import Decimal
from math import inf, isnan
from pathlib import Path

import numpy as np
import pytest

from app.value import ValueStatement, calculate
from app.value.case import case_of
from app.value.formulas.arithmetic import exactly
from app.value.lanes import MEASURES, lanes_of
from app.value.measures import measures_of

STUDIES = sorted((Path(__file__).parents[1] / "cases" / "statements").glob("*.json"))


def agreeing(found, exact):
    """Whether a figure agrees to nine digits; None is NaN, or infinite for a payback."""
    if exact is None:
        return isnan(found) or found == inf
    return found == pytest.approx(float(exact), rel=1e-9, abs=1e-6)


def exact_measures(statement):
    """Every measure of a statement by its name, from the exact evaluator."""
    with exactly():
        case = case_of(statement)
        measures = measures_of(case)
        return {
            "value": case.total("benefit") - case.total("investment"),
            "npv": measures.npv,
            "total_benefits": case.total("benefit"),
            "total_investment": case.total("investment"),
            "present_value_of_benefits": case.present_value("benefit"),
            "present_value_of_investment": case.present_value("investment"),
            "roi": measures.roi,
            "payback_months": measures.payback_months,
            "net_by_period": case.net.by_period,
            "line_totals": [line.flow.total for line in case.lines],
        }


def assert_agree(statement):
    """Hold every measure at base values to the exact one."""
    exact, found = exact_measures(statement), lanes_of(statement).evaluate({})
    for measure in MEASURES:
        figures = (
            exact[measure] if measure in ("net_by_period", "line_totals") else [exact[measure]]
        )
        for mine, theirs in zip(np.atleast_2d(found[measure]).reshape(-1), figures, strict=True):
            assert agreeing(mine, theirs), (measure, mine, theirs)


@pytest.mark.parametrize("convention", ["year_end", "mid_year", "monthly"])
@pytest.mark.parametrize("path", STUDIES, ids=[path.stem for path in STUDIES])
def test_both_evaluators_agree_on_every_published_study(path, convention):
    body = json.loads(path.read_text(encoding="utf-8"))["statement"]
    assert_agree(ValueStatement.model_validate_json(json.dumps(body | {"convention": convention})))


def test_both_agree_on_ramps_growth_timing_and_one_offs(state, benefit, investment):
    assert_agree(
        state(
            assumptions=[
                {"key": "users", "by_year": ["100", "250", "300"], "initial": "10"},
                {"key": "total", "formula": "CUM(users) - PREV(users)"},
            ],
            benefits=[
                benefit(per_year="total * 7 + YEAR() * 20", starts_month=5, adoption=["0.3", "1"]),
                benefit("grown", per_year="users * 2", growth="0.03", risk_adjustment="0.15"),
            ],
            investments=[
                investment(upfront="INITIAL(users) * 90", risk_adjustment="0.1"),
                investment("later", one_off=[{"month": 20, "amount": "users * 3"}]),
                investment("run", per_year="users", ends_month=30),
            ],
        )
    )


def test_lanes_are_the_statements_one_would_get_by_replacing_figures(state, benefit, investment):
    def with_users(users):
        return state(
            assumptions=[{"key": "users", "value": users}, {"key": "fee", "value": "900"}],
            benefits=[benefit(per_year="IF(users > 30, users * 10, users * 8)")],
            investments=[investment(upfront="fee")],
        )

    users = ["10", "20", "30", "31", "40"]
    found = lanes_of(with_users("25")).evaluate({"users": [float(one) for one in users]})
    for lane, figure in enumerate(users):
        exact = exact_measures(with_users(figure))
        for measure in ("value", "npv", "roi", "payback_months"):
            assert agreeing(found[measure][lane], exact[measure])


def test_figures_by_year_are_scaled_as_a_whole(state, benefit):
    statement = state(
        assumptions=[{"key": "users", "by_year": ["100", "200", "300"]}],
        benefits=[benefit(per_year="users")],
    )
    assert lanes_of(statement).base == {"users": 200.0}
    found = lanes_of(statement).evaluate({"users": [200.0, 100.0]})
    assert found["net_by_period"].tolist() == [[0, 0], [100, 50], [200, 100], [300, 150]]


def test_figures_whose_average_is_zero_cannot_vary(state, benefit):
    statement = state(
        assumptions=[{"key": "swing", "by_year": ["-100", "0", "100"]}],
        benefits=[benefit(per_year="swing")],
    )
    assert lanes_of(statement).base == {}
    assert lanes_of(statement).evaluate({}).value.tolist() == [0.0]


def test_lanes_without_a_result_are_not_a_number_and_the_others_unharmed(state, benefit):
    statement = state(
        assumptions=[{"key": "share", "value": "0.5"}],
        benefits=[benefit(per_year="100 / share")],
    )
    found = lanes_of(statement).evaluate({"share": [0.5, 0.0, 0.25]}).value
    assert found[[0, 2]].tolist() == [600.0, 1200.0]
    assert isnan(found[1])


def test_a_payback_beyond_the_horizon_is_infinite_and_one_without_result_is_none(
    state, benefit, investment
):
    statement = state(
        assumptions=[{"key": "saved", "value": "100"}],
        benefits=[benefit(per_year="100 * saved / MAX(saved, 0)")],
        investments=[investment(upfront="150")],
    )
    found = lanes_of(statement).evaluate({"saved": [100.0, 0.0]})["payback_months"]
    assert found[0] == pytest.approx(18)
    assert isnan(found[1])
    dear = statement.model_copy(
        update={"investments": (statement.investments[0].model_copy(update={"upfront": "500"}),)}
    )
    assert lanes_of(dear).evaluate({})["payback_months"].tolist() == [inf]


def test_an_unknown_column_is_refused(state):
    with pytest.raises(KeyError, match="nobody"):
        lanes_of(state()).evaluate({"nobody": [1.0]})


def test_lanes_beyond_one_chunk_are_worked_out_alike(state, benefit):
    statement = state(
        assumptions=[{"key": "users", "value": "5"}], benefits=[benefit(per_year="users ^ 2")]
    )
    users = np.linspace(0, 10, 20_001)
    assert np.allclose(lanes_of(statement).evaluate({"users": users}).value, 3 * users**2)


def test_only_what_varies_is_a_column(state, benefit):
    statement = state(
        assumptions=[{"key": "users", "value": "5"}, {"key": "price", "value": "2"}],
        benefits=[benefit(per_year="users * price")],
    )
    lanes = lanes_of(statement, varying=["users"])
    assert lanes.base == {"users": 5.0}
    assert lanes.evaluate({"users": [5.0, 10.0]}).value.tolist() == [30.0, 60.0]
    assert calculate(statement).value == Decimal("30.00")
