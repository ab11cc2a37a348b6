"""The trace: by hand on the product's own example, then laws on the published studies."""

import json
from decimal import Decimal

import pytest

from app.value import ValueStatement, calculate, trace_formulas
from app.value.figure_words import FigureWords
from app.value.trace import trace

STUDIES = ("tei-ems", "tei-o365-financial", "tei-m365-enterprise-e5")


@pytest.fixture(scope="module")
def example(cases):
    raw = (cases / "new-data-services.json").read_bytes()
    return trace(ValueStatement.model_validate_json(raw))


def study(cases, name):
    body = json.loads((cases / "statements" / f"{name}.json").read_text(encoding="utf-8"))
    return ValueStatement.model_validate(body["statement"])


def texts(part):
    return [reading.text for reading in part.readings]


def walked(part):
    yield part
    for inner in part.parts:
        yield from walked(inner)


def test_a_formula_reads_as_written_in_words_and_in_figures(example):
    whole = example.lines[0].formulas[0].whole
    assert whole.formula == "users * (arpu_target - arpu_now) * 12"
    assert whole.words == "Users on the new plans × (ARPU with data services − ARPU today) × 12"
    assert texts(whole) == ["104,167 users × £4.00 × 12 = £5,000,016"]
    assert whole.readings[0].periods == ("1",)
    assert texts(whole.parts[1]) == ["£26.00 − £22.00 = £4.00"]
    assert whole.parts[1].by_period == (None, Decimal(4))


def test_inputs_stand_with_their_reference_their_proof_and_their_source(example):
    rows = example.lines[0].inputs
    assert [(row.ref, row.key) for row in rows] == [
        ("A1", "arpu_now"), ("A2", "arpu_target"), ("A3", "users"),
    ]  # fmt: skip
    assert (rows[0].basis, rows[0].status) == ("customer_data", "customer_confirmed")
    assert rows[0].source == "FY26 annual report, p. 12"


def test_totals_and_measures_read_as_arithmetic_over_what_they_are_made_of(example):
    read = {found.name: found.reading for found in example.figures}
    assert read["total_investment"] == "£2,000,000 + £500,000 + £500,000 = £3,000,000"
    assert read["value"] == "£5,000,016 − £3,000,000 = £2,000,016"
    assert read["present_value.benefits"] == "£5,000,016 ÷ 1.1 = £4,545,469.09"
    assert read["metrics.npv"] == "£4,545,469.09 − £3,000,000 = £1,545,469.09"
    assert read["metrics.roi"] == "£1,545,469.09 ÷ £3,000,000 = 51.5 %"
    assert read["metrics.irr"] == "−£3,000,000 + £5,000,016 ÷ 1.666672 ≈ £0.00"
    assert read["metrics.payback_months"] == (
        "£83,324 are missing after month 7, and month 8 brings £416,668: "
        "7 + £83,324 ÷ £416,668 = 7.20 months"
    )
    assert read["metrics.cost_of_delay"] == "Net money of month 12 = £416,668"


def test_where_an_assumption_is_used_is_told_with_every_row(example):
    users = next(found for found in example.assumptions if found.key == "users")
    assert [use.pointer for use in users.used_by] == ["#/benefits/0/per_year"]
    assert users.used_by[0].label == "Increase Average Revenue Per User"
    assert users.rows == ("A3",)
    unused = next(found for found in example.assumptions if found.key == "nodes")
    assert (unused.used_by, unused.rows) == ((), ())


def test_use_through_other_assumptions_is_told_line_by_line(state, benefit, investment):
    found = trace(
        state(
            assumptions=[
                {"key": "hours", "formula": "users * 2"},
                {"key": "users", "value": "10"},
            ],
            benefits=[benefit(per_year="hours * 30")],
            investments=[investment(upfront="users * 5")],
        )
    ).assumptions[1]
    assert [use.pointer for use in found.used_by] == [
        "#/assumptions/0/formula", "#/investments/0/upfront",
    ]  # fmt: skip
    assert found.rows == ("A2", "B1")


def test_use_beside_the_lines_is_told_as_well(state, benefit):
    found = trace(
        state(
            assumptions=[{"key": "hours", "value": "10"}, {"key": "rate", "value": "5"}],
            pools=[{"key": "time", "label": "Time of a role", "per_year": "hours * 9"}],
            scenarios=[{"key": "bad", "overrides": [{"assumption": "hours", "value": "1"}]}],
            correlations=[{"between": ["hours", "rate"], "rank": "0.5"}],
            benefits=[
                benefit(per_year="rate", metric={"label": "Hours", "from": "hours", "to": "rate"})
            ],
        )
    ).assumptions[0]
    assert [(use.pointer, use.label) for use in found.used_by] == [
        ("#/pools/0/per_year", "Time of a role"),
        ("#/benefits/0/metric/from", "Save something"),
        ("#/scenarios/0/overrides/0/assumption", "bad"),
        ("#/correlations/0/between/0", "correlations"),
    ]


