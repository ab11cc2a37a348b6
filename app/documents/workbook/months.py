"""The sheet of months: every line's money month by month, and what is left of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from app.documents.workbook.grid_cells import FIRST_PERIOD, PERIOD_ROW, SETTING
from app.documents.workbook.kit import Kit
from app.documents.workbook.line_rows import LineRows
from app.documents.workbook.look import FACTOR, WHOLE
from app.documents.workbook.names import CONVENTION, DISCOUNT_RATE
from app.documents.workbook.page import Page, cell
from app.value.cashflow import year_of

MONTH, YEAR, FIRST_LINE = 0, 1, 2
REF_ROW, TEXT_ROW, COUNTS_ROW = 3, 4, 5
FIRST_ROW = 6
"""Of month 0."""
_SUMS = 8


class MonthsSheet:
    """Columns of lines before risk adjustment, then sums that count each line as row 6 says."""

    def __init__(self, kit: Kit, page: Page, calculation: Page, rows: Sequence[LineRows]) -> None:
        self._kit, self._page, self._rows = kit, page, rows
        self._calculation = calculation
        self._months = 12 * kit.model.years
        self._last_row = FIRST_ROW + self._months
        first = FIRST_LINE + len(rows)
        (
            self.benefits,
            self.investment,
            self.net,
            self.cumulative,
            self.factor,
            self.discounted,
            self.cumulative_discounted,
            self.below,
        ) = range(first, first + _SUMS)
        self.below_discounted = first + _SUMS

    def money_of(self, number: int) -> list[str]:
        """The formula of a line's money in each period, for the sheet of the calculation."""
        months = self.column(FIRST_LINE + number)
        heading = [
            cell(PERIOD_ROW, FIRST_PERIOD + period) for period in range(self._kit.model.periods)
        ]
        return [f"SUMIF({self.column(YEAR)},{year},{months})" for year in heading]

    def column(self, column: int) -> str:
        """All months of a column."""
        return self._page.range_at(FIRST_ROW, column, self._last_row, column)

    def last(self, column: int) -> str:
        """The last month of a column."""
        return self._page.at(self._last_row, column)

    def counted(self, number: int) -> str:
        """The factor with which a line counts: 1 less or plus its risk adjustment."""
        return self._page.at(COUNTS_ROW, FIRST_LINE + number)

    def write(self) -> None:
        """Write the sheet."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(0, MONTH, gettext("Month by month"), look.style("title"))
        advice = gettext(
            "What each line brings or costs in each month, before its risk adjustment; the sums "
            "count each line with the factor above it."
        )
        page.text(1, MONTH, advice, look.style("note_line"))
        self._headings()
        for month in range(self._months + 1):
            self._month(month)
        for number, rows in enumerate(self._rows):
            self._line(number, rows)
        self._sums()
        self._set_up()

    def _headings(self) -> None:
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        heading, right = look.style("heading"), look.style("heading_number")
        for row in (REF_ROW, COUNTS_ROW):
            for column in range(self.below_discounted + 1):
                page.text(row, column, None, heading)
        page.row_of_text(TEXT_ROW, MONTH, [gettext("Month"), gettext("Year")], right)
        page.text(COUNTS_ROW, MONTH, gettext("counts"), heading)
        counted = look.style("heading_number", "0.0%")
        for number, rows in enumerate(self._rows):
            page.text(REF_ROW, FIRST_LINE + number, rows.line.ref, right)
            page.text(TEXT_ROW, FIRST_LINE + number, rows.line.laid_out.line.statement, right)
            benefit = rows.line.laid_out.side == "benefit"
            risk = rows.line.laid_out.line.risk_adjustment or Decimal(0)
            formula = f"1{'-' if benefit else '+'}{self._calculation.at(rows.risk, SETTING)}"
            share = 1 - risk if benefit else 1 + risk
            page.formula(COUNTS_ROW, FIRST_LINE + number, formula, counted, share)
        sums = [
            gettext("Benefits"),
            gettext("Investment"),
            gettext("Net"),
            gettext("Cumulative"),
            gettext("Discount factor"),
            gettext("Net, discounted"),
            gettext("Cumulative, discounted"),
            gettext("Month, while below zero"),
            gettext("Month, while below zero, discounted"),
        ]
        page.row_of_text(TEXT_ROW, self.benefits, sums, right)
        page.sheet.set_row(TEXT_ROW, 45)

    def _month(self, month: int) -> None:
        row, style = FIRST_ROW + month, self._kit.look.style("quiet", WHOLE)
        self._page.number(row, MONTH, month, style)
        formula = f"ROUNDUP({self._at(row, MONTH)}/12,0)"
        self._page.formula(row, YEAR, formula, style, year_of(month))

    def _line(self, number: int, rows: LineRows) -> None:
        column, look = FIRST_LINE + number, self._kit.look
        style = look.style("figure", look.money)
        twelfths = rows.line.laid_out.before_risk.twelfths
        formulas = _LineFormulas(self._calculation, rows, self._kit.model.periods)
        for month, twelfth in enumerate(twelfths):
            row = FIRST_ROW + month
            formula = formulas.of(month, self._at(row, MONTH))
            if formula is None:
                self._page.number(row, column, 0, style)
            else:
                self._page.formula(row, column, formula, style, twelfth / 12)

    def _sums(self) -> None:
        look, results = self._kit.look, self._results()
        numbers = {
            self.factor: FACTOR,
            self.below: _MONTH_OR_NOTHING,
            self.below_discounted: _MONTH_OR_NOTHING,
        }
        sides = [rows.line.laid_out.side for rows in self._rows]
        for month in range(self._months + 1):
            row = FIRST_ROW + month
            for column, formula in self._formulas(row, sides).items():
                style = look.style("figure", numbers.get(column, look.money))
                self._page.formula(row, column, formula, style, results[column][month])

    def _results(self) -> dict[int, Sequence[Decimal | int]]:
        """What the engine says of each column of sums, month by month."""
        case = self._kit.model.case
        benefits, investment, net = (
            [twelfth / 12 for twelfth in flow.twelfths]
            for flow in (case.benefits, case.investment, case.net)
        )
        discounted = [flow * factor for flow, factor in zip(net, case.factors, strict=True)]
        cumulative, worth = list(accumulate(net)), list(accumulate(discounted))
        return {
            self.benefits: benefits,
            self.investment: investment,
            self.net: net,
            self.cumulative: cumulative,
            self.factor: case.factors,
            self.discounted: discounted,
            self.cumulative_discounted: worth,
            self.below: _months_below(cumulative),
            self.below_discounted: _months_below(worth),
        }

    def _formulas(self, row: int, sides: Sequence[str]) -> dict[int, str]:
        """The formulas of a row's sums."""
        at = {column: self._at(row, column) for column in range(self.below_discounted + 1)}
        return {
            self.benefits: self._side(row, "benefit", sides),
            self.investment: self._side(row, "investment", sides),
            self.net: f"{at[self.benefits]}-{at[self.investment]}",
            self.cumulative: self._running(row, self.cumulative, self.net),
            self.factor: _factor(at[MONTH], at[YEAR]),
            self.discounted: f"{at[self.net]}*{at[self.factor]}",
            self.cumulative_discounted: self._running(
                row, self.cumulative_discounted, self.discounted
            ),
            self.below: _below(at[self.cumulative], at[MONTH]),
            self.below_discounted: _below(at[self.cumulative_discounted], at[MONTH]),
        }

    def _running(self, row: int, column: int, added: int) -> str:
        here = self._at(row, added)
        return here if row == FIRST_ROW else f"{self._at(row - 1, column)}+{here}"

    def _side(self, row: int, side: str, sides: Sequence[str]) -> str:
        """Each line's money times the factor above it; benefits stand left of investments."""
        columns = [FIRST_LINE + number for number, one in enumerate(sides) if one == side]
        if not columns:
            return "0"
        first, last = columns[0], columns[-1]
        counts = f"{cell(COUNTS_ROW, first)}:{cell(COUNTS_ROW, last)}"
        return f"SUMPRODUCT({counts},{self._at(row, first)}:{self._at(row, last)})"

    def _at(self, row: int, column: int) -> str:
        return cell(row, column).replace("$", "")

    def _set_up(self) -> None:
        sheet = self._page.sheet
        sheet.set_column(MONTH, YEAR, 7)
        sheet.set_column(FIRST_LINE, self.below_discounted, self._kit.money_width)
        self._page.print_width(self.below_discounted + 1)
        sheet.freeze_panes(FIRST_ROW, FIRST_LINE)
        sheet.repeat_rows(REF_ROW, COUNTS_ROW)
        sheet.repeat_columns(MONTH, YEAR)
        sheet.print_area(0, 0, self._last_row, self.below_discounted)


