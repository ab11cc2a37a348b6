"""What documents tell of how sure a case is: the figures of the analyses, none promising more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest

from app.documents.analysed import analyses_of
from app.documents.shown import shown_figures
from app.value.rounding import whole
from app.value.simulation import simulate
from tests.documents import orders
from tests.documents.statements import benefit, stated


def analysed(statement, **options):
    order = orders.order(statement, **options)
    return analyses_of(order, shown_figures(order.result, before_risk=True))


def test_the_example_breaks_even_with_62_500_of_its_104_167_users():
    found = {one.key: one for one in analysed(orders.ALL["example"]()).break_evens.rows}
    users = found["users"]
    assert users.kind == "holds_with_only"
    assert (users.reached, users.figure) == ((Decimal(62500),), Decimal(104167))
    assert users.within_range is False
    assert found["arpu_target"].kind == "holds_if_falls"
    assert found["arpu_target"].within_range is True
    assert found["marketing_cost"].kind == "holds_if_rises"


def test_a_losing_case_says_what_it_would_take():
    rows = analysed(
        stated(
            assumptions=[{"key": "users", "label": "Users", "value": "100", "unit": "user"}],
            benefits=[benefit("b", "Save", "users * 10")],
            investments=[{"key": "i", "statement": "Pay", "upfront": "6000"}],
        )
    ).break_evens.rows
    assert [(one.kind, one.reached) for one in rows] == [("only_if_rises", (Decimal(200),))]


def test_a_break_even_never_promises_more_than_was_found():
    rows = analysed(
        stated(
            horizon_years=1,
            assumptions=[{"key": "users", "value": "5000", "unit": "user"}],
            benefits=[benefit("b", "Save", "users * 3")],
            investments=[{"key": "i", "statement": "Pay", "upfront": "10000"}],
        )
    ).break_evens.rows
    assert rows[0].reached == (Decimal(3334),)  # 3,333 users would not quite do


def test_assumptions_without_any_range_are_moved_by_a_tenth():
    found = analysed(orders.ALL["losing"]()).tornado
    assert found.spread == Decimal("0.1")
    assert (found.swings[0].low, found.swings[0].high) == (Decimal(810000), Decimal(990000))
    assert analysed(orders.ALL["example"]()).tornado.spread is None


def test_a_step_within_a_range_is_told():
    statement = stated(
        horizon_years=1,
        assumptions=[{"key": "users", "value": "900", "low": "500", "high": "1500"}],
        benefits=[benefit("b", "Save", "IF(users >= 1000, 90000, 10000)")],
    )
    swing = analysed(statement).tornado.swings[0]
    assert swing.steps_after < 1000 <= swing.steps_before


def test_the_simulation_is_that_of_the_interface():
    statement = orders.ALL["example"]()
    told, asked = analysed(statement).simulation, simulate(statement, seed=1)
    assert (told.seed, told.draws) == (asked.seed, asked.draws)
    assert (told.p10, told.p50, told.p90) == tuple(
        whole(figure) for figure in (asked.value.p10, asked.value.p50, asked.value.p90)
    )


def test_no_digit_of_a_percentile_is_told_that_its_error_does_not_support():
    statement = orders.ALL["example"]()
    told, errors = analysed(statement).simulation, simulate(statement, seed=1).value.standard_errors
    for name in ("p10", "p50", "p90"):
        error = getattr(errors, name)
        assert getattr(told, name) % 10 ** error.adjusted() == 0


def test_a_case_without_ranges_is_not_simulated():
    assert analysed(orders.ALL["losing"]()).simulation is None


def test_a_risk_that_may_count_twice_is_said():
    assert analysed(orders.ALL["endless-names"]()).simulation.counts_risk_twice
    assert not analysed(orders.ALL["example"]()).simulation.counts_risk_twice


def test_scenarios_add_up_and_stand_around_the_case_as_stated():
    bad, stated_one, good = analysed(orders.ALL["example"]()).scenarios
    assert bad.value < stated_one.value < good.value
    for one in (bad, stated_one, good):
        assert one.benefits - one.investment == one.value


def test_what_a_document_does_not_show_is_not_calculated():
    summary = analysed(orders.ALL["example"](), variant="player", player="cmo")
    assert (summary.tornado, summary.break_evens, summary.simulation) == (None, None, None)
    left_out = analysed(orders.ALL["example"](), without=("sensitivity",))
    assert left_out.tornado is None
    assert left_out.proof


@pytest.mark.parametrize("name", orders.ALL)
def test_every_statement_is_analysed_within_seconds(name):
    statement = orders.ALL[name]()
    began = process_time()
    analysed(statement)
    assert process_time() - began < 8


def test_a_version_frozen_by_other_rules_is_printed_without_what_has_no_result_now():
    order = orders.order(orders.ALL["example"]())
    broken = order.statement.model_copy(
        update={
            "benefits": tuple(
                one.model_copy(update={"per_year": "users / (arpu_now - arpu_now)"})
                for one in order.statement.benefits
            )
        }
    )
    shown = shown_figures(order.result, before_risk=True)
    found = analyses_of(replace(order, statement=broken), shown)
    assert (found.tornado, found.break_evens, found.simulation) == (None, None, None)
    assert found.scenarios == ()
    assert found.proof


def test_the_same_order_gives_the_same_analyses():
    first, second = (analysed(orders.ALL["example"]()) for _ in range(2))
    assert first == second
