"""Numbers and conditions: what an operator or function takes, and how it is told otherwise."""

from __future__ import annotations

from app.value.formulas.errors import FormulaError
from app.value.formulas.functions import WITH_DIGITS, Function
from app.value.formulas.tree import Call, Negation, Node, Number, is_truth

MOST_ROUNDING_DIGITS = 12


def number(text: str, node: Node, reader: str) -> Node:
    """The node, if it is a number and not a condition."""
    if is_truth(node):
        detail = f"{reader} needs a number, and this is a condition"
        raise at_node(text, detail, node, "Use IF(condition, figure, figure).")
    return node


def check_arguments(text: str, function: Function, call: Call) -> None:
    """Refuse a call with too few or too many arguments, or with some of the wrong kind."""
    given = len(call.arguments)
    if not function.fewest <= given <= function.most:
        raise at_node(text, f"{function.name} takes {function.arity}, not {given}", call)
    for index, argument in enumerate(call.arguments):
        if function.takes_truths or (function.name == "IF" and index == 0):
            _condition(text, argument, function.name)
        else:
            number(text, argument, function.name)
    if function.name in WITH_DIGITS:
        _check_digits(text, function, call.arguments[1])


def at_node(text: str, detail: str, node: Node, hint: str | None = None) -> FormulaError:
    """The error that underlines a node."""
    return FormulaError(
        detail, formula=text, position=node.start, length=node.end - node.start, hint=hint
    )


def _condition(text: str, node: Node, reader: str) -> None:
    if not is_truth(node):
        hint = f"Compare it, for example {text[node.start : node.end]} > 0."
        raise at_node(text, f"{reader} needs a condition, and this is a number", node, hint)


def _check_digits(text: str, function: Function, digits: Node) -> None:
    literal = digits.operand if isinstance(digits, Negation) else digits
    if isinstance(literal, Number) and literal.value == int(literal.value) <= MOST_ROUNDING_DIGITS:
        return
    raise at_node(
        text,
        f"{function.name} takes its digits as a whole number "
        f"from -{MOST_ROUNDING_DIGITS} to {MOST_ROUNDING_DIGITS}",
        digits,
    )
