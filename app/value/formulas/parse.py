"""Text into a tree, by precedence climbing. What two readers would read differently is refused."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from decimal import Decimal

from app.value.formulas.errors import FormulaError
from app.value.formulas.evaluate import Evaluate, compile_tree
from app.value.formulas.functions import FUNCTIONS, MOST_ARGUMENTS
from app.value.formulas.kinds import at_node, check_arguments, number
from app.value.formulas.memory import Memory
from app.value.formulas.references import References, references
from app.value.formulas.tokens import Token, tokenize
from app.value.formulas.tree import (
    Arithmetic,
    Call,
    Comparison,
    Name,
    Negation,
    Node,
    Number,
)

MOST_DEPTH = 40
MOST_NODES = 500
MOST_DIGITS = 30
MOST_REMEMBERED = 200_000
"""Characters: the formulas of several large statements, in at most some fifty megabytes."""
SMALLEST_EXPONENT, LARGEST_EXPONENT = -15, 18

_COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_STRENGTH = dict.fromkeys(_COMPARISONS, 1) | {"+": 2, "-": 2, "*": 3, "/": 3, "^": 4}
_SIGN_STRENGTH = 4


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as written, its tree, what it reads, and how to evaluate it."""

    text: str
    tree: Node
    reads: References
    evaluate: Evaluate


