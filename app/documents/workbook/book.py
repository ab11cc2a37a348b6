"""An order in, a workbook out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC

from xlsxwriter import Workbook

from app.documents.codes import code_of
from app.documents.language import Language
from app.documents.order import PrintOrder
from app.documents.workbook.about import AboutSheet
from app.documents.workbook.analyses import AnalysesSheet
from app.documents.workbook.assumptions import AssumptionsSheet, way_labels
from app.documents.workbook.calculation import CalculationSheet
from app.documents.workbook.cash_flow import CashFlowSheet
from app.documents.workbook.chart_rows import ChartRows
from app.documents.workbook.charts import Charts
from app.documents.workbook.kit import Kit
from app.documents.workbook.line_block import LineBlock
from app.documents.workbook.look import Look
from app.documents.workbook.map import MapSheet
from app.documents.workbook.model import Model
from app.documents.workbook.months import MonthsSheet
from app.documents.workbook.names import sheet_names
from app.documents.workbook.page import Page, PlainSheet
from app.documents.workbook.places import MAP_SHEET
from app.documents.workbook.results import Results
from app.documents.workbook.summary import SummarySheet
from app.documents.workbook.words import Words
from app.value.currencies import MINOR_UNIT
from app.value.formulas.arithmetic import exactly

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

_MEANT = ("formula_differs", "formula_range", "empty_cell_reference", "eval_error")
"""What spreadsheets mark with a green corner as a likely slip."""


def workbook(order: PrintOrder) -> bytes:
    """The whole calculation of a statement as an `.xlsx`, live; the same order, the same bytes.

    Every formula carries the engine's result, so that previews show figures; spreadsheets
    recalculate when they open it.

    Raises:
        CalculationError: the statement has no result by the rules of today.
    """
    file = io.BytesIO()
    with exactly():
        book = Workbook(file, dict(_OPTIONS))
        _Sheets(order, book).write()
        book.close()
    return file.getvalue()


class _Sheets:
    """All sheets of a workbook: each is made, so that places are known, and then written."""

    def __init__(self, order: PrintOrder, book: Workbook) -> None:
        language = Language.of(order.tag, order.statement.currency_code)
        self._order, self._book = order, book
        self._language = language
        rtl = language.direction == "rtl"
        look = Look(book, MINOR_UNIT[order.statement.currency_code], order.brand.palette, rtl=rtl)
        self._kit = Kit(book, Model(order), Words(language.translations), look)
        pages = self._pages()
        (summary, assumptions, calculation, months, cash, analyses, about, found) = pages
        self._assumptions = AssumptionsSheet(self._kit, assumptions)
        self._calculation = CalculationSheet(self._kit, calculation, self._assumptions)
        lines = self._calculation.lines
        self._months = MonthsSheet(self._kit, months, calculation, lines)
        self._cash = CashFlowSheet(self._kit, cash, calculation, self._months, lines)
        self._results = Results(self._kit, cash, self._cash, self._months)
        self._blocks = [
            LineBlock(
                self._kit, calculation, self._calculation.cells, rows, self._months.money_of(n)
            )
            for n, rows in enumerate(lines)
        ]
        self._analyses = AnalysesSheet(self._kit, analyses)
        self._chart_rows = ChartRows(self._kit, cash, self._cash, self._results.end + 1)
        self._charts = Charts(self._kit, language, self._cash, self._chart_rows)
        self._summary = SummarySheet(self._kit, summary, assumptions, language, self._results)
        self._about = AboutSheet(self._kit, about, language)
        self._map = MapSheet(self._kit, found)

    def write(self) -> None:
        """Write all sheets, the map last: it lists what the others wrote."""
        self._properties()
        steps: tuple[Callable[[], None], ...] = (
            lambda: self._assumptions.write(self._map.conventions),
            lambda: self._calculation.write(self._blocks),
            self._months.write,
            self._cash.write,
            self._results.write,
            self._analyses.write,
            self._chart_rows.write,
            lambda: self._summary.write(self._charts),
            self._about.write,
            lambda: self._map.write(way_labels(self._kit)),
        )
        for step in steps:
            step()

    def _pages(self) -> list[Page]:
        gettext = self._kit.words.gettext
        names = sheet_names(
            [
                gettext("Summary"),
                gettext("Assumptions"),
                gettext("Calculation"),
                gettext("Months"),
                gettext("Cash flow"),
                gettext("Analyses"),
                gettext("About"),
                MAP_SHEET,
            ]
        )
        return [self._page(name) for name in names]

    def _page(self, name: str) -> Page:
        sheet = self._book.add_worksheet(name, PlainSheet)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9 if self._order.paper == "A4" else 1)
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors(dict.fromkeys(_MEANT, "A1:XFD1048576"))
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if self._language.direction == "rtl":
            sheet.right_to_left()
        sheet.set_header(f"&L&8{_in_header(self._order.statement.title)}")
        sheet.set_footer(f"&L&8{_in_header(self._edition())}&R&8&P / &N")
        return Page(sheet, name)

    def _edition(self) -> str:
        edition, gettext = self._order.edition, self._kit.words.gettext
        told = (
            gettext("Draft")
            if edition.version_number is None
            else gettext("Version %(number)s") % {"number": edition.version_number}
        )
        return f"{told} · {code_of(edition.content_hash)}"

    def _properties(self) -> None:
        order = self._order
        self._book.set_properties(
            {
                "title": order.statement.title[:255],
                "subject": (order.statement.customer or "")[:255],
                "author": (order.edition.author or "")[:255],
                "comments": f"{self._edition()} · {order.edition.content_hash}",
                # Written without a time zone and read as UTC.
                "created": order.edition.issued_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self._book.set_calc_mode("auto")


def _in_header(text: str) -> str:
    """A text of a header, where `&` begins a command; the whole has 255 characters."""
    return "".join(character for character in text[:100] if character.isprintable()).replace(
        "&", "&&"
    )
