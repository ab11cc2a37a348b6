"""Ranges as distributions: percentiles by hand, tables beside the exact function, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.special import betaincinv, ndtri

from app.value import CalculationError
from app.value.distributions import Lognormal, OneSided, Pert, ShiftedLognormal, Triangular, Uniform
from app.value.range_distributions import uncertain_in

FOLDER = Path(__file__).parents[1] / "cases" / "published"
TENTHS = np.array([0.1, 0.5, 0.9])


@pytest.fixture
def distribution(state):
    """The distribution of one assumption, in a statement of three years."""

    def make(range_reading="p10_p90", **fields):
        statement = state(assumptions=[{"key": "x", **fields}], range_reading=range_reading)
        (found,) = uncertain_in(statement)
        return found

    return make


@pytest.mark.parametrize(
    ("low", "value", "high"),
    [
        ("80", "100", "120"),
        ("80", "100", "180"),
        ("10", "100", "120"),
        ("-5", "0", "1"),
        ("99.999", "100", "100.0011"),
    ],
)
def test_a_range_is_read_as_p10_and_p90_around_the_median(distribution, low, value, high):
    found = distribution(value=value, low=low, high=high)
    figures = found.distribution.of_uniforms(TENTHS)
    assert figures == pytest.approx([float(low), float(value), float(high)], rel=1e-6)
    assert (found.name, found.reading) == ("shifted_lognormal", "p10_p90")


def test_a_lognormal_through_three_points_in_proportion_is_the_plain_one():
    skewed = ShiftedLognormal(50, 100, 200).of_uniforms(TENTHS / 2)
    plain = Lognormal(100, np.log(2) / 1.2815515655446004).of_uniforms(TENTHS / 2)
    assert skewed == pytest.approx(plain)


def test_a_nearly_symmetric_range_does_not_jump_to_the_symmetric_one():
    nearly = ShiftedLognormal(-1, 0, 1.000101).of_uniforms(np.array([0.001, 0.999]))
    symmetric = ShiftedLognormal(-1, 0, 1.00009).of_uniforms(np.array([0.001, 0.999]))
    assert nearly == pytest.approx(symmetric, abs=1e-3)


@pytest.mark.parametrize(("low", "high", "end"), [("100", "150", "high"), ("60", "100", "low")])
def test_an_end_on_the_figure_is_no_end(distribution, low, high, end):
    found = distribution(value="100", low=low, high=high)
    figures = found.distribution.of_uniforms(TENTHS)
    assert figures.tolist() == pytest.approx([float(low), 100.0, float(high)])
    only_one = distribution(value="100", **{end: low if end == "low" else high})
    assert only_one.distribution == OneSided(100, float(low if end == "low" else high))


def test_min_max_is_pert_between_the_ends(distribution):
    found = distribution("min_max", value="6", low="4", high="12")
    assert found.distribution == Pert(4, 6, 12)
    assert found.reading == "min_max"
    figures = found.distribution.of_uniforms(np.linspace(1e-9, 1 - 1e-9, 100_001))
    assert figures.min() >= 4
    assert figures.max() <= 12
    assert figures.mean() == pytest.approx((4 + 4 * 6 + 12) / 6, abs=1e-4)


@pytest.mark.parametrize("mode", [0.0, 0.02, 0.3, 0.5, 0.97, 1.0])
def test_the_table_is_the_exact_quantile_function(mode):
    uniforms = np.concatenate([10.0 ** -np.arange(2, 9), np.linspace(0.001, 0.999, 5003)])
    uniforms = np.concatenate([uniforms, 1 - uniforms])
    exact = betaincinv(1 + 4 * mode, 5 - 4 * mode, uniforms)
    assert Pert(0, mode, 1).of_uniforms(uniforms) == pytest.approx(exact, abs=4e-6)


def test_published_pert_estimates_are_the_means_of_our_distribution():
    """Fourteen tasks that a textbook estimates by (O + 4 M + P) / 6, printed to two decimals."""
    case = json.loads((FOLDER / "pert-single-and-network.json").read_text(encoding="utf-8"))
    printed = {test["id"]: test["value"] for test in case["tests"]}
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    for task, (least, likely, most) in case["inputs"]["acts"].items():
        if least < most:
            mean = Pert(least, likely, most).of_uniforms(uniforms).mean()
            assert mean == pytest.approx(printed[f"m{task}"], abs=0.0051)


def test_named_distributions_say_their_own_reading(distribution):
    by_name = {
        name: distribution(value="100", low="80", high="130", distribution=name)
        for name in ("uniform", "triangular", "pert", "normal", "lognormal")
    }
    assert by_name["uniform"].distribution == Uniform(80, 130)
    assert by_name["triangular"].distribution == Triangular(80, 100, 130)
    assert {one.reading for one in by_name.values()} == {"p10_p90", "min_max"}
    normal = by_name["normal"].distribution.of_uniforms(TENTHS)
    assert normal.tolist() == pytest.approx([75, 100, 125])
    lognormal = by_name["lognormal"].distribution.of_uniforms(TENTHS)
    assert lognormal[2] / lognormal[0] == pytest.approx(130 / 80)
    assert lognormal[1] == pytest.approx(100)


def test_a_triangle_by_hand():
    triangle = Triangular(0, 3, 10)
    assert triangle.of_uniforms(np.array([0.3])).tolist() == pytest.approx([3])  # rises up to here
    assert triangle.of_uniforms(np.array([0.075])).tolist() == pytest.approx([1.5])  # ¼ of 0.3


def test_discrete_outcomes_come_with_their_probabilities(distribution):
    outcomes = [
        {"value": "3", "probability": "0.2"},
        {"value": "1", "probability": "0.5"},
        {"value": "2", "probability": "0.3"},
    ]
    found = distribution(value="1", distribution="discrete", outcomes=outcomes)
    figures = found.distribution.of_uniforms(np.array([0.01, 0.49, 0.51, 0.79, 0.81, 0.999]))
    assert figures.tolist() == [1, 1, 2, 2, 3, 3]
    assert found.reading == "outcomes"


def test_normals_and_uniforms_lead_to_the_same_figures(distribution):
    uniforms = np.linspace(0.01, 0.99, 99)
    for name in ("uniform", "triangular", "pert", "normal", "lognormal", None):
        fields = {"value": "100", "low": "80", "high": "130", "at_most": "125"}
        found = distribution(**fields | ({"distribution": name} if name else {})).distribution
        by_normals = found.of_normals(ndtri(uniforms))
        assert by_normals == pytest.approx(found.of_uniforms(uniforms))


def test_hard_bounds_hold(distribution):
    found = distribution(value="0.5", low="0.1", high="0.9", at_least="0", at_most="1")
    figures = found.distribution.of_uniforms(np.array([1e-6, 0.5, 1 - 1e-6]))
    assert figures.tolist() == [0, 0.5, 1]


def test_by_year_every_year_keeps_its_bounds(distribution):
    found = distribution(by_year=["50", "100", "150"], low="60", high="200", at_most="180")
    figures = found.distribution.of_uniforms(np.array([0.5, 1 - 1e-9]))
    assert figures.tolist() == pytest.approx([100, 120])  # the third year is at most 180


@pytest.mark.parametrize("fields", [{}, {"low": "5", "high": "5"}, {"low": "5"}])
def test_a_range_that_leaves_nothing_open_is_none(state, fields):
    assert uncertain_in(state(assumptions=[{"key": "x", "value": "5", **fields}])) == ()


def test_a_formula_is_not_drawn(state):
    derived = {"key": "x", "formula": "3", "low": "1", "high": "4"}
    assert uncertain_in(state(assumptions=[derived])) == ()


def test_ranges_that_cannot_be_read_are_all_told(state):
    statement = state(
        assumptions=[
            {"key": "sure", "value": "5"},
            {"key": "beside", "value": "10", "low": "12", "high": "15"},
            {"key": "x", "value": "1", "low": "0", "high": "2", "distribution": "lognormal"},
        ]
    )
    with pytest.raises(CalculationError) as caught:
        uncertain_in(statement)
    beside, below = caught.value.faults
    assert beside.pointer == "#/assumptions/1"
    assert beside.code == "UNREADABLE_RANGE"
    assert "beside is 10, outside its own range from 12 to 15" in beside.detail
    assert below.pointer == "#/assumptions/2"
    assert "above zero" in below.detail
