"""The unit in which a reader expects a part of a formula: users × GBP per user is GBP.

For showing only: where it is not plain what comes out, a part has no unit and is a bare figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.value.formulas.tree import Arithmetic, Call, Name, Negation, Node, Number

PLAIN = ""
"""The unit of a figure that has none, such as a literal; None means that it is not known."""

_A_YEAR = {
    Decimal(12): "month",
    Decimal(4): "quarter",
    Decimal(52): "week",
    Decimal(365): "day",
    Decimal(360): "day",
}
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_SAME_UNIT = frozenset({"SUM", "AVERAGE", "MIN", "MAX", "ABS", "PREV", "CUM", "INITIAL"})
_FIRST_ARGUMENT = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN", "CEILING", "FLOOR", "INT"})
_WITHOUT_UNIT = frozenset({"", "%", "ratio", "fraction", "share"})


class DisplayUnits:
    """The units of the parts of formulas, given those of the assumptions; each found once."""

    def __init__(self, units: Mapping[str, str | None]) -> None:
        self._units = units
        self._known: dict[int, tuple[Node, str | None]] = {}

    def of(self, node: Node) -> str | None:
        """The unit of a part.

        Example:
            >>> from app.value.formulas import parse
            >>> units = DisplayUnits({"users": "user", "arpu": "GBP/user/month"})
            >>> units.of(parse("users * arpu * 12").tree)
            'GBP/year'
        """
        # By identity, with the node beside it so that the identity stays its own.
        if id(node) not in self._known:
            self._known[id(node)] = node, self._find(node)
        return self._known[id(node)][1]

    def _find(self, node: Node) -> str | None:
        match node:
            case Number(text=text):
                return "%" if text.endswith("%") else PLAIN
            case Name(name=name):
                return self._units.get(name)
            case Arithmetic(operator="*" | "/"):
                return self._product(node)
            case Negation() | Arithmetic(operator="+" | "-") | Call():
                return self._common(_same_unit_parts(node))
        return None

    def _common(self, nodes: Sequence[Node] | None) -> str | None:
        """The one unit of several figures; bare literals take whatever unit stands beside them."""
        if nodes is None:
            return None
        found = {self.of(node) for node in nodes if not isinstance(node, Number)}
        return found.pop() if len(found) == 1 else (None if found else PLAIN)

    def _product(self, node: Arithmetic) -> str | None:
        sides = self.of(node.left), self.of(node.right)
        if sides[0] is None or sides[1] is None:
            return None
        left, right = _powers(sides[0]), _powers(sides[1])
        if node.operator == "/":
            right = Counter({name: -power for name, power in right.items()})
        for literal, other in ((node.right, left), (node.left, right)):
            if isinstance(literal, Number) and not _scaled(other, literal.value, node.operator):
                return None
        return _written({name: left[name] + right[name] for name in [*left, *right]})


def keeps_unit(node: Node) -> bool:
    """Whether the parts of a node have its unit: those of a sum of money are money."""
    return _same_unit_parts(node) is not None


def _same_unit_parts(node: Node) -> tuple[Node, ...] | None:
    """The parts that have the unit of the whole; None where the whole is something else."""
    match node:
        case Negation(operand=operand):
            return (operand,)
        case Arithmetic(operator="+" | "-", left=left, right=right):
            return (left, right)
        case Call(function="IF", arguments=arguments):
            return arguments[1:]
        case Call(function=function, arguments=arguments) if function in _FIRST_ARGUMENT:
            return arguments[:1]
        case Call(function=function, arguments=arguments) if function in _SAME_UNIT:
            return arguments
        case _:
            return None


def _scaled(powers: Counter[str], by: Decimal, operator: str) -> bool:
    """Turn months into years where a literal does so; False where it is not plain what it does."""
    per = [name for name in _TIMES if powers[name] < 0]
    if not per:
        return True
    if operator != "*" or _A_YEAR.get(by) not in per:
        return False
    del powers[_A_YEAR[by]]
    powers["year"] -= 1
    return True


def _powers(unit: str) -> Counter[str]:
    measure, *per = [part.strip() for part in unit.split("/")]
    powers = Counter({_singular(measure): 1}) if measure not in _WITHOUT_UNIT else Counter[str]()
    for part in per:
        powers[_singular(part)] -= 1
    return powers


def _written(powers: Mapping[str, int]) -> str | None:
    above = [name for name, power in powers.items() if power > 0]
    below = [name for name, power in powers.items() for _ in range(-power)]
    if any(power > 1 for power in powers.values()) or len(above) > 1 or (below and not above):
        return None
    return "/".join([*above, *below]) if above else PLAIN


def _singular(word: str) -> str:
    is_word = word.isalpha() and word.islower()
    return word.removesuffix("s") if is_word and not word.endswith("ss") else word
