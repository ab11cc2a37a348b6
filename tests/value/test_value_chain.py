"""Goals flow down an organisation, benefits flow back up, and the sums are checked on the way."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, calculate
from app.value.value_chain import NotInChainError, value_chain

DEAL = {
    "title": "New data services",
    "currency_code": "GBP",
    "horizon_years": 1,
    "discount_rate": "0.10",
    "key_players": [
        {"key": "ceo", "name": "Ann", "role": "Chief Executive Officer"},
        {"key": "cmo", "name": "Ben", "role": "Chief Marketing Officer"},
        {"key": "marketing", "name": "Cas", "role": "Head of marketing"},
    ],
    "assumptions": [
        {"key": "profit_now", "value": "20000000", "unit": "GBP"},
        {"key": "profit_target", "value": "25000000", "unit": "GBP"},
        {"key": "arpu_now", "value": "22", "unit": "GBP/user/month"},
        {"key": "arpu_target", "value": "26", "unit": "GBP/user/month"},
        {"key": "users", "value": "104167", "unit": "user"},
    ],
    "objectives": [
        {
            "key": "arpu",
            "statement": "Raise revenue per user",
            "owner": "cmo",
            "derived_from": "profit",
            "metric": {"label": "ARPU", "from": "arpu_now", "to": "arpu_target"},
            "by_month": 12,
        },
        {
            "key": "profit",
            "statement": "Increase profits",
            "owner": "ceo",
            "metric": {"label": "Profit", "from": "profit_now", "to": "profit_target"},
            "reached_by": "users * (arpu_target - arpu_now) * 12",
        },
        {
            "key": "launch",
            "statement": "Launch data services",
            "owner": "marketing",
            "derived_from": "arpu",
        },
        {"key": "brand", "statement": "Be the best known", "owner": "cmo"},
    ],
    "benefits": [
        {
            "key": "uplift",
            "statement": "Increase ARPU",
            "per_year": "users * (arpu_target - arpu_now) * 12",
            "objectives": ["launch", "arpu"],
        },
        {"key": "calm", "statement": "Sleep well"},
    ],
}
"""The example's deal with the goals behind it: CEO → CMO → marketing."""


def _chain(**fields):
    return ValueStatement.model_validate({**DEAL, **fields})


def test_goals_stand_below_those_they_are_derived_from():
    told = value_chain(_chain())
    assert [(goal.key, goal.depth) for goal in told.goals] == [
        ("profit", 0),
        ("arpu", 1),
        ("launch", 2),
        ("brand", 0),
    ]


def test_a_goal_counts_each_benefit_below_it_once():
    told = {goal.key: goal for goal in value_chain(_chain()).goals}
    assert told["profit"].total_benefits == Decimal("5000016.00")  # it serves two goals below
    assert told["launch"].total_benefits == Decimal("5000016.00")
    assert told["brand"].total_benefits == 0
    assert [benefit.ref for benefit in told["arpu"].benefits] == ["A"]
    assert told["profit"].benefits == ()


def test_a_goal_is_measured_against_what_stands_below_with_the_arithmetic():
    found = value_chain(_chain()).goals[0].reconciliation
    assert (found.delivered, found.needed) == (Decimal(5000016), Decimal(5000000))
    assert (found.short, found.reached) == (0, True)
    assert found.reading == "104,167 users × £4.00 × 12 = £5,000,016"
    assert found.words == "What stands below brings £5,000,016; £5,000,000 is needed."


def test_a_target_that_cannot_bring_the_profit_above_it_is_shown_with_what_is_missing():
    statement = _chain()
    lower = [
        each.model_copy(update={"value": Decimal(24)}) if each.key == "arpu_target" else each
        for each in statement.assumptions
    ]
    statement = statement.model_copy(update={"assumptions": tuple(lower)})
    found = value_chain(statement).goals[0].reconciliation
    assert not found.reached
    assert found.words == (
        "What stands below brings £2,500,008 of the £5,000,000 needed: £2,499,992 (50.0 %) "
        "is missing."
    )
    remarks = [each for each in calculate(statement).findings if each.rule == "goal_not_reached"]
    assert [each.pointer for each in remarks] == ["#/objectives/1"]


