"""The sheet of analyses: what was calculated elsewhere, as labelled figures that do not move."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.documents.workbook.kit import Kit
from app.documents.workbook.look import MONTHS, PERCENT, SHARE, format_of
from app.documents.workbook.page import Page
from app.value.break_even import break_evens
from app.value.break_even_view import BreakEvenFigure
from app.value.scenarios import scenarios
from app.value.sensitivity import tornado

_WIDTHS = (44, 16, 16, 16, 16, 16, 16, 16)
_MOST_ROWS = 60
"""Of each analysis; those that matter most come first."""

Cell = tuple[Decimal | str | None, str]
"""A figure with its format, or a text."""


class AnalysesSheet:
    """Three tables, one below the other."""

    def __init__(self, kit: Kit, page: Page) -> None:
        self._kit, self._page = kit, page
        self._row = 3

    def write(self) -> None:
        """Write the sheet."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(0, 0, gettext("Analyses"), look.style("title"))
        advice = gettext(
            "Calculated by the service on the statement as it is. These figures do not follow what "
            "you type: ask for them again, or change the figures and compare."
        )
        page.text(1, 0, advice, look.style("note_line"))
        self._scenarios()
        self._tornado()
        self._break_even()
        for column, width in enumerate(_WIDTHS):
            page.sheet.set_column(column, column, width)
        page.sheet.print_area(0, 0, self._row, len(_WIDTHS) - 1)

    def _scenarios(self) -> None:
        gettext, money = self._kit.words.gettext, self._kit.look.money
        told = {
            "conservative": gettext("Conservative"),
            "expected": gettext("As stated"),
            "optimistic": gettext("Optimistic"),
        }
        rows: list[list[Cell]] = []
        for one in scenarios(self._kit.model.statement).scenarios:
            label = one.label if one.kind == "own" else told[one.key]
            if one.totals is None:
                rows.append([(label, ""), (gettext("no result"), "")])
                continue
            metrics = one.totals.metrics
            rows.append(
                [
                    (label, ""),
                    (one.totals.total_benefits, money),
                    (one.totals.total_investment, money),
                    (one.totals.value, money),
                    (metrics.npv, money),
                    (metrics.roi, SHARE),
                    (metrics.irr, SHARE),
                    (metrics.payback_months, MONTHS),
                ]
            )
        headings = [
            gettext("Scenario"),
            gettext("Total Benefits"),
            gettext("Total Investment"),
            gettext("Value"),
            gettext("Net present value"),
            gettext("Return on investment"),
            gettext("Internal rate of return"),
            gettext("Payback, in months"),
        ]
        self._table(gettext("Scenarios"), headings, rows)

    def _tornado(self) -> None:
        gettext, money = self._kit.words.gettext, self._kit.look.money
        found = tornado(self._kit.model.statement)
        rows: list[list[Cell]] = []
        for bar in found.bars[:_MOST_ROWS]:
            number = format_of(bar.unit, [bar.low.figure, bar.high.figure, bar.figure])
            rows.append(
                [
                    (bar.label, ""),
                    (bar.low.figure, number),
                    (bar.figure, number),
                    (bar.high.figure, number),
                    (bar.low.value, money),
                    (bar.high.value, money),
                    (bar.swing, money),
                ]
            )
        headings = [
            gettext("Assumption"),
            gettext("Low"),
            gettext("Stated"),
            gettext("High"),
            gettext("Value at low"),
            gettext("Value at high"),
            gettext("Swing of Value"),
        ]
        title = gettext("Sensitivity: one assumption at a time through its range")
        self._table(title, headings, rows)

    def _break_even(self) -> None:
        gettext = self._kit.words.gettext
        rows: list[list[Cell]] = []
        for one in break_evens(self._kit.model.statement).assumptions:
            found = [figure for figure in one.value if figure.plausible]
            if found and len(rows) < _MOST_ROWS:
                rows.append([(one.label, ""), *self._even(one.unit, one.figure, found[0])])
        headings = [
            gettext("Assumption"),
            gettext("Stated"),
            gettext("Value is zero at"),
            gettext("Change"),
        ]
        title = gettext("Break-even: what each assumption would have to be, all others as stated")
        self._table(title, headings, rows)

    def _even(self, unit: str | None, stated: Decimal, found: BreakEvenFigure) -> list[Cell]:
        number = format_of(unit, [stated])
        decimals = number if number == PERCENT else "#,##0.00##"
        return [(stated, number), (found.figure, decimals), (found.change, SHARE)]

    def _table(self, title: str, headings: Sequence[str], rows: Sequence[list[Cell]]) -> None:
        page, look = self._page, self._kit.look
        page.text(self._row, 0, title, look.style("section"))
        self._row += 1
        if not rows:
            nothing = self._kit.words.gettext("There is nothing to tell here.")
            page.text(self._row, 0, nothing, look.style("note_line"))
            self._row += 2
            return
        for column, heading in enumerate(headings):
            style = look.style("heading_number" if column else "heading")
            page.text(self._row, column, heading, style)
        page.sheet.set_row(self._row, 32)
        for row in rows:
            self._row += 1
            for column, (told, number) in enumerate(row):
                if isinstance(told, Decimal):
                    page.number(self._row, column, told, look.style("row", number))
                else:
                    style = look.style("row" if column else "row_text")
                    page.text(self._row, column, told or "—", style)
        self._row += 2
