"""A straw man says of each figure from where it comes, and asks for what it cannot know."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.extrapolation import UnlikeReferencesError, straw_man
from app.value.extrapolation_view import Driver, ExchangeRate, Reference, ScalingRule, Target
from app.value.money_transfer import NoExchangeRateError
from app.value.scaling import ScalingRuleError


def _statement(**fields):
    """A network for 90,000 users that replaces calls: 3 a user and year, 4 pounds each."""
    return ValueStatement.model_validate(
        {
            "title": "New data services",
            "customer": "Company B",
            "currency_code": "GBP",
            "horizon_years": 2,
            "discount_rate": "0.10",
            "key_players": [{"key": "cfo", "name": "Jo Secret", "role": "CFO"}],
            "assumptions": [
                {"key": "users", "value": "90000", "unit": "user", "status": "customer_confirmed"},
                {"key": "calls", "value": "3", "unit": "call/user/year", "low": "2", "high": "4"},
                {"key": "call_cost", "value": "4", "unit": "GBP/call", "confirmed_by": "Jo Secret"},
                {"key": "nodes", "value": "12", "unit": "node"},
                {"key": "licence", "value": "300000", "unit": "GBP"},
                {"key": "saved", "formula": "users * calls * call_cost", "unit": "GBP/year"},
            ],
            "benefits": [{"key": "fewer", "statement": "Fewer calls", "per_year": "saved"}],
            "investments": [{"key": "fee", "statement": "Licence", "upfront": "licence"}],
            **fields,
        }
    )


def _users(value):
    return (Driver(key="users", unit="users", value=value),)


def _reference(statement=None, users="90000", name="Company B"):
    return Reference(
        name=name,
        statement=statement or _statement(),
        drivers=_users(users),
        dated_on=date(2025, 1, 1),
    )


def _target(users="30000", code="GBP", **fields):
    return Target(customer="Company A", currency_code=code, drivers=_users(users), **fields)


def _figure(made, key):
    return next(one for one in made.statement.assumptions if one.key == key)


RULES = (
    ScalingRule(assumption="nodes", scale="power", driver="users", exponent="0.5"),
    ScalingRule(assumption="licence", scale="proportional", driver="users"),
)


def test_a_company_of_a_third_the_size_by_hand():
    made = straw_man([_reference()], _target(rules=RULES))
    assert _figure(made, "users").value == 30000
    assert _figure(made, "calls").value == 3  # a property of users, not a size
    assert _figure(made, "nodes").value == Decimal("6.928")  # 12 × √⅓, four digits
    assert _figure(made, "licence").value == 100000
    result = calculate(made.statement)
    assert result.total_benefits == 30000 * 3 * 4 * 2
    assert result.total_investment == 100000


def test_every_figure_says_from_where_it_comes_and_is_a_straw_man():
    made = straw_man([_reference()], _target(rules=RULES))
    given = [one for one in made.statement.assumptions if one.formula is None]
    assert {one.status for one in given} == {"straw_man"}
    assert {one.basis for one in given} == {"reference_customer"}
    assert _figure(made, "users").source == "Company B: in proportion to users, × 0.3333"
    assert _figure(made, "calls").source == "Company B: as it is there"
    assert [origin.assumption for origin in made.origins] == [one.key for one in given]


def test_what_cannot_be_extrapolated_is_a_question():
    made = straw_man([_reference()], _target())
    assert [question.assumption for question in made.questions] == ["nodes", "licence"]
    assert "amount of money" in made.questions[1].why
    assert _figure(made, "licence").value == 300000


def test_nobody_of_the_reference_is_named():
    made = straw_man([_reference()], _target())
    assert "Secret" not in made.statement.model_dump_json()
    assert made.statement.customer == "Company A"


def test_ranges_are_wider_the_further_the_sizes_are_apart():
    near, far = (straw_man([_reference()], _target(users)) for users in ("80000", "10000"))
    width = [
        (each.high - each.low) / each.value for each in (_figure(m, "users") for m in (near, far))
    ]
    assert Decimal("0.2") < width[0] < width[1]
    calls = _figure(near, "calls")
    assert (calls.low, calls.high) == (2, 4)  # the reference's own range is wider


def test_money_is_carried_by_a_rate_and_a_rise_that_are_assumptions():
    rate = ExchangeRate(from_code="GBP", rate="1.2", dated_on=date(2026, 1, 1), source="ECB")
    target = _target(
        code="EUR",
        exchange_rates=(rate,),
        yearly_inflation="0.05",
        dated_on=date(2026, 1, 1),
        rules=RULES,
    )
    made = straw_man([_reference()], target)
    assert _figure(made, "licence").formula == "licence_in_gbp * gbp_in_eur * price_rise"
    assert _figure(made, "licence_in_gbp").value == 100000
    assert _figure(made, "gbp_in_eur").source == "ECB, 2026-01-01"
    assert _figure(made, "call_cost").unit == "EUR/call"
    assert _figure(made, "price_rise").value == Decimal("1.049966")  # 1.05 ^ (365 ÷ 365.2425)
    result = calculate(made.statement)
    assert result.currency_code == "EUR"
    assert result.total_investment == Decimal("125995.92")  # 100,000 × 1.2 × 1.049966
    assert not {"mixed_currencies", "units_do_not_fit"} & {each.rule for each in result.findings}


def test_two_references_that_disagree_give_their_median_and_both_ends():
    other = _statement(
        assumptions=[
            each.model_dump(exclude_none=True) | ({"value": "9"} if each.key == "calls" else {})
            for each in _statement().assumptions
        ]
    )
    made = straw_man([_reference(), _reference(other, name="Company C")], _target("90000"))
    calls = _figure(made, "calls")
    assert (calls.value, calls.low, calls.high) == (6, 2, 9)
    taken = next(origin for origin in made.origins if origin.assumption == "calls").taken
    assert [each.scaled for each in taken] == [3, 9]
    assert calls.source == "Median of Company B, Company C: as it is there"


def test_a_reference_that_lies_far_from_the_others_is_named_as_an_outlier():
    def saying(calls):
        assumptions = [each.model_dump(exclude_none=True) for each in _statement().assumptions]
        assumptions[1] |= {"value": calls, "low": calls, "high": calls}
        return _reference(_statement(assumptions=assumptions), name=f"Says {calls}")

    made = straw_man([saying("3"), saying("3.2"), saying("30")], _target())
    taken = next(origin for origin in made.origins if origin.assumption == "calls").taken
    assert [each.is_outlier for each in taken] == [False, False, True]
    assert _figure(made, "calls").value == Decimal("3.2")


def test_a_reference_extrapolated_to_itself_is_itself():
    reference = _reference()
    made = straw_man([reference], _target("90000"))
    assert calculate(made.statement).cash_flow == calculate(reference.statement).cash_flow
    for before, after in zip(
        reference.statement.assumptions, made.statement.assumptions, strict=True
    ):
        assert (before.value, before.formula) == (after.value, after.formula)


@given(st.decimals("0.01", "100", places=2))
def test_sizes_grow_in_proportion_and_nothing_else_does(k):
    made = straw_man([_reference()], _target(str(90000 * k), rules=RULES[1:]), digits=28)
    was, now = calculate(_statement()), calculate(made.statement)
    assert abs(now.total_benefits - was.total_benefits * k) <= Decimal("0.02")
    assert abs(now.total_investment - was.total_investment * k) <= Decimal("0.02")
    assert _figure(made, "call_cost").value == 4


def test_a_rule_that_cannot_be_applied_is_refused():
    wrong = (ScalingRule(assumption="nodes", scale="power", driver="sites", exponent="1"),)
    with pytest.raises(ScalingRuleError, match="name a driver that the target"):
        straw_man([_reference()], _target(rules=wrong))
    lacking = (ScalingRule(assumption="nodes", scale="power", driver="users"),)
    with pytest.raises(ScalingRuleError, match="a power law needs one"):
        straw_man([_reference()], _target(rules=lacking))


def test_two_currencies_need_a_rate_and_a_straw_man_a_reference():
    with pytest.raises(NoExchangeRateError, match="how many EUR one GBP buys"):
        straw_man([_reference()], _target(code="EUR"))
    with pytest.raises(UnlikeReferencesError):
        straw_man([], _target())
