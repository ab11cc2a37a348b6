"""The sheet of the calculation: every formula by period, line by line, references as in print."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.workbook.assumptions import AssumptionsSheet
from app.documents.workbook.grid_cells import (
    FIRST_PERIOD,
    FORMULA,
    ITEM,
    NAME,
    PERIOD_ROW,
    REF,
    UNIT,
    GridCells,
)
from app.documents.workbook.kit import Kit
from app.documents.workbook.line_block import LineBlock
from app.documents.workbook.line_rows import LineRows, rows_of
from app.documents.workbook.look import calculated_format, format_of
from app.documents.workbook.names import cell_name
from app.documents.workbook.page import NO_FIGURE, Calculated, Page, cell
from app.value.assumptions import Assumption
from app.value.formulas import parse
from app.value.formulas.to_excel import to_excel

_WIDTHS = (6, 44, 20, 16, 46, 11)
_MOST_INPUT_CELLS = 40_000
_MOST_DECIMALS = "#,##0.00####"


class CalculationSheet:
    """Knows the rows of everything as soon as it is made; `lines` has those of each line."""

    def __init__(self, kit: Kit, page: Page, assumptions: AssumptionsSheet) -> None:
        self._kit, self._page, self._assumptions = kit, page, assumptions
        model = kit.model
        self.cells = GridCells(model, assumptions, PERIOD_ROW)
        self._inputs = [key for key in model.figures if self._is_input_row(key)]
        self._formulas = [one for one in model.statement.assumptions if one.formula is not None]
        self._steady: dict[str, int] = {}
        self._first_input = PERIOD_ROW + 2
        self._first_formula = self._first_input + len(self._inputs) + 2 * bool(self._inputs)
        row = self._first_formula + len(self._formulas) + 2 * bool(self._formulas)
        self.lines = self._laid_out(row - 1)
        self.cells.first_sum_row = (self.lines[-1].end if self.lines else row - 1) + 2
        self._place_rows()

    @property
    def last_column(self) -> int:
        """The column of totals."""
        return FIRST_PERIOD + self._kit.model.periods

    def write(self, blocks: Sequence[LineBlock]) -> None:
        """Write the sheet."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(0, REF, gettext("Calculation"), look.style("title"))
        advice = gettext(
            "Every formula of the statement, period by period. Yellow cells are inputs: when a "
            "line starts and ends, its ramp, its risk adjustment."
        )
        page.text(1, REF, advice, look.style("note_line"))
        self._headings()
        self._input_rows()
        self._formula_rows()
        for block in blocks:
            block.write()
        self._sums()
        self._set_up()

    def _is_input_row(self, key: str) -> bool:
        model = self._kit.model
        return key in model.varying and model.assumption(key).formula is None

    def _laid_out(self, row: int) -> tuple[LineRows, ...]:
        model = self._kit.model
        most = max(3, _MOST_INPUT_CELLS // (model.periods * max(1, len(model.lines))))
        found = []
        for line in model.lines:
            found.append(rows_of(line, row, most))
            row = found[-1].end + 1
        return tuple(found)

    def _place_rows(self) -> None:
        for row, key in enumerate(self._inputs, start=self._first_input):
            self.cells.rows[key] = row
        for row, one in enumerate(self._formulas, start=self._first_formula):
            where = self.cells.rows if one.key in self._kit.model.varying else self._steady
            where[one.key] = row

    def _headings(self) -> None:
        page, look, words = self._page, self._kit.look, self._kit.words
        gettext = words.gettext
        texts = [
            gettext("Ref."),
            gettext("Item"),
            gettext("Name in formulas"),
            gettext("Unit"),
            gettext("Formula"),
            gettext("Setting"),
        ]
        page.row_of_text(PERIOD_ROW, REF, texts, look.style("heading"))
        heading = look.style("heading_number", words.period_format())
        for period in range(self._kit.model.periods):
            page.number(PERIOD_ROW, FIRST_PERIOD + period, period, heading)
        page.text(PERIOD_ROW, self.last_column, gettext("Total"), look.style("heading_number"))

    def _section(self, row: int, text: str) -> None:
        self._page.text(row, ITEM, text, self._kit.look.style("section"))

    def _input_rows(self) -> None:
        if not self._inputs:
            return
        self._section(self._first_input - 1, self._kit.words.gettext("Assumptions by period"))
        for key in self._inputs:
            row, assumption = self.cells.rows[key], self._kit.model.assumption(key)
            figures = self._kit.model.values(key)
            number = format_of(assumption.unit, figures)
            self._words(row, assumption)
            for period, figure in enumerate(figures):
                used = self._assumptions.used(key, period)
                self._cell(row, period, str(used), number, NO_FIGURE if figure is None else figure)
            self._name(key, row)

    def _formula_rows(self) -> None:
        if not self._formulas:
            return
        self._section(self._first_formula - 1, self._kit.words.gettext("Calculated assumptions"))
        for assumption in self._formulas:
            self._words(self._row(assumption.key), assumption)
            self._formula_row(assumption)

    def _formula_row(self, assumption: Assumption) -> None:
        row = self._row(assumption.key)
        tree = parse(assumption.formula or "").tree
        figures = self._kit.model.values(assumption.key)
        number = calculated_format(assumption.unit, figures)
        steady = assumption.key in self._steady
        for period, figure in enumerate(figures):
            if steady and period:
                self._cell(row, period, cell(row, FIRST_PERIOD), number, figure)
                continue
            formula = to_excel(tree, period, self.cells)
            instead = self._assumptions.used(assumption.key, period)
            if instead is not None:
                formula = f"IF(ISNUMBER({instead}),{instead},{formula})"
            self._cell(row, period, formula, number, figure)
        self._name(assumption.key, row)

    def _row(self, key: str) -> int:
        return self._steady[key] if key in self._steady else self.cells.rows[key]

    def _words(self, row: int, assumption: Assumption) -> None:
        page, look = self._page, self._kit.look
        page.text(row, ITEM, assumption.label or assumption.key, look.style("text"))
        page.text(row, NAME, assumption.key, look.style("key"))
        page.text(row, UNIT, assumption.unit, look.style("text"))
        page.text(row, FORMULA, assumption.formula, look.style("formula"))

    def _cell(self, row: int, period: int, formula: str, number: str, figure: Calculated) -> None:
        style = self._kit.look.style("figure", number)
        self._page.formula(row, FIRST_PERIOD + period, formula, style, figure)

    def _name(self, key: str, row: int) -> None:
        """A row by period is named as a whole: found in the name box, read by nothing."""
        last = FIRST_PERIOD if key in self._steady else self.last_column - 1
        target = self._page.range_at(row, FIRST_PERIOD, row, last)
        if last == FIRST_PERIOD:
            target = self._page.at(row, FIRST_PERIOD)
        self._kit.book.define_name(cell_name(key), f"={target}")

    def _sums(self) -> None:
        """What is summed up by CUM; writing a sum may ask for another one."""
        written = 0
        while written < len(self.cells.sums):
            if not written:
                title = self._kit.words.gettext("Parts of formulas that are summed up")
                self._section(self.cells.first_sum_row - 1, title)
            node, row = list(self.cells.sums.items())[written]
            for period in range(self._kit.model.periods):
                figure = self._kit.model.evaluated(node, period)
                formula = to_excel(node, period, self.cells)
                self._cell(row, period, formula, _MOST_DECIMALS, figure)
            written += 1

    def _set_up(self) -> None:
        sheet = self._page.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(FIRST_PERIOD, self.last_column, self._kit.money_width)
        sheet.outline_settings(symbols_below=False)
        self._page.print_width(self.last_column + 1)
        sheet.freeze_panes(PERIOD_ROW + 1, NAME)
        sheet.repeat_rows(PERIOD_ROW)
        sheet.repeat_columns(REF, ITEM)
        last = self.cells.first_sum_row + len(self.cells.sums)
        sheet.print_area(0, 0, last, self.last_column)
        self._page.fade_errors(last, self.last_column, self._kit.look.faded)
