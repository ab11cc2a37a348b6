"""A tree into the text of a spreadsheet formula: the same meaning in the words of Excel.

Only what spreadsheets have had since 2007 is written. Names, periods and running sums become
whatever the sheet says they are; PREV and INITIAL vanish, because they are other columns.

The traps: `-a^2` is (-a)^2 to a spreadsheet, so every power stands in brackets under a minus;
CEILING and FLOOR need their step there; a literal has fifteen digits there.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from app.value.formulas.tree import Arithmetic, Call, Comparison, Name, Negation, Node, Number

MOST_FORMULA_CHARACTERS = 8192
"""What a spreadsheet reads as one formula."""

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_ATOM = 4
_MOST_DIGITS = 15


class Sheet(Protocol):
    """Where the parts of a formula stand."""

    def figure(self, name: str, period: int) -> str:
        """The cell of an assumption in a period."""

    def year(self, period: int) -> str:
        """The cell that holds the number of a period."""

    def sum_to(self, node: Node, period: int) -> str:
        """The sum of a part over all periods up to and including one."""


def to_excel(node: Node, period: int, sheet: Sheet) -> str:
    """Write a tree for one period, without the leading equals sign.

    Example:
        >>> from app.value.formulas import parse
        >>> class Row:
        ...     def figure(self, name, period): return f"{name}_{period}"
        ...     def year(self, period): return str(period)
        ...     def sum_to(self, node, period): return f"SUM({node.name}_0:{node.name}_{period})"
        >>> to_excel(parse("(PREV(stock) + CUM(sold)) * 15%").tree, 2, Row())
        '(stock_1+SUM(sold_0:sold_2))*15%'
    """
    return _Writer(sheet).written(node, period)[0]


class _Writer:
    """Writes each part with the strength of its outermost operator, so brackets are few."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def written(self, node: Node, period: int) -> tuple[str, int]:
        match node:
            case Number():
                return _literal(node), _ATOM
            case Name(name=name):
                return self._sheet.figure(name, period), _ATOM
            case Negation(operand=operand):
                return f"-{self._bracketed(operand, period, _ATOM)}", 0
            case Arithmetic():
                return self._arithmetic(node, period)
            case Comparison(operator=operator, left=left, right=right):
                sides = [self.written(side, period)[0] for side in (left, right)]
                return f"{sides[0]}{operator}{sides[1]}", 0
            case Call():
                return self._call(node, period)

    def _arithmetic(self, node: Arithmetic, period: int) -> tuple[str, int]:
        strength = _STRENGTH[node.operator]
        left = self._bracketed(node.left, period, strength)
        # a - (b - c), and a + (b + c) too: added up in the order that was written.
        right = self._bracketed(node.right, period, strength + 1)
        return f"{left}{node.operator}{right}", strength

    def _bracketed(self, node: Node, period: int, least: int) -> str:
        text, strength = self.written(node, period)
        return text if strength >= least else f"({text})"

    def _call(self, node: Call, period: int) -> tuple[str, int]:
        match node.function:
            case "YEAR":
                return self._sheet.year(period), _ATOM
            case "INITIAL":
                return self.written(node.arguments[0], 0)
            case "PREV":
                return self.written(node.arguments[0], period - 1) if period else ("0", _ATOM)
            case "CUM":
                return self._sheet.sum_to(node.arguments[0], period), _ATOM
        arguments = [self.written(argument, period)[0] for argument in node.arguments]
        if node.function in ("CEILING", "FLOOR") and len(arguments) == 1:
            arguments.append("1")
        return f"{node.function}({','.join(arguments)})", _ATOM


def _literal(number: Number) -> str:
    if number.text.endswith("%"):
        return f"{_figure(Decimal(number.text[:-1]))}%"
    return _figure(number.value)


def _figure(value: Decimal) -> str:
    """A figure as files hold it, with a point whatever the reader's language.

    Example:
        >>> _figure(Decimal("0.10")), _figure(Decimal("1E+18"))
        ('0.10', '1E+18')
    """
    plain = f"{value:f}"
    if len(plain.replace(".", "")) <= _MOST_DIGITS:
        return plain
    return repr(float(value)).upper().removesuffix(".0")
