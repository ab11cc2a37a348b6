"""PREV, CUM, INITIAL and YEAR, and stocks that run on from one period to the next."""

from __future__ import annotations

from decimal import Decimal

import pytest

SALES = {"key": "sales", "initial": "5", "by_year": ["10", "20", "30"]}


@pytest.fixture
def over_time(result):
    """Evaluate formulas beside `sales` (5, then 10, 20, 30) in every period."""

    def evaluate(**formulas):
        derived = [{"key": key, "formula": formula} for key, formula in formulas.items()]
        return result(assumptions=[SALES, *derived]).derived

    return evaluate


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("YEAR()", [0, 1, 2, 3]),
        ("PREV(sales)", [0, 5, 10, 20]),  # 0 before the first
        ("PREV(PREV(sales))", [0, 0, 5, 10]),
        ("CUM(sales)", [5, 15, 35, 65]),  # up to and including this period
        ("PREV(CUM(sales))", [0, 5, 15, 35]),
        ("CUM(PREV(sales))", [0, 5, 15, 35]),
        ("CUM(CUM(sales))", [5, 20, 55, 120]),
        ("INITIAL(sales)", [5, 5, 5, 5]),
        ("sales - INITIAL(sales)", [0, 5, 15, 25]),
        ("PREV(INITIAL(sales))", [0, 5, 5, 5]),
        ("PREV(YEAR())", [0, 0, 1, 2]),
        ("CUM(1)", [1, 2, 3, 4]),
        ("PREV(7)", [0, 7, 7, 7]),
        ("sales * 1.1 ^ YEAR()", [5, 11, Decimal("24.2"), Decimal("39.93")]),
        ("IF(YEAR() = 0, 100, 0)", [100, 0, 0, 0]),
        ("prev(sales) + cum(sales)", [5, 20, 45, 85]),
    ],
)
def test_time_by_hand(over_time, formula, expected):
    assert list(over_time(it=formula)["it"]) == expected


def test_a_running_stock_names_itself(over_time):
    assert list(over_time(licences="PREV(licences) + sales")["licences"]) == [5, 15, 35, 65]


def test_servers_are_bought_as_users_grow(result):
    users = {"key": "users", "initial": "900", "by_year": ["1600", "1600", "2600"]}
    servers = {"key": "servers", "formula": "ROUNDUP(users / 500, 0) - PREV(CUM(servers))"}
    # needed 2, 4, 4, 6: bought 2, 2, 0, 2
    assert list(result(assumptions=[users, servers]).derived["servers"]) == [2, 2, 0, 2]


def test_two_stocks_may_feed_each_other_across_periods(over_time):
    derived = over_time(left="PREV(right) + 1", right="PREV(left) * 2 + sales")
    assert list(derived["left"]) == [1, 6, 13, 33]  # right: 5, 12, 32, 56
    assert list(derived["right"]) == [5, 12, 32, 56]


def test_the_order_of_assumptions_does_not_matter(result):
    chain = [
        {"key": "c", "formula": "b * 2"},
        {"key": "a", "formula": "sales + 1"},
        {"key": "b", "formula": "a + PREV(c)"},
        SALES,
    ]
    forwards, backwards = result(assumptions=chain), result(assumptions=chain[::-1])
    assert forwards.derived == backwards.derived
    assert list(forwards.derived["c"]) == [12, 46, 134, 330]


def test_the_first_period_cannot_look_back(over_time):
    assert over_time(growth="IF(YEAR() = 0, 0, sales / PREV(sales) - 1)")["growth"] == (
        0,
        1,
        1,
        Decimal("0.5"),
    )
