"""How much rests on proven figures."""

from decimal import Decimal

import pytest

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
