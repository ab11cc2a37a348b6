"""The sheet of the cash flow: lines by period, sums, discounting, and the rows pictures read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from app.documents.workbook.grid_cells import FIRST_PERIOD as CALCULATED
from app.documents.workbook.kit import Kit
from app.documents.workbook.line_rows import LineRows
from app.documents.workbook.look import FACTOR
from app.documents.workbook.months import FIRST_LINE, YEAR, MonthsSheet
from app.documents.workbook.names import CONVENTION, DISCOUNT_RATE
from app.documents.workbook.page import Page, cell
from app.value.cashflow import Flow
from app.value.inputs import total_reference

REF, ITEM, FIRST = 0, 1, 2
PERIOD_ROW = 3
_WIDTHS = (6, 46)
_MONTHLY = 3
"""The number of monthly discounting among the conventions."""


@dataclass(frozen=True)
class CashRows:
    """Rows of the sheet."""

    benefits: tuple[int, ...]
    total_benefits: int
    investments: tuple[int, ...]
    total_investment: int
    net: int
    cumulative: int
    factor: int
    present: tuple[int, int, int]
    cumulative_present: int
    before: tuple[int, int, int]

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self.before[-1] + 1


def cash_rows(rows: Sequence[LineRows]) -> CashRows:
    """Lay out the sheet."""
    gaining = sum(1 for one in rows if one.line.laid_out.side == "benefit")
    first = PERIOD_ROW + 2
    total_benefits = first + gaining
    invested = total_benefits + 3
    total_investment = invested + len(rows) - gaining
    net = total_investment + 2
    return CashRows(
        benefits=tuple(range(first, total_benefits)),
        total_benefits=total_benefits,
        investments=tuple(range(invested, total_investment)),
        total_investment=total_investment,
        net=net,
        cumulative=net + 1,
        factor=net + 4,
        present=(net + 5, net + 6, net + 7),
        cumulative_present=net + 8,
        before=(net + 11, net + 12, net + 13),
    )


class CashFlowSheet:
    """Adds up what the sheet of the calculation says of each line."""

    def __init__(
        self,
        kit: Kit,
        page: Page,
        calculation: Page,
        months: MonthsSheet,
        lines: Sequence[LineRows],
    ) -> None:
        self._kit, self._page = kit, page
        self._calculation, self._months, self._lines = calculation, months, lines
        self.rows = cash_rows(lines)
        self.last = FIRST + kit.model.years
        self.total, self.worth = self.last + 1, self.last + 2

    def by_period(self, row: int) -> str:
        """The periods of a row."""
        return self._page.range_at(row, FIRST, row, self.last)

    def total_of(self, row: int) -> str:
        """The total of a row."""
        return self._page.at(row, self.total)

    def worth_of(self, row: int) -> str:
        """The present value of a row."""
        return self._page.at(row, self.worth)

    def write(self) -> None:
        """Write the rows of money; what follows from them is written below."""
        self._headings()
        self._side("benefit", self.rows.benefits, self.rows.total_benefits)
        self._side("investment", self.rows.investments, self.rows.total_investment)
        self._net()
        self._present_values()
        self._before_risk()
        self._set_up()

    def _headings(self) -> None:
        page, look, words = self._page, self._kit.look, self._kit.words
        page.text(0, REF, words.gettext("Cash flow"), look.style("title"))
        told = words.gettext("In %(currency)s, adjusted for risk.") % {
            "currency": self._kit.currency
        }
        page.text(1, REF, told, look.style("note_line"))
        right = look.style("heading_number")
        page.row_of_text(PERIOD_ROW, REF, [words.gettext("Ref."), ""], look.style("heading"))
        for period in range(self._kit.model.periods):
            heading = look.style("heading_number", words.period_format())
            page.number(PERIOD_ROW, FIRST + period, period, heading)
        page.text(PERIOD_ROW, self.total, words.gettext("Total"), right)
        page.text(PERIOD_ROW, self.worth, words.gettext("Present value"), right)

    def _side(self, side: str, rows: Sequence[int], total: int) -> None:
        gettext, look, model = self._kit.words.gettext, self._kit.look, self._kit.model
        benefit = side == "benefit"
        above = (rows[0] if rows else total) - 1
        title = gettext("Benefits") if benefit else gettext("Investment")
        self._page.text(above, ITEM, title, look.style("section"))
        numbered = [(n, one) for n, one in enumerate(self._lines) if one.line.laid_out.side == side]
        for row, (number, one) in zip(rows, numbered, strict=True):
            self._line(row, number, one)
        told = gettext("Total Benefits") if benefit else gettext("Total Investment")
        flow = model.case.benefits if benefit else model.case.investment
        formulas = [
            f"SUM({self._at(rows[0], column)}:{self._at(rows[-1], column)})" if rows else "0"
            for column in range(FIRST, self.worth + 1)
        ]
        worth = model.case.present_value("benefit" if benefit else "investment")
        self._row(total, told, formulas, [*flow.by_period, flow.total, worth], "total")

    def _line(self, row: int, number: int, one: LineRows) -> None:
        laid_out = one.line.laid_out
        formulas = [
            self._calculation.at(one.adjusted, CALCULATED + period)
            for period in range(self._kit.model.periods)
        ]
        formulas.append(self._sum_of(row))
        months, factors = (
            self._months.column(column) for column in (FIRST_LINE + number, self._months.factor)
        )
        formulas.append(f"SUMPRODUCT({months},{factors})*{self._months.counted(number)}")
        figures = [*laid_out.flow.by_period, laid_out.flow.total, laid_out.present_value]
        self._row(row, laid_out.line.statement, formulas, figures, "row")
        ref = total_reference(one.line.ref, risk_adjusted=True)
        self._page.text(row, REF, ref, self._kit.look.style("row_ref"))

    def _net(self) -> None:
        rows, gettext, net = self.rows, self._kit.words.gettext, self._kit.model.case.net
        columns = range(FIRST, self.worth + 1)
        formulas = [
            f"{self._at(rows.total_benefits, column)}-{self._at(rows.total_investment, column)}"
            for column in columns
        ]
        case = self._kit.model.case
        worth = case.present_value("benefit") - case.present_value("investment")
        self._row(rows.net, gettext("Net"), formulas, [*net.by_period, net.total, worth], "total")
        running = list(self._running(rows.net, rows.cumulative))
        self._row(
            rows.cumulative, gettext("Cumulative"), running, list(accumulate(net.by_period)), "row"
        )

    def _running(self, added: int, row: int) -> Iterator[str]:
        for column in range(FIRST, self.last + 1):
            here = self._at(added, column)
            yield here if column == FIRST else f"{self._at(row, column - 1)}+{here}"

    def _present_values(self) -> None:
        rows, case, gettext = self.rows, self._kit.model.case, self._kit.words.gettext
        title = gettext("Discounted to today")
        self._page.text(rows.factor - 1, ITEM, title, self._kit.look.style("section"))
        self._factors()
        worths = [self._worth(flow) for flow in (case.benefits, case.investment, case.net)]
        for row, of, text, months, worth in zip(
            rows.present,
            (rows.total_benefits, rows.total_investment, rows.net),
            (gettext("Benefits"), gettext("Investment"), gettext("Net")),
            (self._months.benefits, self._months.investment, self._months.net),
            worths,
            strict=True,
        ):
            formulas = [self._discounted(of, months, column) for column in self._columns]
            formulas.append(self._sum_of(row))
            self._row(row, text, formulas, [*worth, sum(worth, Decimal(0))], "row")
        running = list(self._running(rows.present[2], rows.cumulative_present))
        cumulative = list(accumulate(worths[2]))
        self._row(rows.cumulative_present, gettext("Cumulative"), running, cumulative, "row")

    @property
    def _columns(self) -> range:
        return range(FIRST, self.last + 1)

    def _discounted(self, row: int, months: int, column: int) -> str:
        """A year's money times its factor; where each month has its own, the months are summed."""
        period = self._at(PERIOD_ROW, column).replace(str(PERIOD_ROW + 1), f"${PERIOD_ROW + 1}")
        monthly = (
            f"SUMPRODUCT(({self._months.column(YEAR)}={period})"
            f"*{self._months.column(months)}*{self._months.column(self._months.factor)})"
        )
        factor = self._at(self.rows.factor, column)
        return f"IF({CONVENTION}={_MONTHLY},{monthly},{self._at(row, column)}*{factor})"

    def _factors(self) -> None:
        gettext, look = self._kit.words.gettext, self._kit.look
        row, page, model = self.rows.factor, self._page, self._kit.model
        page.text(row, ITEM, gettext("Discount factor"), look.style("row_text"))
        page.text(row, REF, None, look.style("row_text"))
        monthly = gettext("by month")
        told = monthly[:60].replace('"', "")
        for period, column in enumerate(self._columns):
            number = self._at(PERIOD_ROW, column)
            exponent = f"CHOOSE({CONVENTION},{number},MAX(0,{number}-0.5))"
            formula = f'IF({CONVENTION}={_MONTHLY},"{told}",(1+{DISCOUNT_RATE})^-{exponent})'
            is_monthly = model.statement.convention == "monthly"
            result = told if is_monthly else model.case.factors[12 * period]
            page.formula(row, column, formula, look.style("row", FACTOR), result)

    def _worth(self, flow: Flow) -> list[Decimal]:
        factors = self._kit.model.case.factors
        money = [
            twelfth * factor / 12 for twelfth, factor in zip(flow.twelfths, factors, strict=True)
        ]
        years = [sum(money[at : at + 12], Decimal(0)) for at in range(1, len(money), 12)]
        return [money[0], *years]

    def _before_risk(self) -> None:
        rows, gettext, case = self.rows, self._kit.words.gettext, self._kit.model.case
        title = gettext("Before risk adjustment")
        self._page.text(rows.before[0] - 1, ITEM, title, self._kit.look.style("section"))
        periods = range(self._kit.model.periods)
        told: list[list[Decimal]] = []
        for row, side, text in (
            (rows.before[0], "benefit", gettext("Total Benefits")),
            (rows.before[1], "investment", gettext("Total Investment")),
        ):
            on_side = [one for one in self._lines if one.line.laid_out.side == side]
            formulas = [self._added(on_side, period) for period in periods]
            flows = [one.line.laid_out.before_risk for one in on_side]
            figures = [sum((flow.by_period[p] for flow in flows), Decimal(0)) for p in periods]
            total = case.total("benefit" if side == "benefit" else "investment", before_risk=True)
            told.append([*figures, total])
            self._row(row, text, [*formulas, self._sum_of(row)], told[-1], "row")
        formulas = [
            f"{self._at(rows.before[0], column)}-{self._at(rows.before[1], column)}"
            for column in range(FIRST, self.total + 1)
        ]
        value = [one - other for one, other in zip(*told, strict=True)]
        self._row(rows.before[2], gettext("Value"), formulas, value, "total")

    def _added(self, lines: Sequence[LineRows], period: int) -> str:
        """A period of all lines, before risk: named one by one, as they stand in blocks."""
        at = [self._calculation.at(one.total, CALCULATED + period) for one in lines]
        return "+".join(at) or "0"

    def _row(
        self,
        row: int,
        text: str,
        formulas: Sequence[str],
        figures: Sequence[Decimal],
        style: str,
    ) -> None:
        look = self._kit.look
        for column in (REF, ITEM):
            self._page.text(
                row, column, text if column == ITEM else None, look.style(f"{style}_text")
            )
        money = look.style(style, look.money)
        for offset, (formula, figure) in enumerate(zip(formulas, figures, strict=True)):
            self._page.formula(row, FIRST + offset, formula, money, figure)

    def _sum_of(self, row: int) -> str:
        return f"SUM({self._at(row, FIRST)}:{self._at(row, self.last)})"

    def _at(self, row: int, column: int) -> str:
        return cell(row, column).replace("$", "")

    def _set_up(self) -> None:
        sheet = self._page.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(FIRST, self.worth, self._kit.money_width)
        self._page.print_width(self.worth + 1)
        sheet.freeze_panes(PERIOD_ROW + 1, FIRST)
        sheet.repeat_rows(PERIOD_ROW)
        sheet.repeat_columns(REF, ITEM)
