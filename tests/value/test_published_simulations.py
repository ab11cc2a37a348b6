"""Simulations beside published ones: their printed figures, or the exact moments behind them."""

from __future__ import annotations

import json
from decimal import Decimal
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

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