@pytest.mark.parametrize(
    ("now", "then", "formula", "short"),
    [
        ("100", "60", "0 - 40", 0),  # costs fall by forty, as they should
        ("100", "60", "0 - 50", 0),  # by more
        ("100", "60", "0 - 30", 10),  # by less
        ("100", "60", "40", 80),  # they rise
    ],
)
def test_a_goal_may_be_to_lower_something(now, then, formula, short):
    told = value_chain(
        _chain(
            assumptions=[{"key": "now", "value": now}, {"key": "then", "value": then}],
            objectives=[
                {
                    "key": "cost",
                    "statement": "Lower costs",
                    "metric": {"label": "Costs", "from": "now", "to": "then"},
                    "reached_by": formula,
                }
            ],
            benefits=[],
        )
    )
    assert told.goals[0].reconciliation.short == short


def test_a_benefit_leads_up_to_the_top_by_every_goal_it_serves():
    told = value_chain(_chain())
    assert [path.goals for path in told.paths] == [("launch", "arpu", "profit"), ("arpu", "profit")]
    assert told.paths[1].words == (
        "“Increase ARPU” contributes to “Raise revenue per user”, which contributes to "
        "“Increase profits”."
    )
    assert told.unserved_goals == ("brand",)
    assert told.benefits_without_goal == ("calm",)


def test_a_player_sees_their_goals_with_those_above_and_below():
    told = value_chain(_chain(), player="marketing")
    assert [goal.key for goal in told.goals] == ["profit", "arpu", "launch"]
    assert [goal.key for goal in value_chain(_chain(), player="cmo").goals][-1] == "brand"
    whole = value_chain(_chain()).goals[0]
    assert told.goals[0] == whole


def test_a_benefit_sees_its_way_to_the_top():
    assert [goal.key for goal in value_chain(_chain(), benefit="uplift").goals] == [
        "profit",
        "arpu",
        "launch",
    ]
    assert value_chain(_chain(), benefit="calm").goals == ()


def test_who_is_not_there_has_no_part():
    with pytest.raises(NotInChainError, match="There are: ceo, cmo, marketing"):
        value_chain(_chain(), player="cio")


def test_a_goal_is_measured_in_the_year_in_which_it_is_due():
    told = value_chain(
        _chain(
            horizon_years=3,
            assumptions=[
                {"key": "now", "value": "0"},
                {"key": "then", "by_year": ["1", "2", "3"]},
                {"key": "made", "by_year": ["1", "1", "1"]},
            ],
            objectives=[
                {
                    "key": "goal",
                    "statement": "Grow",
                    "metric": {"label": "Size", "from": "now", "to": "then"},
                    "by_month": month,
                    "reached_by": "made",
                }
                for month in (13,)
            ],
            benefits=[],
        )
    ).goals[0]
    assert (told.metric.to_figure, told.reconciliation.short) == (2, 1)


@pytest.mark.parametrize(
    ("objectives", "pointer"),
    [
        ([{"key": "a", "statement": "A", "derived_from": "a"}], "objectives/0/derived_from"),
        (
            [
                {"key": "a", "statement": "A", "derived_from": "b"},
                {"key": "b", "statement": "B", "derived_from": "a"},
            ],
            "derived_from",
        ),
        ([{"key": "a", "statement": "A", "derived_from": "top"}], "objectives/0/derived_from"),
        ([{"key": "a", "statement": "A", "owner": "nobody"}], "objectives/0/owner"),
        ([{"key": "a", "statement": "A", "by_month": 13}], "objectives/0/by_month"),
        ([{"key": "a", "statement": "A", "reached_by": "ghosts"}], "objectives/0/reached_by"),
    ],
)
def test_a_goal_that_does_not_fit_is_refused_with_its_place(objectives, pointer):
    with pytest.raises(ValidationError) as refused:
        _chain(objectives=objectives, benefits=[])
    places = ["/".join(map(str, error["loc"])) for error in refused.value.errors()]
    assert any(place.endswith(pointer) for place in places), places


def test_goals_change_no_figure():
    without = [{"key": "u", "statement": "U", "per_year": "users * 48"}]
    plain = calculate(_chain(objectives=[], benefits=without))
    chained = calculate(_chain(benefits=[{**without[0], "objectives": ["arpu"]}]))
    assert chained.metrics == plain.metrics
    assert chained.cash_flow == plain.cash_flow
