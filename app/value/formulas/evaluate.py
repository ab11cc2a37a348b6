"""A tree into a function of cells and period, in exact decimals.

Compiled once per formula; run it inside `arithmetic.exactly()`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation, Overflow
from typing import TypeAlias

from app.value.formulas.arithmetic import CALLS, COMPARISONS, OPERATORS, UndefinedError
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number


class Cells(dict[str, list[Decimal | None]]):
    """The figures of assumptions by period, 0 being the initial one; None where there is none.

    `sums` keeps the partial sums of each CUM, so that each is made once.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sums: dict[Node, list[Decimal]] = {}


Evaluate: TypeAlias = Callable[[Cells, int], Decimal]
Decide: TypeAlias = Callable[[Cells, int], bool]

_ZERO = Decimal(0)


class MissingFigureError(Exception):
    """A formula needs a figure that its assumption does not have in that period."""

    def __init__(self, name: str, period: int) -> None:
        self.name, self.period = name, period
        super().__init__(f"{name} has no figure in period {period}")


def compile_tree(node: Node) -> Evaluate:
    """Make the function that evaluates a tree over cells in a period.

    Raises, when called:
        FormulaArithmeticError: no result, with the place.
        MissingFigureError: a figure is not there.

    Example:
        >>> from app.value.formulas import parse
        >>> cells = Cells()
        >>> cells["users"] = [Decimal(3), Decimal(4)]
        >>> parse("users * 2").evaluate(cells, 1)
        Decimal('8')
    """
    match node:
        case Number(value=value):
            return lambda _cells, _period: value
        case Name(name=name):
            return _figure(name)
        case Negation(operand=operand):
            inner = compile_tree(operand)
            return lambda cells, period: -inner(cells, period)
        case Arithmetic():
            return _arithmetic(node)
        case Call():
            return _call(node)
        case Comparison():
            raise AssertionError(node)  # the parser gives conditions only where they belong


def _figure(name: str) -> Evaluate:
    def read(cells: Cells, period: int) -> Decimal:
        figure = cells[name][period]
        if figure is None:
            raise MissingFigureError(name, period)
        return figure

    return read


def _arithmetic(node: Arithmetic) -> Evaluate:
    left, right = compile_tree(node.left), compile_tree(node.right)
    operate = OPERATORS[node.operator]

    def calculate(cells: Cells, period: int) -> Decimal:
        try:
            return operate(left(cells, period), right(cells, period))
        except (UndefinedError, Overflow, InvalidOperation) as error:
            raise _undefined(node, error) from None

    return calculate


def _call(node: Call) -> Evaluate:
    match node.function:
        case "YEAR":
            return lambda _cells, period: Decimal(period)
        case "IF":
            return _choice(node)
        case "PREV" | "CUM" | "INITIAL":
            return _OVER_TIME[node.function](compile_tree(node.arguments[0]), node)
    function = CALLS[node.function]
    arguments = [compile_tree(argument) for argument in node.arguments]

    def calculate(cells: Cells, period: int) -> Decimal:
        try:
            return function(*[argument(cells, period) for argument in arguments])
        except (UndefinedError, Overflow, InvalidOperation) as error:
            raise _undefined(node, error) from None

    return calculate


def _choice(node: Call) -> Evaluate:
    condition = _truth(node.arguments[0])
    yes, no = (compile_tree(branch) for branch in node.arguments[1:])
    return lambda cells, period: (
        yes(cells, period) if condition(cells, period) else no(cells, period)
    )


def _truth(node: Node) -> Decide:
    if isinstance(node, Comparison):
        left, right = compile_tree(node.left), compile_tree(node.right)
        compare = COMPARISONS[node.operator]
        return lambda cells, period: compare(left(cells, period), right(cells, period))
    if not isinstance(node, Call):
        raise AssertionError(node)  # noqa: TRY004 - the parser refuses numbers as conditions
    conditions = [_truth(argument) for argument in node.arguments]
    if node.function == "NOT":
        return lambda cells, period: not conditions[0](cells, period)
    decide = all if node.function == "AND" else any
    return lambda cells, period: decide([condition(cells, period) for condition in conditions])


def _previous(inner: Evaluate, _node: Call) -> Evaluate:
    return lambda cells, period: inner(cells, period - 1) if period else _ZERO


def _initial(inner: Evaluate, _node: Call) -> Evaluate:
    return lambda cells, _period: inner(cells, 0)


def _cumulated(inner: Evaluate, node: Call) -> Evaluate:
    """Sum up to and including a period."""

    def cumulate(cells: Cells, period: int) -> Decimal:
        sums = cells.sums.setdefault(node, [])
        while len(sums) <= period:
            added = inner(cells, len(sums))
            try:
                sums.append(sums[-1] + added if sums else added)
            except Overflow as error:
                raise _undefined(node, error) from None
        return sums[period]

    return cumulate


_OVER_TIME: dict[str, Callable[[Evaluate, Call], Evaluate]] = {
    "PREV": _previous,
    "CUM": _cumulated,
    "INITIAL": _initial,
}


def _undefined(node: Arithmetic | Call, error: Exception) -> FormulaArithmeticError:
    reason = str(error) if isinstance(error, UndefinedError) else "the result is too large"
    return FormulaArithmeticError(reason, node.start, node.end - node.start)
