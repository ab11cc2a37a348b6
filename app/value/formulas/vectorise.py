"""A tree into recorded operations on arrays of draws, one lane for each draw.

Both branches of an IF are worked out and one is chosen, so a lane without a result in the branch
that is not taken does no harm, as in the exact evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import nan

from app.value.formulas import array_operations as on
from app.value.formulas.array_functions import ARITHMETIC, CALLS, compared
from app.value.formulas.functions import OVER_TIME
from app.value.formulas.tape import Recorder, Value
from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number

Figures = Mapping[str, Sequence[Value | None]]
"""The figures of assumptions by period, 0 being the initial one; None where there is none."""


class Vectoriser:
    """Records the trees of formulas over the figures of assumptions."""

    def __init__(self, recorder: Recorder, figures: Figures) -> None:
        self._recorder = recorder
        self._figures = figures
        self._sums: dict[Node, list[Value]] = {}

    def number(self, node: Node, period: int) -> Value:
        """Record the figure of a tree in a period.

        Example:
            >>> import numpy as np
            >>> from app.value.formulas import parse
            >>> from app.value.formulas.tape import Tape
            >>> recorder = Recorder()
            >>> figures = {"users": [recorder.column("users")]}
            >>> doubled = Vectoriser(recorder, figures).number(parse("users * 2").tree, 0)
            >>> Tape(recorder, [doubled]).run({"users": np.array([3.0, 4.0])}, 2).tolist()
            [[6.0, 8.0]]
        """
        match node:
            case Number(value=value):
                return self._recorder.constant(float(value))
            case Name(name=name):
                figure = self._figures[name][period]
                return self._recorder.constant(nan) if figure is None else figure
            case Negation(operand=operand):
                return self._recorder.apply(on.NEGATE, self.number(operand, period))
            case Arithmetic(operator=operator, left=left, right=right):
                sides = self.number(left, period), self.number(right, period)
                return ARITHMETIC[operator](self._recorder, *sides)
            case Call():
                return self._call(node, period)
            case Comparison():
                raise AssertionError(node)  # the parser gives conditions only where they belong

    def _call(self, node: Call, period: int) -> Value:
        if node.function == "IF":
            return self._choice(node, period)
        if node.function in OVER_TIME:
            return self._over_time(node, period)
        values = [self.number(argument, period) for argument in node.arguments]
        return CALLS[node.function](self._recorder, *values)

    def _over_time(self, node: Call, period: int) -> Value:
        if node.function == "YEAR":
            return self._recorder.constant(float(period))
        if node.function == "CUM":
            return self._cumulated(node, period)
        if node.function == "INITIAL":
            return self.number(node.arguments[0], 0)
        if not period:
            return self._recorder.constant(0.0)
        return self.number(node.arguments[0], period - 1)

    def _cumulated(self, node: Call, period: int) -> Value:
        sums = self._sums.setdefault(node, [])
        while len(sums) <= period:
            added = self.number(node.arguments[0], len(sums))
            sums.append(self._recorder.apply(on.ADD, sums[-1], added) if sums else added)
        return sums[period]

    def _choice(self, node: Call, period: int) -> Value:
        looked_at: list[Value] = []
        condition = self._truth(node.arguments[0], period, looked_at)
        chosen = self._branch(node, condition, period)
        for value in dict.fromkeys(looked_at):
            # A condition on something without a result has none either: NaN × 0 is NaN.
            if self._recorder.may_have_no_result(value):
                nothing = self._recorder.apply(on.MULTIPLY, value, self._recorder.constant(0.0))
                chosen = self._recorder.apply(on.ADD, chosen, nothing)
        return chosen

    def _branch(self, node: Call, condition: Value, period: int) -> Value:
        decided = self._recorder.constant_of(condition)
        _, yes, no = node.arguments
        if decided is not None:
            return self.number(yes if decided else no, period)
        branches = self.number(yes, period), self.number(no, period)
        return self._recorder.apply(on.CHOOSE, condition, *branches)

    def _truth(self, node: Node, period: int, looked_at: list[Value]) -> Value:
        """Record a condition; `looked_at` collects the numbers it compares."""
        if isinstance(node, Comparison):
            left, right = (self.number(side, period) for side in _sides(node))
            looked_at += [left, right]
            return compared(self._recorder, node.operator, left, right)
        if not isinstance(node, Call):
            raise AssertionError(node)  # noqa: TRY004 - the parser refuses numbers as conditions
        truths = [self._truth(argument, period, looked_at) for argument in node.arguments]
        if node.function == "NOT":
            return self._recorder.apply(on.NOT, truths[0])
        join = on.AND if node.function == "AND" else on.OR
        return reduce(lambda before, truth: self._recorder.apply(join, before, truth), truths)


def _sides(node: Comparison) -> tuple[Node, Node]:
    """`a - b > 0` as `a > b`: what a subtraction leaves of two equal figures has no scale."""
    match node.left, node.right:
        case Arithmetic(operator="-", left=left, right=right), Number(value=value) if not value:
            return left, right
    return node.left, node.right