def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: with the position, what is wrong there and how to write it.

    Example:
        >>> parse("users * 4").tree.operator
        '*'
    """
    return REMEMBERED(text)


def _read(text: str) -> Formula:
    tree = _Parser(text).formula()
    return Formula(text, tree, references(tree), compile_tree(tree))


REMEMBERED = Memory(_read, MOST_REMEMBERED)
"""A statement is read, checked and calculated in a row; its formulas are parsed once."""


class _Parser:
    """One pass over one text; remembers where it stands, how deep, and how many nodes it made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.depth = 0
        self.nodes = 0
        self.bracketed: set[int] = set()

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def formula(self) -> Node:
        if self.token.text == "=":  # a spreadsheet's habit
            self.index += 1
        tree = self.expression(0)
        if self.token.kind != "end":
            raise self.unexpected(self.token)
        return number(self.text, tree, "The formula")

    def expression(self, weakest: int) -> Node:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.fault(
                f"The formula is nested more than {MOST_DEPTH} deep",
                self.token,
                "Give the inner part a name, as an assumption with a formula.",
            )
        left = self.operand()
        while _STRENGTH.get(self.token.text, 0) > weakest:
            left = self.operation(left)
        self.depth -= 1
        return left

    def operation(self, left: Node) -> Node:
        operator = self.token
        self.index += 1
        right = self.expression(_STRENGTH[operator.text])
        if operator.text in _COMPARISONS:
            return self.comparison(operator, left, right)
        number(self.text, left, f"“{operator.text}”")
        number(self.text, right, f"“{operator.text}”")
        if operator.text == "^":
            self.refuse_ambiguous_power(left, right, operator)
        return self.made(Arithmetic(left.start, right.end, operator.text, left, right))

    def comparison(self, operator: Token, left: Node, right: Node) -> Node:
        if self.token.text in _COMPARISONS:
            raise self.fault(
                "Comparisons cannot be chained",
                self.token,
                f"Write AND({self.source(left)} {operator.text} {self.source(right)}, "
                f"{self.source(right)} {self.token.text} …).",
            )
        number(self.text, left, f"“{operator.text}”")
        number(self.text, right, f"“{operator.text}”")
        return self.made(Comparison(left.start, right.end, operator.text, left, right))

    def refuse_ambiguous_power(self, left: Node, right: Node, operator: Token) -> None:
        if isinstance(left, Negation) and left.start not in self.bracketed:
            inner = self.source(left.operand)
            raise self.fault(
                f"“-{inner}^{self.source(right)}” is read in two ways",
                operator,
                f"Write (-{inner})^{self.source(right)}, as spreadsheets read it, "
                f"or -({inner}^{self.source(right)}), as mathematics does.",
            )
        if self.token.text == "^":
            base, middle = self.source(left), self.source(right)
            raise self.fault(
                f"“{base}^{middle}^…” is read in two ways",
                self.token,
                f"Write ({base}^{middle})^…, as spreadsheets read it, "
                f"or {base}^({middle}^…), as mathematics does.",
            )

    def operand(self) -> Node:
        token = self.token
        self.index += 1
        if token.kind == "number":
            return self.literal(token)
        if token.kind == "name":
            return self.call(token) if self.token.text == "(" else self.name(token)
        if token.text == "(":
            return self.brackets(token)
        if token.text in ("+", "-"):
            return self.signed(token)
        self.index -= 1
        raise self.unexpected(token)

    def signed(self, sign: Token) -> Node:
        operand = number(self.text, self.expression(_SIGN_STRENGTH), f"“{sign.text}”")
        return (
            operand if sign.text == "+" else self.made(Negation(sign.start, operand.end, operand))
        )

    def brackets(self, opening: Token) -> Node:
        inner = self.expression(0)
        if self.token.text != ")":
            raise self.unexpected(self.token, closing=opening)
        self.index += 1
        self.bracketed.add(inner.start)
        return inner

    def literal(self, token: Token) -> Node:
        if len(token.text) > MOST_DIGITS:
            raise self.fault(f"A number has at most {MOST_DIGITS} digits", token)
        self.refuse_separators(token)
        value = Decimal(token.text)
        if value and not SMALLEST_EXPONENT <= value.adjusted() <= LARGEST_EXPONENT:
            raise self.fault("The number is out of range", token, "Between 1e-15 and 1e18.")
        value = value or Decimal(0)  # 0e-50000000 would be written with fifty million zeros
        if self.token.text != "%":
            return self.made(Number(token.start, token.end, value, token.text))
        percent = self.token
        self.index += 1
        return self.made(Number(token.start, percent.end, value.scaleb(-2), f"{token.text}%"))

    def refuse_separators(self, token: Token) -> None:
        comma = self.token
        if comma.text != "," or comma.start != token.end:
            return
        after = self.tokens[self.index + 1]
        if after.kind == "number" and after.text.startswith("00"):
            raise self.fault(
                "Numbers are written without thousands separators",
                comma,
                f"Write {token.text}{after.text}.",
            )

    def name(self, token: Token) -> Node:
        if token.text.upper() in FUNCTIONS:
            raise self.fault(
                f"{token.text.upper()} is a function", token, f"Write {token.text.upper()}(…)."
            )
        if token.text.upper() in ("TRUE", "FALSE"):
            raise self.fault(f"{token.text} is not part of the language", token, "Use 1 = 1.")
        return self.made(Name(token.start, token.end, token.text))

    def call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.text.upper())
        if function is None:
            raise self.unknown_function(token)
        self.index += 1
        arguments = self.arguments(token)
        call = Call(token.start, self.tokens[self.index - 1].end, function.name, arguments)
        check_arguments(self.text, function, call)
        return self.made(call)

    def arguments(self, function: Token) -> tuple[Node, ...]:
        found: list[Node] = []
        while self.token.text != ")" or found:
            found.append(self.expression(0))
            if len(found) > MOST_ARGUMENTS:
                raise self.fault(f"A function takes at most {MOST_ARGUMENTS} arguments", function)
            if self.token.text != ",":
                break
            self.index += 1
        if self.token.text != ")":
            raise self.unexpected(self.token, closing=function)
        self.index += 1
        return tuple(found)

    def made(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise at_node(
                self.text,
                f"The formula has more than {MOST_NODES} parts",
                node,
                "Give parts of it names, as assumptions with a formula.",
            )
        return node

    def source(self, node: Node) -> str:
        return self.text[node.start : node.end]

    def unknown_function(self, token: Token) -> FormulaError:
        near = difflib.get_close_matches(token.text.upper(), FUNCTIONS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(FUNCTIONS)}."
        return self.fault(f"There is no function “{token.text[:40]}”", token, hint)

    def unexpected(self, token: Token, closing: Token | None = None) -> FormulaError:
        if token.text == "," and self.index and self.tokens[self.index - 1].kind == "number":
            hint = "Write numbers without thousands separators, and decimals with a point."
            return self.fault("Unexpected “,”", token, hint)
        if token.text == "%":
            return self.fault("“%” follows a number only", token, "Write x / 100, or 15%.")
        if closing is not None:
            what = "The formula ends" if token.kind == "end" else f"There is “{token.text}”"
            hint = f"It belongs to “{closing.text}” at column {closing.start + 1}."
            return self.fault(f"{what} where “)” is missing", token, hint)
        if token.kind == "end":
            return self.fault("The formula ends too early", token)
        missing = token.kind in ("number", "name") or token.text == "("
        return self.fault(
            f"Unexpected “{token.text[:40]}”",
            token,
            "An operator is missing before it." if missing and self.index else None,
        )

    def fault(self, detail: str, token: Token, hint: str | None = None) -> FormulaError:
        return FormulaError(
            detail,
            formula=self.text,
            position=token.start,
            length=token.end - token.start,
            hint=hint,
        )
