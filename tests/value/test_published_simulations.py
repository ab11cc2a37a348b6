"""Simulations beside published ones: their printed figures, or the exact moments behind them."""

from __future__ import annotations

import json
from decimal import Decimal
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from app.value.next_evidence import next_evidence
from app.value.simulation import Target, simulate
from tests.value.uncertain_figures import WIDEST, discrete, uncertain

FOLDER = Path(__file__).parents[1] / "cases" / "published"


def published(slug):
    """A published case."""
    return json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("slug", "mean"),
    [("scenario-huang-expected-npv", 5.3), ("scenario-three-point-npv", 15.0)],
)
def test_published_scenarios_have_their_expected_value(worth, slug, mean):
    case = published(slug)
    statement = worth("x", discrete("x", case["inputs"]["x"], case["inputs"]["p"]))
    found = simulate(statement, seed=1).value
    assert float(found.mean) == pytest.approx(mean, abs=0.051)
    assert (found.p10, found.p90) == (
        (-14, 24) if "huang" in slug else (Decimal("-27.8"), Decimal("57.8"))
    )


@pytest.mark.parametrize(
    ("probability", "impact", "expected"),
    [("0.3", "-50000", -15000), ("0.4", "20000", 8000), ("0.1", "-200000", -20000)],
)
def test_published_expected_monetary_values(worth, probability, impact, expected):
    rest = str(1 - Decimal(probability))
    statement = worth("x", discrete("x", ["0", impact], [rest, probability]))
    assert float(simulate(statement, seed=3).value.mean) == pytest.approx(expected, rel=2e-3)


def test_profit_of_correlated_normals_has_its_published_moments(worth):
    """Normals given by a nine-in-ten interval; the published means and deviations are exact."""
    case = published("mc-profit-correlated-normals")["inputs"]
    assumptions = []
    for key in ("revenue", "costs"):
        low, high = map(Decimal, case[key])
        half = (high - low) / 2 / Decimal(case["z"]) * WIDEST
        middle = (low + high) / 2
        low, high = round(middle - half, 12), round(middle + half, 12)
        assumptions.append(uncertain(key, low, middle, high, distribution="normal"))
    deviations = [(case[key][1] - case[key][0]) / 2 / case["z"] for key in ("revenue", "costs")]
    alone = simulate(worth("revenue - costs", *assumptions), seed=1, draws=131_072).value
    pair = [{"between": ["revenue", "costs"], "rank": "0.5"}]
    together = simulate(
        worth("revenue - costs", *assumptions, correlations=pair), seed=1, draws=131_072
    ).value
    linear = 2 * np.sin(np.pi * 0.5 / 6)
    for found, expected in (
        (alone, sqrt(deviations[0] ** 2 + deviations[1] ** 2)),
        (
            together,
            sqrt(sum(d**2 for d in deviations) - 2 * linear * deviations[0] * deviations[1]),
        ),
    ):
        assert float(found.mean) == pytest.approx(27500, abs=10)
        spread = float(found.p90 - found.p10) / 2 / float(WIDEST)
        assert spread == pytest.approx(expected, rel=3e-3)


def test_the_published_assembly_has_its_mean_and_its_chance(worth):
    """Normal × normal² ÷ (1.5 + exponential); an exponential is the logarithm of a uniform."""
    case = published("mc-assembly-three-parts")["published_table"]
    x1 = uncertain("x1", 24 - WIDEST, 24, 24 + WIDEST, distribution="normal")
    x2 = uncertain("x2", 37 - 4 * WIDEST, 37, 37 + 4 * WIDEST, distribution="normal")
    u = uncertain("u", 0, "0.5", 1, distribution="uniform")
    formula = "x1 * x2^2 / (15 * (1.5 - LN(u) / 2))"
    found = simulate(worth(formula, x1, x2, u), seed=1, draws=131_072, target=Target(Decimal(1000)))
    assert float(found.value.mean) == pytest.approx(1161.555, abs=0.5)  # the exact mean
    assert float(found.value.mean) == pytest.approx(float(case["independent"]["mean"]), abs=0.5)
    chance = found.chances[-1]
    assert float(chance.probability) == pytest.approx(
        float(case["independent"]["P_ge_1000"]), abs=0.006
    )
    pair = [{"between": ["x1", "x2"], "rank": "-0.75"}]
    together = simulate(worth(formula, x1, x2, u, correlations=pair), seed=1, draws=131_072)
    published_mean = float(case["correlated"]["mean"])
    assert float(together.value.mean) == pytest.approx(published_mean, abs=2)


