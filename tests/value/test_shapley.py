"""Shares of a change, by hand and by law."""

from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.value.formulas.arithmetic import exactly
from app.value.shapley import attribute, attribute_by_sample


def test_a_product_of_two_is_shared_by_hand():
    # 2 × 10 = 20 becomes 3 × 20 = 60. Price first: +10, then units +30. Units first: +20, then +20.
    price, units = (Decimal(2), Decimal(3)), (Decimal(10), Decimal(20))
    shares = attribute(2, lambda made: [price[made & 1] * units[made >> 1]])
    assert shares == ((Decimal(15),), (Decimal(25),))


def test_whoever_moves_nothing_gets_nothing():
    assert attribute(2, lambda made: [Decimal(made & 1)]) == ((Decimal(1),), (Decimal(0),))


outcomes_of_four = st.lists(st.integers(min_value=-1000, max_value=1000), min_size=16, max_size=16)


@given(outcomes_of_four)
def test_shares_are_the_average_over_all_orders_and_add_up(outcomes):
    with exactly():
        shares = attribute(4, lambda made: [Decimal(outcomes[made])])
        by_orders = [Decimal(0)] * 4
        for order in permutations(range(4)):
            made = 0
            for player in order:
                by_orders[player] += outcomes[made | 1 << player] - outcomes[made]
                made |= 1 << player
        assert [share[0] for share in shares] == [total / 24 for total in by_orders] or all(
            abs(share[0] - total / 24) < Decimal("1e-25")
            for share, total in zip(shares, by_orders, strict=True)
        )
        assert abs(sum(share[0] for share in shares) - (outcomes[15] - outcomes[0])) < Decimal(
            "1e-25"
        )


@given(outcomes_of_four)
def test_a_sample_of_orders_adds_up_too_and_is_the_same_every_time(outcomes):
    with exactly():
        first, second = (
            attribute_by_sample(4, lambda made: [Decimal(outcomes[made])], orders=5)
            for _ in range(2)
        )
        assert first == second
        assert abs(sum(share[0] for share in first) - (outcomes[15] - outcomes[0])) < Decimal(
            "1e-25"
        )
