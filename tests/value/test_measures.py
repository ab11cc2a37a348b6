"""The figures of a case by hand, and the reasons where a figure does not exist."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest


@pytest.fixture
def deal(result, benefit, investment):
    """A deal of one benefit and one investment."""

    def make(gain, fee=None, **fields):
        lines = {"benefits": [benefit(realisation="cash_releasing", **gain)]}
        if fee is not None:
            lines["investments"] = [investment(**fee)]
        return result(**lines, **fields)

    return make


def test_value_is_benefits_less_investment(deal):
    found = deal({"per_year": "1000"}, {"upfront": "1200"})
    assert (found.total_benefits, found.total_investment, found.value) == (3000, 1200, 1800)


@pytest.mark.parametrize(
    ("convention", "benefits"),
    [
        # 1,000 a year at 21 % over two years; the square root of 1.21 is 1.1
        ("year_end", "1509.46"),  # 826.446 + 683.013
        ("mid_year", "1660.41"),  # 909.091 + 751.315
        ("monthly", "1649.75"),  # 83.33 × (1 - 1.21^-2) ÷ (1.21^(1/12) - 1)
    ],
)
def test_the_three_conventions_by_hand(deal, convention, benefits):
    found = deal(
        {"per_year": "1000"},
        {"upfront": "100"},
        horizon_years=2,
        discount_rate="0.21",
        convention=convention,
    )
    assert found.present_value.benefits == Decimal(benefits)
    assert found.present_value.investment == 100  # month 0 is never discounted
    assert found.metrics.npv == Decimal(benefits) - 100
    assert found.convention == convention


@pytest.mark.parametrize(
    ("convention", "worth"),
    [("year_end", "90.91"), ("mid_year", "95.35"), ("monthly", "95.35")],
)
def test_money_of_one_month_is_discounted_as_its_convention_says(deal, convention, worth):
    """100 in month 6 of year 1 at 10 %: the end of the year, its middle, the sixth month."""
    found = deal({"one_off": [{"month": 6, "amount": "100"}]}, convention=convention)
    assert found.present_value.benefits == Decimal(worth)


def test_no_discounting_is_a_plain_sum(deal):
    for convention in ("year_end", "mid_year", "monthly"):
        found = deal({"per_year": "1000"}, discount_rate="0", convention=convention)
        assert found.present_value.benefits == found.total_benefits == 3000


def test_the_ratios_by_hand(deal):
    found = deal({"per_year": "1100"}, {"upfront": "500"}, horizon_years=1)
    assert found.metrics.npv == 500  # 1,000 today less 500
    assert found.metrics.roi == 1
    assert found.metrics.benefit_cost_ratio == 2
    assert found.metrics.irr == Decimal("1.2")  # 500 becomes 1,100
    assert found.metrics.payback_months == Decimal("5.45")  # 500 ÷ (1,100 ÷ 12)
    assert found.metrics.discounted_payback_months == 6  # 500 ÷ (1,000 ÷ 12)


def test_payback_is_exact_at_the_boundary(deal):
    assert deal({"per_year": "1000"}, {"upfront": "1000"}).metrics.payback_months == 12
    assert deal({"per_year": "7"}, {"upfront": "21"}).metrics.payback_months == 36
    assert deal({"per_year": "1 / 3"}, {"upfront": "1 / 3"}).metrics.payback_months == 12


def test_payback_is_linear_within_a_month(deal):
    found = deal({"per_year": "1200"}, {"upfront": "125"})
    assert found.metrics.payback_months == Decimal("1.25")


def test_payback_counts_from_the_last_time_below_zero(deal):
    """Paid back in month 5, below zero again in month 24, and for good in month 30."""
    late = {"upfront": "500", "one_off": [{"month": 24, "amount": "2500"}]}
    assert deal({"per_year": "1200"}, late).metrics.payback_months == 30


def test_what_never_was_below_zero_pays_back_at_once(deal):
    assert deal({"per_year": "1200"}, {"per_year": "1000"}).metrics.payback_months == 0
    assert deal({"upfront": "5"}, {"upfront": "5"}).metrics.payback_months == 0


def test_what_never_pays_back_says_why(deal):
    found = deal({"per_year": "100"}, {"upfront": "301"})
    assert found.metrics.payback_months is None
    assert "3 years of the horizon" in found.reasons["payback_months"]
    assert "discounted" in found.reasons["discounted_payback_months"]


def test_a_deal_may_pay_back_undiscounted_only(deal):
    found = deal({"per_year": "100"}, {"upfront": "290"})
    assert found.metrics.payback_months == Decimal("34.80")
    assert found.metrics.discounted_payback_months is None
    assert list(found.reasons) == ["discounted_payback_months"]


def test_one_year_is_called_one_year(deal):
    found = deal({"per_year": "1"}, {"upfront": "2"}, horizon_years=1)
    assert "the one year of the horizon" in found.reasons["payback_months"]


def test_without_investment_there_is_nothing_to_relate_to(deal):
    found = deal({"per_year": "100"})
    metrics = found.metrics
    assert (metrics.roi, metrics.benefit_cost_ratio, metrics.irr) == (None, None, None)
    assert metrics.payback_months == 0
    assert "Nothing is invested" in found.reasons["roi"]
    assert "no rate" in found.reasons["irr"]


def test_an_investment_below_zero_has_no_return(deal):
    found = deal({"per_year": "100"}, {"upfront": "-50"})
    assert found.metrics.roi is None
    assert "below zero" in found.reasons["roi"]
    assert found.value == 350


@pytest.mark.parametrize(
    ("net", "said"),
    [
        (["0", "0", "0", "0"], "No money flows"),
        (["5", "5", "5", "5"], "In no period is net money paid"),
        (["-5", "-5", "-5", "-5"], "In no period is net money received"),
        (["-100", "230", "-132", "0"], "2 rates bring the net present value to zero: "),
        (["-100", "230", "-132", "0"], "10.00 % and 20.00 %"),
        (["100", "-200", "150", "0"], "No rate brings"),
        (["-1000", "3600", "-4310", "1716"], "10.00 % and 20.00 % and 30.00 %"),
    ],
)
def test_where_there_is_no_one_rate_of_return_the_reason_says_so(result, benefit, net, said):
    flows = {"key": "flows", "initial": net[0], "by_year": net[1:]}
    found = result(assumptions=[flows], benefits=[benefit(upfront="flows", per_year="flows")])
    assert found.metrics.irr is None
    assert said in found.reasons["irr"]


def test_the_cost_of_delay_is_the_last_month(deal):
    found = deal({"per_year": "1200"}, {"upfront": "500", "per_year": "240"})
    assert found.metrics.cost_of_delay == 80


def test_a_delay_costs_what_shifting_every_flow_by_hand_costs(deal):
    """Every flow one month later while the horizon's end stays: the last month falls off."""
    gain = {"per_year": "1200", "growth": "0.5", "one_off": [{"month": 5, "amount": "70"}]}
    later = {**gain, "starts_month": 2, "one_off": [{"month": 6, "amount": "70"}]}
    now, then = (
        deal(gain, {"upfront": "500"}),
        deal(later, {"one_off": [{"month": 1, "amount": "500"}]}),
    )
    assert now.metrics.cost_of_delay == now.value - then.value == 225


