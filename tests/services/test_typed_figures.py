"""A text where a figure belongs is read in each way that it may be meant, and in no other."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import draft_places, proposed_figures, typed_figures
from app.services.typed_figures import PLAIN_FIGURE, readings_of


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1200", ["1200"]),
        ("1,200", ["1200", "1.2"]),
        ("1.200", ["1.2", "1200"]),
        ("0,200", ["0.2"]),
        ("1,234,567.8", ["1234567.8"]),
        ("1.234.567,8", ["1234567.8"]),
        ("1'000'000", ["1000000"]),
        ("12 500,25", ["12500.25"]),
        ("€5", ["5"]),
        ("GBP 5", ["5"]),
        ("-5 EUR", ["-5"]),
        ("15 %", ["0.15"]),
        ("4k", ["4000"]),
        ("1.5 bn", ["1500000000"]),
    ],
)
def test_a_text_is_read_in_each_way_it_may_be_meant(text, readings):
    assert list(readings_of(text)) == readings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "5 users",
        "1,2.3",
        "5.",
        "(5)",
        "1e5",
        "NaN",
        "Infinity",
        "\uff11\uff12",
        "--5",
        "9" * 41,
    ],
)
def test_what_is_no_figure_has_no_reading(text):
    assert readings_of(text) == ()


@given(st.text(max_size=60))
def test_whatever_is_read_is_a_plain_figure(text):
    assert all(PLAIN_FIGURE.fullmatch(each) or len(each) > 18 for each in readings_of(text))


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_figure_in_either_fashion_is_read_as_itself(figure):
    english = f"{figure:,}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    for text in (english, german, f"{figure}"):
        assert figure in [Decimal(each) for each in readings_of(text)]


@pytest.mark.parametrize("module", [draft_places, proposed_figures, typed_figures])
def test_the_examples_of_its_modules_run(module):
    assert not doctest.testmod(module).failed
