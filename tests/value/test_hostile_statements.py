"""Statements written to hurt, within the megabyte a request may have, are refused in few steps.

Steps are counted, not timed: calls of functions while the statement is read and refused.
"""

from __future__ import annotations

import json
import sys

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, faults_of
from app.value.formulas.parse import REMEMBERED
from app.value.nearest import Nearest
from app.value.shape_faults import MOST_TOLD
from app.value.statement_size import MOST_FORMULA_CHARACTERS, MOST_SIGNS
from app.value.work import operations
from tests.benchmarks.hostile import HEAD, answered, formulas, statements

BODIES = statements()
MOST_STEPS_TO_REFUSE, MOST_STEPS_TO_CALCULATE = 400_000, 1_500_000
MOST_TOLD_AT_ALL = 2 * (MOST_TOLD + 1)


def steps_of(raw):
    """What became of a body, and how many calls it took."""
    taken = 0

    def count(_frame, event, _argument):
        nonlocal taken
        taken += event in ("call", "c_call")

    REMEMBERED.clear()
    sys.setprofile(count)
    try:
        outcome = answered(raw)
    finally:
        sys.setprofile(None)
    return outcome, taken


def refusal_of(body):
    """The faults with which a body is refused."""
    with pytest.raises(ValidationError) as caught:
        ValueStatement.model_validate(body)
    return faults_of(caught.value.errors())


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_takes_few_steps(body):
    outcome, taken = steps_of(json.dumps(body))
    calculated = outcome == "calculated"
    assert taken < (MOST_STEPS_TO_CALCULATE if calculated else MOST_STEPS_TO_REFUSE)


@pytest.mark.parametrize("name", [name for name in BODIES if name != "exponent bomb"])
def test_a_hostile_body_is_told_a_bounded_number_of_faults(name):
    outcome = answered(json.dumps(BODIES[name]))
    assert outcome == "calculated" or 0 < int(outcome.split()[1]) <= MOST_TOLD_AT_ALL


@pytest.mark.parametrize(
    "name",
    [
        "a megabyte of long formulas",
        "a megabyte of unknown names",
        "a megabyte of different unknown names",
    ],
)
def test_formulas_too_long_together_are_refused_unread(name):
    REMEMBERED.clear()
    before = REMEMBERED.reads
    (fault,) = refusal_of(BODIES[name])
    assert (fault.code, fault.pointer) == ("TOO_MUCH_TEXT", "#")
    assert f"{MOST_FORMULA_CHARACTERS:,}" in fault.detail
    assert f"{MOST_SIGNS:,}" in fault.detail
    assert REMEMBERED.reads == before


def test_formulas_just_short_enough_are_read():
    texts = ["1" + "+1" * 240 + f"+x{number}" for number in range(MOST_SIGNS // 242)]
    statement = ValueStatement.model_validate(formulas("1", *texts) | {"horizon_years": 1})
    assert operations(statement) > 2 * MOST_SIGNS


def test_the_first_faults_of_shape_are_told_and_how_many_more_there_are():
    body = HEAD | {"assumptions": [{"key": f"x{n}", "value": "much"} for n in range(300)]}
    faults = refusal_of(body)
    assert len(faults) == MOST_TOLD + 1
    assert faults[0].pointer == "#/assumptions/0/value"
    assert (faults[-1].code, faults[-1].pointer) == ("FURTHER_FAULTS", "#")
    assert "There are 100 further faults of shape." in faults[-1].detail


def test_the_first_faults_between_parts_are_told_and_that_there_are_more():
    lines = [{"key": f"b{n}", "statement": "b", "pains": ["none", "nil", "no"]} for n in range(90)]
    faults = refusal_of(HEAD | {"benefits": lines})
    assert len(faults) == MOST_TOLD + 1
    assert faults[-1].code == "FURTHER_FAULTS"


def test_as_many_faults_as_are_told_are_told_without_a_remark():
    body = HEAD | {"assumptions": [{"key": f"x{n}", "value": "much"} for n in range(MOST_TOLD)]}
    faults = refusal_of(body)
    assert len(faults) == MOST_TOLD
    assert "FURTHER_FAULTS" not in {fault.code for fault in faults}


def test_of_a_hundred_thousand_faults_none_is_told_that_is_not_there():
    faults = refusal_of(BODIES["100,000 unknown fields of assumptions"])
    assert {fault.code for fault in faults} == {"EXTRA_FORBIDDEN", "FURTHER_FAULTS"}
    assert "There are 100,300 further faults of shape." in faults[-1].detail


def test_the_key_meant_is_still_told_in_a_large_statement():
    body = HEAD | {
        "assumptions": [
            *({"key": f"servers_in_region_{n}", "value": "1"} for n in range(480)),
            {"key": "total", "formula": "servers_in_regoin_17 * 2"},
        ]
    }
    (fault,) = refusal_of(body)
    assert fault.hint == "Did you mean “servers_in_region_17”?"


def test_looking_for_the_key_meant_ends():
    nearest, known = Nearest(), [f"{'a' * 60}{number}" for number in range(500)]
    found = [nearest.to(f"{'a' * 59}b{number}", known) for number in range(50)]
    assert found[-1] is None


def test_work_is_told_before_it_is_done():
    most = ValueStatement.model_validate(BODIES["work just within the budget"])
    assert 250_000 < operations(most) < 350_000
