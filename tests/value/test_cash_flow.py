"""Lines laid out over months and periods, by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest


def money(*texts):
    """Figures by period as they leave."""
    return tuple(Decimal(text) for text in texts)


@pytest.mark.parametrize(
    ("line", "by_period"),
    [
        ({"upfront": "500"}, ("500", "0", "0", "0")),
        ({"per_year": "1200"}, ("0", "1200", "1200", "1200")),
        ({"upfront": "500", "per_year": "1200"}, ("500", "1200", "1200", "1200")),
        ({"per_year": "YEAR() * 100"}, ("0", "100", "200", "300")),
        # months: 1200 a year is 100 a month
        ({"per_year": "1200", "starts_month": 4}, ("0", "900", "1200", "1200")),
        ({"per_year": "1200", "starts_month": 13}, ("0", "0", "1200", "1200")),
        ({"per_year": "1200", "ends_month": 18}, ("0", "1200", "600", "0")),
        ({"per_year": "1200", "starts_month": 12, "ends_month": 13}, ("0", "100", "100", "0")),
        ({"per_year": "1200", "starts_month": 36, "ends_month": 36}, ("0", "0", "0", "100")),
        # one-off money, in its month's period
        ({"one_off": [{"month": 0, "amount": "7"}]}, ("7", "0", "0", "0")),
        ({"one_off": [{"month": 12, "amount": "7"}]}, ("0", "7", "0", "0")),
        ({"one_off": [{"month": 13, "amount": "7"}]}, ("0", "0", "7", "0")),
        ({"one_off": [{"month": 36, "amount": "YEAR()"}]}, ("0", "0", "0", "3")),
        (
            {"one_off": [{"month": 5, "amount": "1"}, {"month": 5, "amount": "2"}]},
            ("0", "3", "0", "0"),
        ),
        # adoption by the line's own years, the last one repeated
        ({"per_year": "1200", "adoption": ["0.5"]}, ("0", "600", "600", "600")),
        ({"per_year": "1200", "adoption": ["0.25", "0.5"]}, ("0", "300", "600", "600")),
        ({"per_year": "1200", "adoption": ["0", "0", "0", "1"]}, ("0", "0", "0", "0")),
        # growth from the second year on, compounding
        ({"per_year": "1000", "growth": "0.1"}, ("0", "1000", "1100", "1210")),
        ({"per_year": "1000", "growth": "-1"}, ("0", "1000", "0", "0")),
        # adoption and growth shape per_year alone
        (
            {"upfront": "10", "per_year": "1200", "adoption": ["0.5"], "growth": "1"},
            ("10", "600", "1200", "2400"),
        ),
        (
            {"one_off": [{"month": 36, "amount": "5"}], "adoption": ["0.5"], "starts_month": 36},
            ("0", "0", "0", "5"),
        ),
        # negative money is money
        ({"upfront": "-500", "per_year": "-1"}, ("-500", "-1", "-1", "-1")),
    ],
)
def test_a_line_by_hand(result, benefit, line, by_period):
    found = result(benefits=[benefit(**line)]).lines[0]
    assert found.by_period == money(*by_period)
    assert found.total == sum(money(*by_period))


def test_a_ramp_moves_with_the_start(result, benefit):
    """Six months later: half of each year of the line's life falls into the next year."""
    ramp = {"per_year": "1200", "adoption": ["0.25", "0.75", "1"]}
    # months 7-18 at 25 a month, 19-30 at 75, 31-36 at 100
    late = result(benefits=[benefit(**ramp, starts_month=7)]).lines[0]
    assert late.by_period == money("0", "150", "600", "1050")


def test_growth_moves_with_the_start(result, benefit):
    late = result(benefits=[benefit(per_year="1200", growth="1", starts_month=7)]).lines[0]
    # months 7-18 at 100 a month, 19-30 at 200, 31-36 at 400
    assert late.by_period == money("0", "600", "1800", "3600")


def test_the_year_of_a_formula_is_the_calendar_and_not_the_lines_own(result, benefit):
    late = result(benefits=[benefit(per_year="1200 * YEAR()", starts_month=7)]).lines[0]
    assert late.by_period == money("0", "600", "2400", "3600")


