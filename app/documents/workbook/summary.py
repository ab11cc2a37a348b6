"""The sheet somebody sees first: what it is about, the headline figures live, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlsxwriter.chart import Chart

from app.documents.language import Language
from app.documents.sentences import clauses_in, sentence_in
from app.documents.text import shortened
from app.documents.workbook.assumptions import YOURS, way_labels
from app.documents.workbook.charts import Charts
from app.documents.workbook.kit import Kit
from app.documents.workbook.page import Page, cell
from app.documents.workbook.results import Results, ShownResult
from app.documents.workbook.settings import CONVENTION_ROW, SCENARIO_ROW
from app.value.result import Totals

LABEL, NOW, VERSION, DIFFERENCE, GAP, RIGHT = range(6)
_LABELS, _GAP = 40, 2
_LAST = 13
"""The last column that is printed; those beside the table hold pictures."""
_SENTENCE_ROW, _HEADINGS_ROW = 3, 5
_CHARACTERS_OF_A_ROW = 150
_ROW_HEIGHT, _TALLEST = 17, 180
_MOST_UNQUANTIFIED = 12
_LONGEST_TITLE = 90
_BESIDE, _BELOW = (566, 340), (696, 340)
"""Pixels of the picture beside the table, and of one below."""


class SummarySheet:
    """A table of what was frozen beside what is calculated here, and three charts."""

    def __init__(
        self, kit: Kit, page: Page, assumptions: Page, language: Language, results: Results
    ) -> None:
        self._kit, self._page, self._language = kit, page, language
        self._assumptions, self._results = assumptions, results
        self._scenario = way_labels(kit)[kit.model.selected]

    def write(self, charts: Charts) -> None:
        """Write the sheet."""
        page, look, order = self._page, self._kit.look, self._kit.model.order
        for row, text, name in (
            (0, shortened(order.statement.title, _LONGEST_TITLE), "title"),
            (1, " · ".join(self._told()), "subtitle"),
        ):
            page.sheet.merge_range(row, LABEL, row, _LAST, "", look.style(name))
            page.text(row, LABEL, text, look.style(name))
        self._sentence()
        self._headings()
        row = _HEADINGS_ROW + 1
        frozen = self._frozen()
        for one in self._results.all:
            if one.name in frozen:
                self._figure(row, one, frozen[one.name])
                row += 1
        row = self._switches(row + 1)
        row = self._unquantified(row)
        self._pictures(charts, row + 1)
        self._set_up(row + 2 + _BELOW[1] // 20)

    def _told(self) -> Iterator[str]:
        order, gettext = self._kit.model.order, self._kit.words.gettext
        if order.statement.customer:
            yield order.statement.customer
        edition = order.edition
        if edition.version_number is None:
            yield gettext("Draft: figures may still change")
        else:
            yield gettext("Version %(number)s") % {"number": edition.version_number}
        if edition.label:
            yield edition.label
        yield self._language.date(edition.issued_at.date().isoformat())

    def _sentence(self) -> None:
        statement, result = self._kit.model.statement, self._kit.model.order.result
        totals = Totals(
            total_benefits=result.total_benefits,
            total_investment=result.total_investment,
            value=result.value,
        )
        clauses = clauses_in(self._language, statement, totals, result.lines)
        text = sentence_in(self._language, clauses)
        style = self._kit.look.style("sentence")
        self._page.sheet.merge_range(_SENTENCE_ROW, LABEL, _SENTENCE_ROW, _LAST, "", style)
        self._page.text(_SENTENCE_ROW, LABEL, text, style)
        rows = len(text) // _CHARACTERS_OF_A_ROW + 1
        self._page.sheet.set_row(_SENTENCE_ROW, min(_TALLEST, _ROW_HEIGHT * rows + 6))

    def _headings(self) -> None:
        gettext, look = self._kit.words.gettext, self._kit.look
        number = self._kit.model.order.edition.version_number
        told = (
            gettext("As in the draft")
            if number is None
            else gettext("As in version %(number)s") % {"number": number}
        )
        page = self._page
        heading = gettext("In %(currency)s") % {"currency": self._kit.currency}
        page.text(_HEADINGS_ROW, LABEL, heading, look.style("heading"))
        texts = [gettext("Calculated here"), told, gettext("Difference")]
        page.row_of_text(_HEADINGS_ROW, NOW, texts, look.style("heading_number"))
        page.sheet.set_row(_HEADINGS_ROW, 22)

    def _frozen(self) -> dict[str, Decimal | None]:
        """The figures of the version, rounded as they were told."""
        result = self._kit.model.order.result
        return {
            "value": result.value,
            "total_benefits": result.total_benefits,
            "total_investment": result.total_investment,
            "npv": result.metrics.npv,
            "roi": result.metrics.roi,
            "irr": result.metrics.irr,
            "benefit_cost_ratio": result.metrics.benefit_cost_ratio,
            "payback_months": result.metrics.payback_months,
            "discounted_payback_months": result.metrics.discounted_payback_months,
            "cost_of_delay": result.metrics.cost_of_delay,
            "cash_value": result.metrics.cash_value,
        }

    def _figure(self, row: int, one: ShownResult, frozen: Decimal | None) -> None:
        page, look = self._page, self._kit.look
        name = "headline" if one.name == "value" else "row"
        style = look.style(name, one.number)
        page.text(row, LABEL, one.text, look.style(f"{name}_text"))
        page.sheet.set_row(row, 24 if name == "headline" else 17)
        page.formula(row, NOW, one.cell, style, one.result)
        live, kept = cell(row, NOW), cell(row, VERSION)
        if frozen is None:
            page.text(row, VERSION, "—", style)
            page.text(row, DIFFERENCE, None, style)
            return
        page.number(row, VERSION, frozen, style)
        decimals = max(0, -int(frozen.as_tuple().exponent))
        formula = f'IF(ISNUMBER({live}),ROUND({live},{decimals})-{kept},"")'
        told = round(one.result, decimals) - frozen if isinstance(one.result, Decimal) else ""
        page.formula(row, DIFFERENCE, formula, style, told)

    def _switches(self, row: int) -> int:
        """The scenario and the convention that hold, as chosen elsewhere."""
        page, look, words = self._page, self._kit.look, self._kit.words
        convention = words.named(self._kit.model.statement.convention)
        for text, where, told in (
            (words.gettext("Scenario"), SCENARIO_ROW, self._scenario),
            (words.gettext("How money is discounted"), CONVENTION_ROW, convention),
        ):
            page.text(row, LABEL, text, look.style("row_text"))
            page.formula(row, NOW, self._assumptions.at(where, YOURS), look.style("row"), told)
            row += 1
        told = words.gettext("Both are chosen on the sheet of assumptions.")
        page.text(row, LABEL, told, look.style("note_line"))
        return row + 2

    def _unquantified(self, row: int) -> int:
        """Benefits that are told and not counted."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        told = [one for one in self._kit.model.statement.benefits if not one.has_money]
        if not told:
            return row
        page.text(row, LABEL, gettext("Benefits that are not counted"), look.style("section"))
        for number, one in enumerate(told[:_MOST_UNQUANTIFIED], start=1):
            told_shortly = shortened(one.statement, _CHARACTERS_OF_A_ROW)
            page.text(row + number, LABEL, told_shortly, look.style("text"))
        return row + len(told[:_MOST_UNQUANTIFIED]) + 2

    def _pictures(self, charts: Charts, row: int) -> None:
        gettext = self._kit.words.gettext
        beside = gettext("Waterfall: each benefit adds, each investment takes away, Value is left.")
        self._chart(charts.waterfall(), (_HEADINGS_ROW, RIGHT), _BESIDE, beside)
        flow = gettext("Columns: net flow of each period. Line: what has added up by then.")
        self._chart(charts.cash_flow(), (row, LABEL), _BELOW, flow)
        benefits = charts.benefits()
        if benefits is not None:
            told = gettext("Stacked columns: the benefits of each period, adjusted for risk.")
            self._chart(benefits, (row, RIGHT), (_BESIDE[0], _BELOW[1]), told)

    def _chart(
        self, chart: Chart, at: tuple[int, int], size: tuple[int, int], description: str
    ) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        options = {"description": description, "object_position": 2}
        self._page.sheet.insert_chart(*at, chart, options)

    def _set_up(self, last: int) -> None:
        sheet = self._page.sheet
        sheet.set_column(LABEL, LABEL, _LABELS)
        sheet.set_column(NOW, DIFFERENCE, 1.25 * self._kit.money_width)
        sheet.set_column(GAP, GAP, _GAP)
        sheet.print_area(0, 0, last, _LAST)
        sheet.fit_to_pages(1, 1)
        sheet.activate()
