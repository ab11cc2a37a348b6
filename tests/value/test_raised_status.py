"""A status rises with proof only, and falls at any time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value import ValueStatement
from app.value.raised_status import raised_without_proof

STATUSES = [None, "straw_man", "in_review", "pilot", "customer_confirmed", "disputed"]
PERSON = {"confirmed_by": "Head of Finance"}


def statement(*assumptions):
    return ValueStatement(
        title="A deal",
        currency_code="EUR",
        horizon_years=1,
        discount_rate="0.1",
        assumptions=assumptions,
    )


def figure(status=None, key="users", **fields):
    return {"key": key, "value": "1", "status": status, **fields}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (figure("straw_man"), figure("in_review")),
        (figure("in_review"), figure("pilot")),
        (figure("pilot"), figure("customer_confirmed")),
        (figure(), figure("customer_confirmed")),
        (figure("disputed"), figure("pilot")),
        (figure("in_review", source="Report"), figure("pilot", source="Report")),
        (figure("pilot", source="Pilot"), figure("customer_confirmed", source="Pilot")),
    ],
)
def test_a_status_does_not_rise_without_proof(before, after):
    (fault,) = raised_without_proof(statement(before), statement(after))
    assert fault.pointer == "#/assumptions/0/status"
    assert fault.code == "STATUS_WITHOUT_PROOF"
    assert after["status"] in fault.detail
    assert "confirmed_by" in fault.hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (figure("straw_man"), figure("in_review", source="Report")),
        (figure("in_review", source="Report"), figure("pilot", source="Pilot, May")),
        (figure("straw_man"), figure("customer_confirmed", **PERSON)),
        (figure("pilot", source="Pilot"), figure("customer_confirmed", source="Pilot", **PERSON)),
        (figure("straw_man", source="Report"), figure("in_review", source="Report")),
    ],
)
def test_a_status_rises_with_a_source_or_a_person(before, after):
    assert raised_without_proof(statement(before), statement(after)) == ()


def test_a_new_figure_may_start_in_review_and_proven_only_with_proof():
    new = [
        figure("in_review", "first"),
        figure("pilot", "second"),
        figure("customer_confirmed", "third", source="Annual report"),
    ]
    for before in (None, statement(figure("straw_man"))):
        (fault,) = raised_without_proof(before, statement(*new))
        assert fault.pointer == "#/assumptions/1/status"
        assert fault.detail == "second rises to “pilot” without a source or a confirming person."


def test_all_places_are_told_at_once():
    before = statement(figure(key="a"), figure(key="b"), figure(key="c"))
    after = statement(figure("pilot", "b"), figure(key="c"), figure("pilot", "a"))
    places = [fault.pointer for fault in raised_without_proof(before, after)]
    assert places == ["#/assumptions/0/status", "#/assumptions/2/status"]


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_whoever_names_a_person_may_say_anything(before, after):
    assert not raised_without_proof(statement(figure(before)), statement(figure(after, **PERSON)))


@given(st.sampled_from(STATUSES))
def test_what_stays_needs_nothing(status):
    same = statement(figure(status))
    assert raised_without_proof(same, same) == ()


@given(st.sampled_from(STATUSES), st.sampled_from([None, "straw_man", "disputed"]))
def test_a_status_may_always_fall(before, after):
    assert raised_without_proof(statement(figure(before)), statement(figure(after))) == ()


def test_the_example_of_the_product_may_be_a_first_draft(cases):
    raw = (cases / "new-data-services.json").read_bytes()
    assert raised_without_proof(None, ValueStatement.model_validate_json(raw)) == ()