def test_the_published_tolerance_stack_has_its_exact_moments(worth):
    """A gamma of shape nine is the sum of nine exponentials: three parts take 27 uniforms."""
    names = [f"u{part}_{number}" for part in range(3) for number in range(9)]
    drawn = [uncertain(name, 0, "0.5", 1, distribution="uniform") for name in names]
    total = " + ".join(f"LN({name})" for name in names)
    found = simulate(worth(f"-1000 * ({total}) / 6", *drawn), seed=1, draws=131_072).value
    assert float(found.mean) == pytest.approx(4500, abs=1)
    assert float(found.p50) == pytest.approx(4444.6, abs=8)  # a gamma's median, shape 27
    assert float(found.p10) == pytest.approx(3432, abs=15)
    assert float(found.p90) == pytest.approx(5646, abs=15)


WILDFIRE = {
    "controlled": "IF(MOD(YEAR(), 2) = 0, 1, 0)",
    "fire": "IF("
    + " + ".join(f"IF(YEAR() = {y}, luck_{y}, 0)" for y in range(1, 21))
    # In month 0 nothing burns: there is no draw, so it counts as 0, below every risk.
    + " < IF(YEAR() = 0, -1, fire_risk), 1, 0)",
    "severe": "IF(AND(fire = 1, biomass > severity_threshold), 1, 0)",
    "mild": "fire - severe",
    "biomass": "IF(YEAR() <= 1, initial_biomass, IF(PREV(severe) = 1, biomass_after_severe_fire, "
    "IF(PREV(mild) = 1, biomass_after_mild_fire, "
    "PREV(biomass) * (1 + bio_accu_rate_no_contr_burn / 100))))",
    "fire_beside": "IF(controlled = 1, 0, fire)",
    "severe_beside": "IF(AND(fire_beside = 1, biomass_beside > severity_threshold), 1, 0)",
    "mild_beside": "fire_beside - severe_beside",
    "biomass_beside": "IF(YEAR() <= 1, initial_biomass, IF(PREV(controlled) = 1, "
    "biomass_after_burning * (1 + bio_accu_rate_contr_burn / 100), "
    "IF(PREV(severe_beside) = 1, biomass_after_severe_fire, "
    "IF(PREV(mild_beside) = 1, biomass_after_mild_fire, "
    "PREV(biomass_beside) * (1 + bio_accu_rate_no_contr_burn / 100)))))",
    "severe_cost": "fire_fighting_cost_severe_fire + env_imp_severe_fire",
    "mild_cost": "fire_fighting_cost_mild_fire + env_imp_mild_fire",
    "today": "(1 + discount_rate / 100) ^ (1 - YEAR())",
}
"""Forests with and without controlled burning, as the vignette's function has them by year."""


@pytest.fixture(scope="module")
def wildfire(state, benefit, investment):
    """A figure's P5 and P95 are given; ours are P10 and P90 of the same normal."""
    narrower = WIDEST / Decimal("1.6448536269514722")
    assumptions = [
        uncertain(f"luck_{year}", 0, "0.5", 1, distribution="uniform") for year in range(1, 21)
    ]
    for key, low, high, kind in published("mc-wildfire-npv")["inputs"]["distributions"]:
        middle = (Decimal(str(low)) + Decimal(str(high))) / 2
        half = (Decimal(str(high)) - middle) * narrower
        bounds = {"posnorm": {"at_least": 0}, "tnorm_0_1": {"at_least": 0, "at_most": 1}}
        ends = (round(middle - half, 9), middle, round(middle + half, 9))
        assumptions.append(uncertain(key, *ends, distribution="normal", **bounds.get(kind, {})))
    assumptions += [{"key": key, "formula": formula} for key, formula in WILDFIRE.items()]
    saved = "((severe - severe_beside) * severe_cost + (mild - mild_beside) * mild_cost) * today"
    return state(
        horizon_years=20,
        discount_rate="0",
        assumptions=assumptions,
        benefits=[benefit(per_year=saved)],
        investments=[investment(per_year="controlled * cost_of_controlled_burning * today")],
    )