_MONTH_OR_NOTHING = "0;;0"


def _factor(month: str, year: str) -> str:
    """Month 0 is never discounted; the conventions differ in the exponent alone."""
    exponent = f"CHOOSE({CONVENTION},{year},MAX(0,{year}-0.5),{month}/12)"
    return f"(1+{DISCOUNT_RATE})^-{exponent}"


def _below(cumulative: str, month: str) -> str:
    """Hundredths of a cent are binary noise."""
    return f"IF(ROUND({cumulative},4)<0,{month},-1)"


def _months_below(cumulative: Sequence[Decimal]) -> list[int]:
    return [month if figure < 0 else -1 for month, figure in enumerate(cumulative)]


class _LineFormulas:
    """The formula of a line's money in a month, over its rows on the sheet of the calculation."""

    def __init__(self, page: Page, rows: LineRows, periods: int) -> None:
        self._rows = rows
        at = page.at
        self._upfront = None if rows.upfront is None else at(rows.upfront, FIRST_PERIOD)
        self._yearly = (
            []
            if rows.per_year is None
            else [at(rows.per_year, FIRST_PERIOD + period) for period in range(periods)]
        )
        self._starts, self._ends = (
            "" if row is None else at(row, SETTING) for row in (rows.starts, rows.ends)
        )
        last = FIRST_PERIOD + periods - 1
        self._factors = (
            ""
            if rows.factor is None
            else page.range_at(rows.factor, FIRST_PERIOD + 1, rows.factor, last)
        )
        self._once = ""
        if rows.one_offs:
            until = rows.first_one_off + len(rows.one_offs) - 1
            months = page.range_at(rows.first_one_off, SETTING, until, SETTING)
            amounts = page.range_at(rows.first_one_off, last + 1, until, last + 1)
            self._once = f"{months},{{month}},{amounts}"

    def of(self, month: int, cell_of_month: str) -> str | None:
        """None where nothing can flow, whatever is typed."""
        return "+".join(self._parts(month, cell_of_month)) or None

    def _parts(self, month: int, at: str) -> Iterator[str]:
        if not month and self._upfront:
            yield self._upfront
        if month and self._yearly:
            share = f"*INDEX({self._factors},INT(({at}-{self._starts})/12)+1)"
            money = f"{self._yearly[year_of(month)]}/12{share if self._factors else ''}"
            yield f"IF(AND({at}>={self._starts},{at}<={self._ends}),{money},0)"
        if self._once:
            yield f"SUMIF({self._once.format(month=at)})"
