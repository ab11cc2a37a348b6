"""What to test next: shares and worths known by hand, then what must not happen."""

from __future__ import annotations

from decimal import Decimal
from math import exp, pi, sqrt
from statistics import NormalDist

import pytest

from app.value import CalculationError
from app.value.next_evidence import next_evidence
from app.value.simulation import Target
from tests.value.uncertain_figures import WIDEST, discrete, uncertain


def normal(key, middle, deviation, **fields):
    """A normal assumption by its mean and deviation."""
    half = Decimal(deviation) * WIDEST
    return uncertain(key, middle - half, middle, middle + half, distribution="normal", **fields)


def uniform(key, low=0, high=1, **fields):
    """A uniform assumption."""
    return uncertain(key, low, (Decimal(low) + high) / 2, high, distribution="uniform", **fields)


def by_key(statement, **options):
    return {one.key: one for one in next_evidence(statement, seed=1, **options).evidence}


def worth_of_normal(mean, deviation):
    """Expected value of knowing a normal figure before deciding, by the unit normal loss."""
    z = abs(mean) / deviation
    return deviation * exp(-z * z / 2) / sqrt(2 * pi) - abs(mean) * (1 - NormalDist().cdf(z))


def near(figure, within):
    return pytest.approx(figure, abs=within)


def test_shares_of_a_sum_are_those_of_its_variances(worth):
    """1² and 2² of 5."""
    found = by_key(worth("x + 2 * y", uniform("x"), uniform("y")))
    for key, share in (("x", 0.2), ("y", 0.8)):
        assert float(found[key].share_of_variance) == near(share, 0.01)
        assert float(found[key].share_with_interactions) == near(share, 0.02)


def test_a_product_has_interactions(worth):
    """Of two uniforms: 3/7 each alone, 4/7 with the other."""
    found = by_key(worth("x * y", uniform("x"), uniform("y")))
    for one in found.values():
        assert float(one.share_of_variance) == near(3 / 7, 0.01)
        assert float(one.share_with_interactions) == near(4 / 7, 0.02)


def test_a_pure_interaction_has_no_share_alone(worth):
    found = by_key(worth("x * y", uniform("x", -1, 1), uniform("y", -1, 1)))
    for one in found.values():
        assert one.share_of_variance <= Decimal("0.005")
        assert float(one.share_with_interactions) == near(1, 0.05)


@pytest.mark.parametrize("mean", [0, 500, -800])
def test_what_knowing_a_figure_is_worth_before_deciding_to_invest(worth, mean):
    """By the unit normal loss integral, for one figure alone and for both."""
    statement = worth(f"x + y + {mean}", normal("x", 0, 1000), normal("y", 0, 400))
    found = next_evidence(statement, seed=1)
    if mean:
        assert found.investing.go_ahead is (mean > 0)
    whole = worth_of_normal(mean, sqrt(1000**2 + 400**2))
    assert float(found.investing.worth_of_certainty) == near(whole, 6)
    for one, deviation in zip(found.evidence, (1000, 400), strict=True):
        expected = worth_of_normal(mean, deviation)
        assert float(one.worth_for_investing) == near(expected, max(8, expected * 0.04))


def test_a_target_has_a_worth_of_its_own(worth):
    statement = worth("x + 5000", normal("x", 0, 1000))
    (one,) = next_evidence(statement, seed=1, target=Target(Decimal(5500))).evidence
    assert one.worth_for_investing == 0
    assert float(one.worth_for_target) == near(worth_of_normal(500, 1000), 10)


def test_the_target_is_told_as_a_decision(worth):
    found = next_evidence(
        worth("x + 5000", normal("x", 0, 1000)), seed=1, target=Target(Decimal(5500))
    )
    assert found.target.go_ahead is False
    assert float(found.target.chance_of_regret) == near(1 - NormalDist().cdf(0.5), 0.004)
    assert found.investing.go_ahead is True
    assert found.investing.chance_of_regret == 0


def test_a_figure_without_effect_is_worth_nothing(worth):
    found = by_key(worth("x + 0 * idle", normal("x", 100, 1000), normal("idle", 0, 1000)))
    assert found["idle"].worth_for_investing == 0
    assert found["idle"].share_of_variance <= Decimal("0.003")
    assert found["idle"].share_with_interactions == 0
    assert found["idle"].rank == 2


