"""Rows that pictures read, below the cash flow and folded away: words of axes, steps of bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.documents.text import shortened
from app.documents.workbook.cash_flow import FIRST, ITEM, CashFlowSheet
from app.documents.workbook.kit import Kit
from app.documents.workbook.look import Look
from app.documents.workbook.model import ShownLine
from app.documents.workbook.page import Page, cell
from app.value.lines import Benefit

_MOST_STEPS = 12
_MOST_STACKED = 7
_LONGEST = 34
_COLUMNS = 7
"""Amount, from, to, and the parts of the bar: unseen and seen, above zero and below."""


@dataclass(frozen=True)
class Step:
    """One bar between what was before and what is after; of a sum, from zero."""

    text: str
    kind: str
    amount: str
    figure: Decimal


@dataclass(frozen=True)
class Stack:
    """One colour of a stacked picture: its name's cell, its periods."""

    name: str
    periods: str


class ChartRows:
    """Knows its ranges as soon as it is made."""

    def __init__(self, kit: Kit, page: Page, cash: CashFlowSheet, row: int) -> None:
        self._kit, self._page, self._cash, self._row = kit, page, cash, row
        self._lines = kit.model.lines
        self.steps = self._steps()
        self._first = row + 2
        self._kinds = self._categories()
        self._kinds_row = self._first + len(self.steps)

    @property
    def labels(self) -> str:
        """The periods as words."""
        return self._page.range_at(self._row + 1, FIRST, self._row + 1, self._cash.last)

    def bar(self, part: int) -> str:
        """A part of all bars: 0 the unseen above zero, 1 the seen, 2 and 3 the same below."""
        column = FIRST + 3 + part
        return self._page.range_at(self._first, column, self._last_step, column)

    @property
    def step_labels(self) -> str:
        """What each bar is."""
        return self._page.range_at(self._first, ITEM, self._last_step, ITEM)

    def stacks(self) -> list[Stack]:
        """Benefits one by one, or by kind where there are many."""
        if self._kinds:
            rows = range(self._kinds_row, self._kinds_row + len(self._kinds))
        else:
            rows = range(self._cash.rows.total_benefits)[
                self._cash.rows.total_benefits - len(self._cash.rows.benefits) :
            ]
        return [Stack(self._page.at(row, ITEM), self._cash.by_period(row)) for row in rows]

    def write(self) -> None:
        """Write the block."""
        look, words = self._kit.look, self._kit.words
        title = words.gettext("What the pictures show")
        self._page.text(self._row, ITEM, title, look.style("section"))
        for period in range(self._kit.model.periods):
            text = words.period(period)
            self._page.text(self._row + 1, FIRST + period, text, look.style("quiet"))
        running = Decimal(0)
        for number, step in enumerate(self.steps):
            start = Decimal(0) if step.kind == "sum" else running
            running = step.figure if step.kind == "sum" else running + step.figure
            self._step(self._first + number, number, step, (start, running))
        for number, (kind, lines) in enumerate(self._kinds.items()):
            self._kind(self._kinds_row + number, kind, lines)
        for row in range(self._row, self._kinds_row + len(self._kinds)):
            self._page.sheet.set_row(row, None, None, {"level": 1, "hidden": True})

    @property
    def _last_step(self) -> int:
        return self._first + len(self.steps) - 1

    def _steps(self) -> list[Step]:
        gettext, case, rows = self._kit.words.gettext, self._kit.model.case, self._cash.rows
        benefits, investment = case.total("benefit"), case.total("investment")
        steps = [
            Step(gettext("Total Benefits"), "gain", self._total(rows.total_benefits), benefits),
            Step(
                gettext("Total Investment"),
                "cost",
                f"-{self._total(rows.total_investment)}",
                -investment,
            ),
        ]
        if 0 < len(self._lines) <= _MOST_STEPS:
            places = (*rows.benefits, *rows.investments)
            steps = [
                self._line_step(line, row) for line, row in zip(self._lines, places, strict=True)
            ]
        value = Step(gettext("Value"), "sum", self._total(rows.net), benefits - investment)
        return [*steps, value]

    def _line_step(self, line: ShownLine, row: int) -> Step:
        gains = line.laid_out.side == "benefit"
        text = shortened(f"{line.ref}  {line.laid_out.line.statement}", _LONGEST)
        total = line.laid_out.flow.total
        at = self._total(row)
        return Step(
            text, "gain" if gains else "cost", at if gains else f"-{at}", total if gains else -total
        )

    def _total(self, row: int) -> str:
        return cell(row, self._cash.total).replace("$", "")

    def _step(self, row: int, number: int, step: Step, ends: tuple[Decimal, Decimal]) -> None:
        at = [cell(row, FIRST + column).replace("$", "") for column in range(_COLUMNS)]
        before = (
            "0" if step.kind == "sum" or not number else cell(row - 1, FIRST + 2).replace("$", "")
        )
        lower, upper = min(ends), max(ends)
        zero = Decimal(0)
        above, below = max(zero, lower), min(zero, upper)
        low, high = f"MIN({at[1]},{at[2]})", f"MAX({at[1]},{at[2]})"
        formulas: Sequence[tuple[str, Decimal]] = (
            (step.amount, step.figure),
            (before, ends[0]),
            (f"{at[1]}+{at[0]}", ends[1]),
            (f"MAX(0,{low})", above),
            (f"MAX(0,{high})-{at[3]}", max(zero, upper) - above),
            (f"MIN(0,{high})", below),
            (f"MIN(0,{low})-{at[5]}", min(zero, lower) - below),
        )
        look = self._kit.look
        self._page.text(row, ITEM, step.text, look.style("text"))
        for column, (formula, figure) in enumerate(formulas):
            self._page.formula(row, FIRST + column, formula, _money(look), figure)

    def _categories(self) -> dict[str, list[int]]:
        """The benefits of each kind, by their number; nothing where each has its own colour."""
        benefits = [line.laid_out.line for line in self._lines]
        gaining = [line for line in benefits if isinstance(line, Benefit)]
        if len(gaining) <= _MOST_STACKED:
            return {}
        found: dict[str, list[int]] = {}
        for number, line in enumerate(gaining):
            found.setdefault(line.category or "", []).append(number)
        return found

    def _kind(self, row: int, kind: str, numbers: Sequence[int]) -> None:
        words, look = self._kit.words, self._kit.look
        text = words.named(kind) or words.gettext("Other benefits")
        self._page.text(row, ITEM, text, look.style("text"))
        flows = [self._lines[number].laid_out.flow for number in numbers]
        rows = [self._cash.rows.benefits[number] for number in numbers]
        for period in range(self._kit.model.periods):
            column = FIRST + period
            formula = "+".join(cell(one, column).replace("$", "") for one in rows)
            figure = sum((flow.by_period[period] for flow in flows), Decimal(0))
            self._page.formula(row, column, formula, _money(look), figure)


def _money(look: Look) -> object:
    return look.style("quiet", look.money)
