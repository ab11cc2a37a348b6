"""Statements for the tests of the core, each as short as its test needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.value import ValueStatement, calculate

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="session")
def cases():
    """The folder of worked examples."""
    return CASES


@pytest.fixture(scope="session")
def state():
    """Make a statement of three years at 10 % in euros, with whatever a test adds."""

    def make(**fields):
        body = {
            "title": "A deal",
            "currency_code": "EUR",
            "horizon_years": 3,
            "discount_rate": "0.10",
        }
        return ValueStatement.model_validate_json(json.dumps(body | fields))

    return make


@pytest.fixture(scope="session")
def benefit():
    """Make one benefit."""

    def make(key="saved", **fields):
        return {"key": key, "statement": "Save something", **fields}

    return make


@pytest.fixture(scope="session")
def investment():
    """Make one investment."""

    def make(key="fee", **fields):
        return {"key": key, "statement": "Pay something", **fields}

    return make


@pytest.fixture(scope="session")
def result(state):
    """Calculate a statement of three years at 10 % in euros."""

    def make(**fields):
        return calculate(state(**fields))

    return make


@pytest.fixture(scope="session")
def figure(result, benefit):
    """Evaluate one formula over named figures: `figure("a / b", a="1", b="4")`.

    The figure is read back in year 1, as an assumption derived by formula: six decimals.
    """

    def evaluate(formula, **figures):
        names = [{"key": key, "value": value} for key, value in figures.items()]
        answer = {"key": "answer_of_the_test", "formula": formula}
        found = result(assumptions=[*names, answer], benefits=[benefit(per_year=answer["key"])])
        return found.derived[answer["key"]][1]

    return evaluate


@pytest.fixture(scope="session")
def worth(state, benefit):
    """A statement of one year whose Value is one formula."""

    def make(formula, *assumptions, **fields):
        lines = [benefit(upfront=formula)]
        return state(assumptions=list(assumptions), benefits=lines, horizon_years=1, **fields)

    return make
