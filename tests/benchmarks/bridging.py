"""How long it takes to explain a change: twenty changed inputs of the largest study."""

from __future__ import annotations

import copy
import json
from decimal import Decimal

from app.value import ValueStatement
from app.value.bridge import bridge
from app.value.comparison import compare
from tests.benchmarks.core import STUDY, interleaved

ROUNDS = 20
CHANGED = 20
MOST_MILLISECONDS = 50


def measure():
    """Rows of (what, figure, target, whether it is met), medians of interleaved rounds."""
    body = json.loads(STUDY.read_text(encoding="utf-8"))["statement"]
    before, after = map(ValueStatement.model_validate, (body, refined(body)))
    pieces = bridge(before, after).pieces
    assert len(pieces) == CHANGED, [(piece.kind, piece.key) for piece in pieces]
    took = interleaved(
        {"bridge": lambda: bridge(before, after), "compare": lambda: compare(before, after)},
        ROUNDS,
    )
    target, met = f"≤ {MOST_MILLISECONDS} ms", took["bridge"] <= MOST_MILLISECONDS
    return [
        (f"bridge of {CHANGED} changed inputs", f"{took['bridge']:.2f} ms", target, met),
        ("the whole comparison, in words too", f"{took['compare']:.2f} ms", "", True),
    ]


def refined(body):
    """The same study with a tenth more in twenty inputs, spread over all of it."""
    later = copy.deepcopy(body)
    inputs = [one for one in later["assumptions"] if any(map(Decimal, one.get("by_year") or ()))]
    step = len(inputs) // CHANGED
    for one in inputs[: step * CHANGED : step]:
        one["by_year"] = [str(Decimal(figure) * Decimal("1.1")) for figure in one["by_year"]]
    return later
