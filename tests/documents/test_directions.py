"""Pages from right to left: mirrored, with every text in its own direction."""

from __future__ import annotations

import json

import pytest

from app.documents.compose import view_of
from app.documents.directions import isolated, mirrored_style, with_own_directions
from app.documents.language import Language
from app.documents.pages import Templates
from app.documents.text import END_OF_ISOLATE, ISOLATE, printable, shortened
from tests.documents import hostile, orders

LRM = "\u200e"


@pytest.mark.parametrize(
    ("style", "mirrored"),
    [
        ("a { margin: 1pt 2pt 3pt 4pt }", "a { margin: 1pt 4pt 3pt 2pt }"),
        ("a { padding: 1pt 2pt }", "a { padding: 1pt 2pt }"),
        ("a { padding-left: 3pt; float: right }", "a { padding-right: 3pt; float: left }"),
        ("@page { @top-left { left: 0 } }", "@page { @top-right { right: 0 } }"),
        (".label.left { text-align: left }", ".label.right { text-align: right }"),
        (".bright { copyright: 1 }", ".bright { copyright: 1 }"),
        ("a { letter-spacing: -0.3pt; top: 1pt }", "a { letter-spacing: 0; top: 1pt }"),
    ],
)
def test_a_style_sheet_is_mirrored(style, mirrored):
    assert mirrored_style(style) == mirrored


def test_mirroring_twice_gives_the_sheet_back():
    sheet = Templates().styles("print", "chapters", "summary", paper="A4")
    spaced = mirrored_style(mirrored_style(sheet))
    assert mirrored_style(mirrored_style(spaced)) == spaced
    assert "text-align: left" in mirrored_style(sheet)


def test_texts_are_isolated_where_words_run_from_the_right_alone():
    assert isolated("3 nodes", Language.of("ar", "SAR")) == f"{ISOLATE}3 nodes{END_OF_ISOLATE}"
    assert isolated("3 nodes", Language.of("de", "EUR")) == "3 nodes"
    assert isolated("3 nodes", Language.of("he-IL", "ILS")) == "3 nodes"


def test_codes_figures_and_days_are_left_as_they_are():
    view = {
        "code": "customer_confirmed", "figure": "-12.50", "day": "2026-11-25T10:00:00+00:00",
        "unit": "%", "key": "arpu_now", "none": None, "number": 3, "flag": True,
    }  # fmt: skip
    assert with_own_directions(view) == view


def test_every_text_of_a_statement_is_isolated():
    statement = orders.ALL["example"]()
    view = with_own_directions(json.loads(view_of(orders.order(statement)).as_json()))
    texts = {statement.title, statement.customer, statement.pains[0].statement}
    texts |= {part.source for part in statement.assumptions if part.source}
    told = "\n".join(_texts(view))
    for text in texts:
        assert f"{ISOLATE}{text}{END_OF_ISOLATE}" in told


def test_what_is_isolated_is_shortened_within():
    text = f"{ISOLATE}Increase average revenue per user{END_OF_ISOLATE}"
    assert shortened(text, 20) == f"{ISOLATE}Increase average…{END_OF_ISOLATE}"


def test_an_isolate_left_open_is_taken_out():
    assert printable(f"a{ISOLATE}b") == "ab"
    assert printable(f"a{END_OF_ISOLATE}b{ISOLATE}") == "ab"
    assert printable(f"a{ISOLATE}b{END_OF_ISOLATE}") == f"a{ISOLATE}b{END_OF_ISOLATE}"


def test_a_sign_stays_before_its_figure_and_a_percent_sign_behind_it():
    arabic = Language.of("ar", "SAR")
    assert arabic.whole(-5000) == f"{LRM}{LRM}−5,000{LRM}"
    assert arabic.percent("0.075") == f"{LRM}7.5%{LRM}"
    assert arabic.risk("0.1", "benefit") == f"{LRM}−{LRM}10%{LRM}"
    assert arabic.money(-5000).endswith(LRM)


def test_hostile_texts_are_printed_from_right_to_left(printer):
    order = orders.order(hostile.scripts(), variant="summary", language="ar")
    assert printer.make(order).startswith(b"%PDF")


def _texts(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
