"""How a formula depends on each name it reads: in a straight line, in a curve, or in steps.

Read from the structure of the tree, so it is proof and not an observation: what is called
straight is affine for every figure. What is called a curve or stepped may still turn out straight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum

from app.value.formulas.tree import (
    Arithmetic,
    Call,
    Comparison,
    Name,
    Negation,
    Node,
    children,
    walk,
)


class Shape(IntEnum):
    """The worst is the largest, so shapes combine by `max`."""

    STRAIGHT = 1
    CURVED = 2
    STEPPED = 3


Dependence = Mapping[str, Shape]
"""For each name that matters, its shape; a name that is missing does not matter."""

_LINEAR = frozenset({"SUM", "AVERAGE", "PREV", "CUM", "INITIAL"})
_STEPS = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "CEILING", "FLOOR", "INT", "MOD"})


def dependence(node: Node, behind: Mapping[str, Dependence]) -> dict[str, Shape]:
    """How a tree depends on figures; `behind` says how each name it reads depends on them.

    Example:
        >>> from app.value.formulas import parse
        >>> behind = {name: {name: Shape.STRAIGHT} for name in ("users", "price", "rate")}
        >>> found = dependence(parse("users * (price - 2) / rate").tree, behind)
        >>> [f"{name} {shape.name.lower()}" for name, shape in found.items()]
        ['users straight', 'price straight', 'rate curved']
    """
    match node:
        case Name(name=name):
            return dict(behind.get(name, {}))
        case Arithmetic():
            return _of_arithmetic(node, behind)
        case Negation(operand=operand):
            return dependence(operand, behind)
        case Call(function="IF", arguments=(condition, yes, no)):
            decided = _at_least(Shape.STEPPED, dependence(condition, behind))
            return _merged([decided, dependence(yes, behind), dependence(no, behind)])
        case Call() | Comparison():
            inner = _merged(dependence(child, behind) for child in children(node))
            return _at_least(_of_function(node), inner)
        case _:
            return {}


def dependences(trees: Mapping[str, Node], figures: Iterable[str]) -> dict[str, Dependence]:
    """How each named formula depends on figures, through others and through its own past."""
    found: dict[str, Dependence] = {name: {name: Shape.STRAIGHT} for name in figures}
    found |= {name: {} for name in trees}
    readers: dict[str, set[str]] = defaultdict(set)
    for name, tree in trees.items():
        for read in walk(tree):
            if isinstance(read, Name):
                readers[read.name].add(name)
    pending = dict.fromkeys(trees)
    while pending:
        name = next(iter(pending))
        del pending[name]
        now = dependence(trees[name], found)
        if now != found[name]:
            found[name] = now
            pending |= dict.fromkeys(sorted(readers[name]))
    return found


def _of_arithmetic(node: Arithmetic, behind: Mapping[str, Dependence]) -> dict[str, Shape]:
    left, right = dependence(node.left, behind), dependence(node.right, behind)
    match node.operator:
        case "+" | "-":
            return _merged([left, right])
        case "*":
            twice = dict.fromkeys(left.keys() & right.keys(), Shape.CURVED)
            return _merged([left, right, twice])
        case "/":
            return _merged([left, _at_least(Shape.CURVED, right)])
        case _:
            return _at_least(Shape.CURVED, _merged([left, right]))


def _of_function(node: Call | Comparison) -> Shape:
    if isinstance(node, Comparison) or node.function in _STEPS:
        return Shape.STEPPED
    return Shape.STRAIGHT if node.function in _LINEAR else Shape.CURVED


def _at_least(shape: Shape, found: Dependence) -> dict[str, Shape]:
    return {name: max(shape, known) for name, known in found.items()}


def _merged(parts: Iterable[Dependence]) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for part in parts:
        for name, shape in part.items():
            found[name] = max(shape, found.get(name, shape))
    return found
