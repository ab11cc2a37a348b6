"""What a formula needs: which names, at which time, and how much work it is."""

from __future__ import annotations

from dataclasses import dataclass

from app.value.formulas.functions import OVER_TIME
from app.value.formulas.tree import Arithmetic, Call, Name, Negation, Node, Number, children

_DEAR = frozenset({"SQRT", "EXP", "LN", "POWER"})
_DEAR_COST = 200
"""A logarithm or broken power to 34 digits takes as long as some two hundred additions."""
_LARGEST_CHEAP_EXPONENT = 100


@dataclass(frozen=True, slots=True)
class References:
    """The names a formula reads.

    `now` are those it needs in the period it is evaluated in, so they must be calculated before;
    the others stand under PREV and need only the period before.
    """

    names: tuple[Name, ...]
    now: frozenset[str]
    over_time: bool
    cost: int


def references(tree: Node) -> References:
    """Collect what a tree reads.

    Example:
        >>> from app.value.formulas import parse
        >>> sorted(references(parse("PREV(stock) + new").tree).now)
        ['new']
    """
    names: list[Name] = []
    now: set[str] = set()
    over_time, cost = False, 0
    pending = [(tree, True)]
    while pending:
        node, is_now = pending.pop()
        cost += 1
        if isinstance(node, Number):
            continue
        if isinstance(node, Name):
            names.append(node)
            if is_now:
                now.add(node.name)
            continue
        if isinstance(node, Call) and node.function in OVER_TIME:
            over_time, is_now = True, is_now and node.function != "PREV"
        elif _is_dear(node):
            cost += _DEAR_COST - 1
        pending.extend([(child, is_now) for child in reversed(children(node))])
    return References(tuple(names), frozenset(now), over_time, cost)


def _is_dear(node: Node) -> bool:
    if isinstance(node, Arithmetic):
        return node.operator == "^" and not _is_whole(node.right)
    if not (isinstance(node, Call) and node.function in _DEAR):
        return False
    return node.function != "POWER" or not _is_whole(node.arguments[1])


def _is_whole(exponent: Node) -> bool:
    """Whether a power is a few products: `1.03 ^ YEAR()` takes no longer than two additions."""
    match exponent:
        case Number(value=value):
            return value <= _LARGEST_CHEAP_EXPONENT and value == int(value)
        case Call(function="YEAR"):
            return True
        case Negation(operand=operand):
            return _is_whole(operand)
        case Arithmetic(operator="+" | "-", left=left, right=right):
            return _is_whole(left) and _is_whole(right)
        case _:
            return False
