"""Draws that repeat to the bit, stay where they are when others come, and fill space evenly."""

from __future__ import annotations

import numpy as np
import pytest

from app.value.copula import copula_of
from app.value.errors import CalculationError
from app.value.sampling import KeyedSobol, plan
from app.value.surroundings import Correlation

KEYS = ["users", "price", "churn", "margin"]


def column(key, keys=KEYS, seed=1, draws=16_384):
    """All draws of one key."""
    sampler = KeyedSobol(seed, keys)
    return np.concatenate([sampler.uniforms(key, batch) for batch in plan(draws).batches()])


def rank_correlation(first, second):
    """Spearman's coefficient."""
    ranks = [np.argsort(np.argsort(one)) for one in (first, second)]
    return float(np.corrcoef(*ranks)[0, 1])


@pytest.mark.parametrize("draws", [1024, 8192, 100_000, 131_072, 1_000_000])
def test_a_plan_has_at_least_the_draws_asked_for_in_equal_replicates(draws):
    found = plan(draws)
    assert draws <= found.draws < draws * 17 / 16
    assert 16 <= found.replicates <= 32
    assert found.points.bit_count() == 1
    assert sum(len(one.replicates) * one.count for one in found.batches()) == found.draws


def test_a_repeat_is_identical_to_the_bit():
    assert np.array_equal(column("users"), column("users"))


def test_another_seed_is_another_column():
    assert not np.intersect1d(column("users"), column("users", seed=2)).size


def test_adding_or_dropping_an_assumption_leaves_the_other_columns():
    before = column("price")
    assert np.array_equal(column("price", ["price"]), before)
    assert np.array_equal(column("price", [*KEYS, "another", "last"]), before)
    assert np.array_equal(column("price", ["first", *KEYS]), before)


def test_of_two_keys_that_claim_the_same_dimension_the_later_one_moves():
    many = [f"key_{number}" for number in range(500)]
    claimed = KeyedSobol(1, many)._dimensions  # noqa: SLF001 - what a crowd claims is the point
    assert len(set(claimed.values())) == 500
    some = KeyedSobol(1, many[:400])._dimensions  # noqa: SLF001 - the same
    assert all(claimed[key] == dimension for key, dimension in some.items())


def test_numbers_lie_between_zero_and_one_and_never_on_them():
    found = column("users", draws=1_000_000)
    assert 0 < found.min() < 1e-5
    assert 1 - 1e-5 < found.max() < 1


def test_each_replicate_fills_every_part_alike():
    """Batches beyond one chunk continue the same points: every 65,536th part is hit once."""
    found = column("churn", draws=1_000_000).reshape(plan(1_000_000).replicates, -1)
    for replicate in found[:2]:
        counts = np.bincount((replicate * len(replicate)).astype(int))
        assert counts.tolist() == [1] * len(replicate)


def test_columns_are_independent():
    for first, second in [("users", "price"), ("users", "churn"), ("churn", "margin")]:
        assert abs(rank_correlation(column(first), column(second))) < 0.01


def correlated(*pairs):
    """Copula of correlations given as (first, second, rank)."""
    return copula_of(
        [Correlation(between=(first, second), rank=rank) for first, second, rank in pairs], KEYS
    )


def test_figures_go_together_as_their_rank_correlation_says():
    copula = correlated(("users", "price", "-0.5"), ("price", "margin", "0.8"))
    rng = np.random.default_rng(1)
    normals = {key: rng.standard_normal(100_000) for key in KEYS}
    found = copula.correlated(normals)
    assert rank_correlation(found["users"], found["price"]) == pytest.approx(-0.5, abs=0.01)
    assert rank_correlation(found["price"], found["margin"]) == pytest.approx(0.8, abs=0.01)
    assert abs(rank_correlation(found["users"], found["margin"])) < 0.01
    assert "churn" not in found


@pytest.mark.parametrize("rank", ["1", "-1"])
def test_figures_may_be_the_same_thing_twice(rank):
    copula = correlated(("users", "price", rank))
    normals = {key: np.array([-1.0, 0.5, 2.0]) + len(key) for key in KEYS}
    found = copula.correlated(normals)
    assert found["price"] == pytest.approx(found["users"] * int(rank))


def test_correlations_that_contradict_one_another_are_refused_with_a_pair_named():
    with pytest.raises(CalculationError) as caught:
        correlated(("users", "price", "0.9"), ("price", "churn", "0.9"), ("users", "churn", "-0.9"))
    (fault,) = caught.value.faults
    assert fault.pointer == "#/correlations/1"
    assert fault.code == "IMPOSSIBLE_CORRELATION"
    assert "price and churn cannot be correlated by 0.9" in fault.detail


def test_a_third_correlation_can_make_two_possible():
    copula = correlated(
        ("users", "price", "0.9"), ("price", "churn", "0.9"), ("users", "churn", "0.9")
    )
    assert copula.keys == ("users", "price", "churn")


def test_a_correlation_with_a_figure_that_does_not_vary_has_no_effect():
    assert correlated(("users", "horizon", "0.9")).keys == ()
