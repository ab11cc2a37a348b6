"""What a formula needs: which names, at which time, and how much work it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.value.formulas.functions import OVER_TIME
from app.value.formulas.tree import Arithmetic, Call, Name, Node, children, walk

_DEAR = frozenset({"SQRT", "EXP", "LN", "POWER"})
_DEAR_COST = 200
"""A logarithm or power to 34 digits takes as long as some two hundred additions."""


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
    nodes = tuple(walk(tree))
    return References(
        names=tuple(node for node in nodes if isinstance(node, Name)),
        now=frozenset(_names_now(tree)),
        over_time=any(isinstance(node, Call) and node.function in OVER_TIME for node in nodes),
        cost=sum(_DEAR_COST if _is_dear(node) else 1 for node in nodes),
    )


def _names_now(tree: Node) -> Iterator[str]:
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Name):
            yield node.name
        elif not (isinstance(node, Call) and node.function == "PREV"):
            pending.extend(children(node))


def _is_dear(node: Node) -> bool:
    if isinstance(node, Arithmetic):
        return node.operator == "^"
    return isinstance(node, Call) and node.function in _DEAR
