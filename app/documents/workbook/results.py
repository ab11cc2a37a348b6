"""The figures of the case as formulas, below the cash flow; each has a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.documents.workbook.cash_flow import FIRST, ITEM, REF, CashFlowSheet
from app.documents.workbook.kit import Kit
from app.documents.workbook.look import MONTHS, RATIO, SHARE, WHOLE
from app.documents.workbook.months import MonthsSheet
from app.documents.workbook.names import text_in_formula
from app.documents.workbook.page import Page
from app.documents.workbook.rates import Rates
from app.value.formulas.arithmetic import exactly
from app.value.lines import Benefit
from app.value.measures import Measures, measures_of
from app.value.rates_of_return import rates_of_return, sign_changes

_LEAST_INVESTED = "0.000000001"
_RESULTS = 14


@dataclass(frozen=True)
class ShownResult:
    """One figure: its name, what it is called, its formula, its result, how it is shown."""

    name: str
    text: str
    formula: str
    result: Decimal | int | str
    number: str

    @property
    def cell(self) -> str:
        """The name of its cell."""
        return f"_{self.name}"


class Results:
    """Knows all results as soon as it is made; writes them where it is told to."""

    def __init__(self, kit: Kit, page: Page, cash: CashFlowSheet, months: MonthsSheet) -> None:
        self._kit, self._page, self._cash, self._months = kit, page, cash, months
        with exactly():
            self._measures: Measures = measures_of(kit.model.case)
        self._first_row = cash.rows.end + 2
        self._rates = Rates(kit, page, cash, self._first_row + _RESULTS + 2)
        self.all = (*self._totals(), *self._returns(), *self._paybacks(), *self._others())

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self._rates.end

    def write(self) -> None:
        """Write a row for each result, then how the internal rate of return is found."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(self._first_row - 1, ITEM, gettext("Results"), look.style("section"))
        for row, one in enumerate(self.all, start=self._first_row):
            page.text(row, REF, None, look.style("row_text"))
            page.text(row, ITEM, one.text, look.style("row_text"))
            page.formula(row, FIRST, one.formula, look.style("row", one.number), one.result)
            self._kit.book.define_name(one.cell, f"={page.at(row, FIRST)}")
        self._rates.write()
        page.sheet.print_area(0, 0, self._first_row + _RESULTS, self._cash.worth)

    def _totals(self) -> Iterator[ShownResult]:
        gettext, case, rows = self._kit.words.gettext, self._kit.model.case, self._cash.rows
        money, total, worth = self._kit.look.money, self._cash.total_of, self._cash.worth_of
        benefits, invested = case.total("benefit"), case.total("investment")
        for name, text, formula, result in (
            ("total_benefits", gettext("Total Benefits"), total(rows.total_benefits), benefits),
            (
                "total_investment",
                gettext("Total Investment"),
                total(rows.total_investment),
                invested,
            ),
            ("value", gettext("Value"), total(rows.net), benefits - invested),
            (
                "present_value_of_benefits",
                gettext("Present value of benefits"),
                worth(rows.total_benefits),
                case.present_value("benefit"),
            ),
            (
                "present_value_of_investment",
                gettext("Present value of investment"),
                worth(rows.total_investment),
                case.present_value("investment"),
            ),
            ("npv", gettext("Net present value"), worth(rows.net), self._measures.npv),
        ):
            yield ShownResult(name, text, formula, result, money)

    def _returns(self) -> Iterator[ShownResult]:
        gettext, measures = self._kit.words.gettext, self._measures
        nothing = gettext("nothing invested")
        invested = "_present_value_of_investment"
        for name, text, above, result, number in (
            ("roi", gettext("Return on investment"), "_npv", measures.roi, SHARE),
            (
                "benefit_cost_ratio",
                gettext("Benefit-cost ratio"),
                "_present_value_of_benefits",
                measures.benefit_cost_ratio,
                RATIO,
            ),
        ):
            formula = (
                f"IF({invested}>{_LEAST_INVESTED},{above}/{invested},{text_in_formula(nothing)})"
            )
            yield ShownResult(name, text, formula, _or(result, nothing), number)
        yield self._internal_rate()
        changes = sign_changes(self._kit.model.case.net.by_period)
        text = gettext("Changes of sign in the net flows")
        yield ShownResult("sign_changes", text, self._rates.sign_changes, changes, WHOLE)

    def _internal_rate(self) -> ShownResult:
        """A spreadsheet's IRR names one root without a warning, so the roots are counted first."""
        gettext = self._kit.words.gettext
        none, several = gettext("no such rate"), gettext("several such rates")
        net = self._cash.by_period(self._cash.rows.net)
        found = f"IRR({net},IF(_roots=0,0.1,_first_rate))"
        formula = (
            f"IF(_sign_changes=0,{text_in_formula(none)},"
            f"IF(AND(_sign_changes>1,_roots<>1),"
            f"IF(_roots=0,{text_in_formula(none)},{text_in_formula(several)}),"
            f"IFERROR({found},{text_in_formula(none)})))"
        )
        flows = self._kit.model.case.net.by_period
        undefined = several if len(rates_of_return(flows)) > 1 else none
        text = gettext("Internal rate of return")
        return ShownResult("irr", text, formula, _or(self._measures.irr, undefined), SHARE)

    def _paybacks(self) -> Iterator[ShownResult]:
        gettext, months = self._kit.words.gettext, self._months
        never = gettext("not within the horizon")
        for name, text, columns, result in (
            (
                "payback_months",
                gettext("Payback, in months"),
                (months.below, months.cumulative, months.net),
                self._measures.payback_months,
            ),
            (
                "discounted_payback_months",
                gettext("Discounted payback, in months"),
                (months.below_discounted, months.cumulative_discounted, months.discounted),
                self._measures.discounted_payback_months,
            ),
        ):
            below, cumulative, flow = (months.column(column) for column in columns)
            last = f"MAX({below})"
            formula = (
                f"IF({last}<0,0,IF({last}={self._kit.model.statement.months},"
                f"{text_in_formula(never)},"
                f"{last}-INDEX({cumulative},{last}+1)/INDEX({flow},{last}+2)))"
            )
            yield ShownResult(name, text, formula, _or(result, never), MONTHS)

    def _others(self) -> Iterator[ShownResult]:
        gettext, money, rows = self._kit.words.gettext, self._kit.look.money, self._cash.rows
        lost = self._months.last(self._months.net)
        text = gettext("Cost of one month’s delay")
        yield ShownResult("cost_of_delay", text, lost, self._measures.cost_of_delay, money)
        releasing = [
            self._cash.total_of(row)
            for row, one in zip(rows.benefits, self._benefits(), strict=True)
            if one.realisation == "cash_releasing"
        ]
        formula = "+".join(releasing or ["0"]) + "-_total_investment"
        text = gettext("Value in cash alone")
        yield ShownResult("cash_value", text, formula, self._measures.cash_value, money)

    def _benefits(self) -> list[Benefit]:
        lines = [one.laid_out.line for one in self._kit.model.lines]
        return [line for line in lines if isinstance(line, Benefit)]


def _or(figure: Decimal | None, told: str) -> Decimal | str:
    return told if figure is None else figure
