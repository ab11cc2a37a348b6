"""Pools: what benefits claim together, and Value with nothing claimed twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import CalculationError, ValueStatement, calculate

HOURS = {"key": "hours", "label": "Hours", "per_year": "100", "unit": "hour"}


@pytest.fixture
def claiming(state, benefit):
    """A deal in which each benefit, worth 10 an hour, claims hours of one pool."""

    def make(*claims, pool=None, **fields):
        lines = [
            benefit(
                f"gain_{index}",
                per_year=f"{claimed} * 10",
                draws_on=[{"pool": "hours", "claim": str(claimed)}],
                **fields,
            )
            for index, claimed in enumerate(claims)
        ]
        return state(pools=[pool or HOURS], benefits=lines, discount_rate="0")

    return make


def test_without_pools_there_is_nothing_to_overlap(result, benefit):
    assert result(benefits=[benefit(per_year="100")]).overlap is None


def test_claims_within_the_pool_cut_nothing(claiming):
    overlap = calculate(claiming(60, 40)).overlap
    assert overlap.cut == ()
    assert overlap.value == overlap.capped_value == 3000
    assert overlap.double_counted == 0


def test_claims_above_the_pool_are_all_cut_by_the_same_fraction(claiming):
    """By hand: 150 hours claimed of 100, so two thirds of each stand, for three years."""
    overlap = calculate(claiming(90, 60)).overlap
    (pool,) = overlap.pools
    assert pool.claimed == (0, 150, 150, 150)
    assert pool.above == (0, 50, 50, 50)
    assert pool.kept[1] == Decimal("0.666667")
    assert [(cut.total, cut.capped_total) for cut in overlap.cut] == [(2700, 1800), (1800, 1200)]
    assert (overlap.value, overlap.capped_value, overlap.double_counted) == (4500, 3000, 1500)
    assert overlap.capped_npv == 3000  # at a rate of nothing


def test_the_total_stays_uncapped_beside_the_capped_one(claiming):
    result = calculate(claiming(90, 60))
    assert result.value == result.overlap.value == 4500


def test_a_claim_ramps_as_its_benefit_does(claiming):
    """By hand: 75, 150 and 150 hours of 100, so only the years 2 and 3 are cut."""
    overlap = calculate(claiming(90, 60, adoption=["0.5", "1"])).overlap
    assert overlap.pools[0].claimed == (0, 75, 150, 150)
    assert overlap.capped_value == 750 + 1000 + 1000


def test_a_claim_starts_and_ends_with_its_benefit(claiming):
    overlap = calculate(claiming(90, 60, starts_month=7, ends_month=24)).overlap
    assert overlap.pools[0].claimed == (0, 75, 150, 0)


def test_a_cut_benefit_is_cut_before_its_risk_adjustment(claiming):
    overlap = calculate(claiming(90, 60, risk_adjustment="0.2")).overlap
    assert overlap.pools[0].claimed[1] == 150
    assert overlap.capped_value == Decimal(2400)


def test_a_pool_of_money_is_claimed_with_the_money_of_the_benefit(state, benefit):
    lines = [
        benefit(f"gain_{index}", per_year="80", upfront="5", draws_on=[{"pool": "budget"}])
        for index in range(2)
    ]
    overlap = calculate(state(pools=[{"key": "budget", "per_year": "100"}], benefits=lines)).overlap
    assert overlap.pools[0].claimed == (0, 160, 160, 160)
    assert overlap.capped_value == 300 + 10  # what is paid once draws on no pool


def test_a_benefit_on_two_pools_is_cut_by_the_larger_cut(state, benefit):
    both = [{"pool": "hours"}, {"pool": "people"}]
    pools = [{"key": "hours", "per_year": "80"}, {"key": "people", "per_year": "50"}]
    overlap = calculate(
        state(pools=pools, benefits=[benefit(per_year="100", draws_on=both)])
    ).overlap
    assert overlap.capped_value == 150


@pytest.mark.parametrize("held", ["0", "-5"])
def test_of_an_empty_pool_nothing_is_kept(claiming, held):
    overlap = calculate(claiming(90, pool=HOURS | {"per_year": held})).overlap
    assert overlap.pools[0].above[1] == 90
    assert overlap.capped_value == 0


def test_a_pool_without_a_result_is_a_fault_with_its_place(claiming):
    with pytest.raises(CalculationError) as caught:
        calculate(claiming(90, pool=HOURS | {"per_year": "1 / 0"}))
    assert caught.value.faults[0].pointer == "#/pools/0/per_year"


@pytest.mark.parametrize("huge", ["1e17 * 1e17 * 1e17 * 1e17 * 1e17", "-1e18"])
def test_an_endless_claim_is_refused(state, benefit, huge):
    line = benefit(per_year="1", draws_on=[{"pool": "hours", "claim": huge}])
    with pytest.raises(CalculationError) as caught:
        calculate(state(pools=[HOURS], benefits=[line]))
    assert caught.value.faults[0].pointer == "#/benefits/0/draws_on/0/claim"


@given(claims=st.lists(st.integers(0, 300), min_size=1, max_size=5), held=st.integers(0, 500))
def test_capped_claims_never_exceed_the_pool(claims, held):
    """A law: what is left of all claims is the smaller of claims and pool."""
    statement = _statement(claims, held)
    overlap = calculate(statement).overlap
    assert overlap.capped_value == min(sum(claims), held)
    assert overlap.value - overlap.capped_value == overlap.double_counted >= 0


def _statement(claims, held):
    return ValueStatement(
        title="Law",
        currency_code="JPY",
        horizon_years=1,
        discount_rate="0",
        pools=[{"key": "hours", "per_year": str(held)}],
        benefits=[
            {
                "key": f"gain_{index}",
                "statement": "Gain",
                "per_year": str(claimed),
                "draws_on": [{"pool": "hours"}],
            }
            for index, claimed in enumerate(claims)
        ],
    )
