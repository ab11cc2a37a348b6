"""Arrays mean what exact decimals mean: by hand, then by a fuzzer with a fixed budget."""

from __future__ import annotations

import random
from decimal import Decimal
from math import isnan

import numpy as np
import pytest

from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import Cells
from app.value.formulas.tape import Recorder, Tape
from app.value.formulas.vectorise import Vectoriser
from app.value.formulas.workings import Workings

PERIODS = 4
NAMES = ("a", "b", "c", "d")


def on_arrays(text, figures, period=0):
    """A formula's figure in every lane; `figures` are arrays, the same in every period."""
    recorder = Recorder()
    columns = {name: [recorder.column(name)] * PERIODS for name in figures}
    value = Vectoriser(recorder, columns).number(parse(text).tree, period)
    lanes = max((len(figure) for figure in figures.values()), default=1)
    return Tape(recorder, [value]).run(figures, lanes)[0]


def cells_of(figures):
    """Figures as exact decimals, the same in every period."""
    cells = Cells()
    for name, figure in figures.items():
        cells[name] = [Decimal(repr(float(figure)))] * PERIODS
    return cells


def traced(text, figures, period):
    """A formula's figure as the trace works it out, part by part."""
    with exactly():
        return Workings(cells_of(figures)).of(parse(text).tree, period)


def exactly_in_decimals(text, figures, period=0):
    """A formula's exact figure, or None where it has no result."""
    cells = cells_of(figures)
    try:
        with exactly():
            return parse(text).evaluate(cells, period)
    except FormulaArithmeticError:
        return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a / b", [2.0, None, -1.5]),
        ("1 / (1 / b)", [2.0, None, -2.0]),
        ("IF(b = 0, 7, a / b)", [2.0, 7.0, -1.5]),
        ("IF(a / b > 1, 1, 0)", [1.0, None, 0.0]),
        ("IF(AND(a > 0, 1 / b > 0), 1, 0)", [1.0, None, 0.0]),
        ("b ^ 0", [1.0, None, 1.0]),
        ("b ^ -1", [0.5, None, -0.5]),
        ("b ^ 3", [8.0, 0.0, -8.0]),
        ("b ^ 0.5", [2**0.5, 0.0, None]),
        ("LN(b)", [np.log(2), None, None]),
        ("SQRT(b)", [2**0.5, 0.0, None]),
        ("MOD(a, b)", [0.0, None, -1.0]),
        ("MIN(a, b, 1)", [1.0, 0.0, -2.0]),
        ("EXP(b * 1000)", [None, 1.0, 0.0]),
        ("CEILING(a, b)", [4.0, None, None]),
    ],
)
def test_lanes_by_hand(text, expected):
    lanes = [(4, 2), (3, 0), (3, -2)]
    a, b = np.array(lanes, np.float64).T
    found = on_arrays(text, {"a": a, "b": b})
    for (a, b), mine, theirs in zip(lanes, found, expected, strict=True):
        exact = exactly_in_decimals(text, {"a": a, "b": b})
        assert exact is None if theirs is None else float(exact) == pytest.approx(theirs, abs=1e-12)
        assert isnan(mine) if theirs is None else mine == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CEILING(300 * (1 / a))", 100.0),
        ("ROUNDUP(300 * (1 / a), 0)", 100.0),
        ("INT(a * 1.15 * 100 / 3)", 115.0),
        ("ROUND(1.005 * a / 3, 2)", 1.01),
        ("ROUND(-2.5 * a / 3, 0)", -3.0),
        ("ROUND(125 * a / 3, -1)", 130.0),
        ("IF(0.1 * a + 0.2 <= 0.5, 1, 0)", 1.0),
        ("IF(0.1 * a - 0.3 > 0, 1, 0)", 0.0),
        ("IF(a * 1.1 = 3.3, 1, 0)", 1.0),
        ("IF(a * 1.1 <> 3.3, 1, 0)", 0.0),
        ("MOD(a * 1.1, 1.1)", 0.0),
    ],
)
def test_steps_and_comparisons_do_not_see_what_binary_arithmetic_left(text, expected):
    found = on_arrays(text, {"a": np.array([3.0, 3.0])})
    assert found == pytest.approx([expected] * 2, abs=1e-12)
    assert exactly_in_decimals(text, {"a": 3}) == Decimal(str(expected))


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("PREV(a)", 0, 0.0),
        ("PREV(a)", 2, 5.0),
        ("CUM(a + YEAR())", 3, 26.0),
        ("PREV(CUM(a))", 2, 10.0),
        ("INITIAL(a * YEAR())", 3, 0.0),
    ],
)
def test_time_by_hand(text, period, expected):
    assert on_arrays(text, {"a": np.array([5.0])}, period).tolist() == [expected]


def test_equal_parts_are_worked_out_once():
    recorder = Recorder()
    figures = {"a": [recorder.column("a")] * PERIODS}
    vectoriser = Vectoriser(recorder, figures)
    tree = parse("a * 2 + a * 2 + 3 * 4").tree
    first = vectoriser.number(tree, 0)
    known = len(recorder.recorded)
    assert vectoriser.number(tree, 1) == first
    assert len(recorder.recorded) == known


