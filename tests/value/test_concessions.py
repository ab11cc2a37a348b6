"""A price concession, measured beside what else could be done: by hand, then laws."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement
from app.value.concessions import ConcessionOutOfRangeError, NoPriceError, concession

TENTH = Decimal("0.1")


@pytest.fixture
def deal(state, benefit, investment):
    """Three years: 1,200 a year from month 7, half of it at first; 1,000 and 600 are paid."""

    def make(**more):
        line = benefit(
            per_year="users * 12", starts_month=7, adoption=["0.5", "1"], risk_adjustment="0.1"
        )
        return state(
            assumptions=[{"key": "users", "label": "Users", "value": "100", "unit": "user"}],
            benefits=[line],
            investments=[
                investment(upfront="1000", paid_to="vendor"),
                investment(key="own", upfront="600", paid_to="customer"),
            ],
            **more,
        )

    return make


def options(found):
    return {one.kind: one for one in found.options}


def test_a_price_cut_adds_what_is_cut_to_value_and_pays_back_sooner(deal):
    found = concession(deal(), TENTH)
    cut = options(found)["price_cut"]
    assert (found.price, found.lines) == (1000, ("fee",))
    assert (cut.value_gained, cut.npv_gained) == (100, 100)
    assert cut.equals_price_cut == TENTH
    assert cut.words == "A price cut of 10.0 %: €100.00 of Value"
    assert cut.payback_months_gained > 0


def test_starting_sooner_and_adopting_faster_stand_beside_it_in_the_same_money(deal):
    found = options(concession(deal(), TENTH, sooner_months=2))
    # Two more months at full adoption: 200, of which a tenth is risk.
    assert (found["sooner"].value_gained, found["sooner"].equals_price_cut) == (
        180, Decimal("0.18"),
    )  # fmt: skip
    # Twelve months at full instead of half: 600 less a tenth.
    assert found["faster_adoption"].value_gained == 540


def test_taking_half_the_risk_out_stands_beside_it(deal):
    found = options(concession(deal(), TENTH))["less_risk"]
    # 2,400 over 30 months with half a year… 600 + 1,800; five points less risk: 120.
    assert (found.value_gained, found.equals_price_cut) == (120, Decimal("0.12"))


def test_what_cannot_be_done_is_not_offered(state, benefit, investment):
    statement = state(
        benefits=[benefit(per_year="1200")],
        investments=[investment(upfront="1000", paid_to="vendor")],
    )
    assert [one.kind for one in concession(statement, TENTH).options] == ["as_it_is", "price_cut"]


def test_break_evens_move_with_the_price(deal):
    (users,) = concession(deal(), TENTH).break_evens
    # Of 21.6 each, 1,600 need 74.07 users and 1,500 need 69.44.
    assert users.before == pytest.approx(Decimal("74.0740740740741"))
    assert users.after == pytest.approx(Decimal("69.4444444444444"))


def test_the_lines_that_are_cut_can_be_named(deal):
    found = concession(deal(), TENTH, lines=["own"])
    assert (found.price, options(found)["price_cut"].value_gained) == (600, 60)


def test_without_a_price_there_is_nothing_to_cut(state, investment, deal):
    with pytest.raises(NoPriceError, match="mark them, or name"):
        concession(state(investments=[investment(upfront="10")]), TENTH)
    with pytest.raises(NoPriceError, match="There is no investment gift"):
        concession(deal(), TENTH, lines=["gift"])


@pytest.mark.parametrize(
    ("cut", "more", "said"),
    [
        (Decimal(10), {}, "Price cut 10 is not above 0 and up to 1"),
        (Decimal(0), {}, "Price cut 0"),
        (TENTH, {"sooner_months": 40}, "Sooner by 40 is not from 1 to 36 months"),
        (TENTH, {"less_risk": Decimal(2)}, "Less risk by 2"),
    ],
)
def test_a_concession_out_of_its_bounds_is_refused(deal, cut, more, said):
    with pytest.raises(ConcessionOutOfRangeError, match=said):
        concession(deal(), cut, **more)


def test_a_case_that_never_pays_back_has_no_months_to_gain(state, benefit, investment):
    statement = state(
        benefits=[benefit(per_year="10")],
        investments=[investment(upfront="1000", paid_to="vendor")],
    )
    cut = options(concession(statement, TENTH))["price_cut"]
    assert (cut.payback_months, cut.payback_months_gained) == (None, None)


def test_a_growing_risk_adjusted_price_is_cut_in_proportion(state, benefit, investment):
    fee = investment(per_year="1000", growth="0.05", risk_adjustment="0.2", paid_to="vendor")
    found = concession(state(benefits=[benefit(per_year="9000")], investments=[fee]), TENTH)
    # 1,000 + 1,050 + 1,102.50, a fifth more for risk: 3,783.
    assert found.price == 3783
    assert options(found)["price_cut"].value_gained == Decimal("378.30")


def test_in_a_study_the_price_is_what_the_vendor_is_paid(cases):
    body = json.loads((cases / "statements" / "tei-ems.json").read_text(encoding="utf-8"))
    statement = ValueStatement.model_validate(body["statement"])
    vendors = [line.key for line in statement.investments if line.paid_to == "vendor"]
    lines = vendors or [statement.investments[0].key]
    found = concession(statement, TENTH, lines=lines)
    gained = options(found)["price_cut"].value_gained
    assert abs(gained - found.price / 10) <= Decimal("0.02")


@given(st.integers(1, 100), st.integers(1, 10**6), st.integers(0, 30))
def test_a_cut_of_any_size_gains_its_share_of_the_price(percent, price, risk):
    statement = ValueStatement.model_validate(
        {
            "title": "A", "currency_code": "EUR", "horizon_years": 2, "discount_rate": "0.1",
            "benefits": [{"key": "b", "statement": "B", "per_year": "500000"}],
            "investments": [
                {"key": "fee", "statement": "F", "upfront": str(price), "paid_to": "vendor",
                 "risk_adjustment": str(Decimal(risk) / 100)},
            ],
        }
    )  # fmt: skip
    found = concession(statement, Decimal(percent) / 100)
    gained = options(found)["price_cut"].value_gained
    assert abs(gained - found.price * percent / 100) <= Decimal("0.01")
