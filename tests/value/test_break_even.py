"""Break-evens: by hand, then published cases, then the law that they bring the case to zero."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement, calculate
from app.value.break_even import break_evens
from app.value.ranges import moved_to


def named(key, value, low=None, high=None, **more):
    return {"key": key, "value": value, "low": low, "high": high, **more}


def by_key(statement):
    return {found.key: found for found in break_evens(statement).assumptions}


def changed(statement, key, figure):
    replaced = [moved_to(one, figure) if one.key == key else one for one in statement.assumptions]
    return statement.model_copy(update={"assumptions": tuple(replaced)})


@pytest.fixture
def one_figure(state, benefit, investment):
    """A case of one year that gains `gain`, a formula over x, for 100 at the start."""

    def make(gain, x, **more):
        return by_key(
            state(
                horizon_years=1,
                assumptions=[named("x", x, label="X", **more)],
                benefits=[benefit(per_year=gain)],
                investments=[investment(upfront="100")],
            )
        )["x"]

    return make


def test_the_product_s_own_example_says_what_must_be_true(cases):
    raw = (cases / "new-data-services.json").read_bytes()
    found = by_key(ValueStatement.model_validate_json(raw))
    users = found["users"]
    assert (users.value[0].figure, users.value[0].exact) == (62500, True)
    assert users.what_must_be_true == (
        "Still breaks even with only 62,500 of 104,167 users: “Users on the new plans” (40.0 % "
        "less)."
    )
    assert found["arpu_target"].what_must_be_true == (
        "Still breaks even if “ARPU with data services” falls from £26.00 per user per month to "
        "£24.40 per user per month (6.2 % less)."
    )
    assert found["nodes"].what_must_be_true == "“New network nodes” does not move Value."


def test_a_straight_case_is_exact_beyond_what_binary_figures_hold(one_figure):
    found = one_figure("x * 0.3", "1000").value[0]
    assert (found.figure, found.exact) == (Decimal("333.333333333333"), True)


@pytest.mark.parametrize(
    ("gain", "x", "figures"),
    [
        ("x * (30 - x)", "15", [Decimal("3.81966011250105"), Decimal("26.1803398874989")]),
        ("200 / x", "1", [2]),
        ("100 + 0 * x", "5", []),
        ("MAX(x, 40)", "150", [100]),
        ("x * x", "3", []),
    ],
)
def test_all_crossings_within_the_span_are_found(one_figure, gain, x, figures):
    found = [one.figure for one in one_figure(gain, x).value]
    assert found == [pytest.approx(figure, rel=Decimal("1e-9")) for figure in figures]


def test_a_jump_across_zero_is_told_as_a_jump(one_figure):
    found = one_figure("IF(x >= 80, 150, 50)", "100")
    assert found.value[0].by_step
    assert found.value[0].figure == pytest.approx(80, abs=Decimal("1e-6"))
    assert found.what_must_be_true == "Value jumps across zero at 80 of “X”."


def test_what_would_take_the_impossible_is_said_so(one_figure):
    found = one_figure("x + 500", "20")
    assert (found.value[0].figure, found.value[0].plausible) == (-400, False)
    assert found.what_must_be_true == (
        "No plausible figure of “X” brings Value to zero; it would take −400."
    )


def test_where_a_search_finds_nothing_it_says_where_it_looked(one_figure):
    found = one_figure("x ^ 2 + 150", "20")
    assert (found.value, found.searched) == ((), (0, 40))
    assert found.what_must_be_true == "No figure of “X” between 0 and 40 brings Value to zero."


def test_a_losing_case_is_told_what_it_needs(one_figure):
    found = one_figure("x * 2", "20")
    assert found.what_must_be_true == (
        "Breaks even only if “X” rises from 20 to 50 (150.0 % more)."
    )


def test_the_figure_told_never_promises_more_than_the_figure_found(one_figure):
    # 100 / 0.7 = 142.857…: with 142.8 the case would already be lost.
    assert "falls from 200 to 142.9" in one_figure("x * 0.7", "200").what_must_be_true


def test_hard_bounds_decide_what_is_plausible(one_figure):
    found = one_figure("x * 100", "1.2", at_least="1.1")
    assert (found.value[0].figure, found.value[0].plausible) == (1, False)


def test_the_one_with_the_least_room_comes_first(state, benefit, investment):
    found = break_evens(
        state(
            assumptions=[named("wide", "100"), named("narrow", "50"), named("idle", "1")],
            benefits=[benefit(per_year="wide"), benefit(key="b", per_year="narrow * 6")],
            investments=[investment(upfront="1100")],
        )
    )
    assert [one.key for one in found.assumptions] == ["narrow", "wide", "idle"]


def test_figures_by_year_are_moved_as_a_whole(state, benefit, investment):
    found = by_key(
        state(
            assumptions=[{"key": "users", "by_year": ["100", "200", "300"]}],
            benefits=[benefit(per_year="users")],
            investments=[investment(upfront="300")],
        )
    )["users"]
    assert (found.figure, found.value[0].figure, found.value[0].change) == (
        200,
        100,
        Decimal("-0.5"),
    )


def test_a_line_that_cancels_itself_does_not_move(one_figure):
    assert one_figure("(x - x) * 3 + 200", "7").what_must_be_true == "“X” does not move Value."


def test_an_amount_too_large_on_the_way_is_searched_for_instead(state, benefit, investment):
    found = by_key(
        state(
            horizon_years=1,
            assumptions=[named("x", "999999999999999999")],
            benefits=[benefit(per_year="x * 2 - 1999999999999999000")],
            investments=[investment(upfront="500")],
        )
    )["x"]
    assert not found.value or not found.value[0].exact


@pytest.mark.slow
def test_where_exactness_would_take_too_long_the_figure_is_searched_for(state, benefit, investment):
    """A hundred lines over the same sixty figures, written to hurt."""
    sums = "+".join(f"k{n}" for n in range(60))
    found = break_evens(
        state(
            assumptions=[named(f"k{n}", "10") for n in range(60)],
            benefits=[benefit(key=f"b{n}", per_year=sums) for n in range(90)],
            investments=[investment(upfront="161000")],
        )
    ).assumptions
    exact = [one for one in found if one.value[0].exact]
    assert 0 < len(exact) < len(found)
    assert {round(one.value[0].figure, 6) for one in found} == {round(Decimal(170) / 27, 6)}


def published(cases, slug):
    return json.loads((cases / "published" / f"{slug}.json").read_text(encoding="utf-8"))


def figures_of(case):
    return {test["id"]: (test["value"], test["tol"]) for test in case["tests"]}


def test_a_published_accounting_solution(cases, state, benefit, investment):
    """npv-sensitivity-acca: volume, price and variable cost at which the NPV is zero."""
    expected = figures_of(published(cases, "npv-sensitivity-acca"))
    statement = state(
        horizon_years=5,
        discount_rate="0.12",
        assumptions=[
            named("price", "3.0"), named("vc", "1.65"), named("units", "20000"),
            named("fixed", "10000"),
        ],
        benefits=[benefit(per_year="(price - vc) * units - fixed")],
        investments=[investment(upfront="50000")],
    )  # fmt: skip
    found = by_key(statement)
    for key, place, share in (
        ("units", "vol", "volpct"), ("price", "price", "pricepct"), ("vc", "vc", "vcpct"),
    ):  # fmt: skip
        figure = found[key].npv[0]
        # The source uses an annuity factor of four figures, so volume agrees to a unit.
        assert float(figure.figure) == pytest.approx(
            expected[place][0], abs=1.5 * expected[place][1]
        )
        assert abs(float(figure.change)) == pytest.approx(expected[share][0], abs=0.0006)


def test_a_government_s_staff_saving_project(cases, state, benefit, investment):
    """green-book-2003-box15-switching: 15 posts are planned, 10 are too few."""
    case = published(cases, "green-book-2003-box15-switching")
    statement = state(
        horizon_years=10,
        discount_rate="0.035",
        assumptions=[named("staff", "15", unit="post"), named("saving_per_post", "10000")],
        benefits=[benefit(per_year="staff * saving_per_post")],
        investments=[investment(upfront="1000000")],
    )
    posts = by_key(statement)["staff"].npv[0]
    assert posts.figure == pytest.approx(Decimal("12.02"), abs=Decimal("0.01"))
    assert 10 < posts.figure < 15
    lost = calculate(changed(statement, "staff", Decimal(10))).metrics.npv
    assert float(lost) == pytest.approx(figures_of(case)["npv10"][0], abs=600)


def test_a_government_s_land_remediation(cases, state, benefit, investment):
    """green-book-land-remediation-switching: the future land value that makes it worth while."""
    expected = figures_of(published(cases, "green-book-land-remediation-switching"))
    statement = state(
        horizon_years=1,
        assumptions=[
            named("area", "39"), named("existing", "30659"), named("future", "200000"),
            named("wider", "1400000"),
        ],
        benefits=[benefit(upfront="area * (future - existing) + wider")],
        investments=[investment(upfront="10000000")],
    )  # fmt: skip
    found = by_key(statement)["future"].npv[0]
    value, tolerance = expected["switch_future"]
    assert float(found.figure) == pytest.approx(value, abs=tolerance)
    assert found.exact


@given(
    st.sampled_from(["x * y + z", "(x - z) / y", "x / 3 - z * y", "PREV(x) + CUM(x) * y"]),
    st.integers(1, 50), st.integers(1, 50), st.integers(1, 50),
)  # fmt: skip
def test_with_the_figure_found_the_case_comes_out_at_zero(gain, x, y, z):
    statement = ValueStatement.model_validate(
        {
            "title": "A", "currency_code": "EUR", "horizon_years": 3, "discount_rate": "0.08",
            "convention": "monthly",
            "assumptions": [named("x", str(x)), named("y", str(y)), named("z", str(z))],
            "benefits": [
                {"key": "b", "statement": "B", "per_year": gain, "adoption": ["0.5", "1"],
                 "growth": "0.03", "starts_month": 5, "risk_adjustment": "0.1"},
            ],
            "investments": [{"key": "i", "statement": "I", "upfront": "100", "per_year": "z"}],
        }
    )  # fmt: skip
    for found in break_evens(statement).assumptions:
        for target, ones in (("value", found.value), ("npv", found.npv)):
            for one in ones:
                moved = calculate(changed(statement, found.key, one.figure))
                figure = moved.value if target == "value" else moved.metrics.npv
                assert one.by_step or abs(figure) <= Decimal("0.01")


def test_in_the_largest_study_what_is_straight_is_proven_straight(cases):
    path = cases / "statements" / "tei-m365-enterprise-e5.json"
    body = json.loads(path.read_text(encoding="utf-8"))["statement"]
    found = break_evens(ValueStatement.model_validate(body)).assumptions
    crossing = [one for one in found if one.value]
    assert len(crossing) > 40
    assert sum(one.value[0].exact for one in crossing) > len(crossing) // 2
