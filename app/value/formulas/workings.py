"""A formula worked out part by part: what each part of its tree came to in a period.

The same operations in the same order as `evaluate`, with every intermediate figure kept. A part
without a result (the branch an IF does not take may divide by zero) is None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow
from typing import TypeAlias

from app.value.formulas.arithmetic import CALLS, COMPARISONS, OPERATORS, UndefinedError
from app.value.formulas.evaluate import Cells
from app.value.formulas.functions import OVER_TIME
from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number

Found: TypeAlias = Decimal | bool | None

_ZERO = Decimal(0)
_CONNECTIVES: dict[str, Callable[[list[Found]], bool]] = {
    "AND": all,
    "OR": any,
    "NOT": lambda truths: not truths[0],
}
_CHAINS = ({"+", "-"}, {"*", "/"})


@dataclass(frozen=True, slots=True)
class Operand:
    """One member of a chain such as `a * b / c`; the first has no operator."""

    operator: str
    node: Node


def chain_of(node: Arithmetic) -> tuple[Operand, ...]:
    """A sum or a product as readers see it: side by side, not nested.

    Example:
        >>> from app.value.formulas import parse
        >>> [operand.operator for operand in chain_of(parse("a * b / c").tree)]
        ['', '*', '/']
    """
    members = next((chain for chain in _CHAINS if node.operator in chain), {node.operator})
    found: list[Operand] = []
    current: Node = node
    while isinstance(current, Arithmetic) and current.operator in members:
        found.append(Operand(current.operator, current.right))
        current = current.left
        if "^" in members:
            break
    return (Operand("", current), *reversed(found))


def period_within(node: Node, period: int) -> int | None:
    """The period in which a function looks at its arguments; None where there is none before."""
    match node:
        case Call(function="PREV"):
            return period - 1 if period else None
        case Call(function="INITIAL"):
            return 0
        case _:
            return period


class Workings:
    """Works trees out over the figures of assumptions. Use it inside `arithmetic.exactly()`."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._known: dict[int, tuple[Node, dict[int, Found]]] = {}

    def of(self, node: Node, period: int) -> Found:
        """What a part came to in a period.

        Example:
            >>> from app.value.formulas import parse
            >>> cells = Cells()
            >>> cells["users"] = [Decimal(3), Decimal(4)]
            >>> Workings(cells).of(parse("PREV(users) + users").tree, 1)
            Decimal('7')
        """
        # By identity: hashing a tree walks it.
        _, by_period = self._known.setdefault(id(node), (node, {}))
        if period not in by_period:
            by_period[period] = self._work(node, period)
        return by_period[period]

    def _work(self, node: Node, period: int) -> Found:
        match node:
            case Number(value=value):
                return value
            case Name(name=name):
                return self._cells[name][period]
            case Negation(operand=operand):
                return _applied(lambda figure: -figure, self.of(operand, period))
            case Arithmetic(operator=operator, left=left, right=right):
                return _applied(OPERATORS[operator], self.of(left, period), self.of(right, period))
            case Comparison(operator=operator, left=left, right=right):
                sides = self.of(left, period), self.of(right, period)
                return _applied(COMPARISONS[operator], *sides)
            case Call():
                return self._call(node, period)

    def _call(self, node: Call, period: int) -> Found:
        if node.function in _CONNECTIVES:
            truths = [self.of(argument, period) for argument in node.arguments]
            return None if None in truths else _CONNECTIVES[node.function](truths)
        if node.function == "IF":
            return self._choice(node, period)
        if node.function in OVER_TIME:
            return self._over_time(node, period)
        return _applied(CALLS[node.function], *(self.of(one, period) for one in node.arguments))

    def _over_time(self, node: Call, period: int) -> Found:
        if node.function == "YEAR":
            return Decimal(period)
        if node.function == "CUM":
            return self._cumulated(node, period)
        within = period_within(node, period)
        return _ZERO if within is None else self.of(node.arguments[0], within)

    def _choice(self, node: Call, period: int) -> Found:
        condition, yes, no = node.arguments
        decided = self.of(condition, period)
        if decided is None:
            return None
        return self.of(yes if decided else no, period)

    def _cumulated(self, node: Call, period: int) -> Found:
        added = self.of(node.arguments[0], period)
        return _applied(OPERATORS["+"], self.of(node, period - 1), added) if period else added


def _applied(operate: Callable[..., Decimal | bool], *operands: Found) -> Found:
    if None in operands:
        return None
    try:
        return operate(*operands)
    except (UndefinedError, Overflow, InvalidOperation):
        return None
