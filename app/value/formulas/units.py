"""The units of a formula's parts: what its figures' units come to, and where they do not fit.

A bare literal is a set of readings: 12 is a plain number, or the months of a year. The check keeps
every reading that fits so far, and the one that fits in the end says how the literal was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from app.value.formulas.dimensions import (
    PLAIN,
    Dimension,
    conversions_of,
    currencies_in,
    distance,
    multiplied,
)
from app.value.formulas.functions import WITH_DIGITS
from app.value.formulas.parse import parse
from app.value.formulas.tree import (
    Arithmetic,
    Call,
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    walk,
)

Notes: TypeAlias = tuple[str, ...]
Readings: TypeAlias = Mapping[Dimension, Notes] | None
"""The units a part may have, each with the literals read as conversions; None may be anything."""

_MOST_READINGS = 24
_LARGEST_POWER = 9
_FIRST_ARGUMENT = frozenset({"ABS", "INT", "CEILING", "FLOOR", "MOD", *WITH_DIGITS})
_SAME_UNIT = frozenset({"MIN", "MAX", "SUM", "AVERAGE", "PREV", "CUM", "INITIAL"})
_CHANGES_WITHOUT_SAYING = frozenset({"SQRT", "EXP", "LN"})
_A_NUMBER: Readings = {PLAIN: ()}
_NOT_HIDDEN = frozenset(map(Decimal, (0, 1, 12, 24, 52, 60, 100, 365, 1000, 1_000_000)))
"""Literals that say for themselves what they are."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parts in one sum or comparison whose units differ; the place is that of the second."""

    start: int
    end: int
    left: Dimension
    right: Dimension

    @property
    def mixes_currencies(self) -> bool:
        """Whether the two are money in different currencies."""
        left, right = currencies_in(self.left), currencies_in(self.right)
        return bool(left and right and left != right)


@dataclass(frozen=True, slots=True)
class FormulaUnits:
    """What a formula's units come to, and the clashes within it."""

    readings: Readings
    clashes: tuple[Clash, ...]


@lru_cache(maxsize=4096)
def formula_units(text: str, known: tuple[tuple[str, Dimension | None], ...]) -> FormulaUnits:
    """Read a formula in units; `known` has the unit of each name in it, None where it is unknown.

    Example:
        >>> found = formula_units("fee * 12", (("fee", (("EUR", 1), ("month", -1))),))
        >>> found.readings[(("EUR", 1),)]
        ('12 read as months per year',)
    """
    check = _Check(dict(known))
    return FormulaUnits(check.readings(parse(text).tree), tuple(check.clashes))


@lru_cache(maxsize=4096)
def hidden_constants(text: str) -> tuple[Number, ...]:
    """Literals that are figures of the case, and so belong among its assumptions.

    Example:
        >>> [number.text for number in hidden_constants("users * 35 * 12 + ROUND(fee, 2)")]
        ['35']
    """
    tree = parse(text).tree
    open_ones = {id(node) for part in walk(tree) for node in _openly_meant(part)}
    return tuple(
        node
        for node in walk(tree)
        if isinstance(node, Number) and id(node) not in open_ones and node.value not in _NOT_HIDDEN
    )


@dataclass(slots=True)
class _Check:
    """One walk over a tree, collecting clashes and going on behind them."""

    known: Mapping[str, Dimension | None]
    clashes: list[Clash] = field(default_factory=list)

    def readings(self, node: Node) -> Readings:
        match node:
            case Number(value=value, text=text):
                return _of_literal(value, text)
            case Name(name=name):
                unit = self.known[name]
                return None if unit is None else {unit: ()}
            case Negation(operand=operand):
                return self.readings(operand)
            case Arithmetic():
                return self.of_arithmetic(node)
            case Comparison(left=left, right=right):
                self.common((left, right))
                return _A_NUMBER
            case Call(function=function, arguments=arguments):
                return self.of_call(function, arguments)

    def of_arithmetic(self, node: Arithmetic) -> Readings:
        if node.operator in ("+", "-"):
            return self.common((node.left, node.right))
        if node.operator == "^":
            return _power(self.readings(node.left), node.right)
        power = 1 if node.operator == "*" else -1
        return _product(self.readings(node.left), self.readings(node.right), power)

    def of_call(self, function: str, arguments: tuple[Node, ...]) -> Readings:
        if function in _SAME_UNIT:
            return self.common(arguments)
        if function == "IF":
            self.readings(arguments[0])
            return self.common(arguments[1:])
        found = [self.readings(argument) for argument in arguments]
        if function in _FIRST_ARGUMENT:
            return found[0]
        if function == "POWER":
            return _power(found[0], arguments[1])
        return None if function in _CHANGES_WITHOUT_SAYING else _A_NUMBER

    def common(self, nodes: Sequence[Node]) -> Readings:
        """The readings that all parts share; a bare literal takes the unit it stands beside."""
        found = [(node, self.readings(node)) for node in nodes if not _is_bare(node)]
        if not found:
            return None
        shared = found[0][1]
        for node, readings in found[1:]:
            if shared is None or readings is None:
                shared = readings if shared is None else shared
                continue
            both = {unit: shared[unit] + readings[unit] for unit in shared if unit in readings}
            if not both:
                self.clashes.append(
                    Clash(node.start, node.end, plainest(shared), plainest(readings))
                )
                return None
            shared = both
        return shared


def plainest(readings: Mapping[Dimension, Notes]) -> Dimension:
    """The reading in which most literals are plain numbers."""
    return min(readings, key=lambda unit: (len(readings[unit]), unit))


def nearest(readings: Mapping[Dimension, Notes], wanted: Dimension) -> Dimension:
    """The reading that comes closest to a unit, and among equals the plainest."""
    return min(readings, key=lambda unit: (distance(unit, wanted), len(readings[unit]), unit))


def _of_literal(value: Decimal, text: str) -> Readings:
    if text.endswith("%"):
        return _A_NUMBER
    return {PLAIN: (), **{unit: (words,) for unit, words in conversions_of(value).items()}}


def _product(left: Readings, right: Readings, power: int) -> Readings:
    if left is None or right is None:
        return None
    found: dict[Dimension, Notes] = {}
    for unit, notes in left.items():
        for other, further in right.items():
            found.setdefault(multiplied(unit, other, power), notes + further)
    return found if len(found) <= _MOST_READINGS else None


def _power(base: Readings, exponent: Node) -> Readings:
    if base is None or base.keys() == {PLAIN}:
        return base
    if isinstance(exponent, Number) and exponent.value == int(exponent.value) <= _LARGEST_POWER:
        times = int(exponent.value)
        return {multiplied(PLAIN, unit, times): notes for unit, notes in base.items()}
    return _A_NUMBER if PLAIN in base else None


def _is_bare(node: Node) -> bool:
    """Whether a part is made of literals only."""
    return isinstance(node, Number) or not any(isinstance(part, Name) for part in walk(node))


def _openly_meant(node: Node) -> Iterable[Node]:
    """The literals below a node that are no figures: digits, steps, exponents, years."""
    match node:
        case Call(function=function, arguments=(_, second)) if function in _FIRST_ARGUMENT:
            return walk(second)
        case Call(function="POWER", arguments=(_, second)):
            return walk(second)
        case Arithmetic(operator="^", right=right):
            return walk(right)
        case Comparison() | Arithmetic(operator="+" | "-") if _is_about_years(node):
            return (node.left, node.right)
        case _:
            return ()


def _is_about_years(node: Comparison | Arithmetic) -> bool:
    return any(
        isinstance(part, Call) and part.function == "YEAR"
        for side in (node.left, node.right)
        for part in walk(side)
    )
