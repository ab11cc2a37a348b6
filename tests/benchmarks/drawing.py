"""How long a simulation takes, and its formulas beside the same written by hand in NumPy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from app.value.draws import Draws
from app.value.lanes import lanes_of
from app.value.next_evidence import next_evidence
from app.value.sampling import plan
from app.value.scenarios import scenarios
from app.value.simulation import simulate
from tests.benchmarks.core import interleaved
from tests.benchmarks.thirty_assumptions import thirty_assumptions
from tests.benchmarks.thirty_by_hand import by_hand, in_chunks

ROOT = Path(__file__).parents[2]
ROUNDS = 20
MANY, SLIDER, MOST = 100_000, 8192, 1_000_000
MOST_TIMES_CHUNKED = 2.0
MOST_MILLISECONDS = {MANY: 150, SLIDER: 20}
MOST_MEGABYTES = 300
_PEAK = f"""
import resource
from app.value.simulation import simulate
from tests.benchmarks.thirty_assumptions import thirty_assumptions
simulate(thirty_assumptions(), seed=1, draws={MOST})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure():
    """Rows of (what, figure, target, whether it is met), medians of interleaved rounds."""
    statement = thirty_assumptions()
    simulate(statement, seed=1, draws=SLIDER)
    return [*formulas(statement), *whole(statement), memory()]


def formulas(statement):
    """Twenty formulas over five years: ours, by hand in chunks, by hand over whole arrays."""
    draws = Draws(statement, 1)
    batches = [draws.columns(batch) for batch in plan(MANY).batches()]
    columns = {key: np.concatenate([one[key] for one in batches]) for key in draws.keys}
    lanes, count = lanes_of(statement, draws.keys), plan(MANY).draws
    same_figures(lanes.evaluate(columns, ("value", "npv")), by_hand(columns))
    took = interleaved(
        {
            "ours": lambda: lanes.evaluate(columns, ("value", "npv")),
            "chunks": lambda: in_chunks(columns, count),
            "whole": lambda: by_hand(columns),
        },
        ROUNDS,
    )
    ours, chunks, whole_arrays = (took[name] for name in ("ours", "chunks", "whole"))
    times = ours / chunks
    return [
        ("100,000 draws × 20 formulas × 5 years", f"{ours:.1f} ms", "", True),
        ("by hand in NumPy, in chunks", f"{chunks:.1f} ms", "", True),
        (
            "ours ÷ that",
            f"{times:.2f} ×",
            f"≤ {MOST_TIMES_CHUNKED} ×",
            times <= MOST_TIMES_CHUNKED,
        ),
        ("by hand in NumPy, whole arrays", f"{whole_arrays:.1f} ms", "", True),
        ("ours ÷ that", f"{ours / whole_arrays:.2f} ×", "≤ 1 ×", ours <= whole_arrays),
    ]


def whole(statement):
    """Complete analyses, from the statement to what is answered."""
    took = interleaved(
        {
            MANY: lambda: simulate(statement, seed=1, draws=MANY),
            SLIDER: lambda: simulate(statement, seed=1, draws=SLIDER),
            "what to test next": lambda: next_evidence(statement, seed=1),
            "three scenarios": lambda: scenarios(statement),
        },
        ROUNDS,
    )
    for draws, most in MOST_MILLISECONDS.items():
        figure = took.pop(draws)
        yield (f"simulation of {draws:,} draws", f"{figure:.1f} ms", f"≤ {most} ms", figure <= most)
    for what, figure in took.items():
        yield (f"{what}, of 30 assumptions", f"{figure:.1f} ms", "", True)


def memory():
    """The peak of a process of its own, Python and libraries included."""
    found = subprocess.run(
        [sys.executable, "-c", _PEAK], cwd=ROOT, check=True, capture_output=True, text=True
    )
    peak = int(found.stdout)
    what = f"peak memory of {MOST:,} draws"
    return (what, f"{peak} MB", f"≤ {MOST_MEGABYTES} MB", peak <= MOST_MEGABYTES)


def same_figures(ours, hand):
    """The comparison is worth something only where both give the same figures.

    Raises:
        AssertionError: they differ.
    """
    for measure, figures in zip(("value", "npv"), hand, strict=True):
        np.testing.assert_allclose(ours[measure], figures, rtol=1e-9)
