"""How long the core takes for the largest study, beside the same arithmetic written by hand."""

from __future__ import annotations

import gc
import json
import statistics
import time
from pathlib import Path

from app.value import ValueStatement, calculate
from app.value.formulas.parse import REMEMBERED
from tests.benchmarks.floor import Study, calculate_by_hand

STUDY = Path(__file__).parents[1] / "cases" / "statements" / "tei-m365-enterprise-e5.json"
ROUNDS = 60
MOST_MILLISECONDS = 15
MOST_TIMES_THE_FLOOR = 10


def measure():
    """Rows of (what, figure, target, whether it is met), medians of interleaved rounds."""
    body = json.loads(STUDY.read_text(encoding="utf-8"))["statement"]
    raw, study = json.dumps(body).encode(), Study(body)
    statement = ValueStatement.model_validate_json(raw)
    same_figures(calculate(statement), calculate_by_hand(study))
    took = interleaved(
        {
            "floor": lambda: calculate_by_hand(study),
            "calculate": lambda: calculate(statement),
            "written": lambda: calculate(statement).model_dump_json(),
            "read": lambda: ValueStatement.model_validate_json(raw),
            "cold": lambda: read_cold(raw),
        }
    )
    core, times = took["calculate"], took["calculate"] / took["floor"]
    return [
        ("by hand in plain decimals (floor)", f"{took['floor']:.2f} ms", "", True),
        ("calculate", f"{core:.2f} ms", f"≤ {MOST_MILLISECONDS} ms", core <= MOST_MILLISECONDS),
        (
            "calculate ÷ floor",
            f"{times:.2f} ×",
            f"≤ {MOST_TIMES_THE_FLOOR} ×",
            times <= MOST_TIMES_THE_FLOOR,
        ),
        ("calculate and write JSON", f"{took['written']:.2f} ms", "", True),
        ("read JSON, formulas known", f"{took['read']:.2f} ms", "", True),
        ("read JSON, formulas new", f"{took['cold']:.2f} ms", "", True),
    ]


def interleaved(tasks, rounds=ROUNDS):
    """Median milliseconds of each task, all of them in every round."""
    took = {name: [] for name in tasks}
    gc.collect()
    for _ in range(rounds):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            took[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(times) for name, times in took.items()}


def read_cold(raw):
    """Read a statement none of whose formulas was read before."""
    REMEMBERED.clear()  # what a first request meets
    return ValueStatement.model_validate_json(raw)


def same_figures(result, by_hand):
    """The floor is worth something only where it gives the same figures.

    Raises:
        AssertionError: one figure differs.
    """
    wire = json.loads(result.model_dump_json())
    metrics = wire["metrics"]
    names = ("roi", "irr", "payback_months", "discounted_payback_months", "benefit_cost_ratio")
    assert by_hand["totals"] == [
        wire[name] for name in ("total_benefits", "total_investment", "value")
    ]
    assert by_hand["before"] == list(wire["before_risk_adjustment"].values())
    assert by_hand["present_value"] == [*wire["present_value"].values(), metrics["npv"]]
    assert by_hand["ratios"] == [metrics[name] for name in names]
    assert by_hand["cost_of_delay"] == [metrics["cost_of_delay"]]
    assert by_hand["cash_flow"] == list(wire["cash_flow"].values())
    assert by_hand["derived"] == wire["derived"]
    assert by_hand["lines"] == [
        (
            line["by_period"],
            line["total"],
            line["present_value"],
            line["before_risk_adjustment"]["by_period"],
            line["before_risk_adjustment"]["total"],
        )
        for line in wire["lines"]
    ]
