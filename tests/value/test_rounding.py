"""Shown rows add up to shown totals, and no figure strays."""

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value.rounding import Headlines, ShownTable, add_up, pinned, whole


def decimals(*texts):
    return [Decimal(text) for text in texts]


def headlines_of(benefits, investments):
    gained = sum(map(sum, benefits), Decimal(0))
    paid = sum(map(sum, investments), Decimal(0))
    return Headlines(gained, paid, gained - paid)


def shown(benefits, investments, unit=1):
    return add_up(benefits, investments, headlines_of(benefits, investments), unit)


def test_three_thirds_add_up_to_one():
    table = shown([decimals("0.34"), decimals("0.33"), decimals("0.33")], [])
    assert table.benefits == ((1,), (0,), (0,))
    assert table.total_benefits == 1


def test_the_subtraction_a_finance_person_checks_first():
    # Rounded one by one, 7,765,090 less 4,549,351 would stand beside 3,215,740.
    table = shown([decimals("7765090.4")], [decimals("4549350.6")])
    assert (table.total_benefits, table.total_investment, table.value) == (
        7765091,
        4549351,
        3215740,
    )


@pytest.mark.parametrize(
    ("benefits", "investment", "value", "expected"),
    [
        ("10.4", "3.6", "6.8", (11, 4)),  # benefits are larger and give way
        ("3.6", "10.4", "-6.8", (4, 11)),  # investment is larger and gives way
        ("10.2", "3.1", "7.1", (10, 3)),  # nothing disagrees
    ],
)
def test_the_larger_headline_gives_way_to_value(benefits, investment, value, expected):
    assert pinned(Headlines(Decimal(benefits), Decimal(investment), Decimal(value))) == expected


def test_a_headline_keeps_its_rounding_although_its_parts_lost_their_fractions():
    # 40 lines of 0.004 are 0.16 in all: published as 0.00 each.
    rows = [decimals("0.00", "3.00") for _ in range(3)]
    table = add_up(rows, [], Headlines(Decimal("9.60"), Decimal(0), Decimal("9.60")))
    assert table.total_benefits == 10


def test_thousands_are_counted_in_thousands():
    table = shown([decimals("1400", "1400")], [decimals("900", "0")], unit=1000)
    assert (table.total_benefits, table.total_investment, table.value) == (3, 1, 2)


def test_a_side_without_lines_is_zero():
    table = shown([], [decimals("10.5", "0")])
    assert table.benefits_by_period == (0, 0)
    assert table.value == -11


def test_no_line_at_all_is_an_empty_table():
    assert add_up([], [], Headlines(*decimals("0", "0", "0"))) == ShownTable((), ())


cents = st.integers(-(10**10), 10**10).map(lambda grains: Decimal(grains).scaleb(-2))
figures = st.one_of(st.just(Decimal(0)), cents, st.integers(0, 99).map(lambda c: Decimal(c) / 100))


@st.composite
def tables(draw):
    periods = draw(st.integers(1, 6))
    row = st.lists(figures, min_size=periods, max_size=periods)
    return draw(st.lists(row, max_size=6)), draw(st.lists(row, max_size=6))


@given(tables())
def test_headlines_are_the_ordinary_rounding(sides):
    exact = headlines_of(*sides)
    table = shown(*sides)
    assert table.value == whole(exact.value)
    smaller = min((exact.benefits, exact.investment), key=abs)
    counted = table.total_investment if smaller == exact.investment else table.total_benefits
    assert counted == whole(smaller)
    assert abs(table.total_benefits - exact.benefits) < 2
    assert abs(table.total_investment - exact.investment) < 2


@given(tables())
def test_rows_columns_and_the_net_row_add_up(sides):
    table = shown(*sides)
    assert sum(table.benefits_by_period) == table.total_benefits
    assert sum(table.investment_by_period) == table.total_investment
    assert sum(table.net_by_period) == table.value
    assert table.cumulative == tuple(accumulate(table.net_by_period))


def strays(exact, counted, room):
    """Whether a counted figure is anything else than its exact one rounded down or up."""
    return not exact - 1 - room < counted < exact + 1 + room


@given(tables())
def test_every_figure_is_its_own_rounded_down_or_up(sides):
    table = shown(*sides)
    for side, counted in zip(sides, (table.benefits, table.investments), strict=True):
        strayed = [
            (line, period)
            for line, row in enumerate(side)
            for period, figure in enumerate(row)
            if strays(figure, counted[line][period], 0)
        ]
        assert len(strayed) <= 1  # the largest one takes up what pinning leaves over
        assert all(
            not strays(sum(row), sum(shown_row), 2)
            for row, shown_row in zip(side, counted, strict=True)
        )


@given(tables())
def test_every_period_and_net_figure_stays_near_its_own(sides):
    table = shown(*sides)
    sums = [[sum(column) for column in zip(*side, strict=True)] for side in sides]
    for exact, counted in zip(
        sums, (table.benefits_by_period, table.investment_by_period), strict=True
    ):
        strayed = [
            figure
            for figure, shown_one in zip(exact, counted, strict=False)
            if strays(figure, shown_one, 0)
        ]
        assert len(strayed) <= 1


@given(tables())
def test_whole_figures_stay_unless_they_take_up_the_rest(sides):
    table = shown(*sides)
    for side, counted in zip(sides, (table.benefits, table.investments), strict=True):
        changed = sum(
            figure == figure.to_integral_value() and figure != counted[line][period]
            for line, row in enumerate(side)
            for period, figure in enumerate(row)
        )
        assert changed <= 1


@given(tables())
def test_the_same_table_is_always_rounded_alike(sides):
    assert shown(*sides) == shown(*sides)
