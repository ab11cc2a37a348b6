"""The unit in which a reader expects a part of a formula: users × GBP per user is GBP.

For showing only: where it is not plain what comes out, a part has no unit and is a bare figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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


def display_unit(node: Node, units: Mapping[str, str | None]) -> str | None:
    """The unit of a part, given those of the assumptions.

    Example:
        >>> from app.value.formulas import parse
        >>> units = {"users": "user", "arpu": "GBP/user/month"}
        >>> display_unit(parse("users * arpu * 12").tree, units)
        'GBP/year'
    """
    match node:
        case Number() | Name():
            return _of_leaf(node, units)
        case Negation(operand=operand):
            return display_unit(operand, units)
        case Arithmetic(operator="+" | "-", left=left, right=right):
            return _common([left, right], units)
        case Arithmetic(operator="*" | "/"):
            return _product(node, units)
        case Call(function=function, arguments=arguments):
            return _of_call(function, arguments, units)
        case _:
            return None


def keeps_unit(node: Node) -> bool:
    """Whether the parts of a node have its unit: those of a sum of money are money."""
    match node:
        case Negation() | Arithmetic(operator="+" | "-"):
            return True
        case Call(function=function):
            return function == "IF" or function in _SAME_UNIT | _FIRST_ARGUMENT
        case _:
            return False


def _of_leaf(node: Number | Name, units: Mapping[str, str | None]) -> str | None:
    if isinstance(node, Name):
        return units.get(node.name)
    return "%" if node.text.endswith("%") else PLAIN


def _of_call(
    function: str, arguments: tuple[Node, ...], units: Mapping[str, str | None]
) -> str | None:
    if function == "IF":
        return _common(list(arguments[1:]), units)
    if function in _FIRST_ARGUMENT:
        return display_unit(arguments[0], units)
    return _common(list(arguments), units) if function in _SAME_UNIT else None


def _common(nodes: list[Node], units: Mapping[str, str | None]) -> str | None:
    """The one unit of several figures; bare literals take whatever unit stands beside them."""
    found = {display_unit(node, units) for node in nodes if not isinstance(node, Number)}
    return found.pop() if len(found) == 1 else (None if found else PLAIN)


def _product(node: Arithmetic, units: Mapping[str, str | None]) -> str | None:
    sides = display_unit(node.left, units), display_unit(node.right, units)
    if sides[0] is None or sides[1] is None:
        return None
    left, right = _powers(sides[0]), _powers(sides[1])
    if node.operator == "/":
        right = Counter({name: -power for name, power in right.items()})
    for literal, other in ((node.right, left), (node.left, right)):
        if isinstance(literal, Number) and not _scaled(other, literal.value, node.operator):
            return None
    return _written({name: left[name] + right[name] for name in [*left, *right]})


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
