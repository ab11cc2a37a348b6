"""Simulations by hand, and how far their own standard errors can be trusted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.value import CalculationError
from app.value.simulation import Target, simulate
from tests.value.uncertain_figures import discrete, uncertain


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(worth):
    statement = worth("x * y", uncertain("x", 8, 10, 15), uncertain("y", 1, 2, 4))
    first, again = (simulate(statement, seed=7).model_dump_json() for _ in range(2))
    assert first == again
    assert simulate(statement, seed=8).model_dump_json() != first


def test_an_assumption_that_is_added_without_effect_moves_no_draw(worth):
    x, y = uncertain("x", 8, 10, 15), uncertain("y", 1, 2, 4)
    before = simulate(worth("x * 3", x), seed=7)
    after = simulate(worth("x * 3", y, x), seed=7)
    assert (after.value, after.curves) == (before.value, before.curves)


def test_no_figure_has_more_digits_than_its_standard_error_supports(worth):
    found = simulate(worth("x * 1000", uncertain("x", 700, 1000, 1600)), seed=1).value
    for name in ("p10", "p50", "p90"):
        figure, error = getattr(found, name), getattr(found.standard_errors, name)
        assert 10 ** figure.as_tuple().exponent <= error * 10
        assert figure.as_tuple().exponent >= error.adjusted()


def test_standard_errors_are_honest(worth):
    """Over forty seeds, two in three P50 lie within one error of the exact one, 95 % within two."""
    statement = worth("x + y", uncertain("x", 8, 10, 12), uncertain("y", 5, 8, 11))
    near = [0, 0]
    for seed in range(40):
        found = simulate(statement, seed=seed, draws=4096).value
        for index, errors in enumerate((1, 2)):
            near[index] += abs(found.p50 - 18) <= errors * found.standard_errors.p50 + Decimal(
                "0.005"
            )
    assert 20 <= near[0] <= 36
    assert near[1] >= 34


def test_percentiles_of_value_npv_roi_and_payback_by_hand(state, benefit, investment):
    """Everything follows from one figure, so its percentiles are those of the measures."""
    statement = state(
        assumptions=[uncertain("saved", 60, 100, 160)],
        benefits=[benefit(per_year="saved")],
        investments=[investment(upfront="150")],
    )
    found = simulate(statement, seed=1, draws=131_072)
    annuity = 1 / 1.1 + 1 / 1.21 + 1 / 1.331
    for name, saved in (("p10", 60), ("p50", 100), ("p90", 160)):
        assert float(getattr(found.value, name)) == pytest.approx(3 * saved - 150, abs=1)
        assert float(getattr(found.npv, name)) == pytest.approx(annuity * saved - 150, abs=1)
        roi = annuity * saved / 150 - 1
        assert float(getattr(found.roi, name)) == pytest.approx(roi, abs=0.006)
    assert float(found.payback_months.p90) == pytest.approx(150 / 60 * 12, abs=0.2)
    assert float(found.payback_months.p50) == pytest.approx(18, abs=0.05)
    assert found.payback_months.figure == Decimal("18.00")
    assert found.value.figure == Decimal("150.00")


def test_a_payback_that_often_lies_beyond_the_horizon_has_no_late_percentile(
    state, benefit, investment
):
    statement = state(
        assumptions=[uncertain("saved", 60, 100, 160)],
        benefits=[benefit(per_year="saved")],
        investments=[investment(upfront="220")],
    )
    found = simulate(statement, seed=1)
    assert found.payback_months.p50 is not None
    assert found.payback_months.p90 is None
    assert found.payback_months.mean is None
    assert Decimal("0.15") < found.payback_months.share_without < Decimal("0.35")
    assert 1 - found.chances[0].probability == pytest.approx(
        found.payback_months.share_without, abs=Decimal("0.002")
    )


def test_without_investment_there_is_no_return(worth):
    found = simulate(worth("x", uncertain("x", 8, 10, 15)), seed=1)
    assert found.roi.p50 is None
    assert found.roi.share_without == 1


def test_chances_are_those_of_the_range(worth):
    statement = worth("x", uncertain("x", -20, 10, 100))
    found = simulate(statement, seed=1, target=Target(Decimal(100)))
    above_zero, _, above_target = found.chances
    assert above_target.above == 100
    assert float(above_target.probability) == pytest.approx(0.1, abs=0.002)
    assert Decimal("0.5") < above_zero.probability < Decimal("0.9")


def test_histogram_and_cumulative_curve_tell_the_same_draws(worth):
    found = simulate(worth("x * y", uncertain("x", 8, 10, 15), uncertain("y", 1, 2, 4)), seed=1)
    for curves in found.curves:
        shares = [one.share for one in curves.bins]
        assert sum(shares) + curves.below + curves.above == pytest.approx(1, abs=Decimal("0.0001"))
        assert 15 <= len(shares) <= 40
        assert all(
            one.high == after.low for one, after in zip(curves.bins, curves.bins[1:], strict=False)
        )
        figures = [point.figure for point in curves.cumulative]
        assert figures == sorted(figures)
        assert len(figures) == 99
    assert found.curves[0].cumulative[49].figure == found.value.p50


def test_each_line_has_its_range(state, benefit, investment):
    statement = state(
        assumptions=[uncertain("x", 60, 100, 160), uncertain("y", 10, 20, 30)],
        benefits=[benefit(per_year="x"), benefit("other", per_year="100")],
        investments=[investment(upfront="y")],
    )
    first, other, fee = simulate(statement, seed=1).lines
    assert float(first.p10) == pytest.approx(180, rel=0.02)
    assert float(first.p90) == pytest.approx(480, rel=0.02)
    assert (other.p10, other.p50, other.p90) == (300, 300, 300)
    assert (fee.side, fee.key) == ("investment", "fee")
    assert float(fee.p50) == pytest.approx(20, rel=0.02)


def test_the_risk_adjustment_is_a_switch(state, benefit):
    statement = state(
        assumptions=[uncertain("x", 60, 100, 160)],
        benefits=[benefit(per_year="x", risk_adjustment="0.2")],
    )
    adjusted = simulate(statement, seed=1)
    plain = simulate(statement, seed=1, risk_adjusted=False)
    assert (adjusted.risk_adjusted, plain.risk_adjusted) == (True, False)
    assert float(adjusted.value.p50) == pytest.approx(240, rel=0.01)
    assert float(plain.value.p50) == pytest.approx(300, rel=0.01)


def test_figures_by_year_are_drawn_as_a_whole(state, benefit):
    statement = state(
        assumptions=[
            {"key": "users", "by_year": ["100", "200", "300"], "low": "150", "high": "260"}
        ],
        benefits=[benefit(per_year="users")],
    )
    found = simulate(statement, seed=1)
    assert float(found.value.p10) == pytest.approx(450, rel=0.01)
    assert float(found.value.p90) == pytest.approx(780, rel=0.01)
    assert found.inputs[0].figure == 200


def test_a_few_undefined_draws_are_counted_and_left_out(worth):
    share = discrete("share", ["0.5", "0"], ["0.995", "0.005"])
    found = simulate(worth("x / share", uncertain("x", 8, 10, 15), share), seed=1)
    assert found.undefined_draws == pytest.approx(0.005 * found.draws, rel=0.05)
    (undefined,) = found.undefined_formulas
    assert undefined.pointer == "#/benefits/0/upfront"
    assert undefined.formula == "x / share"
    assert undefined.draws == found.undefined_draws
    assert float(found.value.p50) == pytest.approx(20, abs=0.1)


def test_above_one_in_a_hundred_undefined_draws_are_refused_with_the_formula_named(worth):
    share = discrete("share", ["0.5", "0"], ["0.9", "0.1"])
    rate = {"key": "rate", "formula": "1 / share"}
    statement = worth("x * rate", uncertain("x", 8, 10, 15), share, rate)
    with pytest.raises(CalculationError) as caught:
        simulate(statement, seed=1)
    (fault,) = caught.value.faults
    assert fault.pointer == "#/assumptions/2/formula"
    assert fault.code == "UNDEFINED_DRAWS"
    assert "10.0% of" in fault.detail
    assert fault.underlined == "1 / share\n^^^^^^^^^"


def test_without_any_range_nothing_is_drawn(worth):
    with pytest.raises(CalculationError) as caught:
        simulate(worth("5"), seed=1)
    assert caught.value.faults[0].code == "NO_RANGE"


@pytest.mark.parametrize("draws", [0, 1023, 1_000_001])
def test_too_few_and_too_many_draws_are_refused(worth, draws):
    with pytest.raises(ValueError, match=str(draws)):
        simulate(worth("x", uncertain("x", 8, 10, 15)), seed=1, draws=draws)


def test_a_statement_that_would_be_drawn_for_minutes_is_refused(state, benefit):
    """A thousand different products a year, over thirty years."""
    assumptions = [uncertain("x", 8, 10, 15)]
    for stock in range(20):
        terms = " + ".join(f"x * YEAR() / {number}.{stock + 1}" for number in range(1, 51))
        assumptions.append({"key": f"sum_{stock}", "formula": f"PREV(sum_{stock}) + {terms}"})
    total = " + ".join(f"sum_{stock}" for stock in range(20))
    statement = state(horizon_years=30, assumptions=assumptions, benefits=[benefit(per_year=total)])
    with pytest.raises(CalculationError) as caught:
        simulate(statement, seed=1, draws=1_000_000)
    (fault,) = caught.value.faults
    assert (fault.code, fault.pointer) == ("TOO_MUCH_WORK", "#")
    assert fault.hint.startswith("Ask for at most ")


def test_a_statement_without_money_has_nothing_to_tell_of_lines(state):
    found = simulate(state(assumptions=[uncertain("x", 8, 10, 15)]), seed=1)
    assert found.lines == ()
    assert found.value.p90 == 0


@pytest.mark.parametrize(("high", "refused"), [("9" * 18, True), ("20", False)])
def test_amounts_that_overflow_in_many_draws_are_refused(worth, high, refused):
    statement = worth("x * x * x * x * x * x", uncertain("x", "0.5", 1, high))
    if not refused:
        assert simulate(statement, seed=1).undefined_draws == 0
        return
    with pytest.raises(CalculationError) as caught:
        simulate(statement, seed=1)
    assert caught.value.faults[0].code == "UNDEFINED_DRAWS"
    assert "too large" in caught.value.faults[0].detail
