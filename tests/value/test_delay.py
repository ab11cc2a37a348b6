"""What waiting costs: by hand, then against the result's own figure, then laws."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.delay import DelayOutOfRangeError, cost_of_delay


def test_a_month_s_delay_loses_the_last_month(state, benefit, investment):
    found = cost_of_delay(
        state(benefits=[benefit(per_year="1200")], investments=[investment(upfront="500")]), [1, 6]
    )
    first, half = found.delays
    assert (first.value_lost, half.value_lost, half.value_lost_per_month) == (100, 600, 100)
    assert (first.benefits_lost, first.investment_saved) == (100, 0)
    assert half.value == 3100 - 600


def test_a_ramp_moves_with_its_start_so_that_waiting_never_gains(state, benefit):
    """With ramps tied to the calendar, a month's delay once seemed to gain money."""
    found = cost_of_delay(state(benefits=[benefit(per_year="1200", adoption=["0.25", "0.5", "1"])]))
    # The last month is one of full adoption: 100 are lost, 300 in three months.
    assert [one.value_lost for one in found.delays] == [100, 300, 600, 1200]
    assert [one.months for one in found.delays] == [1, 3, 6, 12]


def test_what_is_paid_every_month_is_saved_while_waiting(state, benefit, investment):
    found = cost_of_delay(
        state(benefits=[benefit(per_year="1200")], investments=[investment(per_year="600")]), [2]
    ).delays[0]
    assert (found.benefits_lost, found.investment_saved, found.value_lost) == (200, 100, 100)


def test_what_remains_is_discounted_for_longer(state, benefit):
    found = cost_of_delay(
        state(horizon_years=2, benefits=[benefit(one_off=[{"month": 12, "amount": "1100"}])]), [1]
    ).delays[0]
    # 1,100 in month 12 is worth 1,000 today; in month 13 it belongs to year 2.
    assert (found.value_lost, found.npv_lost) == (0, Decimal("90.91"))


def test_doing_nothing_forgoes_the_whole_case(cases):
    raw = (cases / "new-data-services.json").read_bytes()
    found = cost_of_delay(ValueStatement.model_validate_json(raw))
    nothing = found.doing_nothing
    assert (nothing.value_forgone, nothing.value_forgone_per_month) == (2000016, 166668)
    assert nothing.benefits_forgone_by_period == (0, 5000016)
    assert found.words == (
        "Waiting 1 month costs £416,668 of Value. Doing nothing for 12 months forgoes benefits of "
        "£5,000,016 and saves an investment of £3,000,000: £2,000,016 of Value."
    )


@pytest.mark.parametrize("months", [[0], [37], [1] * 61, [-1]])
def test_a_delay_that_is_none_or_outlasts_the_horizon_is_refused(state, benefit, months):
    with pytest.raises(DelayOutOfRangeError, match="1 to 36 months"):
        cost_of_delay(state(benefits=[benefit(per_year="1")]), months)


@pytest.mark.parametrize("name", ["tei-ems", "tei-o365-smb", "tei-m365-enterprise-e5"])
def test_one_month_costs_what_the_result_says(cases, name):
    body = json.loads((cases / "statements" / f"{name}.json").read_text(encoding="utf-8"))
    statement = ValueStatement.model_validate(body["statement"])
    found = cost_of_delay(statement, [1, 36])
    assert found.delays[0].value_lost == calculate(statement).metrics.cost_of_delay
    assert found.delays[1].value + found.delays[1].value_lost == found.value


@given(st.integers(1, 24), st.integers(1, 12), st.sampled_from(["year_end", "mid_year", "monthly"]))
def test_a_line_that_starts_later_by_itself_gives_the_same_value(months, starts, convention):
    """Moving a whole case is what moving its only line does, as the line carries its own ramp."""

    def read(first):
        line = {
            "key": "b", "statement": "B", "per_year": "1200", "starts_month": first,
            "adoption": ["0.3", "0.6", "1"], "growth": "0.05",
        }  # fmt: skip
        return ValueStatement.model_validate(
            {
                "title": "A", "currency_code": "EUR", "horizon_years": 4, "discount_rate": "0.1",
                "convention": convention, "benefits": [line],
            }
        )  # fmt: skip

    delayed = cost_of_delay(read(starts), [months]).delays[0]
    moved = calculate(read(starts + months))
    assert abs(delayed.value - moved.value) <= Decimal("0.01")
    assert abs(delayed.npv - moved.metrics.npv) <= Decimal("0.01")
