"""Textbooks, government guidance and spreadsheet suites, answered by the core's own functions.

A case marked `expect: differs` is one whose printed figure does not follow from its inputs: it must
not be reproduced.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.evaluate import Cells
from tests.value.case_functions import OURS, answer, calls

FOLDER = Path(__file__).parents[1] / "cases" / "published"

DATES = "Flows have no dates here: a line has months, and a rate is a year's."
LOANS = "Loans are not part of a value statement."
DRAWS = "Distributions are calculated in floating point, by the simulation."
REINVESTED = "The product names every rate of return instead of assuming reinvestment."
TABLE = "A check of the source's own printed rows, not of a function."
STATED = "Held to as a whole statement, in test_published_statements."

FUNCTIONS_LEFT_OUT = {
    "xirr": DATES,
    "xnpv": DATES,
    "mirr": REINVESTED,
    "pmt": LOANS,
    "pv_tvm": LOANS,
    "fv_tvm": LOANS,
    "nper": LOANS,
    "rate_tvm": LOANS,
    "rri": LOANS,
    "sd": DRAWS,
    "ev": DRAWS,
    "math.exp": DRAWS,
    "math.sqrt": DRAWS,
}
CASES_LEFT_OUT = {
    "mc-assembly-three-parts": DRAWS,
    "pert-single-and-network": DRAWS,
}
TESTS_LEFT_OUT = {
    "brigham-projects-s-and-l tvS": REINVESTED,
    "business-case-skill-example roi": STATED,
    "energyplus-escalation-table r": STATED,
    "eu-cba-guide-monte-carlo band": DRAWS,
    "lightcast-hypothetical-student pvb": STATED,
    "lightcast-suny-wcc-student ncfrows": TABLE,
    "lightcast-suny-wcc-student rows": TABLE,
    "mil-hdbk-1004-10-lcc f25": STATED,
    "nist-blcc-financed-lighting esc": STATED,
    "nist-blcc-financed-lighting om": STATED,
    "nist-blcc-heat-pump spb": TABLE,
    "sabv-tornado-five-year base": STATED,
    "sabv-tornado-five-year high": STATED,
    "sabv-tornado-five-year low": STATED,
    "sabv-tornado-five-year rank": "A ranking of drivers belongs to the sensitivity analysis.",
    "sabv-tornado-five-year span": STATED,
}


def read_cases():
    """Every test of every case by its name, with its inputs, in exact decimals."""
    for path in sorted(FOLDER.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
        for test in case["tests"]:
            yield f"{case['slug']} {test['id']}", test, case["inputs"]


def chosen(keep):
    """Tests as parameters, by the functions they name."""
    return [
        pytest.param(test, inputs, id=name)
        for name, test, inputs in CASES
        if keep(calls(test["expr"]))
    ]


CASES = list(read_cases())
OF_FINANCE = chosen(lambda named: named & OURS.keys() and not named & FUNCTIONS_LEFT_OUT.keys())
OF_ARITHMETIC = chosen(lambda named: not named)


@pytest.mark.parametrize(("test", "inputs"), OF_FINANCE)
def test_a_published_figure_follows_from_our_finance_functions(test, inputs):
    ours = answer(test["expr"], inputs)
    assert agree(ours, test["value"], test["tol"]) == (test.get("expect") != "differs")
    assert agree(ours, test["recomputed"], Decimal("1e-8") * size(ours))


@pytest.mark.parametrize(("test", "inputs"), OF_ARITHMETIC)
def test_a_published_figure_follows_from_our_formulas(test, inputs):
    formula = re.sub(r"\[(\d)\]", r"_\1", test["expr"].replace("**", "^"))
    with exactly():
        ours = parse(formula).evaluate(cells(inputs), 0)
    assert agree(ours, test["value"], test["tol"]) == (test.get("expect") != "differs")
    assert agree(ours, test["recomputed"], Decimal("1e-8") * size(ours))


def test_what_is_left_out_is_left_out_for_a_reason():
    answered = {parameters.id for parameters in OF_FINANCE + OF_ARITHMETIC}
    left_out = {
        name
        for name, test, _ in CASES
        if name not in answered
        and name.split()[0] not in CASES_LEFT_OUT
        and not calls(test["expr"]) & FUNCTIONS_LEFT_OUT.keys()
    }
    assert left_out == TESTS_LEFT_OUT.keys()
    assert {name for _, test, _ in CASES for name in calls(test["expr"])} >= (
        OURS.keys() | FUNCTIONS_LEFT_OUT.keys()
    )


def test_coverage_does_not_shrink_silently():
    assert (len(OF_FINANCE), len(OF_ARITHMETIC)) == (83, 88)


def cells(inputs):
    """Inputs as the figures of assumptions; the second of `cost` is named `cost_1`."""
    found = Cells()
    for name, value in inputs.items():
        for number, figure in enumerate(value if isinstance(value, list) else [value]):
            found[f"{name}_{number}" if isinstance(value, list) else name] = [figure]
    return found


def agree(ours, printed, tolerance):
    """Whether two figures, truths, lists or their absence agree."""
    if isinstance(printed, list):
        pairs = zip(ours, printed, strict=True)
        return all(agree(mine, theirs, tolerance) for mine, theirs in pairs)
    if ours is None or printed is None or isinstance(printed, bool):
        return ours == printed
    return abs(ours - printed) <= tolerance


def size(ours):
    """The magnitude of an answer, for a tolerance in proportion."""
    return max(map(abs, ours)) if isinstance(ours, list) else abs(ours or 0)
