"""How long statements take that are written to hurt, within the megabyte a request may have."""

from __future__ import annotations

import json
import time
from math import inf

from pydantic import ValidationError

from app.value import CalculationError, ValueStatement, calculate
from app.value.formulas.parse import REMEMBERED

MOST_MILLISECONDS_TO_REFUSE, MOST_MILLISECONDS_TO_CALCULATE = 150, 300
MOST_MILLISECONDS = 20
FORMULAS = (
    "9^(9^9)",
    "2^(10^9)",
    "10^(10^(10^9))",
    "EXP(EXP(EXP(9)))",
    "POWER(1.000001, 1e18)",
    "ROUND(1.5, 10^9)",
    "1" * 50_000,
    "1" + "+1" * 20_000,
    "(" * 500 + "1" + ")" * 500,
    "-" * 500 + "1",
    "x0 + 1",
    "1 / 0",
    "0 ^ 0",
    "LN(0) * 0",
    "SQRT(-1)",
    "MOD(1, 0)",
    "\uff55sers * 2",
    "\u0456f(1 = 1, 2, 3)",
    "max = 3",
    "1,000 + €5",
    "a<b<c",
    "__import__('os')",
    " + ".join(["LN(1.000001)"] * 100),
    " + ".join(["1.000001^0.9"] * 100),
    "EXP(LN(" * 19 + "2" + "))" * 19,
)
HEAD = {"title": "Hostile", "currency_code": "EUR", "horizon_years": 30, "discount_rate": "0.1"}


def statements():
    """Names and bodies."""
    return of_formulas() | of_references() | of_fields()


def of_formulas():
    """Bodies whose formulas take long to read or to calculate."""
    storm = " + ".join(["LN(1.1)"] * 10)
    long_sum = "1" + "+1" * 249
    near_limit = [{"key": f"x{n}", "formula": f"PREV(x{n})" + "+1.5" * 10} for n in range(400)]
    return {
        "exponent bomb": formulas("9^(9^9)"),
        "sum of 20,000 terms": formulas("1" + "+1" * 20_000),
        "500 deep": formulas("(" * 500 + "1" + ")" * 500),
        "storms within the work budget": formulas(*[storm] * 15),
        "work just within the budget": HEAD | {"assumptions": near_limit},
        "text just within the budget": formulas(*["-1" * 22 + f"+{n}" for n in range(340)]),
        "every formula unreadable": formulas(*["1+" * 23 + "€" for _ in range(340)]),
        "words without signs": formulas(*["1 " * 70 for _ in range(350)]),
        "unknown names within the budget": formulas(
            *["+".join(f"abcdefg{m}x{n}" for m in range(5)) for n in range(480)]
        ),
        "keys that differ in one character": HEAD
        | {
            "assumptions": [
                {"key": f"{'a' * 60}{n}", "formula": f"{'a' * 60}b{n}"} for n in range(400)
            ]
        },
        "a megabyte of long formulas": formulas(*[f"{long_sum}+{n}" for n in range(500)]),
        "a megabyte of unknown names": formulas(*["+".join(["abcdefgh"] * 100)] * 500),
        "a megabyte of different unknown names": formulas(
            *["+".join(f"n{n}x{m}" for m in range(200)) for n in range(500)]
        ),
    }


def of_references():
    """Bodies whose parts name what is not there, or one another."""
    return {
        "100,000 unknown references": HEAD
        | {
            "key_players": [{"key": f"p{n}", "name": "p"} for n in range(100)],
            "benefits": [
                {"key": "b", "statement": "b", "key_players": [f"q{n}" for n in range(100_000)]}
            ],
        },
        "100,000 known references": HEAD
        | {
            "key_players": [{"key": f"p{n}", "name": "p"} for n in range(100)],
            "benefits": [{"key": "b", "statement": "b", "key_players": ["p99"] * 120_000}],
        },
        "250 rings of two, tied together": HEAD
        | {
            "assumptions": [
                {"key": f"x{n}", "formula": "+".join(f"x{m}" for m in {n ^ 1, *range(n // 50)})}
                for n in range(500)
            ]
        },
        "500 in a ring": HEAD
        | {"assumptions": [{"key": f"x{n}", "formula": f"x{(n + 1) % 500}"} for n in range(500)]},
        "signs that change every year": HEAD
        | {
            "assumptions": [
                {
                    "key": "x",
                    "by_year": [str((-1) ** n * (10**17 + 7919 * n**9)) for n in range(30)],
                }
            ],
            "benefits": [{"key": "b", "statement": "b", "per_year": "x / 3"}],
        },
    }


def of_fields():
    """Bodies of fields nobody knows, or of as many as there may be."""
    thirty = [str(n) for n in range(30)]
    return {
        "50,000 unknown fields": HEAD | {f"field{n}": n for n in range(50_000)},
        "100,000 unknown fields of assumptions": HEAD
        | {"assumptions": [{f"f{n}": 1 for n in range(200)} for _ in range(500)]},
        "fields of another kind in a hundred thousand places": HEAD
        | {
            "benefits": [
                {"one_off": [{"unit": 1, "low": 1, "key": 1} for _ in range(360)]}
                for _ in range(80)
            ]
        },
        "a megabyte of scenarios": HEAD
        | {
            "assumptions": [{"key": f"x{n}", "by_year": thirty} for n in range(400)],
            "scenarios": [
                {
                    "key": f"s{m}",
                    "label": "s",
                    "overrides": [{"assumption": f"x{n}", "by_year": thirty} for n in range(400)],
                }
                for m in range(8)
            ],
        },
    }


def formulas(*texts):
    """A statement of assumptions by formula."""
    return HEAD | {"assumptions": [{"key": f"x{n}", "formula": t} for n, t in enumerate(texts)]}


def measure():
    """Rows of (what, figure, target, whether it is met)."""
    rows = [slowest_formula()]
    for name, body in statements().items():
        raw = json.dumps(body)
        started = time.perf_counter()
        outcome = answered(raw)
        took = (time.perf_counter() - started) * 1000
        figure = f"{took:7.1f} ms, {outcome} ({len(raw) / 1000:.0f} kB)"
        calculated = outcome == "calculated"
        most = MOST_MILLISECONDS_TO_CALCULATE if calculated else MOST_MILLISECONDS_TO_REFUSE
        rows.append((name, figure, f"≤ {most} ms", took <= most))
    return rows


def slowest_formula():
    """The slowest of single formulas written to hurt, read and answered."""
    took = {}
    for text in FORMULAS:
        line = {"key": "b", "statement": "b", "per_year": "x0"}
        raw = json.dumps(formulas(text) | {"horizon_years": 1, "benefits": [line]})
        for _ in range(3):
            REMEMBERED.clear()  # what a first request meets
            started = time.perf_counter()
            answered(raw)
            took[text] = min(took.get(text, inf), (time.perf_counter() - started) * 1000)
    text = max(took, key=took.get)
    figure = f"{took[text]:7.1f} ms, {text[:24]}…"
    what = f"the slowest of {len(FORMULAS)} single formulas"
    return (what, figure, f"≤ {MOST_MILLISECONDS} ms", took[text] <= MOST_MILLISECONDS)


def answered(raw):
    """Whether a statement is calculated or refused."""
    try:
        calculate(ValueStatement.model_validate_json(raw)).model_dump_json()
    except (ValidationError, CalculationError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else error.faults
        return f"refused, {len(faults)} faults"
    return "calculated"
