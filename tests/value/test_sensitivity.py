"""The tornado and tables of two: by hand, then published cases, then laws."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.ranges import NotVariableError, moved_to, plausible_range, range_of
from app.value.sensitivity import tornado
from app.value.two_way import TooManyFiguresError, two_way

CENT = Decimal("0.01")


def named(key, value, low=None, high=None, **more):
    return {"key": key, "value": value, "low": low, "high": high, **more}


@pytest.fixture
def sales(state, benefit, investment):
    """Value = 3 × (users × price − 100), and 500 at the start."""

    def make(**more):
        return state(
            assumptions=[
                named("price", "10", "9", "11", unit="EUR"),
                named("users", "100", "60", "120", unit="user"),
                named("cost", "100", "80", "150"),
                named("fixed", "3"),
            ],
            benefits=[benefit(per_year="users * price - cost")],
            investments=[investment(upfront="500")],
            **more,
        )

    return make


def test_bars_stand_in_order_of_their_swing_with_both_ends(sales):
    found = tornado(sales())
    assert [bar.key for bar in found.bars] == ["users", "price", "cost"]
    users = found.bars[0]
    assert (found.value, users.low.value, users.high.value) == (2200, 1000, 2800)
    assert (users.low.figure, users.figure, users.high.figure) == (60, 100, 120)
    assert users.swing == 1800


def test_the_direction_is_found_and_not_assumed(sales):
    directions = {bar.key: bar.direction for bar in tornado(sales()).bars}
    assert directions == {
        "users": "higher_is_better", "price": "higher_is_better", "cost": "lower_is_better",
    }  # fmt: skip


def test_what_has_no_range_is_listed_and_gets_one_by_a_spread(sales):
    assert tornado(sales()).without_range == ("fixed",)
    found = tornado(sales(), spread=Decimal("0.1"))
    assert found.without_range == ()
    bars = {bar.key: bar for bar in found.bars}
    assert (bars["users"].low.figure, bars["users"].high.figure) == (90, 110)
    assert (bars["fixed"].swing, bars["fixed"].direction) == (0, "none")


def test_a_bar_whose_ends_are_both_worse_is_marked(state, benefit):
    found = tornado(
        state(
            assumptions=[named("price", "10", "5", "15")],
            benefits=[benefit(per_year="price * (20 - price)")],
        )
    ).bars[0]
    assert found.ends_on_same_side
    assert (found.low.value, found.high.value, found.swing) == (225, 225, 75)


def test_a_bar_that_hides_a_step_is_marked_with_its_place(state, benefit):
    found = tornado(
        state(
            assumptions=[named("users", "100", "50", "114")],
            benefits=[benefit(per_year="IF(users >= 80, 1000, 0) + users")],
        )
    ).bars[0]
    assert (found.hidden_step.after, found.hidden_step.before) == (79, 80)
    assert found.hidden_step.jump == 3003


def test_rounding_to_whole_users_is_no_step_worth_a_mark(state, benefit):
    found = tornado(
        state(
            assumptions=[named("users", "1000", "500", "1500")],
            benefits=[benefit(per_year="ROUND(users, 0) * 10")],
        )
    ).bars[0]
    assert found.hidden_step is None


def test_few_large_servers_are_steps(state, investment):
    found = tornado(
        state(
            assumptions=[named("users", "1000", "500", "1500")],
            investments=[investment(upfront="ROUNDUP(users / 500, 0) * 10000")],
        )
    ).bars[0]
    assert found.hidden_step.jump == -10000


def test_an_end_without_a_result_is_null(state, benefit):
    found = tornado(
        state(
            assumptions=[named("days", "10", "0", "20")],
            benefits=[benefit(per_year="1000 / days")],
        )
    ).bars[0]
    assert (found.low.value, found.high.value, found.swing) == (None, 150, None)


def test_figures_by_year_are_moved_as_a_whole(state, benefit):
    found = tornado(
        state(
            assumptions=[
                {"key": "users", "by_year": ["100", "200", "300"], "low": "100", "high": "400"}
            ],
            benefits=[benefit(per_year="users")],
        )
    ).bars[0]
    assert (found.figure, found.low.value, found.high.value) == (200, 300, 1200)


def test_the_range_of_a_discrete_assumption_spans_its_outcomes(state, benefit):
    outcomes = [{"value": "0", "probability": "0.5"}, {"value": "8", "probability": "0.5"}]
    one = named("wins", "4", distribution="discrete", outcomes=outcomes)
    found = tornado(state(assumptions=[one], benefits=[benefit(per_year="wins")])).bars[0]
    assert (found.low.figure, found.high.figure) == (0, 8)


def test_two_assumptions_stand_against_each_other(sales):
    table = two_way(sales(), "users", "price")
    assert table.rows.figures == (60, 80, 100, 110, 120)
    assert table.columns.figures == (9, Decimal("9.5"), 10, Decimal("10.5"), 11)
    assert table.cells[2][2] == 2200
    assert table.cells[0][4] == 3 * (60 * 11 - 100) - 500


def test_a_table_takes_figures_of_ones_own(sales):
    table = two_way(
        sales(), "users", "fixed", row_figures=[Decimal(50)], column_figures=[Decimal(1)] * 2
    )
    assert table.cells == ((700, 700),)


def test_a_table_refuses_what_cannot_be_moved_and_what_cannot_be_read(sales):
    with pytest.raises(NotVariableError, match="There is no figure “nothing”"):
        two_way(sales(), "users", "nothing")
    with pytest.raises(TooManyFiguresError, match="30 figures"):
        two_way(sales(), "users", "price", row_figures=[Decimal(1)] * 30)


def test_the_plausible_range_keeps_the_side_of_zero_and_the_hard_bounds(sales):
    price, users, *_ = sales().assumptions
    assert (plausible_range(users).low, plausible_range(users).high) == (0, 220)
    bounded = price.model_copy(update={"at_least": Decimal(8), "at_most": Decimal(12)})
    assert (plausible_range(bounded).low, plausible_range(bounded).high) == (8, 12)


def test_a_published_five_year_project(state, benefit):
    """sabv-tornado-five-year: sales of 100 growing by 6 %, a margin of 18 %, 10 % a year."""
    statement = state(
        horizon_years=5,
        assumptions=[
            named("sales", "100"), named("growth", "0.06"), named("margin", "0.18"),
        ],
        benefits=[benefit(per_year="sales * (1 + growth) ^ YEAR() * margin")],
    )  # fmt: skip
    found = tornado(statement, "npv", spread=Decimal("0.1"))
    bars = {bar.key: bar for bar in found.bars}
    assert found.npv == pytest.approx(Decimal("80.6"), abs=Decimal("0.05"))
    assert bars["sales"].low.npv == pytest.approx(Decimal("72.6"), abs=Decimal("0.05"))
    assert bars["sales"].high.npv == pytest.approx(Decimal("88.7"), abs=Decimal("0.05"))
    assert bars["sales"].swing == pytest.approx(Decimal("16.1"), abs=Decimal("0.05"))
    assert found.bars[-1].key == "growth"


@pytest.mark.parametrize("name", ["tei-ems", "tei-m365-enterprise-e5"])
def test_in_a_study_both_ends_are_what_the_exact_calculation_gives(cases, name):
    body = json.loads((cases / "statements" / f"{name}.json").read_text(encoding="utf-8"))
    statement = ValueStatement.model_validate(body["statement"])
    found = tornado(statement, spread=Decimal("0.2"))
    by_key = {one.key: one for one in statement.assumptions}
    for bar in found.bars[:6]:
        end = range_of(by_key[bar.key], Decimal("0.2")).high
        exact = calculate(changed(statement, moved_to(by_key[bar.key], end)))
        assert abs(bar.high.value - exact.value) <= CENT
        assert abs(bar.high.npv - exact.metrics.npv) <= CENT


@given(st.integers(1, 99), st.integers(1, 99), st.integers(100, 900))
def test_a_bar_of_a_product_is_its_range_times_the_other_factor(low, high, other):
    low, high = sorted((low, high))
    fields = {
        "title": "A", "currency_code": "EUR", "horizon_years": 1, "discount_rate": "0.1",
        "assumptions": [
            named("a", str(low), str(low), str(high)), named("b", str(other)),
        ],
        "benefits": [{"key": "x", "statement": "X", "per_year": "a * b"}],
    }  # fmt: skip
    assert tornado(ValueStatement.model_validate(fields)).bars[0].swing == (high - low) * other


def changed(statement, assumption):
    replaced = [assumption if one.key == assumption.key else one for one in statement.assumptions]
    return statement.model_copy(update={"assumptions": tuple(replaced)})
