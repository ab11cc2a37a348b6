"""A formula in words: as a phrase over labels, and as an equation over figures, period by period.

An equation shows one level: each part is its figure, and a part that is itself calculated has an
equation of its own, so "104,167 users × £4.00 × 12 = £5,000,016" stands above "£26 − £22 = £4".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number
from app.value.formulas.workings import Operand, chain_of

Tell: TypeAlias = Callable[[Node], str]

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"}
_COMPARED = {"=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_CONTRARY = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_CALLED = {
    "MIN": "the smallest of {}",
    "MAX": "the largest of {}",
    "SUM": "the sum of {}",
    "AVERAGE": "the average of {}",
    "ABS": "the size of {}",
    "INT": "{} rounded down to a whole number",
    "SQRT": "the square root of {}",
    "EXP": "e to the power of {}",
    "LN": "the natural logarithm of {}",
    "PREV": "{} in the period before",
    "CUM": "{} summed up to here",
    "INITIAL": "{} at the start",
    "YEAR": "the number of the year",
    "NOT": "not {}",
}
_CALLED_WITH_TWO = {
    "CEILING": "{} rounded up to a multiple of {}",
    "FLOOR": "{} rounded down to a multiple of {}",
    "MOD": "the remainder of {} ÷ {}",
    "POWER": "{} ^ {}",
}
_ROUNDED = {"ROUND": "rounded", "ROUNDUP": "rounded up", "ROUNDDOWN": "rounded down"}
_SAID_AFTERWARDS = frozenset(
    ["ROUND", "ROUNDUP", "ROUNDDOWN", "CEILING", "FLOOR", "INT", "PREV", "CUM", "INITIAL"]
)
"""What is said behind the argument, which so needs brackets where it is long."""
_JOINED = {"AND": " and ", "OR": " or "}


def parts_of(node: Node) -> tuple[Node, ...]:
    """The parts that readers see side by side; a sum or product has all its members at once."""
    match node:
        case Arithmetic():
            return tuple(operand.node for operand in chain_of(node))
        case Comparison(left=left, right=right):
            return (left, right)
        case Negation(operand=operand):
            return (operand,)
        case Call(function="ROUND" | "ROUNDUP" | "ROUNDDOWN", arguments=arguments):
            return arguments[:1]
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def in_words(
    node: Node, label: Callable[[str], str], known: dict[int, tuple[Node, str]] | None = None
) -> str:
    """A formula as a phrase over the labels of its assumptions.

    `known` remembers the phrases of parts, by the identity of their nodes.

    Example:
        >>> from app.value.formulas import parse
        >>> labels = {"users": "Users", "now": "Price today", "then": "Price then"}
        >>> in_words(parse("users * (then - now) * 12").tree, labels.get)
        'Users × (Price then − Price today) × 12'
    """
    remembered = {} if known is None else known

    def tell(part: Node) -> str:
        if isinstance(part, Name):
            return label(part.name)
        if isinstance(part, Number):
            return _literal(part)
        return in_words(part, label, remembered)

    def bracket(part: Node, text: str) -> str:
        return f"({text})" if _binds_loosely(part, node) else text

    if id(node) not in remembered:
        remembered[id(node)] = node, _told(node, tell, bracket)
    return remembered[id(node)][1]


def in_figures(node: Node, tell: Tell) -> str:
    """The left side of a part's equation; `tell` says the figure of each of its parts."""
    return _told(node, tell, lambda _, text: f"({text})" if text.startswith("−") else text)


def choice_in_figures(node: Call, decide: Tell, tell: Tell, *, holds: bool) -> str:
    """An IF as it was decided: "15 > 10, so £300".

    `decide` says the figures of its condition, which need not have the unit of its branches.
    """
    condition, yes, no = node.arguments
    if not holds and isinstance(condition, Comparison):
        sides = decide(condition.left), decide(condition.right)
        return f"{sides[0]} {_COMPARED[_CONTRARY[condition.operator]]} {sides[1]}, so {tell(no)}"
    decided = in_figures(condition, decide)
    return f"{decided}, so {tell(yes)}" if holds else f"not ({decided}), so {tell(no)}"


def _told(node: Node, tell: Tell, bracket: Callable[[Node, str], str]) -> str:
    match node:
        case Arithmetic():
            return _chain(chain_of(node), tell, bracket)
        case Comparison(operator=operator, left=left, right=right):
            return f"{tell(left)} {_COMPARED[operator]} {tell(right)}"
        case Negation(operand=operand):
            return f"−{bracket(operand, tell(operand))}"
        case Call():
            wrap = bracket if node.function in _SAID_AFTERWARDS else _as_it_is
            return _call(node, [wrap(one, tell(one)) for one in node.arguments])
    return tell(node)


def _as_it_is(_part: Node, text: str) -> str:
    return text


def _chain(operands: Sequence[Operand], tell: Tell, bracket: Callable[[Node, str], str]) -> str:
    told = []
    for operand in operands:
        text = tell(operand.node)
        if operand.operator:
            told += [_SIGNS[operand.operator], bracket(operand.node, text)]
        else:
            told.append(bracket(operand.node, text) if not text.startswith("−") else text)
    return " ".join(told)


def _call(node: Call, arguments: list[str]) -> str:
    if node.function == "IF":
        return "{1} if {0}, otherwise {2}".format(*arguments)
    if node.function in _JOINED:
        return _JOINED[node.function].join(arguments)
    if node.function in _ROUNDED:
        return f"{arguments[0]} {_ROUNDED[node.function]} to {_places(node.arguments[1])}"
    if node.function in _CALLED_WITH_TWO:
        return _CALLED_WITH_TWO[node.function].format(*arguments, "1")  # the step
    return _CALLED[node.function].format(", ".join(arguments))


def _places(digits: Node) -> str:
    negative = isinstance(digits, Negation)
    literal = digits.operand if isinstance(digits, Negation) else digits
    count = int(literal.value) if isinstance(literal, Number) else 0
    if not count:
        return "a whole number"
    if negative:
        return f"a multiple of {10**count:,}"
    return f"{count} decimal{'s' if count > 1 else ''}"


def _literal(node: Number) -> str:
    return node.text.replace("%", " %") if node.text.endswith("%") else f"{node.value:,f}"


def _binds_loosely(part: Node, around: Node) -> bool:
    """Whether a part needs brackets where it stands."""
    if isinstance(part, Call):
        return isinstance(around, Arithmetic | Negation) and part.function != "YEAR"
    if not isinstance(part, Arithmetic | Negation):
        return False
    is_sum = isinstance(part, Negation) or part.operator in ("+", "-")
    if isinstance(around, Arithmetic) and around.operator in ("+", "-"):
        return is_sum
    return is_sum or not (isinstance(around, Arithmetic) and around.operator == "*")
