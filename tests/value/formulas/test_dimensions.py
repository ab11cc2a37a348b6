"""Units are read as people write them, and told as people read them."""

import pytest

from app.value.formulas.dimensions import dimension_of, multiplied, way_out, written


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("GBP/user/month", "£ per user per month"),
        ("hours per week", "h/wk"),
        ("hours/person/week", "hour / week / employee"),
        ("FTE", "people"),
        ("companies", "company"),
        ("GBP/(user*month)", "GBP/month/users"),
        ("person-days", "person·day"),
        ("kEUR", "EUR k"),
        ("thousand EUR", "EUR thousand"),
        ("m²", "m^2"),
        ("EUR/year", "EUR"),  # an amount is always that of a year
        ("%", "ratio"),
        ("service desk tickets", "service desk ticket"),
    ],
)
def test_the_same_unit_is_read_however_it_is_written(one, same):
    assert dimension_of(one) == dimension_of(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EUR", "USD"),
        ("EUR", "kEUR"),
        ("EUR/month", "EUR"),
        ("hour", "day"),
        ("user", "EUR"),
        ("m", "mn EUR"),
    ],
)
def test_different_units_stay_apart(one, other):
    assert dimension_of(one) != dimension_of(other)


def test_no_unit_is_not_a_plain_number():
    assert dimension_of(None) is None
    assert dimension_of(" ") is None
    assert dimension_of("%") == ()


def test_a_product_cancels():
    users, price = dimension_of("user"), dimension_of("EUR/user")
    assert multiplied(users, price) == dimension_of("EUR")
    assert multiplied(price, price, -1) == ()


@pytest.mark.parametrize("unit", ["GBP/month/user", "EUR·hour", "m^2", "1/day"])
def test_a_unit_is_written_as_it_would_be_read(unit):
    assert dimension_of(written(dimension_of(unit))) == dimension_of(unit)


@pytest.mark.parametrize(
    ("found", "wanted", "advice"),
    [
        ("EUR/month", "EUR", "multiply by 12"),
        ("EUR/quarter", "EUR", "multiply by 4"),
        ("EUR/week", "EUR", "weeks in a year"),
        ("EUR·hour", "EUR", "what one hour is worth"),
        ("kEUR", "EUR", "multiply by 1000"),
        ("EUR/user", "EUR", "a number of users"),
        ("EUR·node", "EUR", "left over"),
        ("user", "EUR", "not money: multiply by what one of it is worth"),
        ("user", "call", "which factor is missing"),
    ],
)
def test_the_way_out_names_the_factor(found, wanted, advice):
    assert advice in way_out(dimension_of(found), dimension_of(wanted))
