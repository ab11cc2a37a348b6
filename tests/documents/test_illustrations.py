"""What pictures show is what the tables beside them show, and each is told in words as well."""

from __future__ import annotations

import json
import re

import pytest

from app.documents.compose import view_of
from app.documents.illustrations import pictures
from app.documents.language import Language
from tests.documents import editions, orders
from tests.documents.drawn import assert_clean, texts

EVERY = {"cumulative", "waterfall", "by_period", "timeline", "proof", "tornado"}


@pytest.fixture(scope="module")
def illustrated():
    """A view-model with its pictures, by the name of the order."""
    known = {}

    def made(name, variant="full", tag=None):
        if (name, variant, tag) not in known:
            order = (
                editions.compared(name, language=tag)
                if variant == "comparison"
                else orders.order(orders.ALL[name](), variant=variant, language=tag)
            )
            view = json.loads(view_of(order).as_json())
            language = Language.of(view["language"], view["currency_code"], view["scale"])
            known[name, variant, tag] = view, pictures(view, language, 150), language
        return known[name, variant, tag]

    return made


every_order = pytest.mark.parametrize("name", [name for name in orders.ALL if name != "empty"])


@every_order
def test_every_picture_of_every_document_is_clean_and_told_in_words(illustrated, name):
    for variant in ("full", "summary", "comparison"):
        _, drawn, _ = illustrated(name, variant)
        for picture in drawn.values():
            assert_clean(picture)
            assert len(picture.alternative) > 40
            assert "%(" not in picture.alternative


@pytest.mark.parametrize("tag", ["de-DE", "ja-JP", "ar"])
def test_pictures_are_as_clean_in_other_languages(illustrated, tag):
    for name in ("example", "largest-study", "losing"):
        for picture in illustrated(name, tag=tag)[1].values():
            assert_clean(picture)


def test_a_full_document_has_every_picture(illustrated):
    assert set(illustrated("example")[1]) == EVERY | {"chain", "distribution"}
    assert set(illustrated("example", "summary")[1]) == {"cumulative"}
    assert set(illustrated("example", "comparison")[1]) == {"bridge"}


def test_a_case_without_any_line_has_no_picture(illustrated):
    assert illustrated("empty")[1] == {}


@every_order
def test_alternatives_name_the_headline_figures(illustrated, name):
    view, drawn, language = illustrated(name)
    headline = {side: language.money(amount) for side, amount in view["headline"].items()}
    for figure in headline.values():
        assert figure in drawn["waterfall"].alternative
    assert language.money(view["cash_flow"]["cumulative"][-1]) in drawn["cumulative"].alternative


@every_order
def test_the_waterfall_shows_the_figures_of_the_tables(illustrated, name):
    view, drawn, _ = illustrated(name)
    told = figures(drawn["waterfall"])
    gained, paid, value = (view["headline"][side] for side in ("benefits", "investment", "value"))
    assert told[-1] == value
    assert gained in told
    assert sum(told) == 2 * gained + value + (gained - paid) - gained


@every_order
def test_the_split_of_proof_adds_up_in_picture_and_table(illustrated, name):
    view, drawn, language = illustrated(name)
    rows = view["analyses"]["proof"]
    told = [*(row["value"] for row in rows), view["headline"]["value"]]
    assert sum(told[:-1]) == told[-1]
    if len(rows) > 1:
        assert figures(drawn["proof"]) == told
        assert language.money(told[-1]) in drawn["proof"].alternative
    else:
        assert "proof" not in drawn  # one bar beside its own total would tell nothing
    assert sum(row["benefits"] for row in rows) == view["headline"]["benefits"]
    assert sum(row["investment"] for row in rows) == view["headline"]["investment"]


@every_order
def test_kinds_of_benefits_add_up_to_the_cash_flow(illustrated, name):
    view, _, _ = illustrated(name)
    kinds = view["analyses"]["kinds"]
    by_period = [sum(column) for column in zip(*(kind["by_period"] for kind in kinds), strict=True)]
    assert by_period == (view["cash_flow"]["benefits"] if kinds else [])
    assert [sum(kind["by_period"]) for kind in kinds] == [kind["total"] for kind in kinds]


@pytest.mark.parametrize("name", ["example", "largest-study", "losing", "endless-names"])
def test_the_bridge_adds_up_in_picture_and_table(illustrated, name):
    view, drawn, _ = illustrated(name, "comparison")
    compared = view["comparison"]
    before, *steps, after = figures(drawn["bridge"])
    assert (before, after) == (compared["before"]["value"], compared["after"]["value"])
    assert before + sum(steps) == after
    for column in ("value", "npv"):
        moved = sum(piece[column] for piece in compared["bridge"])
        assert moved == compared["after"][column] - compared["before"][column]


def test_the_tornado_shows_both_ends_of_every_swing(illustrated):
    view, drawn, language = illustrated("example")
    for swing in view["analyses"]["tornado"]["swings"]:
        for end in ("value_at_low", "value_at_high"):
            assert language.amount(swing[end]) in texts(drawn["tornado"])
            assert language.amount(swing[end]) in drawn["tornado"].alternative


def test_the_distribution_marks_what_the_simulation_tells(illustrated):
    view, drawn, language = illustrated("example")
    told = view["analyses"]["simulation"]
    labels = " ".join(texts(drawn["distribution"]))
    for percentile in ("p10", "p50", "p90", "value"):
        assert language.amount(told[percentile]) in labels
        assert language.money(told[percentile]) in drawn["distribution"].alternative


def test_pictures_are_read_from_the_right_where_the_document_is(illustrated):
    _, drawn, language = illustrated("example", tag="ar")
    if language.direction != "rtl":
        pytest.skip("no Arabic catalogue yet")
    assert drawn["waterfall"].labels[0].align == "right"
    amounts = [label for label in drawn["distribution"].labels if label.tone == "axis"]
    assert [label.left for label in amounts] == sorted(label.left for label in amounts)


def figures(picture):
    """The amounts of a waterfall, top to bottom."""
    told = [label.text for number, label in enumerate(picture.labels) if number % 2]
    return [int(re.sub(r"[^\d-]", "", text.replace("−", "-"))) for text in told]