def test_a_result_that_nothing_reads_takes_no_operation():
    recorder = Recorder()
    vectoriser = Vectoriser(recorder, {"a": [recorder.column("a")]})
    wanted = vectoriser.number(parse("a + 1").tree, 0)
    vectoriser.number(parse("EXP(a) / LN(a)").tree, 0)
    assert len(Tape(recorder, [wanted])._steps) == 1  # noqa: SLF001 - the tape's length is the point


def test_a_fuzzer_finds_no_formula_that_means_something_else():
    """Seven hundred random formulas over ten random lanes: exact, on arrays, and in the trace.

    Near a step neither arrays nor decimals are wrong; the trace has no such excuse.
    """
    random_numbers = random.Random(20240607)  # noqa: S311 - a fuzzer's seed
    compared = undefined = 0
    for _ in range(700):
        text = random_formula(random_numbers, 4)
        lanes = {
            name: np.array([random_figure(random_numbers) for _ in range(10)]) for name in NAMES
        }
        period = random_numbers.randrange(PERIODS)
        found = on_arrays(text, lanes, period)
        for lane, mine in enumerate(found):
            figures = {name: figure[lane] for name, figure in lanes.items()}
            exact = exactly_in_decimals(text, figures, period)
            assert traced(text, figures, period) == exact, (text, figures)
            compared += 1
            undefined += exact is None
            assert same(mine, exact) or is_near_a_step(text, figures, period), (text, figures)
    assert compared == 7_000
    assert undefined > 300


def random_formula(random_numbers, depth):
    """A formula of the whole language."""
    choose = random_numbers.choice
    if not depth or random_numbers.random() < 0.15:
        return choose([*NAMES, "0", "1", "2.5", "15%", "YEAR()", "0.003"])

    def inner():
        return random_formula(random_numbers, depth - 1)

    def condition():
        return f"{inner()} {choose(['=', '<>', '<', '<=', '>', '>='])} {inner()}"

    return choose(
        [
            lambda: f"({inner()} {choose('+-*/')} {inner()})",
            lambda: f"({inner()} {choose('+-*/')} {inner()})",
            lambda: f"({choose(NAMES)}) ^ {choose(['2', '3', '0.5', '-1', '(d / 40)', 'YEAR()'])}",
            lambda: f"{choose(['MIN', 'MAX', 'SUM', 'AVERAGE'])}({inner()}, {inner()}, {inner()})",
            lambda: f"{choose(['ABS', 'INT', 'CEILING', 'FLOOR', 'PREV', 'CUM'])}({inner()})",
            lambda: f"{choose(['SQRT', 'LN', 'INITIAL'])}({inner()})",
            lambda: f"EXP({choose(NAMES)} * 0.1)",
            lambda: f"{choose(['ROUND', 'ROUNDUP', 'ROUNDDOWN'])}({inner()}, {choose('0123')})",
            lambda: (
                f"{choose(['MOD', 'CEILING', 'FLOOR'])}({inner()}, {choose(['2', 'b', '0.7'])})"
            ),
            lambda: f"IF({condition()}, {inner()}, {inner()})",
            lambda: f"IF(AND({condition()}, NOT({condition()})), {inner()}, {inner()})",
            lambda: f"IF(OR({condition()}, {condition()}), {inner()}, {inner()})",
        ]
    )()


def random_figure(random_numbers):
    """Figures as people type them, ties and zeros among them."""
    kind = random_numbers.random()
    if kind < 0.2:
        return float(random_numbers.choice([0, 1, -1, 2, 0.5, 100]))
    return round(random_numbers.uniform(-20, 50), random_numbers.choice([0, 1, 2, 6]))


def same(mine, exact):
    """Agree to nine digits, or near enough to what subtractions leave; NaN is “no result”."""
    if exact is None:
        return isnan(mine)
    return abs(mine - float(exact)) <= 1e-9 * max(1.0, abs(float(exact)))


def is_near_a_step(text, figures, period):
    """Whether the exact figure itself jumps when the figures move by parts in 1e11."""
    found = []
    for factor in (1 - 1e-11, 1 + 1e-11):
        for signs in ((1, 1, 1, 1), (1, -1, 1, -1), (-1, 1, 1, -1), (1, 1, -1, -1)):
            moved = {
                name: Decimal(repr(float(figure))) * Decimal(1 + sign * (factor - 1))
                for (name, figure), sign in zip(figures.items(), signs, strict=True)
            }
            cells = Cells()
            for name, figure in moved.items():
                cells[name] = [figure] * PERIODS
            try:
                with exactly():
                    found.append(parse(text).evaluate(cells, period))
            except FormulaArithmeticError:
                found.append(None)
    if any(one is None for one in found):
        return True
    return max(found) - min(found) > Decimal("1e-8") * max(1, abs(max(found)))
