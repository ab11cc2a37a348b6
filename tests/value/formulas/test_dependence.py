"""How formulas depend on figures: by hand, then a law that what is called straight is straight."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.dependence import Shape, dependence, dependences
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import Cells

NAMES = ("a", "b", "c")
THEMSELVES = {name: {name: Shape.STRAIGHT} for name in NAMES}


def larger(inner):
    pair, triple = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map("({0[0]}) {0[1]} ({0[2]})".format),
        triple.map("IF({0[0]} > {0[1]}, {0[2]}, {0[0]})".format),
        pair.map("MAX({0[0]}, {0[1]})".format),
        pair.map("AVERAGE({0[0]}, {0[1]})".format),
        inner.map("ROUND({}, 0)".format),
        inner.map("PREV({})".format),
        inner.map("CUM({})".format),
        inner.map("-({})".format),
    )


FORMULAS = st.recursive(st.sampled_from([*NAMES, "2", "0.5", "YEAR()"]), larger, max_leaves=10)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a * b + 3", Shape.STRAIGHT),
        ("(b - a) / c * 15%", Shape.STRAIGHT),
        ("a * a", Shape.CURVED),
        ("b / a", Shape.CURVED),
        ("MIN(a, b)", Shape.CURVED),
        ("a ^ 1", Shape.CURVED),
        ("ROUNDUP(a / 500, 0)", Shape.STEPPED),
        ("IF(a > 10, b, c)", Shape.STEPPED),
        ("IF(b > 10, a, 2 * a)", Shape.STRAIGHT),
        ("IF(NOT(a > 10), b, c)", Shape.STEPPED),
        ("PREV(CUM(a)) + INITIAL(a)", Shape.STRAIGHT),
        ("b + c", None),
    ],
)
def test_shapes_by_hand(text, shape):
    assert dependence(parse(text).tree, THEMSELVES).get("a") == shape


def test_a_running_stock_that_grows_by_a_rate_is_a_curve_in_that_rate():
    trees = {"stock": parse("PREV(stock) * (1 + a) + b").tree}
    assert dependences(trees, ["a", "b"])["stock"] == {"a": Shape.CURVED, "b": Shape.STRAIGHT}


def test_a_chain_of_formulas_is_followed_in_any_order():
    trees = {"last": parse("middle * 2").tree, "middle": parse("first + b").tree}
    trees["first"] = parse("a * a").tree
    found = dependences(trees, ["a", "b"])["last"]
    assert found == {"a": Shape.CURVED, "b": Shape.STRAIGHT}


def test_five_hundred_formulas_that_look_back_over_one_another_are_followed_once_each():
    trees = {f"k{n}": parse(f"PREV(k{n + 1})").tree for n in range(500)}
    trees["k500"] = parse("a").tree
    assert dependences(trees, ["a"])["k0"] == {"a": Shape.STRAIGHT}


@given(FORMULAS, st.decimals(-5, 5, places=1), st.decimals(-5, 5, places=1))
def test_what_is_called_straight_is_straight(text, b, c):
    formula = parse(text)
    shape = dependence(formula.tree, THEMSELVES).get("a")
    try:
        found = [evaluated(formula, a, b, c) for a in range(-2, 3)]
    except FormulaArithmeticError:
        return
    if shape is None:
        assert len(set(found)) == 1
    elif shape is Shape.STRAIGHT:
        steps = [after - before for before, after in pairwise(found)]
        assert max(steps) - min(steps) <= Decimal("1e-20")


def evaluated(formula, a, b, c):
    cells = Cells()
    for name, figure in (("a", a), ("b", b), ("c", c)):
        cells[name] = [Decimal(figure)] * 3
    with exactly():
        return formula.evaluate(cells, 2)