def test_risk_ramp_and_timing_are_told_row_by_row(state, benefit):
    line = benefit(
        per_year="1000", starts_month=7, adoption=["0.5", "1"], risk_adjustment="0.1",
        one_off=[{"month": 30, "amount": "50"}],
    )  # fmt: skip
    found = trace(state(benefits=[line])).lines[0]
    before = found.before_risk_adjustment
    assert before.words == (
        "Every year, spread evenly over its months, from month 7, adopted by 50.0 %, 100.0 % in "
        "the years of its own life. Once in month 30."
    )
    assert texts(before) == ["€1,000 × 0.25 = €250.00", "€1,000 × 0.75 = €750.00"]
    assert texts(found.risk_adjusted)[0] == "€250.00 × (1 − 10.0 %) = €225.00"
    assert (before.ref, found.risk_adjusted.ref) == ("At", "Atr")


def test_only_the_branch_that_an_if_takes_is_told(state, benefit):
    found = trace(
        state(
            assumptions=[{"key": "n", "by_year": ["0", "4", "8"]}],
            benefits=[benefit(per_year="IF(n = 0, 0, 100 / n)")],
        )
    )
    whole = found.lines[0].formulas[0].whole
    assert texts(whole) == ["0 = 0, so €0.00", "4 ≠ 0, so €25.00", "8 ≠ 0, so €12.50"]
    assert whole.parts[0].holds == (None, True, False, False)
    assert whole.parts[2].by_period == (None, None, Decimal(25), Decimal("12.5"))


def test_under_prev_the_period_looked_at_is_shown(state, benefit):
    found = trace(
        state(
            assumptions=[
                {"key": "sold", "by_year": ["1", "2", "3"], "initial": "0"},
                {"key": "stock", "formula": "PREV(stock) + sold"},
            ],
            benefits=[benefit(per_year="stock")],
        )
    )
    whole = found.assumptions[1].calculation.whole
    assert texts(whole) == ["0 + 0 = 0", "0 + 1 = 1", "1 + 2 = 3", "3 + 3 = 6"]
    assert whole.parts[0].parts[0].by_period == (None, 0, 1, 3)


def test_what_the_figures_shown_do_not_quite_give_is_not_called_equal(state, benefit):
    found = trace(
        state(
            assumptions=[{"key": "third", "formula": "1 / 3"}],
            benefits=[benefit(per_year="third * 3000000")],
        )
    )
    assert texts(found.lines[0].formulas[0].whole) == ["0.333333 × 3,000,000 ≈ €1,000,000"]


def test_a_measure_that_does_not_exist_has_its_reason(state, benefit):
    figures = {f.name: f for f in trace(state(benefits=[benefit(per_year="100")])).figures}
    assert figures["metrics.roi"].figure is None
    assert figures["metrics.roi"].reason.startswith("Nothing is invested")


@pytest.mark.parametrize("name", STUDIES)
def test_every_figure_of_the_result_is_traced_and_is_the_same(cases, name):
    statement = study(cases, name)
    found, result = trace(statement), calculate(statement)
    wire = {figure.name: figure.figure for figure in found.figures}
    assert found.complete
    assert wire["value"] == result.value
    for measure, figure in result.metrics:
        assert wire[f"metrics.{measure}"] == figure
    for line, published in zip(found.lines, result.lines, strict=True):
        assert line.risk_adjusted.by_period == published.by_period
        assert line.before_risk_adjustment.total == published.before_risk_adjustment.total
        assert line.present_value.figure == published.present_value
    for assumption in found.assumptions:
        if assumption.calculation is not None:
            assert assumption.calculation.whole.by_period == result.derived[assumption.key]


@pytest.mark.parametrize("name", STUDIES)
def test_every_part_that_is_used_has_a_figure_and_every_calculated_one_an_equation(cases, name):
    for line in trace(study(cases, name)).lines:
        for formula in line.formulas:
            for part in walked(formula.whole):
                used = [figure for figure in part.by_period if figure is not None]
                assert used or part.holds
                assert bool(part.readings) == bool(part.parts)


@pytest.mark.slow
def test_formulas_that_would_fill_the_memory_with_words_stay_whole(state, benefit, monkeypatch):
    """Deep formulas over long labels repeat themselves at every level."""
    deep = "(" * 30 + "x" + " + x * x * x) * x" * 30
    monkeypatch.setattr(trace_formulas, "MOST_PARTS_TOLD", 5_000)
    lines = [benefit(key=f"b{n}", per_year=deep, upfront=deep) for n in range(26)]
    assumption = {"key": "x", "value": "0.1", "label": "W" * 200}
    found = trace(state(assumptions=[assumption], benefits=lines))
    told = sum(len(list(walked(one.whole))) for line in found.lines for one in line.formulas)
    assert (found.complete, told <= 5_120) == (False, True)
    assert len(found.lines[0].formulas[0].whole.words) == 1000
    assert found.lines[-1].formulas[0].whole.readings


def test_figures_read_as_people_write_them():
    words = FigureWords("EUR")
    assert words.read(Decimal("0.155"), "%") == "15.5 %"
    assert words.read(Decimal(1), "user") == "1 user"
    assert words.read(Decimal(3), "company") == "3 companies"
    assert words.read(Decimal("0.0000125"), None) == "0.0000125"
    assert words.read(Decimal("1.5"), "FTE") == "1.5 FTE"
    assert FigureWords("JPY").money(Decimal("1234.5")) == "¥1,235"
