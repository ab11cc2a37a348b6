"""The finance functions that published cases name, answered by the core's own.

A case's `expr` is arithmetic over its `inputs`, read here by walking its tree: nothing is executed.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from app.value.formulas.arithmetic import exactly
from app.value.metrics import discount_factors, payback_months, present_value
from app.value.rates_of_return import rates_of_return

OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.USub: operator.neg,
}


def yearly(flows):
    """Flows by period as twelfths by month, each year's money in its last month."""
    months = [flows[0] * 12]
    for flow in flows[1:]:
        months += [Decimal(0)] * 11 + [flow * 12]
    return months


def npv(rate, flows, first_period=0):
    """Ours, at year end; Excel's NPV() discounts the first amount, which `first_period` says."""
    flows = [Decimal(0)] * int(first_period) + list(flows)
    return present_value(yearly(flows), discount_factors(rate, len(flows) - 1, "year_end"))


def irr(flows, near=Decimal(0)):
    """The root nearest to a guess, as spreadsheets mean it; we ourselves name all of them."""
    return min(rates_of_return(flows), key=lambda rate: abs(rate - near), default=None)


def payback(flows):
    """Ours in years, each year's money spread evenly over its months."""
    months = [flows[0], *(flow / 12 for flow in flows[1:] for _ in range(12))]
    found = payback_months(months)
    return None if found is None else found / 12


def discounted_payback(rate, flows):
    """Ours in years, on flows discounted as their year is."""
    factors = discount_factors(rate, len(flows) - 1, "year_end")[::12]
    return payback([flow * factor for flow, factor in zip(flows, factors, strict=True)])


def annuity(rate, years):
    """What one unit at each year's end is worth today."""
    return sum(discount_factors(rate, int(years), "year_end")[12::12], Decimal(0))


OURS: dict[str, Callable[..., Any]] = {
    "npv": npv,
    "irr": irr,
    "roots": lambda flows: list(rates_of_return(flows)),
    "payback": payback,
    "dpp": discounted_payback,
    "annuity": annuity,
    "pi": lambda rate, flows: npv(rate, [Decimal(0), *flows[1:]]) / -flows[0],
}


def answer(expr: str, inputs: Mapping[str, Any]) -> Any:
    """What the core says an expression of a case comes to, in exact decimals."""
    with exactly():
        return Reader(expr, dict(inputs)).read(ast.parse(expr, mode="eval").body)


def calls(expr: str) -> set[str]:
    """The functions an expression names."""
    return {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(expr, mode="eval"))
        if isinstance(node, ast.Call)
    }


class Reader:
    """Walks one expression: each kind of node has a method named after it."""

    def __init__(self, text: str, names: dict[str, Any]) -> None:
        self.text, self.names = text, names

    def read(self, node: ast.expr) -> Any:
        return getattr(self, type(node).__name__.lower())(node)

    def constant(self, node: ast.Constant) -> Decimal:
        return Decimal(ast.get_source_segment(self.text, node))

    def name(self, node: ast.Name) -> Any:
        return self.names[node.id]

    def list(self, node: ast.List) -> list[Any]:
        return [self.read(part) for part in node.elts]

    def unaryop(self, node: ast.UnaryOp) -> Any:
        return OPERATORS[type(node.op)](self.read(node.operand))

    def binop(self, node: ast.BinOp) -> Any:
        left, right = self.read(node.left), self.read(node.right)
        repeats = isinstance(left, list) and isinstance(node.op, ast.Mult)
        return OPERATORS[type(node.op)](left, int(right) if repeats else right)

    def compare(self, node: ast.Compare) -> bool:
        values = [self.read(part) for part in (node.left, *node.comparators)]
        compared = zip(node.ops, pairwise(values), strict=True)
        return all(OPERATORS[type(sign)](*pair) for sign, pair in compared)

    def subscript(self, node: ast.Subscript) -> Any:
        return self.read(node.value)[int(self.read(node.slice))]

    def call(self, node: ast.Call) -> Any:
        arguments = [self.read(part) for part in node.args]
        if node.func.id == "zip":
            return list(zip(*arguments, strict=True))
        named = {keyword.arg: self.read(keyword.value) for keyword in node.keywords}
        return OURS[node.func.id](*arguments, **named)

    def listcomp(self, node: ast.ListComp) -> list[Any]:
        (over,) = node.generators
        names = [part.id for part in over.target.elts]
        rounds = [dict(zip(names, item, strict=True)) for item in self.read(over.iter)]
        return [Reader(self.text, self.names | bound).read(node.elt) for bound in rounds]