def test_cash_value_counts_only_what_releases_cash(result, benefit, investment):
    found = result(
        benefits=[
            benefit("cash", upfront="900", realisation="cash_releasing"),
            benefit("hours", upfront="500", realisation="capacity"),
            benefit("unsaid", upfront="50"),
        ],
        investments=[investment(upfront="300")],
    )
    assert (found.value, found.metrics.cash_value) == (1150, 600)


@pytest.mark.parametrize(
    ("currency", "third", "half"),
    [("JPY", "333", "1"), ("EUR", "333.33", "0.50"), ("KWD", "333.333", "0.500")],
)
def test_money_leaves_in_minor_units_half_away_from_zero(deal, currency, third, half):
    found = deal({"upfront": "1000 / 3"}, {"upfront": "0.5"}, currency_code=currency)
    assert (str(found.total_benefits), str(found.total_investment)) == (third, half)


@pytest.mark.parametrize("amount", ["-0.001", "-0.0049", "0 * -1", "-0.0"])
def test_no_figure_is_minus_zero(deal, amount):
    written = deal({"upfront": amount}, {"upfront": amount}).model_dump_json()
    assert not re.search(r'"-0(\.0+)?"', written)


@pytest.mark.parametrize("third", ["0.085 * (1 / 3 * 3)", "0.255 / 3", "0.51 / 6"])
def test_a_tie_that_arithmetic_left_a_trace_on_is_a_tie(deal, third):
    assert deal({"upfront": third}).total_benefits == Decimal("0.09")


def test_figures_are_rounded_once(result, benefit):
    """Three thirds are one, though each third leaves as 0.33."""
    found = result(benefits=[benefit(f"b{n}", upfront="1 / 3") for n in range(3)])
    assert [str(line.total) for line in found.lines] == ["0.33"] * 3
    assert str(found.total_benefits) == "1.00"
