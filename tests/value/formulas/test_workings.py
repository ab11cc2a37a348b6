"""Every part of a formula has its figure: by hand, then the same as the evaluator's, by a law."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import Cells, MissingFigureError
from app.value.formulas.explain import in_words, parts_of
from app.value.formulas.tree import walk
from app.value.formulas.workings import Workings

LEAVES = st.sampled_from(["a", "b", "c", "2", "0.5", "15%", "YEAR()"])


def larger(inner):
    """Formulas over smaller ones; conditions only where they belong."""
    pair = st.tuples(inner, inner)
    triple = st.tuples(inner, inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map("({0[0]}) {0[1]} ({0[2]})".format),
        pair.map("{0[0]} - {0[1]}".format),
        pair.map("MIN({0[0]}, {0[1]})".format),
        triple.map("IF({0[0]} > {0[1]}, {0[2]}, {0[0]})".format),
        triple.map("IF(AND({0[0]} <= {0[1]}, NOT({0[2]} = 0)), {0[1]}, 1)".format),
        inner.map("ROUND({}, 1)".format),
        inner.map("PREV({})".format),
        inner.map("CUM({})".format),
        inner.map("INITIAL({})".format),
        inner.map("-({})".format),
        inner.map("SQRT({})".format),
        pair.map("MOD({0[0]}, {0[1]})".format),
    )


FORMULAS = st.recursive(LEAVES, larger, max_leaves=8)
FIGURES = st.lists(st.decimals(-9, 9, places=1), min_size=3, max_size=3)


def cells(**figures):
    found = Cells()
    for name, by_period in figures.items():
        found[name] = by_period
    return found


def evaluated(formula, grid, period):
    try:
        return formula.evaluate(grid, period)
    except (FormulaArithmeticError, MissingFigureError):
        return None


@given(FORMULAS, FIGURES, FIGURES, FIGURES)
def test_the_workings_end_in_the_figure_of_the_evaluator(text, a, b, c):
    formula = parse(text)
    grid = cells(a=a, b=b, c=[None, *c[1:]])
    with exactly():
        workings = Workings(grid)
        for period in range(3):
            assert workings.of(formula.tree, period) == evaluated(formula, grid, period)


@given(FORMULAS)
def test_every_formula_is_told_in_words_that_name_what_it_reads(text):
    tree = parse(text).tree
    told = in_words(tree, lambda name: f"the {name}")
    assert all(f"the {name.name}" in told for name in parse(text).reads.names)


def test_a_part_without_a_result_leaves_the_branch_not_taken_alone():
    tree = parse("IF(b = 0, 7, a / b)").tree
    with exactly():
        workings = Workings(cells(a=[Decimal(1)], b=[Decimal(0)]))
        assert workings.of(tree, 0) == 7
        assert workings.of(tree.arguments[2], 0) is None


def test_a_chain_shows_its_members_side_by_side():
    tree = parse("users * (then - now) * 12 / 2").tree
    assert [part.start for part in parts_of(tree)] == [0, 9, 23, 28]


def test_a_product_of_four_hundred_names_is_one_level_deep():
    tree = parse(" * ".join(["a"] * 240)).tree
    assert len(parts_of(tree)) == 240
    assert len(list(walk(tree))) == 479


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a - (b - c)", "A − (B − C)"),
        ("a / (b * c)", "A ÷ (B × C)"),
        ("(a + b) ^ 2", "(A + B) ^ 2"),
        ("-(a + b) * 15%", "−(A + B) × 15 %"),
        ("ROUNDUP(a / 500, 0) - PREV(CUM(b))",
         "((A ÷ 500) rounded up to a whole number) − (B summed up to here in the period before)"),
        ("ROUND(a, -3)", "A rounded to a multiple of 1,000"),
        ("CEILING(a)", "A rounded up to a multiple of 1"),
        ("IF(AND(a > 1, b <> 2), a, -b)", "A if A > 1 and B ≠ 2, otherwise −B"),
        ("MAX(a, b + c) / 2", "(the largest of A, B + C) ÷ 2"),
        ("INITIAL(a) + YEAR()", "(A at the start) + the number of the year"),
    ],
)  # fmt: skip
def test_words_by_hand(text, told):
    assert in_words(parse(text).tree, str.upper) == told
