"""What a document says, before anything about how it looks."""

from __future__ import annotations

import json

import pytest

from app.documents.bands import bands_of, by_band
from app.documents.compose import view_of
from tests.documents import orders, statements


def view(name, variant="full"):
    return view_of(orders.order(orders.ALL[name](), variant=variant))


@pytest.mark.parametrize("years", range(1, 31))
def test_bands_hold_every_period_once(years):
    periods = [period for band in bands_of(years) for period in range(band.first, band.last + 1)]
    assert periods == list(range(years + 1))
    assert len(bands_of(years)) <= 7


def test_bands_add_up_to_the_same_total():
    amounts = tuple(range(31))
    assert sum(by_band(amounts, bands_of(30))) == sum(amounts)


def test_inputs_are_found_through_formulas_and_lettered():
    line = view("largest-study").benefits[0]
    assert [part.ref for part in line.inputs] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert line.inputs[2].formula == "IF(YEAR() = 0, 0, (((a1 * a2) * 52) * 45.63))"


def test_adjustment_and_result_add_up():
    for line in (*view("endless-names").benefits, *view("endless-names").investments):
        assert line.before.total + line.adjustment.total == line.total
        for before, change, after in zip(
            line.before.by_band, line.adjustment.by_band, line.by_band, strict=True
        ):
            assert before + change == after


def test_the_same_figure_is_the_same_in_every_variant():
    for name in ("largest-study", "endless-names"):
        full, summary = view(name), view(name, "summary")
        assert full.headline == summary.headline
        assert [line.total for line in full.benefits] == [line.total for line in summary.benefits]


def test_key_assumptions_are_those_with_the_least_room_until_the_value_is_zero():
    keys = [part.key for part in view("example", "summary").assumptions]
    assert keys[:3] == ["arpu_target", "arpu_now", "users"]


def test_pains_and_capabilities_name_the_lines_that_serve_them():
    example = view("example")
    assert example.pains[0].refs == ("A",)
    assert example.deliverables[0].refs == ("B", "C")
    assert example.deliverables[0].needed_by == ("A",)


def test_proof_counts_given_figures_by_status():
    assert view("example").proof == {
        "customer_confirmed": 1, "in_review": 1, "straw_man": 1, "unsaid": 4,
    }  # fmt: skip


def test_the_view_is_json_and_nothing_else():
    for name in orders.ALL:
        assert json.loads(view(name).as_json())["title"]


def test_no_list_of_a_full_document_is_longer_than_can_be_printed():
    largest = view("largest-allowed")
    inputs = sum(len(line.inputs) for line in (*largest.benefits, *largest.investments))
    assert inputs <= 200
    assert len(largest.assumptions) == 250
    assert largest.assumptions_in_all == 500


def test_the_sentence_writes_amounts_as_the_language_of_the_document_does():
    example = orders.ALL["example"]().model_copy(
        update={"language": "de-DE", "currency_code": "EUR"}
    )
    told = {clause.role: clause.text for clause in view_of(orders.order(example)).clauses}
    assert told["gain"] == "ein Gesamtnutzen von 5.000.016\u00a0€ im ersten Jahr"
    assert told["investment"] == "3.000.000\u00a0€"


@pytest.mark.parametrize("player", ["coo", "ceo"])
def test_a_key_player_is_told_the_benefits_of_goals_derived_from_theirs(player):
    told = view_of(orders.order(orders.ALL["everything"](), variant="player", player=player))
    whole = view_of(orders.order(orders.ALL["everything"]()))
    assert [line.ref for line in told.benefits] == ["A", "B"]
    assert told.focus.total == sum(line.total for line in told.benefits)
    assert told.focus.share == 1
    assert (told.headline, told.measures) == (whole.headline, whole.measures)
    assert whole.objectives[0].refs == ("A", "B")


def test_what_is_tied_to_nobody_leaves_a_key_player_only_the_whole():
    statement = orders.ALL["example"]()
    lone = statement.key_players[0].model_copy(update={"key": "lone"})
    statement = statement.model_copy(update={"key_players": (*statement.key_players, lone)})
    told = view_of(orders.order(statement, variant="player", player="lone"))
    assert told.benefits == ()
    assert told.focus.share == 0
    assert told.headline == view("example").headline


def test_who_confirmed_a_figure_that_has_changed_since_is_not_told():
    figures = [
        {"key": "old", "value": "1", "status": "in_review", "confirmed_by": "Dana Field"},
        {"key": "new", "value": "1", "status": "customer_confirmed", "confirmed_by": "Dana Field"},
    ]
    told = view_of(orders.order(statements.stated(assumptions=figures))).assumptions
    assert [one.confirmed_by for one in told] == [None, "Dana Field"]
