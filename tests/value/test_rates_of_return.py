"""Every rate of return: none, one, several, close together, double."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.value.rates_of_return import rates_of_return, sign_changes


def rates(*flows):
    """All rates of whole or written flows, to nine digits."""
    found = rates_of_return([Decimal(str(flow)) for flow in flows])
    return [round(float(rate), 9) for rate in found]


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ([-100, 110], [0.1]),
        ([-100, 0, 121], [0.1]),
        ([-100, 50], [-0.5]),
        ([-100, 100], [0.0]),
        ([-100, 55, 60.5], [0.1]),
        ([100, -110], [0.1]),  # borrowing
        ([0, 0, -100, 110], [0.1]),  # a late start
        ([-100, 110, 0, 0], [0.1]),  # trailing zeros
        ([-1, 1000001], [1_000_000.0]),
        ([-100, 230, -132], [0.1, 0.2]),
        ([-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3]),
        ([-100, 220, -121], [0.1]),  # a double root: one rate
        ([100, -200, 150], []),
        ([1, 2, 3], []),
        ([-1, -2], []),
        ([0, 0], []),
        ([5], []),
        ([], []),
    ],
)
def test_rates_by_hand(flows, expected):
    assert rates(*flows) == pytest.approx(expected, abs=1e-8)


def test_a_closure_cost_makes_a_second_rate():
    low, high = rates(-500, 200, 300, 400, 300, -250)
    assert (round(low, 2), round(high, 3)) == (-0.54, 0.363)


def test_two_rates_a_millionth_apart_are_two():
    # (1 + r) = 1.1 and 1.100001
    flows = [Decimal(-1), Decimal("2.200001"), Decimal("-1.2100011")]
    assert [round(rate, 9) for rate in rates_of_return(flows)] == [
        Decimal("0.100000000"),
        Decimal("0.100001000"),
    ]


def test_thirty_years_that_change_sign_every_year_are_answered():
    flows = [Decimal((-1) ** year * (10**12 + 7919 * year**3)) for year in range(31)]
    for rate in rates_of_return(flows):
        assert abs(worth(flows, rate)) < 1


def worth(flows, rate):
    """The net present value, in sixty digits."""
    with localcontext() as context:
        context.prec = 60
        return sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


ROOTS = st.lists(
    st.integers(-60, 300).map(lambda percent: Fraction(percent, 100)),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=100, deadline=None)
@given(ROOTS, st.integers(-1000, -1))
def test_flows_made_from_rates_give_these_rates_back(roots, first):
    """Multiply out first × Π (1 - (1 + rate) x): its rates are known by construction."""
    flows = [Fraction(first)]
    for root in roots:
        flows = [
            before - (1 + root) * after
            for before, after in zip([*flows, 0], [0, *flows], strict=True)
        ]
    decimals = [Decimal(flow.numerator) / Decimal(flow.denominator) for flow in flows]
    found = [float(rate) for rate in rates_of_return(decimals)]
    assert found == pytest.approx(sorted(map(float, roots)), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
def test_every_rate_brings_the_worth_to_zero_and_descartes_bounds_their_number(flows):
    decimals = [Decimal(flow) for flow in flows]
    found = rates_of_return(decimals)
    assert len(found) <= sign_changes(flows)
    assert list(found) == sorted(found)
    for rate in found:
        largest = max(abs(flow / (1 + rate) ** year) for year, flow in enumerate(decimals))
        assert abs(worth(decimals, rate)) <= largest * Decimal("1e-20")
    if sign_changes(flows) == 1:
        assert len(found) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=8), st.integers(1, 10**9))
def test_money_in_other_units_has_the_same_rates(flows, factor):
    once = rates_of_return([Decimal(flow) for flow in flows])
    scaled = rates_of_return([Decimal(flow * factor) for flow in flows])
    assert [round(rate, 12) for rate in once] == [round(rate, 12) for rate in scaled]
