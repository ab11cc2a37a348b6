"""Rounded parts that add up."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.value.largest_remainder import add_up

CENT = Decimal("0.01")


def test_a_third_each_adds_up_to_the_whole():
    assert add_up([Decimal(1) / 3] * 3, Decimal(1), CENT) == (
        Decimal("0.34"),
        Decimal("0.33"),
        Decimal("0.33"),
    )


def test_nothing_is_shared_among_nobody():
    assert add_up([], Decimal(0), CENT) == ()


@given(st.lists(st.decimals(min_value=-(10**6), max_value=10**6, places=6), min_size=1))
def test_parts_add_up_and_none_is_off_by_a_step(parts):
    total = sum(parts).quantize(CENT, ROUND_HALF_UP)
    shared = add_up(parts, total, CENT)
    assert sum(shared) == total
    assert all(abs(part - shown) <= CENT for part, shown in zip(parts, shared, strict=True))
