"""The tree of a formula: small frozen nodes, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from app.value.formulas.functions import FUNCTIONS


@dataclass(frozen=True, slots=True)
class Number:
    """A literal; `15%` is the number 0.15, and `text` still says how it was written."""

    start: int
    end: int
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """The figure of an assumption, in the period in which the formula is evaluated."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """A leading minus."""

    start: int
    end: int
    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+ - * / ^` between two numbers."""

    start: int
    end: int
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """`= <> < <= > >=` between two numbers; a truth, not a number."""

    start: int
    end: int
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    start: int
    end: int
    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Negation | Arithmetic | Comparison | Call


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in reading order."""
    match node:
        case Negation(operand=operand):
            return (operand,)
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in reading order, without recursion."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))


def is_truth(node: Node) -> bool:
    """Whether a node says TRUE or FALSE instead of a number."""
    match node:
        case Comparison():
            return True
        case Call(function=function):
            return FUNCTIONS[function].gives_truth
        case _:
            return False
