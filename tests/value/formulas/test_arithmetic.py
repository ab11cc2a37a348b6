"""Every operator and function by hand, with the meaning a spreadsheet gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),  # left to right
        ("100 / 10 / 5", "2"),  # left to right
        ("2 * 3 ^ 2", "18"),
        ("2 ^ -1", "0.5"),
        ("2 ^ 0.5", "1.414214"),
        ("(-3) ^ 2", "9"),
        ("-(3 ^ 2)", "-9"),
        ("-3 * 2", "-6"),
        ("2 * -3", "-6"),
        ("1 - -1", "2"),
        ("--1", "1"),  # read alike by everybody, so it is read
        ("1 + +1", "2"),
        ("0.1 + 0.2 - 0.3", "0"),  # not 5.55e-17
        ("1 / 3 * 3", "1"),
        ("1.15 * 100", "115"),  # 114.99999999999999 in binary
        ("=1 + 1", "2"),  # a spreadsheet's habit
        ("1.5e3", "1500"),
        (".5", "0.5"),
        ("15%", "0.15"),
        ("200 * 15%", "30"),
        ("15% ^ 2", "0.0225"),
        ("-5%", "-0.05"),
        ("1\n+\t1", "2"),
    ],
)
def test_operators_by_hand(figure, formula, expected):
    assert figure(formula) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("MIN(3, 1, 2)", "1"),
        ("MAX(3, 1, 2)", "3"),
        ("SUM(1, 2, 3.5)", "6.5"),
        ("SUM(7)", "7"),
        ("AVERAGE(1, 2, 6)", "3"),
        ("ABS(-2.5)", "2.5"),
        ("SQRT(2)", "1.414214"),
        ("SQRT(0)", "0"),
        ("EXP(1)", "2.718282"),
        ("LN(10)", "2.302585"),
        ("POWER(2, 10)", "1024"),
        ("POWER(4, -0.5)", "0.5"),
        ("max(1, Min(5, 4))", "4"),  # any case
        ("If(1 < 2, 3, 4)", "3"),
    ],
)
def test_functions_by_hand(figure, formula, expected):
    assert figure(formula) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("ROUND(2.5, 0)", "3"),  # half away from zero, never to even
        ("ROUND(-2.5, 0)", "-3"),
        ("ROUND(0.5, 0)", "1"),
        ("ROUND(1.005, 2)", "1.01"),  # 1.00 in binary
        ("ROUND(1250, -2)", "1300"),
        ("ROUND(-1250, -2)", "-1300"),
        ("ROUND(49, -2)", "0"),
        ("ROUNDUP(2.1, 0)", "3"),
        ("ROUNDUP(-2.1, 0)", "-3"),  # away from zero
        ("ROUNDUP(3, 0)", "3"),
        ("ROUNDUP(1201, -2)", "1300"),
        ("ROUNDDOWN(2.9, 0)", "2"),
        ("ROUNDDOWN(-2.9, 0)", "-2"),  # towards zero
        ("ROUNDDOWN(1.239, 2)", "1.23"),
        ("INT(2.9)", "2"),
        ("INT(-2.1)", "-3"),  # down, not towards zero
        ("CEILING(2.1)", "3"),
        ("CEILING(-2.1)", "-2"),
        ("CEILING(12, 5)", "15"),
        ("CEILING(-12, 5)", "-10"),
        ("CEILING(10, 5)", "10"),
        ("FLOOR(2.9)", "2"),
        ("FLOOR(-2.1)", "-3"),
        ("FLOOR(12, 5)", "10"),
        ("FLOOR(-12, 5)", "-15"),
        ("FLOOR(0.3, 0.1)", "0.3"),
        ("MOD(7, 3)", "1"),
        ("MOD(-7, 3)", "2"),  # the divisor's sign
        ("MOD(7, -3)", "-2"),
        ("MOD(-7, -3)", "-1"),
        ("MOD(6, 3)", "0"),
        ("MOD(5.5, 2)", "1.5"),
    ],
)
def test_rounding_as_spreadsheets_do_it(figure, formula, expected):
    assert figure(formula) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("IF(1 = 1, 1, 2)", "1"),
        ("IF(1 <> 1, 1, 2)", "2"),
        ("IF(1 < 1, 1, 2)", "2"),
        ("IF(1 <= 1, 1, 2)", "1"),
        ("IF(2 > 1, 1, 2)", "1"),
        ("IF(1 >= 2, 1, 2)", "2"),
        ("IF(AND(1 < 2, 2 < 3), 1, 2)", "1"),
        ("IF(AND(1 < 2, 3 < 2), 1, 2)", "2"),
        ("IF(OR(2 < 1, 2 < 3), 1, 2)", "1"),
        ("IF(NOT(1 = 1), 1, 2)", "2"),
        ("IF(AND(OR(1 = 2, 1 = 1), NOT(2 = 1)), 1, 2)", "1"),
        ("IF(0.1 + 0.2 <= 0.3, 1, 2)", "1"),  # false in binary
        ("IF(1 + 1 = 2, IF(2 = 3, 4, 5), 6)", "5"),
        ("2 * IF(1 = 1, 3, 4) + 1", "7"),
    ],
)
def test_conditions_by_hand(figure, formula, expected):
    assert figure(formula) == Decimal(expected)


@pytest.mark.parametrize(
    "formula", ["IF(1 = 1, 5, 1 / 0)", "IF(1 = 2, LN(0), 5)", "IF(a > 0, 10 / a, 5)"]
)
def test_if_evaluates_only_the_branch_it_takes(figure, formula):
    assert figure(formula, a="0") == 5


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("INT(users * share)", "100"),
        ("ROUNDDOWN(users * share, 0)", "100"),
        ("ROUND(users * share / 200, 0)", "1"),  # 0.5 and not 0.4999…
        ("CEILING(users * share / 100)", "1"),
        ("FLOOR(users * share)", "100"),
        ("FLOOR(users * share, 50)", "100"),
        ("MOD(users * share, 100)", "0"),
        ("IF(users * share >= 100, 1, 2)", "1"),
        ("IF(users * share = 100, 1, 2)", "1"),
        ("IF(share + share + share < 1, 1, 2)", "2"),
    ],
)
def test_a_third_of_300_is_100_to_steps_and_comparisons(result, benefit, formula, expected):
    names = [
        {"key": "users", "value": "300"},
        {"key": "share", "formula": "1 / 3"},  # 0.333…, cut off after thirty-four digits
        {"key": "found", "formula": formula},
    ]
    found = result(assumptions=names, benefits=[benefit(per_year="found")])
    assert found.derived["found"][1] == Decimal(expected)


def test_names_are_read_as_they_are_keyed(figure):
    assert figure("users * (target - now) * 12", users="104167", target="26", now="22") == 5000016


def test_a_figure_is_the_shortest_formula(result, benefit):
    assert result(benefits=[benefit(per_year=1200)]).total_benefits == 3600
    assert result(benefits=[benefit(per_year="1200.5")]).total_benefits == Decimal("3601.5")
