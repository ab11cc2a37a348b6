"""The value bridge: by hand, then by laws, then on the largest study."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.bridge import bridge
from app.value.comparison import compare

CASES = Path(__file__).parents[1] / "cases"
QUANTITIES = ("value", "npv", "total_benefits", "total_investment")


def read(**changes):
    fields = {
        "title": "Case",
        "currency_code": "EUR",
        "horizon_years": 2,
        "discount_rate": "0.10",
        "assumptions": [
            {"key": "users", "label": "Users", "value": "100"},
            {"key": "price", "label": "Price", "value": "10", "unit": "EUR"},
        ],
        "benefits": [{"key": "sales", "statement": "Sell more", "per_year": "users * price"}],
        "investments": [{"key": "fee", "statement": "Fee", "upfront": "500"}],
    }
    return ValueStatement.model_validate(fields | changes)


def pieces(before, after):
    return {(p.kind, p.key): p.amounts for p in compare(before, after).bridge.pieces}


def test_two_changed_factors_share_their_product():
    after = read(
        assumptions=[
            {"key": "users", "label": "Users", "value": "200"},
            {"key": "price", "label": "Price", "value": "15", "unit": "EUR"},
        ]
    )
    # A year: 100 × 10 = 1,000 becomes 200 × 15 = 3,000. Users +1,250, price +750, two years each.
    found = pieces(read(), after)
    assert found["assumption", "users"].value == Decimal("2500.00")
    assert found["assumption", "price"].value == Decimal("1500.00")


def test_an_added_and_a_removed_line_count_as_printed_in_their_own_version():
    before = read()
    after = read(
        benefits=[{"key": "saved", "statement": "Save paper", "per_year": "333.33"}],
    )
    found = pieces(before, after)
    lines = {line.key: line for line in (*calculate(before).lines, *calculate(after).lines)}
    assert found["line_added", "saved"].value == lines["saved"].total
    assert found["line_removed", "sales"].value == -lines["sales"].total
    assert found["line_removed", "sales"].npv == -lines["sales"].present_value


@pytest.mark.parametrize(
    ("change", "kind", "value"),
    [
        ({"per_year": "users * price * 2"}, "formula", "2000.00"),
        ({"starts_month": 13}, "timing", "-1000.00"),
        ({"adoption": ["0.5", "1"]}, "ramp", "-500.00"),
        ({"risk_adjustment": "0.1"}, "risk_adjustment", "-200.00"),
    ],
)
def test_a_line_s_formula_timing_ramp_and_risk_are_told_apart(change, kind, value):
    line = {"key": "sales", "statement": "Sell more", "per_year": "users * price"} | change
    assert pieces(read(), read(benefits=[line]))[kind, "sales"].value == Decimal(value)


def test_an_investment_that_grows_lowers_value_and_raises_total_investment():
    after = read(investments=[{"key": "fee", "statement": "Fee", "upfront": "800"}])
    amounts = pieces(read(), after)["formula", "fee"]
    assert (amounts.value, amounts.total_investment) == (Decimal("-300.00"), Decimal("300.00"))


def test_the_discount_rate_moves_net_present_value_only():
    amounts = pieces(read(), read(discount_rate="0.05"))["discount_rate", None]
    before, after = calculate(read()), calculate(read(discount_rate="0.05"))
    assert amounts.value == 0
    assert amounts.npv == after.metrics.npv - before.metrics.npv


def test_a_longer_horizon_is_a_change_of_its_own():
    assert pieces(read(), read(horizon_years=3))["horizon", None].value == Decimal("1000.00")


def test_figures_by_year_may_grow_with_the_horizon_without_being_a_change():
    def by_year(*figures):
        return [
            {"key": "users", "by_year": list(figures)},
            {"key": "price", "value": "10"},
        ]

    before = read(assumptions=by_year(100, 100))
    after = read(assumptions=by_year(100, 100, 300), horizon_years=3)
    assert pieces(before, after).keys() == {("horizon", None)}


def test_a_formula_of_an_assumption_is_attributed_to_that_assumption():
    def with_price(formula):
        return read(
            assumptions=[
                {"key": "users", "value": "100"},
                {"key": "price", "formula": formula},
            ]
        )

    found = pieces(with_price("8 + 2"), with_price("8 + 4"))
    assert found["assumption", "price"].value == Decimal("400.00")


def test_changes_that_have_a_result_only_together_are_one_piece():
    def divided(users, formula):
        return read(
            assumptions=[{"key": "users", "value": users}, {"key": "price", "value": "10"}],
            benefits=[{"key": "sales", "statement": "Sell more", "per_year": formula}],
        )

    # With the new formula the old number of users would divide by zero.
    found = pieces(divided("0", "users * price"), divided("50", "1000 / users"))
    assert found.keys() == {("several", "sales")}


def test_other_currencies_are_compared_but_not_bridged():
    comparison = compare(read(), read(currency_code="USD"))
    assert comparison.bridge is None
    assert comparison.bridge_reason == "The currency changed from EUR to USD."


figures = st.integers(min_value=0, max_value=10**7).map(lambda cents: str(Decimal(cents) / 100))


@given(users=figures, price=figures, fee=figures, risk=st.sampled_from(["0", "0.1", "0.333"]))
def test_shown_pieces_add_up_to_the_shown_change(users, price, fee, risk):
    after = read(
        assumptions=[{"key": "users", "value": users}, {"key": "price", "value": price}],
        benefits=[
            {
                "key": "sales",
                "statement": "Sell more",
                "per_year": "users * price / 7",
                "risk_adjustment": risk,
            }
        ],
        investments=[{"key": "fee", "statement": "Fee", "upfront": fee}],
    )
    told = compare(read(), after).bridge
    for quantity in QUANTITIES:
        shown = sum((getattr(piece.amounts, quantity) for piece in told.pieces), Decimal(0))
        assert shown == getattr(told.change, quantity)


@pytest.fixture
def largest():
    return json.loads((CASES / "statements" / "tei-m365-enterprise-e5.json").read_text())[
        "statement"
    ]


def changed(study):
    later = copy.deepcopy(study)
    inputs = [a for a in later["assumptions"] if any(float(f) for f in a.get("by_year", ()))]
    for assumption in inputs[::5]:
        assumption["by_year"] = [str(Decimal(f) * Decimal("1.1")) for f in assumption["by_year"]]
    later["benefits"][3]["risk_adjustment"] = "0.4"
    later["benefits"][4]["starts_month"] = 7
    del later["benefits"][7]
    later["benefits"].append({"key": "fresh", "statement": "Fresh", "per_year": "123456.78"})
    later["discount_rate"] = "0.08"
    return later


def test_the_largest_study_bridges_exactly_both_ways(largest):
    before, after = map(ValueStatement.model_validate, (largest, changed(largest)))
    there, back = bridge(before, after), bridge(after, before)
    for quantity in QUANTITIES:
        forth, again = (
            {(p.kind, p.key): getattr(p.amounts, quantity) for p in way.pieces}
            for way in (there, back)
        )
        mirrored = {"line_added": "line_removed", "line_removed": "line_added"}
        for (kind, key), amount in forth.items():
            opposite = again[mirrored.get(kind, kind), key]
            assert abs(amount + opposite) < Decimal("1e-20")
        told = compare(before, after).bridge
        shown = sum(getattr(piece.amounts, quantity) for piece in told.pieces)
        assert shown == getattr(told.change, quantity)


def test_nothing_changed_is_no_piece_and_no_difference(largest):
    statement = ValueStatement.model_validate(largest)
    comparison = compare(statement, statement)
    assert comparison.differences == ()
    assert comparison.bridge.pieces == ()
