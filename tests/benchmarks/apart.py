"""How long it takes to take a case apart: tornado, break-evens, trace, concession."""

from __future__ import annotations

import json
from decimal import Decimal

from app.value import ValueStatement
from app.value.break_even import break_evens
from app.value.concessions import concession
from app.value.delay import cost_of_delay
from app.value.lanes import lanes_of
from app.value.sensitivity import tornado
from app.value.trace import trace
from tests.benchmarks.core import STUDY, interleaved
from tests.benchmarks.thirty_assumptions import thirty_assumptions

ROUNDS = 20
TARGETS = {
    "tornado of 30, recorded": 5,
    "break-evens of 30": 50,
    "trace of the largest study": 100,
}
"""Milliseconds."""


def measure():
    """Rows of (what, figure, target, whether it is met), medians of interleaved rounds."""
    thirty = thirty_assumptions()
    body = json.loads(STUDY.read_text(encoding="utf-8"))["statement"]
    study = ValueStatement.model_validate(body)
    fifth, lanes = Decimal("0.2"), lanes_of(thirty)
    tornado(thirty, lanes=lanes)
    took = interleaved(
        {
            "tornado of 30, recorded": lambda: tornado(thirty, lanes=lanes),
            "tornado of 30, from the statement": lambda: tornado(thirty),
            "tornado of the largest study (70)": lambda: tornado(study, spread=fifth),
            "break-evens of 30": lambda: break_evens(thirty),
            "break-evens of the largest study (70)": lambda: break_evens(study),
            "trace of 30": lambda: trace(thirty),
            "trace of the largest study": lambda: trace(study),
            "cost of delay of the largest study": lambda: cost_of_delay(study),
            "concession on 30": lambda: concession(thirty, fifth),
        },
        ROUNDS,
    )
    return [_row(what, figure) for what, figure in took.items()]


def _row(what, figure):
    target = TARGETS.get(what)
    said = f"≤ {target} ms" if target else ""
    return (what, f"{figure:.2f} ms", said, target is None or figure <= target)