def test_where_nothing_changes_the_decision_the_larger_share_comes_first(worth):
    found = next_evidence(worth("100 + x + 3 * y", uniform("x"), uniform("y")), seed=1)
    assert [one.key for one in found.evidence] == ["y", "x"]
    assert {one.worth_for_investing for one in found.evidence} == {0}
    assert "No single figure" in found.words


def test_of_two_alike_the_less_proven_comes_first(worth):
    proven = {"status": "customer_confirmed", "confirmed_by": "Finance"}
    found = next_evidence(worth("x + y - 1", uniform("x", **proven), uniform("y")), seed=1)
    assert [(one.key, one.unproven) for one in found.evidence] == [
        ("y", 1),
        ("x", Decimal("0.1")),
    ]


def test_correlated_figures_share_what_they_do_together(worth):
    pair = [{"between": ["x", "y"], "rank": "0.9"}]
    found = by_key(worth("x + y + z", uniform("x"), uniform("y"), uniform("z"), correlations=pair))
    assert found["x"].drawn_with == ("y",)
    assert found["x"].share_with_interactions == found["y"].share_with_interactions
    assert found["x"].share_of_variance > Decimal("0.7")
    assert found["z"].drawn_with == ()
    assert float(found["z"].share_with_interactions) == near(1 / (1 + 2 * 1.9), 0.02)


def test_value_may_be_the_measure(state, benefit):
    statement = state(
        assumptions=[uniform("early"), uniform("late")],
        benefits=[
            benefit(upfront="early"),
            benefit("later", one_off=[{"month": 36, "amount": "late"}]),
        ],
    )
    assert by_key(statement)["early"].rank == 1
    shares = [one.share_of_variance for one in by_key(statement, measure="value").values()]
    assert [float(one) for one in shares] == [near(0.5, 0.01)] * 2


def test_the_same_seed_gives_the_same_bytes(worth):
    statement = worth("x * y - 0.2", uniform("x"), uniform("y"))
    first, again = (next_evidence(statement, seed=5).model_dump_json() for _ in range(2))
    assert first == again
    assert next_evidence(statement, seed=6).model_dump_json() != first


def test_draws_without_a_result_are_refused_above_one_in_a_hundred(worth):
    share = discrete("share", ["0.5", "0"], ["0.9", "0.1"])
    with pytest.raises(CalculationError) as caught:
        next_evidence(worth("x / share", uniform("x"), share), seed=1)
    assert caught.value.faults[0].code == "UNDEFINED_DRAWS"


def test_a_few_draws_without_a_result_are_left_out(worth):
    share = discrete("share", ["0.5", "0"], ["0.997", "0.003"])
    found = by_key(worth("x / share", uniform("x"), share))
    assert float(found["x"].share_of_variance) == near(1, 0.02)


def test_without_any_range_there_is_nothing_to_learn(worth):
    with pytest.raises(CalculationError) as caught:
        next_evidence(worth("5"), seed=1)
    assert caught.value.faults[0].code == "NO_RANGE"


def test_a_range_that_never_matters_leaves_no_variance(worth):
    found = by_key(worth("5 + 0 * x", uniform("x")))
    assert (found["x"].share_of_variance, found["x"].share_with_interactions) == (0, 0)


def test_of_many_figures_only_those_that_move_most_are_drawn_together(worth):
    """A hundred and twenty: twenty idle ones, an interaction among the strong ones."""
    strong = [uniform(f"s{n}", 0, 10) for n in range(100)]
    idle = [uniform(f"i{n}") for n in range(20)]
    text = " + ".join(["s0 * s1", *(f"s{n}" for n in range(2, 100)), "0 * (i0 + i1 + i2)"])
    found = next_evidence(worth(text, *idle, *strong), seed=1)
    assert set(found.without_interactions) == {f"i{n}" for n in range(20)}
    for one in found.evidence:
        left_out = one.key in found.without_interactions
        assert left_out is (one.share_with_interactions is None)
    assert {one.key for one in found.evidence[:2]} == {"s0", "s1"}


def test_of_few_figures_none_is_left_out(worth):
    assert (
        next_evidence(worth("x + y", uniform("x"), uniform("y")), seed=1).without_interactions == ()
    )
