"""Laws of the whole core, for random statements."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.value import ValueStatement, calculate

CONVENTIONS = st.sampled_from(["year_end", "mid_year", "monthly"])
CENT = Decimal("0.01")
BOUNDED = settings(max_examples=60, deadline=None)


def texts(least, most, places=2):
    """Decimals as they stand on the wire."""
    return st.decimals(least, most, places=places).map(str)


@st.composite
def lines(draw, years, prefix, least):
    """Lines with money; `least` is the smallest amount."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        starts = draw(st.integers(1, 12 * years))
        found.append(
            {
                "key": f"{prefix}{number}",
                "statement": "Something",
                "upfront": draw(texts(least, 10**6)),
                "per_year": f"volume * {draw(texts(max(least, 0), 100))} + YEAR()",
                "one_off": [
                    {"month": draw(st.integers(0, 12 * years)), "amount": draw(texts(least, 999))}
                ],
                "starts_month": starts,
                "ends_month": draw(st.integers(starts, 12 * years)),
                "adoption": draw(st.lists(texts(0, 1), min_size=1, max_size=3)),
                "growth": draw(texts("-0.5", "0.5")),
                "risk_adjustment": draw(texts(0, 1)),
            }
        )
    return found


@st.composite
def bodies(draw, least=-(10**4)):
    """Statements with everything that shapes a flow."""
    years = draw(st.integers(1, 5))
    return {
        "title": "A deal",
        "currency_code": draw(st.sampled_from(["EUR", "JPY", "KWD"])),
        "horizon_years": years,
        "discount_rate": draw(texts(0, 1)),
        "convention": draw(CONVENTIONS),
        "assumptions": [
            {
                "key": "volume",
                "initial": "1",
                "by_year": draw(st.lists(texts(0, 999), min_size=years, max_size=years)),
            }
        ],
        "benefits": draw(lines(years, "b", least)),
        "investments": draw(lines(years, "i", least)),
    }


def calculated(body):
    """The result of a body."""
    return calculate(ValueStatement.model_validate_json(json.dumps(body)))


@BOUNDED
@given(bodies())
def test_value_is_benefits_less_investment_and_lines_add_up(body):
    found = calculated(body)
    unit = Decimal(1).scaleb(found.value.as_tuple().exponent)
    slack = unit * (len(found.lines) + 1)
    assert abs(found.total_benefits - found.total_investment - found.value) <= unit
    present = found.present_value
    assert abs(present.benefits - present.investment - found.metrics.npv) <= unit
    for side, total in (("benefit", found.total_benefits), ("investment", found.total_investment)):
        assert abs(sum(line.total for line in found.lines if line.side == side) - total) <= slack
    for line in found.lines:
        assert abs(sum(line.by_period) - line.total) <= unit * len(line.by_period)
    assert abs(found.cash_flow.cumulative[-1] - found.value) <= unit


@BOUNDED
@given(bodies(least=0))
def test_a_present_value_is_at_most_the_total_where_nothing_is_negative(body):
    found = calculated(body)
    for line in found.lines:
        assert 0 <= line.present_value <= line.total
    assert found.present_value.benefits <= found.total_benefits
    assert found.present_value.investment <= found.total_investment


@BOUNDED
@given(bodies(), st.sampled_from(["2", "10", "0.5", "12.5"]))
def test_all_money_scales_together(body, factor):
    body["currency_code"] = "EUR"
    scaled = json.loads(json.dumps(body))
    for line in scaled["benefits"] + scaled["investments"]:
        line["upfront"] = f"({line['upfront']}) * {factor}"
        line["per_year"] = f"({line['per_year']}) * {factor}"
        line["one_off"][0]["amount"] = f"({line['one_off'][0]['amount']}) * {factor}"
    once, times = calculated(body), calculated(scaled)
    slack = CENT * (Decimal(factor) + 1)
    assert abs(times.value - once.value * Decimal(factor)) <= slack
    assert abs(times.metrics.npv - once.metrics.npv * Decimal(factor)) <= slack
    for name in ("roi", "irr", "payback_months", "discounted_payback_months"):
        assert getattr(times.metrics, name) == getattr(once.metrics, name), name


@BOUNDED
@given(texts(1, 10**5), texts(0, 10**5), st.integers(1, 24), st.integers(1, 24), CONVENTIONS)
def test_starting_later_never_pays_back_earlier(gain, fee, start, shift, convention):
    early, late = (
        calculated(
            {
                "title": "A deal",
                "currency_code": "EUR",
                "horizon_years": 5,
                "discount_rate": "0.1",
                "convention": convention,
                "benefits": [
                    {"key": "b", "statement": "s", "per_year": gain, "starts_month": month}
                ],
                "investments": [{"key": "i", "statement": "s", "upfront": fee}],
            }
        ).metrics
        for month in (start, start + shift)
    )
    assume(early.payback_months is not None)
    assert late.payback_months is None or late.payback_months >= early.payback_months
    assert late.npv <= early.npv
    assert late.cost_of_delay == early.cost_of_delay


@BOUNDED
@given(bodies(), st.randoms(use_true_random=False))
def test_the_order_of_assumptions_and_unused_ones_mean_nothing(body, random):
    extra = [
        {"key": "twice", "formula": "volume * 2"},
        {"key": "thrice", "formula": "twice + volume"},
        {"key": "stock", "formula": "PREV(stock) + thrice"},
    ]
    shuffled = {**body, "assumptions": body["assumptions"] + extra}
    random.shuffle(shuffled["assumptions"])
    once, again = calculated(body), calculated(shuffled)
    assert once.lines == again.lines
    assert once.metrics == again.metrics


@BOUNDED
@given(bodies())
def test_a_statement_survives_its_own_wire_form_with_the_same_result(body):
    statement = ValueStatement.model_validate_json(json.dumps(body))
    written = statement.model_dump_json(exclude_none=True, by_alias=True)
    again = ValueStatement.model_validate_json(written)
    assert calculate(again).model_dump_json() == calculate(statement).model_dump_json()


@BOUNDED
@given(bodies())
def test_no_figure_on_the_wire_is_minus_zero_or_in_exponents(body):
    for text in strings(json.loads(calculated(body).model_dump_json())):
        assert not re.fullmatch(r"-0(\.0+)?", text), text
        assert "E" not in text


def strings(part):
    """Every figure of a result, as text."""
    if isinstance(part, dict):
        return [text for key, value in part.items() if key not in WORDS for text in strings(value)]
    if isinstance(part, list):
        return [text for value in part for text in strings(value)]
    return [part] if isinstance(part, str) else []


WORDS = {"sentence", "reasons", "currency_code", "key", "ref", "side", "findings"}


@pytest.mark.parametrize("convention", ["year_end", "mid_year", "monthly"])
@BOUNDED
@given(body=bodies(least=0), low=texts(0, "0.5"), more=texts(0, "0.5"))
def test_a_higher_rate_never_makes_benefits_worth_more(convention, body, low, more):
    body["convention"] = convention
    cheap = calculated({**body, "discount_rate": low})
    dear = calculated({**body, "discount_rate": str(Decimal(low) + Decimal(more))})
    assert dear.present_value.benefits <= cheap.present_value.benefits
