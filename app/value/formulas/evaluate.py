"""A tree into a function of the period, in exact decimals.

The function reads the figures of assumptions from a grid: `grid[name][period]`, None where an
assumption has no figure. It raises where the arithmetic has no result or a figure is missing.
Run it inside `arithmetic.exactly()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation, Overflow
from typing import TypeAlias

from app.value.formulas.arithmetic import CALLS, COMPARISONS, OPERATORS, UndefinedError
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number

Grid: TypeAlias = Mapping[str, Sequence[Decimal | None]]
ByPeriod: TypeAlias = Callable[[int], Decimal]
Truth: TypeAlias = Callable[[int], bool]

_ZERO = Decimal(0)


class MissingFigureError(Exception):
    """A formula needs a figure that its assumption does not have in that period."""

    def __init__(self, name: str, period: int) -> None:
        self.name, self.period = name, period
        super().__init__(f"{name} has no figure in period {period}")


def compile_tree(node: Node, grid: Grid) -> ByPeriod:
    """Make the function that evaluates a tree in a period (0 is the initial one).

    Raises, when called:
        FormulaArithmeticError: no result, with the place.
        MissingFigureError: a figure is not there.

    Example:
        >>> from app.value.formulas import parse
        >>> price = compile_tree(parse("users * 2").tree, {"users": [Decimal(3), Decimal(4)]})
        >>> price(1)
        Decimal('8')
    """
    match node:
        case Number(value=value):
            return lambda _period: value
        case Name(name=name):
            return _figure(name, grid)
        case Negation(operand=operand):
            inner = compile_tree(operand, grid)
            return lambda period: -inner(period)
        case Arithmetic():
            return _arithmetic(node, grid)
        case Call():
            return _call(node, grid)
        case Comparison():
            raise AssertionError(node)  # the parser gives conditions only where they belong


def _figure(name: str, grid: Grid) -> ByPeriod:
    figures = grid[name]

    def read(period: int) -> Decimal:
        figure = figures[period]
        if figure is None:
            raise MissingFigureError(name, period)
        return figure

    return read


def _arithmetic(node: Arithmetic, grid: Grid) -> ByPeriod:
    left, right = compile_tree(node.left, grid), compile_tree(node.right, grid)
    operate = OPERATORS[node.operator]

    def calculate(period: int) -> Decimal:
        try:
            return operate(left(period), right(period))
        except (UndefinedError, Overflow, InvalidOperation) as error:
            raise _undefined(node, error) from None

    return calculate


def _call(node: Call, grid: Grid) -> ByPeriod:
    match node.function:
        case "YEAR":
            return Decimal
        case "IF":
            return _choice(node, grid)
        case "PREV" | "CUM" | "INITIAL":
            return _OVER_TIME[node.function](compile_tree(node.arguments[0], grid))
    function = CALLS[node.function]
    arguments = [compile_tree(argument, grid) for argument in node.arguments]

    def calculate(period: int) -> Decimal:
        try:
            return function(*[argument(period) for argument in arguments])
        except (UndefinedError, Overflow, InvalidOperation) as error:
            raise _undefined(node, error) from None

    return calculate


def _choice(node: Call, grid: Grid) -> ByPeriod:
    condition = _truth(node.arguments[0], grid)
    yes, no = (compile_tree(branch, grid) for branch in node.arguments[1:])
    return lambda period: yes(period) if condition(period) else no(period)


def _truth(node: Node, grid: Grid) -> Truth:
    if isinstance(node, Comparison):
        left, right = compile_tree(node.left, grid), compile_tree(node.right, grid)
        compare = COMPARISONS[node.operator]
        return lambda period: compare(left(period), right(period))
    if not isinstance(node, Call):
        raise AssertionError(node)  # noqa: TRY004 - the parser refuses numbers as conditions
    conditions = [_truth(argument, grid) for argument in node.arguments]
    if node.function == "NOT":
        return lambda period: not conditions[0](period)
    decide = all if node.function == "AND" else any
    return lambda period: decide([condition(period) for condition in conditions])


def _previous(inner: ByPeriod) -> ByPeriod:
    return lambda period: inner(period - 1) if period else _ZERO


def _initial(inner: ByPeriod) -> ByPeriod:
    return lambda _period: inner(0)


def _cumulated(inner: ByPeriod) -> ByPeriod:
    """Sum up to and including a period; each partial sum is made once, whoever asks."""
    sums: list[Decimal] = []

    def cumulate(period: int) -> Decimal:
        while len(sums) <= period:
            sums.append((sums[-1] if sums else _ZERO) + inner(len(sums)))
        return sums[period]

    return cumulate


_OVER_TIME: dict[str, Callable[[ByPeriod], ByPeriod]] = {
    "PREV": _previous,
    "CUM": _cumulated,
    "INITIAL": _initial,
}


def _undefined(node: Arithmetic | Call, error: Exception) -> FormulaArithmeticError:
    reason = str(error) if isinstance(error, UndefinedError) else "the result is too large"
    return FormulaArithmeticError(reason, node.start, node.end - node.start)
