"""One line on the sheet of the calculation: its inputs, its formulas, when it flows, its totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.documents.workbook.grid_cells import (
    FIRST_PERIOD,
    FORMULA,
    ITEM,
    NAME,
    REF,
    SETTING,
    UNIT,
    GridCells,
)
from app.documents.workbook.kit import Kit
from app.documents.workbook.line_rows import LineRows
from app.documents.workbook.look import PERCENT, WHOLE, calculated_format, format_of
from app.documents.workbook.page import NO_FIGURE, Page, cell, column_cell
from app.documents.workbook.places import Place
from app.value.cashflow import active_months, year_of
from app.value.figures import write_figure
from app.value.formulas import parse
from app.value.formulas.to_excel import to_excel
from app.value.formulas.tree import Node
from app.value.inputs import input_reference, total_reference
from app.value.lines import OneOff

_ONE = Decimal(1)
_MOST_ONE_OFF_CELLS = 10_000


class LineBlock:
    """Writes the rows of one line, whose money comes from the sheet of months."""

    def __init__(
        self, kit: Kit, page: Page, cells: GridCells, rows: LineRows, money: Sequence[str]
    ) -> None:
        """`money` has the formula of the line's money in each period, before risk adjustment."""
        self._kit, self._page, self._cells = kit, page, cells
        self.rows, self._money_of_period = rows, money
        self._line = rows.line.laid_out.line
        self._total_column = FIRST_PERIOD + kit.model.periods
        side = "benefits" if rows.line.laid_out.side == "benefit" else "investments"
        self._path = f"{side}/{self._line.key}"

    def write(self) -> None:
        """Write all rows."""
        self._band()
        self._inputs()
        self._upfront()
        if self._line.per_year is not None:
            self._per_year()
            self._months()
        if self.rows.factor is not None:
            self._ramp()
        for number, one_off in enumerate(self.rows.one_offs):
            self._one_off(number, one_off)
        self._totals()

    def _band(self) -> None:
        page, look = self._page, self._kit.look
        band = look.style("line")
        for column in range(self._total_column + 1):
            page.text(self.rows.band, column, None, band)
        page.text(self.rows.band, REF, self.rows.line.ref, band)
        page.text(self.rows.band, ITEM, self._line.statement, band)
        gettext = self._kit.words.gettext
        benefit = self.rows.line.laid_out.side == "benefit"
        side = gettext("Benefit") if benefit else gettext("Investment")
        page.text(self.rows.band, FORMULA, side, band)

    def _inputs(self) -> None:
        page, look = self._page, self._kit.look
        for number, one in enumerate(self.rows.inputs):
            row = self.rows.first_input + number
            page.text(row, REF, input_reference(self.rows.line.ref, number + 1), look.style("ref"))
            page.text(row, ITEM, one.label or one.key, look.style("text"))
            page.text(row, NAME, one.key, look.style("key"))
            page.text(row, UNIT, one.unit, look.style("text"))
            figures = self._kit.model.values(one.key)
            shown_as = (calculated_format if one.formula else format_of)(one.unit, figures)
            style = look.style("quiet", shown_as)
            for period, figure in enumerate(figures):
                shown = NO_FIGURE if figure is None else figure
                formula = self._cells.figure(one.key, period)
                page.formula(row, FIRST_PERIOD + period, formula, style, shown)
            self._group(row)
        if self.rows.further is not None:
            count = len(self.rows.line.behind) - len(self.rows.inputs)
            told = self._kit.words.gettext("and %(count)s more assumptions") % {"count": count}
            page.text(self.rows.further, ITEM, told, look.style("note_line"))

    def _upfront(self) -> None:
        if self._line.upfront is None or self.rows.upfront is None:
            return
        self._label(self.rows.upfront, self._kit.words.named("upfront"), self._line.upfront)
        tree = parse(self._line.upfront).tree
        self._money(self.rows.upfront, 0, to_excel(tree, 0, self._cells), self._evaluated(tree, 0))

    def _per_year(self) -> None:
        text, row = self._line.per_year or "", self.rows.per_year or 0
        self._label(row, self._kit.words.named("per_year"), text)
        tree = parse(text).tree
        for year in range(1, self._kit.model.periods):
            formula = to_excel(tree, year, self._cells)
            self._money(row, year, formula, self._evaluated(tree, year))

    def _months(self) -> None:
        gettext = self._kit.words.gettext
        starts, ends = active_months(self._line, self._kit.model.years)
        for row, text, field, month in (
            (self.rows.starts, gettext("First month in which it flows"), "starts_month", starts),
            (self.rows.ends, gettext("Last month in which it flows"), "ends_month", ends),
        ):
            self._setting(row or 0, text, field, Decimal(month), WHOLE)
            self._check_month(row or 0, 1)

    def _ramp(self) -> None:
        gettext = self._kit.words.gettext
        adoption, growth, factor = (
            row or 0 for row in (self.rows.adoption, self.rows.growth, self.rows.factor)
        )
        self._label(adoption, gettext("Adoption, by year of its own life"), None)
        rate = self._line.growth or Decimal(0)
        self._setting(growth, gettext("Growth, a year"), "growth", rate, PERCENT)
        self._label(factor, gettext("Share of a year’s money, by year of its own life"), None)
        given = self._line.adoption or (_ONE,)
        grown = _ONE
        for year in range(1, self._kit.model.periods):
            column = FIRST_PERIOD + year
            share = given[min(year, len(given)) - 1]
            self._adoption(adoption, year, given)
            formula = column_cell(adoption, column).replace("$", "")
            if year > 1:
                grown *= 1 + rate
                age = f"({self._cells.year(year)}-1)"
                formula += f"*(1+{cell(growth, SETTING)})^{age}"
            style = self._kit.look.style("figure", PERCENT)
            self._page.formula(factor, column, formula, style, share * grown)

    def _adoption(self, row: int, year: int, given: tuple[Decimal, ...]) -> None:
        """The shares given are inputs; the last one repeats until somebody types another."""
        page, column = self._page, FIRST_PERIOD + year
        style = self._kit.look.style("input", PERCENT)
        if year <= len(given):
            page.number(row, column, given[year - 1], style)
            at = page.at(row, column)
            path = f"{self._path}/adoption/{year - 1}"
            if self._line.adoption is not None:
                self._kit.places.append(Place(path, write_figure(given[year - 1]), at, at))
        else:
            before = column_cell(row, column - 1).replace("$", "")
            page.formula(row, column, before, style, given[-1])

    def _one_off(self, number: int, one_off: OneOff) -> None:
        """Money of one month; it shows in the period of whatever month is typed."""
        row = self.rows.first_one_off + number
        field = f"one_off/{number}/month"
        named = self._kit.words.gettext("Once, in month")
        self._setting(row, named, field, Decimal(one_off.month), WHOLE)
        self._check_month(row, 0)
        self._page.text(row, FORMULA, one_off.amount, self._kit.look.style("formula"))
        tree = parse(one_off.amount).tree
        due = year_of(one_off.month)
        month = cell(row, SETTING)
        for period in self._periods_of(due):
            amount = to_excel(tree, period, self._cells)
            formula = f"IF(ROUNDUP({month}/12,0)={self._cells.year(period)},{amount},0)"
            figure = self._evaluated(tree, period) if period == due else Decimal(0)
            self._money(row, period, formula, figure)
        first, last = FIRST_PERIOD, self._total_column - 1
        total = f"SUM({cell(row, first)}:{cell(row, last)})"
        style = self._kit.look.style("figure", self._kit.look.money)
        self._page.formula(row, self._total_column, total, style, self._evaluated(tree, due))

    def _periods_of(self, due: int) -> Iterator[int]:
        """All periods, as a month may be typed over; of very many payments only their own."""
        many = len(self.rows.one_offs) * self._kit.model.periods > _MOST_ONE_OFF_CELLS
        yield from (due,) if many else range(self._kit.model.periods)

    def _totals(self) -> None:
        words, look, line = self._kit.words, self._kit.look, self.rows.line
        laid_out = line.laid_out
        before = words.gettext("Total before risk adjustment")
        self._total_row(self.rows.total, total_reference(line.ref), before)
        for period, figure in enumerate(laid_out.before_risk.by_period):
            self._money(self.rows.total, period, self._money_of_period[period], figure, "total")
        self._sum(self.rows.total, laid_out.before_risk.total)
        risk = self._line.risk_adjustment or Decimal(0)
        self._setting(
            self.rows.risk, words.gettext("Risk adjustment"), "risk_adjustment", risk, PERCENT
        )
        after = words.gettext("Total, adjusted for risk")
        ref = total_reference(line.ref, risk_adjusted=True)
        self._total_row(self.rows.adjusted, ref, after)
        sign = "-" if laid_out.side == "benefit" else "+"
        for period, figure in enumerate(laid_out.flow.by_period):
            plain = column_cell(self.rows.total, FIRST_PERIOD + period).replace("$", "")
            formula = f"{plain}*(1{sign}{cell(self.rows.risk, SETTING)})"
            self._money(self.rows.adjusted, period, formula, figure, "total")
        self._sum(self.rows.adjusted, laid_out.flow.total)
        self._page.text(self.rows.adjusted, UNIT, self._kit.currency, look.style("total_text"))

    def _total_row(self, row: int, ref: str, text: str) -> None:
        style = self._kit.look.style("total_text")
        for column in range(FIRST_PERIOD):
            self._page.text(row, column, None, style)
        self._page.text(row, REF, ref, style)
        self._page.text(row, ITEM, text, style)
        self._page.text(row, UNIT, self._kit.currency, style)

    def _sum(self, row: int, total: Decimal) -> None:
        formula = f"SUM({cell(row, FIRST_PERIOD)}:{cell(row, self._total_column - 1)})"
        style = self._kit.look.style("total", self._kit.look.money)
        self._page.formula(row, self._total_column, formula, style, total)

    def _label(self, row: int, text: str, formula: str | None) -> None:
        look = self._kit.look
        self._page.text(row, ITEM, text, look.style("text"))
        if formula is not None:
            self._page.text(row, UNIT, self._kit.currency, look.style("text"))
            self._page.text(row, FORMULA, formula, look.style("formula"))

    def _setting(self, row: int, text: str, field: str, figure: Decimal, number: str) -> None:
        """A yellow cell that is changed in place."""
        self._label(row, text, None)
        self._page.number(row, SETTING, figure, self._kit.look.style("input", number))
        at = self._page.at(row, SETTING)
        self._kit.places.append(Place(f"{self._path}/{field}", write_figure(figure), at, at))

    def _check_month(self, row: int, first: int) -> None:
        gettext = self._kit.words.gettext
        self._page.sheet.data_validation(
            row,
            SETTING,
            row,
            SETTING,
            {
                "validate": "integer",
                "criteria": "between",
                "minimum": first,
                "maximum": self._kit.model.statement.months,
                "error_title": gettext("This is no such figure")[:32],
                "error_message": gettext("Type a month of the horizon, as a whole number.")[:255],
            },
        )

    def _money(
        self, row: int, period: int, formula: str, figure: Decimal | None, style: str = "figure"
    ) -> None:
        money = self._kit.look.style(style, self._kit.look.money)
        self._page.formula(row, FIRST_PERIOD + period, formula, money, figure)

    def _evaluated(self, tree: Node, period: int) -> Decimal | None:
        return self._kit.model.evaluated(tree, period)

    def _group(self, row: int) -> None:
        self._page.sheet.set_row(row, None, None, {"level": 1})
