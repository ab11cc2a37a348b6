"""Figures of the case that stand in a formula instead of among the assumptions."""

import pytest

from app.value.formulas.units import hidden_constants


@pytest.mark.parametrize(
    ("formula", "hidden"),
    [
        ("users * 35", ["35"]),
        ("users * 30%", ["30%"]),
        ("fee + 400000", ["400000"]),
        ("IF(users > 500, 0, 1)", ["500"]),
        ("1200", ["1200"]),
        ("users * 35 + calls * 35", ["35", "35"]),
        ("users * 12 / 52 * 24 * 60", []),
        ("fee * (1 - share)", []),
        ("ROUND(users / agents, 2) + CEILING(users, 50)", []),
        ("fee * growth ^ 3 + POWER(growth, 2)", []),
        ("IF(YEAR() > 3, fee, 0) * (YEAR() - 2)", []),
        ("thousands * 1000", []),
    ],
)
def test_constants_are_pointed_out_unless_they_say_what_they_are(formula, hidden):
    assert [number.text for number in hidden_constants(formula)] == hidden
