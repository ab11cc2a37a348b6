"""The references of a document are those of the trace, and every figure of the result is in it."""

from __future__ import annotations

import re

import pytest

from app.documents.compose import view_of
from app.documents.language import Language
from app.value import calculate
from app.value.rounding import whole
from app.value.trace import trace
from tests.documents import orders, statements

STUDIES = sorted(path.name for path in (statements.CASES / "statements").glob("*.json"))
REFERENCE = re.compile(r"\b[A-Z]{1,2}(?:[0-9]{1,3}|tr?)\b")


def study(name):
    return statements.case(f"statements/{name}")


def words(pages):
    return " ".join("\n".join(pages).split())


@pytest.mark.parametrize("name", ["example", "everything"])
def test_printed_references_are_those_of_the_trace(read, name):
    printed = set(REFERENCE.findall("\n".join(read(name))))
    for line in trace(orders.ALL[name]()).lines:
        for row in line.inputs:
            assert row.ref in printed
        assert line.before_risk_adjustment.ref in printed
        if line.risk_adjusted.total != line.before_risk_adjustment.total:
            assert line.risk_adjusted.ref in printed


@pytest.mark.parametrize("name", STUDIES)
def test_references_of_a_study_are_those_of_its_trace(name):
    statement = study(name)
    view = view_of(orders.order(statement))
    told = {line.ref: line for line in (*view.benefits, *view.investments)}
    for line in trace(statement).lines:
        kept = told[line.ref].inputs
        assert [(row.ref, row.key) for row in kept] == [
            (row.ref, row.key) for row in line.inputs[: len(kept)]
        ]


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_adds_up_as_it_is_shown(name):
    view = view_of(orders.order(study(name)))
    for lines, groups, by_band, total, present in (
        (view.benefits, view.benefit_groups, view.benefits_by_band, *_sums(view, "benefits")),
        (
            view.investments,
            view.investment_groups,
            view.investment_by_band,
            *_sums(view, "investment"),
        ),
    ):
        assert [sum(column) for column in zip(*(line.by_band for line in lines), strict=True)] == (
            list(by_band)
        )
        assert sum(line.total for line in lines) == sum(group.total for group in groups) == total
        assert sum(line.present_value for line in lines) == present
        for line in lines:
            assert sum(line.by_band) == line.total
            assert line.before.total + line.adjustment.total == line.total
    assert view.spending.once + view.spending.recurring == view.headline.investment
    assert view.headline.benefits - view.headline.investment == view.headline.value


@pytest.mark.parametrize("name", ["example", "everything", "losing", "free"])
def test_every_figure_of_the_result_is_in_the_text(read, name):
    """Money is shown in whole units that add up: a part may be one unit off its own rounding."""
    text = re.sub("[€£]", "", words(read(name)))
    figures = {int(part.replace(",", "").replace("−", "-")) for part in _FIGURES.findall(text)}
    result = calculate(orders.ALL[name]())
    for amount in _amounts(result):
        assert {whole(amount) + off for off in (-1, 0, 1)} & (figures | {0}), amount


@pytest.mark.parametrize("name", ["example", "everything"])
def test_ratios_and_months_are_in_the_text(read, name):
    text, metrics = words(read(name)), calculate(orders.ALL[name]()).metrics
    english = Language.of("en-GB", "EUR", 1)
    for percentage in (metrics.roi, metrics.irr):
        assert english.percent(str(percentage)) in text
    for months in (metrics.payback_months, metrics.discounted_payback_months):
        assert english.months(str(months)) in text
    assert english.ratio(str(metrics.benefit_cost_ratio)) in text


_FIGURES = re.compile(r"−?\d{1,3}(?:,\d{3})+|−?\d+")


def _sums(view, side):
    return getattr(view.headline, side), getattr(view.present_value, side)


def _amounts(result):
    before, flow = result.before_risk_adjustment, result.cash_flow
    yield from (result.total_benefits, result.total_investment, result.value)
    yield from (before.total_benefits, before.total_investment, before.value)
    yield from (result.present_value.benefits, result.present_value.investment)
    yield from (result.metrics.npv, result.metrics.cost_of_delay, result.metrics.cash_value)
    yield from (*flow.benefits, *flow.investment, *flow.net, *flow.cumulative)
    for line in result.lines:
        yield from (*line.by_period, line.total, line.present_value)
        yield from (*line.before_risk_adjustment.by_period, line.before_risk_adjustment.total)
    for one in result.alternatives:
        yield from (one.reference_value, one.economic_value, one.advantage)
        parts = (*one.positive_differentiation, *one.negative_differentiation)
        yield from (part.amount for part in parts)