def test_risk_reduces_benefits_and_increases_investments(result, benefit, investment):
    found = result(
        benefits=[benefit(per_year="1000", upfront="100", risk_adjustment="0.1")],
        investments=[investment(upfront="500", risk_adjustment="0.2")],
    )
    gain, fee = found.lines
    assert gain.by_period == money("90", "900", "900", "900")
    assert gain.before_risk_adjustment.by_period == money("100", "1000", "1000", "1000")
    assert fee.by_period == money("600", "0", "0", "0")
    assert fee.before_risk_adjustment.total == 500
    assert (found.total_benefits, found.total_investment) == money("2790", "600")
    before = found.before_risk_adjustment
    assert (before.total_benefits, before.total_investment, before.value) == money(
        "3100", "500", "2600"
    )


def test_a_benefit_with_all_its_risk_is_worth_nothing(result, benefit):
    assert result(benefits=[benefit(per_year="1000", risk_adjustment="1")]).total_benefits == 0


def test_a_formula_is_evaluated_only_in_the_years_in_which_it_flows(result, benefit):
    """No sales in year 1, and the line starts in year 2: nothing divides by zero."""
    sales = {"key": "sales", "by_year": ["0", "5", "10"]}
    line = benefit(per_year="100 / sales", starts_month=13)
    assert result(assumptions=[sales], benefits=[line]).lines[0].by_period == money(
        "0", "0", "20", "10"
    )


def test_qualitative_benefits_are_never_counted(result, benefit):
    found = result(
        benefits=[
            benefit("morale", realisation="qualitative"),
            benefit("plain"),
            benefit("gain", per_year="1"),
        ]
    )
    assert [line.key for line in found.lines] == ["gain"]
    assert found.total_benefits == 3


def test_the_cash_flow_adds_up(result, benefit, investment):
    flow = result(
        benefits=[benefit(per_year="1000"), benefit("more", one_off=[{"month": 1, "amount": "5"}])],
        investments=[investment(upfront="1500", per_year="100")],
    ).cash_flow
    assert flow.benefits == money("0", "1005", "1000", "1000")
    assert flow.investment == money("1500", "100", "100", "100")
    assert flow.net == money("-1500", "905", "900", "900")
    assert flow.cumulative == money("-1500", "-595", "305", "1205")


def test_an_empty_statement_has_a_result(result):
    found = result()
    assert (found.total_benefits, found.total_investment, found.value) == (0, 0, 0)
    assert found.lines == ()


def test_by_year_without_initial_used_in_month_0_is_told(result, benefit):
    with pytest.raises(Exception, match="month 0") as caught:
        result(
            assumptions=[{"key": "users", "by_year": [1, 2, 3]}],
            benefits=[benefit(upfront="users * 2")],
        )
    (fault,) = caught.value.faults
    assert fault.code == "NO_INITIAL_FIGURE"
    assert fault.pointer == "#/benefits/0/upfront"
    assert fault.underlined == "users * 2\n^^^^^"
    assert "initial" in fault.hint


def test_by_year_without_initial_is_fine_where_month_0_is_not_used(result, benefit):
    found = result(
        assumptions=[
            {"key": "users", "by_year": [1, 2, 3]},
            {"key": "seats", "formula": "users * 10"},
        ],
        benefits=[benefit(per_year="seats")],
    )
    assert found.lines[0].by_period == money("0", "10", "20", "30")
    assert found.derived["seats"] == (None, 10, 20, 30)


def test_every_undefined_place_is_told_once(result, benefit):
    with pytest.raises(Exception, match="division by zero") as caught:
        result(
            assumptions=[
                {"key": "none", "value": "0"},
                {"key": "ratio", "formula": "1 / none"},
                {"key": "twice", "formula": "ratio * 2"},
            ],
            benefits=[benefit(per_year="twice"), benefit("log", per_year="LN(none)")],
        )
    told = {(fault.pointer, fault.code) for fault in caught.value.faults}
    assert told == {
        ("#/assumptions/1/formula", "UNDEFINED"),
        ("#/benefits/1/per_year", "UNDEFINED"),
    }
