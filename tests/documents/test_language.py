"""Money, percentages, months and days as each language writes them."""

from __future__ import annotations

from decimal import Decimal
from gettext import NullTranslations

import pytest

from app.documents.language import Language


def language(tag, currency_code="EUR", scale=1):
    return Language(tag, currency_code, scale, NullTranslations())


@pytest.mark.parametrize(
    ("tag", "currency_code", "expected"),
    [
        ("en-GB", "GBP", "−£5,000,016"),
        ("en-US", "USD", "−$5,000,016"),
        ("de-DE", "EUR", "−5.000.016\u00a0€"),
        ("hi-IN", "INR", "−₹50,00,016"),
        ("fr-FR", "EUR", "−5\u202f000\u202f016\u00a0€"),
        ("xx-YY", "GBP", "−£5,000,016"),  # an unknown language writes English
    ],
)
def test_money(tag, currency_code, expected):
    assert language(tag, currency_code).money(-5000016) == expected


def test_scaled_money_says_its_scale():
    assert language("en-GB", scale=1000).money(5) == "€5 thousand"
    assert language("en-GB", scale=1000).unit == "EUR thousand"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1234567.50", None, "1,234,567.50"),  # with the decimals it was given
        ("22", "GBP/user/month", "22"),
        ("0.105", "%", "10.5%"),  # a fraction in percent
        (None, None, "—"),
    ],
)
def test_figures_are_shown_as_given(text, unit, expected):
    assert language("en-GB").figure(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6892867.8", "6,892,868"), ("131.2777", "131.28"), ("0.138999999", "0.139"), ("7", "7")],
)
def test_derived_figures_keep_the_decimals_that_matter(text, expected):
    assert language("en-GB").rounded(text) == expected


def test_halves_are_rounded_away_from_zero():
    assert language("en-GB").percent("0.12345") == "12.3%"
    assert language("en-GB").percent("0.1225") == "12.3%"
    assert language("en-GB").ratio("1.125") == "1.13"


def test_months_and_days():
    assert language("en-GB").months("7.20") == "7.2 months"
    assert language("en-GB").months("1.00") == "1 month"
    assert language("de-DE").date("2026-11-25T10:00:00+00:00") == "25. November 2026"


def test_zero_in_a_table_is_a_dash():
    assert language("en-GB").whole(0) == "–"


@pytest.mark.parametrize(
    ("tag", "amount", "expected"),
    [
        ("en-GB", "21.5", "€21.5"),
        ("de-DE", "8558139", "8.558.139\u00a0€"),
        ("de-DE", "21.50", "21,50\u00a0€"),
    ],
)
def test_an_amount_in_the_sentence_is_written_as_in_the_tables(tag, amount, expected):
    assert language(tag).spoken(Decimal(amount)) == expected


def test_an_axis_without_a_short_form_groups_its_digits():
    assert language("de-DE").compact(-500_000) == "−500.000\u00a0€"
    assert language("en-GB").compact(-500_000) == "−€500K"


class Catalogue(NullTranslations):
    """A catalogue that says in which language its words are."""

    def info(self):
        return {"language": "ar"}


def test_a_page_runs_in_the_direction_of_its_own_words():
    assert language("ar-EG").direction == "ltr"  # its words are English as long as no catalogue is
    assert Language("ar-EG", "EGP", 1, Catalogue()).direction == "rtl"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pl", ["1 miesiąc", "2 miesiące", "5 miesięcy", "22 miesiące", "7,2 miesiąca"]),
        ("de", ["1 Monat", "2 Monate", "5 Monate", "22 Monate", "7,2 Monate"]),
        ("ja", ["1か月", "2か月", "5か月", "22か月", "7.2か月"]),
    ],
)
def test_months_are_counted_as_the_language_counts(tag, expected):
    counted = Language.of(tag, "EUR")
    assert [counted.months(count) for count in ("1", "2", "5", "22", "7.2")] == expected


def test_arabic_counts_in_six_ways():
    counted = Language.of("ar", "SAR")
    told = [
        counted.months(count).replace("\u200e", "") for count in ("0", "1", "2", "3", "11", "100")
    ]
    assert told == ["0 شهر", "شهر واحد", "شهرين", "3 أشهر", "11 شهرًا", "100 شهر"]


def test_a_scale_is_said_in_the_language():
    assert Language.of("de", "EUR", 1000).money(5) == "5\u00a0€ (in Tsd.)"
    assert Language.of("de", "EUR", 10**6).unit == "Mio. EUR"
    assert Language.of("ja", "JPY", 10**6).unit == "百万JPY"


def test_a_region_keeps_its_figures_and_reads_the_words_of_its_language():
    swiss = Language.of("de-CH", "CHF")
    assert swiss.words == "de"
    assert swiss.money(5000016) == "CHF\u00a05’000’016"
