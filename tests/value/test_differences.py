"""What changed, in reading order and in words."""

from app.value import ValueStatement
from app.value.differences import differences


def read(**changes):
    fields = {
        "title": "Case",
        "currency_code": "EUR",
        "horizon_years": 1,
        "discount_rate": "0.10",
        "assumptions": [{"key": "users", "label": "Users", "value": "100", "unit": "user"}],
        "benefits": [{"key": "sales", "statement": "Sell more", "per_year": "users * 10"}],
    }
    return ValueStatement.model_validate(fields | changes)


def words(after):
    return [found.words for found in differences(read(), after)]


def test_a_changed_figure_is_told_with_its_label_and_unit():
    after = read(assumptions=[{"key": "users", "label": "Users", "value": "120", "unit": "user"}])
    assert words(after) == ["Users, value: 100 → 120 user"]


def test_the_same_figure_written_otherwise_is_no_difference():
    after = read(
        assumptions=[{"key": "users", "label": "Users", "value": "100.00", "unit": "user"}]
    )
    assert words(after) == []


def test_a_new_part_and_one_that_is_gone_are_told_as_such():
    after = read(benefits=[{"key": "paper", "statement": "Save paper", "per_year": "5"}])
    assert words(after) == ["Removed benefit: Sell more", "Added benefit: Save paper"]


def test_fields_of_the_statement_come_first_in_reading_order():
    after = read(
        discount_rate="0.08",
        benefits=[{"key": "sales", "statement": "Sell more", "per_year": "users * 12"}],
    )
    assert words(after) == [
        "Discount rate: 0.10 → 0.08",
        "Sell more, per year: users * 10 → users * 12",
    ]


def test_each_difference_points_to_its_place_and_carries_both_values_whole():
    after = read(benefits=[{"key": "sales", "statement": "Sell more", "per_year": "users * 12"}])
    (found,) = differences(read(), after)
    assert (found.pointer, found.before, found.after) == (
        "#/benefits/0/per_year",
        "users * 10",
        "users * 12",
    )


def test_long_texts_are_cut_in_words_only():
    after = read(title="T" * 200)
    (found,) = differences(read(), after)
    assert len(found.words) < 200
    assert found.after == "T" * 200
