"""A proven figure that changes without its proof is in review."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement
from app.value.changed_figures import in_review_where_changed, kept_though_changed

STATUSES = [None, "straw_man", "in_review", "pilot", "customer_confirmed", "disputed"]
PROVEN = ["pilot", "customer_confirmed"]


def statement(**fields):
    return ValueStatement(
        title="A deal",
        currency_code="EUR",
        horizon_years=2,
        discount_rate="0.1",
        assumptions=[{"key": "other", "value": "5"}, {"key": "users", "source": "Report"} | fields],
    )


def moved(before, after):
    """The status after a change, and what is said of it."""
    kept, remarks = in_review_where_changed(statement(**before), statement(**after))
    return kept.assumptions[1].status, [remark.words for remark in remarks]


@pytest.mark.parametrize("status", PROVEN)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"value": "1"}, {"value": "2"}),
        ({"value": "1"}, {"by_year": ["1", "2"]}),
        ({"by_year": ["1", "2"]}, {"by_year": ["1", "3"]}),
        ({"by_year": ["1", "2"], "initial": "0"}, {"by_year": ["1", "2"], "initial": "1"}),
        ({"formula": "other * 2"}, {"formula": "other * 3"}),
        ({"value": "1"}, {"formula": "other"}),
    ],
)
def test_whatever_makes_it_another_figure_puts_it_in_review(status, before, after):
    found, (words,) = moved({"status": status, **before}, {"status": status, **after})
    assert found == "in_review"
    assert words.startswith(f"users was “{status}” and its figure changed")


@pytest.mark.parametrize(
    "fields",
    [{"value": "1.00"}, {"value": "1", "low": "0"}, {"value": "1", "note": "N", "unit": "user"}],
)
def test_what_is_the_same_figure_keeps_its_status(fields):
    assert moved({"value": "1", "status": "pilot"}, {"status": "pilot", **fields}) == ("pilot", [])


def test_a_source_that_is_taken_away_proves_nothing_new():
    after = {"value": "2", "status": "pilot", "source": None}
    assert moved({"value": "1", "status": "pilot"}, after)[0] == "in_review"


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_only_a_figure_that_was_and_is_called_proven_falls(before, after):
    found, words = moved({"value": "1", "status": before}, {"value": "2", "status": after})
    falls = before in PROVEN and after in PROVEN
    assert found == ("in_review" if falls else after)
    assert bool(words) == falls


def test_a_new_proof_keeps_the_status():
    after = {"value": "2", "status": "pilot", "source": "Pilot, June"}
    assert moved({"value": "1", "status": "pilot"}, after) == ("pilot", [])


def test_where_somebody_answers_for_it_it_is_remarked_only():
    before, after = (statement(value=value, status="pilot") for value in ("1", "2"))
    (remark,) = kept_though_changed(before, after)
    assert remark.words == (
        "users was “pilot” and its figure changed from 1 to 2 without a source or a confirmation "
        "of the new one; its status stayed “pilot”, as it was sent."
    )
    assert kept_though_changed(after, after) == ()
