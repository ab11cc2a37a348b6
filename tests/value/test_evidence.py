"""How much rests on proven figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.case import case_of
from app.value.evidence import proof_of, proven_share
from app.value.formulas.arithmetic import exactly


def split(statement):
    with exactly():
        return {proof.strength: proof for proof in proof_of(case_of(statement))}


def share(statement):
    with exactly():
        return proven_share(case_of(statement))


@pytest.fixture
def half_proven(state, benefit, investment):
    return state(
        horizon_years=1,
        assumptions=[
            {"key": "users", "value": 100, "status": "customer_confirmed"},
            {"key": "price", "formula": "list_price * (1 - 50%)"},
            {"key": "list_price", "value": 20, "basis": "reference_customer"},
        ],
        benefits=[benefit(per_year="users * price")],
        investments=[investment(upfront=300)],
    )


def test_a_line_rests_equally_on_each_figure_under_it(half_proven):
    found = split(half_proven)
    assert found["customer_confirmed"].total_benefits == 500
    assert found["reference"].total_benefits == 500
    assert share(half_proven) == Decimal("0.5")


def test_a_cost_written_as_a_number_is_an_estimate(half_proven):
    assert split(half_proven)["estimate"].value == -300


def test_the_split_adds_up_to_value(half_proven):
    assert sum(proof.value for proof in split(half_proven).values()) == 700


def test_a_disputed_figure_is_told_apart_whatever_its_basis(state, benefit):
    statement = state(
        assumptions=[
            {"key": "users", "value": 1, "status": "disputed", "basis": "reference_customer"}
        ],
        benefits=[benefit(per_year="users")],
    )
    assert split(statement)["disputed"].total_benefits == 3


def test_without_benefits_there_is_no_proven_share(state):
    assert share(state()) is None


def columns(result):
    return {
        name: sum(getattr(share, name) for share in result.proof)
        for name in ("total_benefits", "total_investment", "value")
    }


def test_the_published_split_adds_up_to_the_printed_totals(half_proven):
    result = calculate(half_proven)
    assert columns(result) == {"total_benefits": 1000, "total_investment": 300, "value": 700}
    assert [share.strength for share in result.proof] == [
        "customer_confirmed",
        "pilot",
        "reference",
        "estimate",
        "disputed",
    ]


@given(
    statuses=st.lists(
        st.sampled_from(["customer_confirmed", "pilot", "disputed", None]), min_size=3, max_size=3
    ),
    amounts=st.lists(st.decimals("-999", "999", places=4), min_size=3, max_size=3),
)
def test_the_published_split_adds_up_to_the_last_cent(statuses, amounts):
    statement = ValueStatement(
        title="Thirds",
        currency_code="EUR",
        horizon_years=1,
        discount_rate="0.1",
        assumptions=[
            {"key": f"f{index}", "value": amount, **({"status": status} if status else {})}
            for index, (status, amount) in enumerate(zip(statuses, amounts, strict=True))
        ],
        benefits=[{"key": "gain", "statement": "Gain", "per_year": "f0 + f1 / 3"}],
        investments=[{"key": "cost", "statement": "Cost", "upfront": "f1 / 7 + f2"}],
    )
    result = calculate(statement)
    assert columns(result) == {
        "total_benefits": result.total_benefits,
        "total_investment": result.total_investment,
        "value": result.value,
    }
