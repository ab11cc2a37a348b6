"""Which test is suggested, and what recording its outcome does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.value import calculate
from app.value.outcome import Outcome, OutcomeOutOfBoundsError, recorded
from app.value.pilot import pilot_effect
from app.value.ranges import NotVariableError
from app.value.suggested_tests import Suggestions
from tests.value.uncertain_figures import uncertain


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"status": "disputed", "basis": "vendor_estimate"}, "ask_the_customer"),
        ({"status": "pilot"}, "ask_the_customer"),
        ({"basis": "customer_data"}, "ask_the_customer"),
        ({"basis": "reference_customer"}, "pilot"),
        ({"basis": "vendor_estimate"}, "pilot"),
        ({"basis": "analyst_estimate"}, "benchmark"),
        ({}, "ask_the_customer"),
    ],
)
def test_the_test_follows_from_what_is_known_of_a_figure(state, benefit, fields, kind):
    statement = state(
        assumptions=[{"key": "x", "value": "1", **fields}], benefits=[benefit(per_year="x")]
    )
    assert Suggestions(statement).test_for(statement.assumptions[0]).kind == kind


def test_today_is_asked_and_tomorrow_is_tried(state, benefit):
    figures = [{"key": key, "value": "1", "basis": "analyst_estimate"} for key in ("now", "then")]
    metric = {"label": "Metric", "from": "now", "to": "then"}
    statement = state(assumptions=figures, benefits=[benefit(per_year="then - now", metric=metric)])
    kinds = [Suggestions(statement).test_for(one).kind for one in statement.assumptions]
    assert kinds == ["ask_the_customer", "pilot"]


def test_own_costs_are_asked_and_ours_held_against_earlier_projects(state, investment):
    statement = state(
        assumptions=[{"key": "team", "value": "1"}, {"key": "licence", "value": "1"}],
        investments=[
            investment("own", upfront="team", paid_to="customer"),
            investment(upfront="licence", paid_to="vendor"),
        ],
    )
    kinds = [Suggestions(statement).test_for(one).kind for one in statement.assumptions]
    assert kinds == ["ask_the_customer", "benchmark"]


@pytest.fixture
def unproven(state, benefit, investment):
    return state(
        assumptions=[uncertain("saved", 60, 100, 160), {"key": "fee", "value": "150"}],
        benefits=[benefit(per_year="saved")],
        investments=[investment(upfront="fee")],
    )


def test_a_recorded_outcome_moves_the_figure_its_range_and_its_proof(unproven):
    outcome = Outcome(assumption="saved", value="90", low="85", high="96", source="Pilot, May")
    after = recorded(unproven, outcome)
    found = after.assumptions[0]
    assert (found.value, found.low, found.high) == (90, 85, 96)
    assert (found.status, found.source) == ("pilot", "Pilot, May")
    proof = {one.strength: one.total_benefits for one in calculate(after).proof}
    assert (proof["pilot"], proof["estimate"]) == (270, 0)
    assert unproven.assumptions[0].value == 100


def test_the_effect_of_a_pilot_is_told_before_and_after(unproven):
    outcome = Outcome(assumption="saved", value="90", low="85", high="96", source="Pilot, May")
    found = pilot_effect(unproven, outcome, seed=1)
    assert (found.before.value, found.after.value) == (150, 120)
    for figure, by_hand in (
        (found.before.p10, 30),
        (found.before.p90, 330),
        (found.after.p10, 105),
        (found.after.p90, 138),
    ):
        assert float(figure) == pytest.approx(by_hand, abs=1.5)
    assert found.before.chance_above_zero < Decimal("0.96")
    assert found.after.chance_above_zero == 1
    assert found.words.startswith("Eight times in ten, Value lay within €")


def test_a_figure_that_is_measured_without_a_range_is_known(unproven):
    found = pilot_effect(
        unproven, Outcome(assumption="saved", value="90", confirmed_by="Finance"), seed=1
    )
    assert found.after.p10 == found.after.p90 == found.after.value == 120
    assert found.after.chance_above_zero == 1


def test_a_course_by_year_is_kept(state, benefit):
    statement = state(
        assumptions=[{"key": "users", "by_year": ["100", "200", "300"]}],
        benefits=[benefit(per_year="users")],
    )
    after = recorded(statement, Outcome(assumption="users", value="100", source="Pilot"))
    assert after.assumptions[0].by_year == (50, 100, 150)


def test_an_outcome_says_where_it_comes_from():
    with pytest.raises(ValidationError, match="source"):
        Outcome(assumption="x", value="1")


def test_an_outcome_for_nothing_is_refused(unproven):
    with pytest.raises(NotVariableError, match="saved, fee"):
        recorded(unproven, Outcome(assumption="none", value="1", source="Pilot"))


def test_an_outcome_beyond_hard_bounds_is_refused(state):
    statement = state(assumptions=[{"key": "share", "value": "0.5", "at_most": "1"}])
    with pytest.raises(OutcomeOutOfBoundsError, match=r"“share” cannot be recorded.*at_most 1"):
        recorded(statement, Outcome(assumption="share", value="1.2", source="Pilot"))
