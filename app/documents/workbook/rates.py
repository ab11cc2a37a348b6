"""How many rates bring the net present value to zero: tried one by one, as IRR does not say.

1 + rate runs from a thousandth to a million in ninety steps of the same ratio; between two
neighbours with different signs there is a rate. Two rates within one step are not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.documents.workbook.cash_flow import FIRST, ITEM, PERIOD_ROW, CashFlowSheet
from app.documents.workbook.kit import Kit
from app.documents.workbook.look import PERCENT, WHOLE
from app.documents.workbook.page import Page, cell

ROOTS, FIRST_RATE = "_roots", "_first_rate"
_LOWEST, _HIGHEST, _STEPS_OF_TEN = -3, 6, 10
_SIGN, _CHANGE, _FOUND, _GUESS, _TRIED = range(1, 6)
"""Rows below the heading."""


class Rates:
    """A block of rows, folded away, that counts signs of the net flows and of their worth."""

    def __init__(self, kit: Kit, page: Page, cash: CashFlowSheet, row: int) -> None:
        self._kit, self._page, self._cash, self._row = kit, page, cash, row
        steps = (_HIGHEST - _LOWEST) * _STEPS_OF_TEN
        exponents = [_LOWEST + step / _STEPS_OF_TEN for step in range(steps + 1)]
        self._growths = [10**exponent for exponent in exponents]
        self._first, self._last = row + _TRIED, row + _TRIED + steps

    @property
    def sign_changes(self) -> str:
        """The formula that counts how often the net flows change their sign."""
        row = self._row + _CHANGE
        return f"SUM({cell(row, FIRST)}:{cell(row, self._cash.last)})"

    @property
    def end(self) -> int:
        """The row after the last one, which says that rows are folded away."""
        return self._last + 2

    def write(self) -> None:
        """Write the block."""
        gettext, look = self._kit.words.gettext, self._kit.look
        title = gettext("How many rates bring the net present value to zero")
        self._page.text(self._row, ITEM, title, look.style("section"))
        self._flows()
        self._rates()
        self._summary()
        for row in range(self._row, self._last + 1):
            self._page.sheet.set_row(row, None, None, {"level": 1, "hidden": True})
        self._page.sheet.set_row(self._last + 1, None, None, {"collapsed": True})

    def _flows(self) -> None:
        gettext = self._kit.words.gettext
        sign, change = self._row + _SIGN, self._row + _CHANGE
        self._label(sign, gettext("Sign, carried on"))
        self._label(change, gettext("Change of sign"))
        net = self._kit.model.case.net.by_period
        signs = _carried([float(flow) for flow in net])
        for period in range(self._kit.model.periods):
            column = FIRST + period
            flow = f"ROUND({self._at(self._cash.rows.net, column)},4)"
            before = self._at(sign, column - 1) if period else "0"
            self._figure(sign, column, f"IF({flow}=0,{before},SIGN({flow}))", signs[period])
            here = self._at(sign, column)
            was = signs[period - 1] if period else 0
            formula = f"IF(AND({before}<>0,{here}<>{before}),1,0)"
            self._figure(change, column, formula, int(was not in (0, signs[period])))

    def _rates(self) -> None:
        net = [float(flow) for flow in self._kit.model.case.net.by_period]
        worths = [_worth(net, growth) for growth in self._growths]
        signs = _carried(worths)
        flows = self._cash.by_period(self._cash.rows.net)
        periods = self._cash.by_period(PERIOD_ROW)
        look = self._kit.look
        for step, growth in enumerate(self._growths):
            row = self._first + step
            self._page.number(row, ITEM, growth - 1, look.style("quiet", PERCENT))
            rate = self._at(row, ITEM)
            formula = f"SUMPRODUCT({flows},(1+{rate})^-{periods})"
            style = look.style("quiet", look.money)
            self._page.formula(row, FIRST, formula, style, worths[step])
            worth = self._at(row, FIRST)
            before = self._at(row - 1, FIRST + 1) if step else "0"
            formula = f"IF({worth}=0,{before},SIGN({worth}))"
            self._figure(row, FIRST + 1, formula, signs[step])
            here, was = self._at(row, FIRST + 1), signs[step - 1] if step else 0
            formula = f"IF(AND({before}<>0,{here}<>{before}),1,0)"
            self._figure(row, FIRST + 2, formula, int(was not in (0, signs[step])))

    def _summary(self) -> None:
        gettext = self._kit.words.gettext
        net = [float(flow) for flow in self._kit.model.case.net.by_period]
        signs = _carried([_worth(net, growth) for growth in self._growths])
        turns = [step for step in range(1, len(signs)) if signs[step - 1] not in (0, signs[step])]
        found, guess = self._row + _FOUND, self._row + _GUESS
        self._label(found, gettext("Rates found"))
        turned = f"{cell(self._first, FIRST + 2)}:{cell(self._last, FIRST + 2)}"
        self._figure(found, FIRST, f"SUM({turned})", len(turns))
        self._label(guess, gettext("Near"))
        rates = f"{cell(self._first, ITEM)}:{cell(self._last, ITEM)}"
        formula = f"IFERROR(INDEX({rates},MATCH(1,{turned},0)),0.1)"
        near = self._growths[turns[0]] - 1 if turns else 0.1
        style = self._kit.look.style("quiet", PERCENT)
        self._page.formula(guess, FIRST, formula, style, near)
        for name, row in ((ROOTS, found), (FIRST_RATE, guess)):
            self._kit.book.define_name(name, f"={self._page.at(row, FIRST)}")

    def _label(self, row: int, text: str) -> None:
        self._page.text(row, ITEM, text, self._kit.look.style("text"))

    def _figure(self, row: int, column: int, formula: str, figure: int) -> None:
        style = self._kit.look.style("quiet", WHOLE)
        self._page.formula(row, column, formula, style, Decimal(figure))

    def _at(self, row: int, column: int) -> str:
        return cell(row, column).replace("$", "")


def _worth(flows: Sequence[float], growth: float) -> float:
    return sum(flow * growth**-period for period, flow in enumerate(flows))


def _carried(figures: Sequence[float]) -> list[int]:
    """The sign of each figure; a zero has that of the figure before."""
    signs: list[int] = []
    for figure in figures:
        before = signs[-1] if signs else 0
        signs.append((figure > 0) - (figure < 0) or before)
    return signs
