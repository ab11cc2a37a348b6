"""Twelve published Total Economic Impact studies, line by line and headline by headline.

`expected` in each file was calculated from the published inputs by a script that shares nothing
with this product; `published` is what the study prints.
"""

from __future__ import annotations

import json
import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from app.value import ValueStatement, calculate

ONE_UNIT = Decimal(1)
STUDIES = sorted((Path(__file__).parents[1] / "cases" / "statements").glob("*.json"))
SPELLED = {"six": "6", "seven": "7", "eight": "8"}

CONTRADICTIONS = {
    ("tei-ems", "payback"): (
        "The study has no initial column and its first year's net flow is positive, so there is "
        "nothing to pay back; its 10 months are year-1 costs ÷ year-1 benefits × 12."
    ),
    ("tei-m365-enterprise-e5", "payback"): (
        "Its 10 months after go-live are not the interpolated payback of its printed flows, 7.7."
    ),
    ("tei-o365-e5", "npv"): (
        "Its printed present value of costs, 12,788,001, lies 1.60 above that of its own printed "
        "rows, 12,787,999.40, and the printed NPV inherits it."
    ),
    ("tei-o365-financial", "npv"): (
        "Its printed NPV inherits an initial net flow that is 1 below its own printed rows: "
        "653,673 − 1,448,901 is −795,228, and −795,229 is printed."
    ),
    ("tei-o365-financial", "net, initial"): (
        "653,673 − 1,448,901 is −795,228, and −795,229 is printed."
    ),
}
"""Where a study contradicts itself, our figure is the one that follows from its inputs."""


@pytest.fixture(params=STUDIES, ids=[path.stem for path in STUDIES], scope="module")
def study(request):
    """One study with our result."""
    case = json.loads(request.param.read_text(encoding="utf-8"))
    statement = ValueStatement.model_validate_json(json.dumps(case["statement"]))
    return case, calculate(statement)


def test_all_twelve_studies_are_here():
    assert len(STUDIES) == 12


def test_every_line_agrees_in_every_period(study, record_property):
    case, result = study
    expected = case["expected"]["lines"]
    assert [line.key for line in result.lines] == list(expected)
    differences = [
        abs(ours - exact(theirs))
        for line in result.lines
        for ours, theirs in zip(line.by_period, expected[line.key]["by_period"], strict=True)
    ]
    record_property("published study", readable_row(case, result, differences))
    for (study_named, place), reason in CONTRADICTIONS.items():
        if study_named == case["case"]:
            record_property("contradiction", f"{shortened(study_named)}, {place}: {reason}")
    assert max(differences) < ONE_UNIT


def test_every_headline_follows_from_the_inputs(study):
    case, result = study
    headline = case["expected"]["headline"]
    metrics = result.metrics
    for ours, name in (
        (result.total_benefits, "total_benefits"),
        (result.total_investment, "total_investment"),
        (result.value, "value"),
        (result.present_value.benefits, "pv_benefits"),
        (result.present_value.investment, "pv_investment"),
        (metrics.npv, "npv"),
    ):
        assert abs(ours - exact(headline[name])) <= Decimal("0.01"), name
    for ours, name, step in (
        (metrics.roi, "roi", "0.000001"),
        (metrics.irr, "irr", "0.000001"),
        (metrics.payback_months, "payback_months", "0.01"),
    ):
        theirs = headline[name]
        if theirs is None and name == "payback_months":
            theirs = 0.0  # nothing to pay back: `null` to the script, 0 months to us
        assert (ours is None) == (theirs is None), name
        assert ours is None or abs(ours - exact(theirs)) <= Decimal(step), name


def test_the_printed_totals_agree_within_one_unit(study):
    case, result = study
    for title, ours, name in (
        ("benefits", result.cash_flow.benefits, "benefits_total"),
        ("costs", result.cash_flow.investment, "costs_total"),
        ("net", result.cash_flow.net, "net_benefits"),
    ):
        printed = case["published"][name]["by_period"]
        for period, mine, theirs in zip(result.periods, ours, printed, strict=True):
            contradicted = (case["case"], f"{title}, {period}") in CONTRADICTIONS
            assert (abs(mine - theirs) <= ONE_UNIT) != contradicted, (title, period)


def test_the_printed_npv_agrees_within_one_unit(study):
    case, result = study
    difference = abs(result.metrics.npv - case["published"]["NPV"])
    assert (difference <= ONE_UNIT) != ((case["case"], "npv") in CONTRADICTIONS)


def test_the_printed_percentages_agree(study):
    case, result = study
    for ours, name in ((result.metrics.roi, "ROI_pct"), (result.metrics.irr, "IRR_pct")):
        if name in case["published"]:
            assert whole_percent(ours) == case["published"][name]


def test_the_printed_payback_agrees(study):
    """Studies print months rounded up, to the nearest, or with one decimal."""
    case, result = study
    printed = months_of(case["published"]["payback"])
    ours = result.metrics.payback_months
    readings = {
        ours.quantize(ONE_UNIT, ROUND_CEILING),
        ours.quantize(ONE_UNIT, ROUND_HALF_UP),
        ours.quantize(Decimal("0.1"), ROUND_HALF_UP),
    }
    assert (printed in readings) != ((case["case"], "payback") in CONTRADICTIONS)


def readable_row(case, result, differences):
    """What the terminal shows of one study."""
    published, metrics = case["published"], result.metrics
    npv, payback = (
        "*" if (case["case"], place) in CONTRADICTIONS else " " for place in ("npv", "payback")
    )
    return (
        shortened(case["case"]),
        str(len(result.lines)),
        str(len(differences)),
        f"{max(differences):.3f}",
        f"{metrics.npv:,.0f}",
        f"{published['NPV']:,}{npv}",
        f"{metrics.roi * 100:.1f} %",
        f"{published['ROI_pct']} %",
        "none" if metrics.irr is None else f"{metrics.irr * 100:.1f} %",
        f"{published['IRR_pct']} %" if "IRR_pct" in published else "–",
        str(metrics.payback_months),
        f"{months_of(published['payback'])}{payback}",
    )


def shortened(name):
    """A study's name without what all of them share."""
    return name.removeprefix("tei-")


def whole_percent(fraction):
    """A fraction as studies print it."""
    return int((fraction * 100).quantize(ONE_UNIT, ROUND_HALF_UP))


def months_of(printed):
    """The months in a phrase such as "Seven months (after go-live)"."""
    text = printed.lower()
    for word, figure in SPELLED.items():
        text = text.replace(word, figure)
    return Decimal(re.search(r"[0-9.]+", text)[0])


def exact(figure):
    """The figure of an independent script, which calculated in binary floating point."""
    return Decimal(repr(figure))
