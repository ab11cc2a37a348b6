"""How large a statement may be, and that the same one always gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, calculate, faults_of

ROOT = Path(__file__).parents[2]
LARGEST = ROOT / "tests" / "cases" / "statements" / "tei-m365-enterprise-e5.json"
IN_ANOTHER_PROCESS = """
import json, sys
from app.value import ValueStatement, calculate
statement = json.load(open(sys.argv[1]))["statement"]
result = calculate(ValueStatement.model_validate_json(json.dumps(statement)))
sys.stdout.write(result.model_dump_json())
"""


def large(assumptions=500, benefits=100, investments=100, years=30):
    """A statement at the limits: by_year figures, chained formulas, ramps, stocks."""
    givens = [
        {"key": f"given{n}", "initial": "0", "by_year": [str(n + year) for year in range(years)]}
        for n in range(assumptions // 2)
    ]
    derived = [
        {"key": f"derived{n}", "formula": f"PREV(derived{n}) + given{n} * 1.1"}
        for n in range(assumptions - len(givens))
    ]
    return {
        "title": "The largest",
        "currency_code": "EUR",
        "horizon_years": years,
        "discount_rate": "0.08",
        "convention": "monthly",
        "assumptions": givens + derived,
        "benefits": [
            {
                "key": f"b{n}",
                "statement": "Gain",
                "per_year": f"derived{n} * 2",
                "adoption": ["0.1", "0.5", "1"],
                "growth": "0.02",
                "risk_adjustment": "0.1",
            }
            for n in range(benefits)
        ],
        "investments": [
            {"key": f"i{n}", "statement": "Fee", "upfront": "1000", "per_year": f"given{n}"}
            for n in range(investments)
        ],
    }


def read(body):
    """The statement of a body."""
    return ValueStatement.model_validate_json(json.dumps(body))


def test_five_hundred_assumptions_a_hundred_lines_and_thirty_years_are_accepted():
    found = calculate(read(large()))
    assert len(found.lines) == 200
    assert len(found.periods) == 31
    assert found.metrics.npv > 0


@pytest.mark.parametrize(
    ("excess", "pointer", "limit"),
    [
        ({"assumptions": 501}, "#/assumptions", "500"),
        ({"benefits": 101}, "#/benefits", "100"),
        ({"investments": 101}, "#/investments", "100"),
        ({"years": 31}, "#/horizon_years", "30"),
    ],
)
def test_one_more_is_refused_with_the_limit_named(excess, pointer, limit):
    with pytest.raises(ValidationError) as caught:
        read(large(**excess))
    named = [fault for fault in faults_of(caught.value.errors()) if fault.pointer == pointer]
    assert limit in named[0].detail


def test_growth_by_whole_powers_is_no_reason_to_refuse_a_large_statement():
    body = large()
    for number, assumption in enumerate(body["assumptions"][250:]):
        assumption["formula"] = f"given{number} * 1.03 ^ (YEAR() - 1)"
    assert calculate(read(body)).metrics.npv > 0


def test_the_bytes_do_not_depend_on_the_process():
    found = set()
    for seed in ("0", "1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, str(LARGEST)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            timeout=60,
        )
        found.add(hashlib.sha256(run.stdout).hexdigest())
    assert len(found) == 1


def test_the_bytes_do_not_depend_on_what_was_calculated_before():
    statement = read(json.loads(LARGEST.read_text(encoding="utf-8"))["statement"])
    first = calculate(statement).model_dump_json()
    calculate(read(large(10, 2, 2, 5)))
    assert calculate(statement).model_dump_json() == first


def test_the_bytes_do_not_depend_on_the_ambient_decimal_context():
    statement = read(large(10, 3, 3, 5))
    first = calculate(statement).model_dump_json()
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import decimal; decimal.getcontext().prec = 5\n"
            "decimal.getcontext().rounding = decimal.ROUND_UP\n" + IN_ANOTHER_PROCESS,
            "/dev/stdin",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=json.dumps({"statement": large(10, 3, 3, 5)}),
        text=True,
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert run.stdout == first


def test_ten_thousand_small_amounts_add_up_exactly(result, benefit):
    """In binary, 36 × 100 × a cent would miss by some 1e-11; here nothing is lost."""
    source = random.Random(7)  # noqa: S311 - figures for a test
    cents = [source.randrange(1, 10**6) for _ in range(3600)]
    lines = [
        benefit(
            f"b{n}",
            one_off=[
                {"month": month + 1, "amount": f"{cents[36 * n + month] / 100:.2f}"}
                for month in range(36)
            ],
        )
        for n in range(100)
    ]
    assert result(benefits=lines).total_benefits == Decimal(sum(cents)) / 100