def by_plain_draws(draws, seed):
    """The same model by hand: plain random draws, year by year."""
    random, x = np.random.default_rng(seed), {}
    for key, low, high, kind in published("mc-wildfire-npv")["inputs"]["distributions"]:
        x[key] = random.normal((low + high) / 2, (high - low) / 2 / 1.6448536269514722, draws)
        if kind != "norm":
            x[key] = np.clip(x[key], 0, 1 if kind == "tnorm_0_1" else np.inf)
    severe_cost = x["fire_fighting_cost_severe_fire"] + x["env_imp_severe_fire"]
    mild_cost = x["fire_fighting_cost_mild_fire"] + x["env_imp_mild_fire"]
    growth = 1 + x["bio_accu_rate_no_contr_burn"] / 100
    biomass = {"never": x["initial_biomass"], "controlled": x["initial_biomass"]}
    total = np.zeros(draws)
    for year in range(1, 21):
        fire = random.random(draws) < x["fire_risk"]
        for way, sign in (("never", 1), ("controlled", -1)):
            burned = way == "controlled" and year % 2 == 0
            severe = fire & (biomass[way] > x["severity_threshold"]) & (not burned)
            mild = fire & ~severe & (not burned)
            cost = severe * severe_cost + mild * mild_cost
            cost = cost + burned * x["cost_of_controlled_burning"]
            total += sign * cost * (1 + x["discount_rate"] / 100) ** (1 - year)
            after = np.where(mild, x["biomass_after_mild_fire"], biomass[way] * growth)
            after = np.where(severe, x["biomass_after_severe_fire"], after)
            regrown = x["biomass_after_burning"] * (1 + x["bio_accu_rate_contr_burn"] / 100)
            biomass[way] = regrown if burned else after
    return total


def test_the_published_wildfire_model_is_that_of_plain_draws(wildfire):
    found = simulate(wildfire, seed=1, draws=131_072).value
    plain = by_plain_draws(200_000, seed=1)
    for name, percent in (("p10", 10), ("p50", 50), ("p90", 90)):
        expected = np.percentile(plain, percent)
        assert float(getattr(found, name)) == pytest.approx(expected, abs=100)
    assert float(found.mean) == pytest.approx(plain.mean(), abs=60)


def test_the_published_wildfire_model_is_near_its_printed_figures(wildfire):
    """There, normals cut off at zero are fitted so that the rest keeps its ends; here what lies
    beyond falls on the bound, which leaves costs of severe fires some percent higher."""
    case = published("mc-wildfire-npv")["published_table"]
    found = simulate(wildfire, seed=1)
    for name, printed in (("p10", "P10"), ("p50", "P50"), ("p90", "P90")):
        expected = float(case["percentiles"][printed])
        assert float(getattr(found.value, name)) == pytest.approx(expected, rel=0.1)
    assert float(found.value.mean) == pytest.approx(float(case["mean"]), rel=0.1)
    chance_of_loss = float(1 - found.chances[0].probability)
    assert chance_of_loss == pytest.approx(float(case["chance_loss"]), abs=0.02)


def test_certainty_about_the_published_wildfire_is_worth_its_expected_loss(wildfire):
    """To burn pays on average, so certainty would save what burning loses where it does not pay."""
    printed = float(published("mc-wildfire-npv")["published_table"]["expected_opportunity_loss"])
    found = next_evidence(wildfire, seed=1)
    assert found.investing.go_ahead
    assert float(found.investing.worth_of_certainty) == pytest.approx(printed, abs=30)
