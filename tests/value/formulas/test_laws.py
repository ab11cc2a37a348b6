"""Laws of the language: random text never breaks it, random trees mean what they say."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from app.value.formulas import FormulaError, parse
from app.value.formulas.functions import FUNCTIONS

WORDS = [
    *FUNCTIONS,
    *"+-*/^%(),<>=.;€'\"[]{}!&|_#$\\ \t\n\x00é²½−",
    *(
        "<=",
        ">=",
        "<>",
        "**",
        "1",
        "0.5",
        "1e9",
        "1e999",
        "1,000",
        "12%",
        "users",
        "arpu",
        "Ⅷ",
        "\N{MATHEMATICAL DOUBLE-STRUCK DIGIT ONE}",
    ),
]
SOUP = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)

OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
NUMBERS = st.decimals("0", "9999", places=2).map(str)
LEAVES = st.one_of(NUMBERS, NUMBERS.map(lambda text: f"{text}%"), st.sampled_from(["a", "b"]))


def larger(inner):
    """A formula around smaller ones, as (text, function of a and b)."""
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(st.sampled_from(list(OPERATORS)), pairs),
        st.tuples(st.sampled_from(["MIN", "MAX", "SUM", "AVERAGE"]), pairs),
        st.tuples(st.sampled_from(["negative", "ABS", "INT"]), st.tuples(inner)),
        st.tuples(
            st.just("IF"), st.tuples(st.sampled_from(list(COMPARISONS)), inner, inner, inner)
        ),
    )


TREES = st.recursive(LEAVES, larger, max_leaves=12)


@settings(max_examples=400, deadline=None)
@given(st.one_of(SOUP, st.text(max_size=80)))
def test_any_text_is_a_formula_or_a_refusal_with_a_place_inside_it(text):
    error = refusal(text)
    if error is not None:
        assert 0 <= error.position <= len(text)
        assert error.position + error.length <= len(text) + 1
        assert error.formula == text


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_a_random_tree_means_what_an_independent_walk_says(figure, tree):
    figures = {"a": Fraction(17, 4), "b": Fraction(-3, 8)}
    try:
        expected = walked(tree, figures)
    except ZeroDivisionError:
        return
    if abs(expected) >= 10**9:
        return  # thirty-four digits are not enough for six decimals after a long quotient
    found = figure(written(tree), a="4.25", b="-0.375")
    assert abs(Fraction(found) - expected) <= Fraction(1, 2 * 10**6) + Fraction(1, 10**12)


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_spaces_and_case_of_functions_mean_nothing(tree):
    text = written(tree)
    plain = text.replace(" ", "").replace("MAX", "max").replace("IF", "If")
    assert meaning(parse(text).tree) == meaning(parse(plain).tree)


def refusal(text):
    """The error of a text, or None where it is a formula."""
    try:
        parse(text)
    except FormulaError as error:
        return error
    return None


def written(tree):
    """A tree as a fully bracketed formula."""
    if isinstance(tree, str):
        return tree
    kind, parts = tree
    if kind in OPERATORS:
        return f"({written(parts[0])} {kind} {written(parts[1])})"
    if kind == "negative":
        return f"(-{written(parts[0])})"
    if kind == "IF":
        sign, left, yes, no = parts
        return f"IF({written(left)} {sign} {written(yes)}, {written(yes)}, {written(no)})"
    return f"{kind}({', '.join(map(written, parts))})"


def walked(tree, figures):
    """A tree's value in exact fractions."""
    if isinstance(tree, str):
        if tree.endswith("%"):
            return Fraction(tree[:-1]) / 100
        return figures[tree] if tree in figures else Fraction(tree)
    kind, parts = tree
    if kind == "IF":
        sign, left, yes, no = parts
        taken = COMPARISONS[sign](walked(left, figures), walked(yes, figures))
        return walked(yes if taken else no, figures)
    values = [walked(part, figures) for part in parts]
    return applied(kind, values)


def applied(kind, values):
    """One operator or function in exact fractions."""
    if kind in OPERATORS:
        return OPERATORS[kind](*values)
    if kind == "AVERAGE":
        return sum(values) / len(values)
    return {
        "negative": lambda value: -value,
        "ABS": abs,
        "INT": lambda value: Fraction(value.numerator // value.denominator),
        "MIN": min,
        "MAX": max,
        "SUM": lambda *all_of_them: sum(all_of_them),
    }[kind](*values)


def meaning(node):
    """A tree without its places."""
    fields = {
        name: getattr(node, name)
        for name in type(node).__slots__
        if name not in ("start", "end", "text")
    }
    return (
        type(node).__name__,
        *(
            tuple(map(meaning, value))
            if isinstance(value, tuple)
            else value
            if isinstance(value, str | Decimal)
            else meaning(value)
            for value in fields.values()
        ),
    )
