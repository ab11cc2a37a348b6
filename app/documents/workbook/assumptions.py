"""The sheet of assumptions: settings, then a row with an input cell for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsxwriter.format import Format

from app.documents.workbook.kit import Kit
from app.documents.workbook.look import format_of, height_of, is_percent
from app.documents.workbook.model import Figure
from app.documents.workbook.names import SCENARIO, cell_name
from app.documents.workbook.page import NO_FIGURE, Page, cell
from app.documents.workbook.places import Place
from app.documents.workbook.settings import Settings
from app.value.assumptions import Assumption
from app.value.figures import write_figure

LABEL, NAME, UNIT, PERIOD, YOURS, USED, STATED, LOW, HIGH, WAYS = range(10)
"""Columns; those of the scenarios begin at `WAYS`, and words follow them."""
HEADINGS_ROW = 8
_WIDTHS = (38, 20, 17, 10, 22, 14, 14, 12, 12)
_WIDTHS_OF_WORDS = (18, 18, 32, 36)


class AssumptionsSheet:
    """Knows where each figure stands as soon as it is made; writes when it is told to."""

    def __init__(self, kit: Kit, page: Page) -> None:
        self._kit, self._page = kit, page
        self._ways = len(kit.model.ways)
        self._first_word = WAYS + self._ways
        self._rows: dict[tuple[str, int | None], int] = {}
        row = HEADINGS_ROW + 1
        for key, figures in kit.model.figures.items():
            by_period = figures[0].period is not None
            for number, figure in enumerate(figures, start=int(by_period)):
                self._rows[key, figure.period] = row + number
            row += len(figures) + int(by_period)
        self._end = row

    def used(self, key: str, period: int) -> str | None:
        """The cell with the figure that counts; None where an assumption has no row here."""
        for place in ((key, None), (key, period)):
            if place in self._rows:
                return self._page.at(self._rows[place], USED)
        return None

    def write(self, conventions_range: str) -> None:
        """Write the sheet; the range holds the names of the conventions."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(0, LABEL, gettext("Assumptions"), look.style("title"))
        advice = gettext(
            "Type into the yellow cells: “Your value” takes the place of the scenario’s figure, "
            "and everything follows. Empty it, and the scenario’s figure is back."
        )
        page.text(1, LABEL, advice, look.style("note_line"))
        ways = self._page.range_at(HEADINGS_ROW, WAYS, HEADINGS_ROW, self._first_word - 1)
        Settings(self._kit, page, YOURS).write(way_labels(self._kit), ways, conventions_range)
        self._headings()
        for key, figures in self._kit.model.figures.items():
            self._assumption(self._kit.model.assumption(key), figures)
        if not self._rows:
            nothing = gettext("The statement rests on no assumptions.")
            page.text(HEADINGS_ROW + 1, LABEL, nothing, look.style("note_line"))
        self._set_up()

    def _headings(self) -> None:
        gettext = self._kit.words.gettext
        texts = [
            gettext("Assumption"),
            gettext("Name in formulas"),
            gettext("Unit"),
            gettext("Period"),
            gettext("Your value"),
            gettext("Used"),
            gettext("Stated"),
            gettext("Low"),
            gettext("High"),
            *way_labels(self._kit),
            gettext("Basis"),
            gettext("Status"),
            gettext("Source"),
            gettext("Note"),
        ]
        look = self._kit.look
        for column, text in enumerate(texts):
            figures = YOURS <= column < self._first_word
            style = look.style("heading_number") if figures else look.style("heading", indent=1)
            self._page.text(HEADINGS_ROW, column, text, style)
        self._page.sheet.set_row(HEADINGS_ROW, 32)

    def _assumption(self, assumption: Assumption, figures: Sequence[Figure]) -> None:
        by_period = figures[0].period is not None
        first = self._rows[assumption.key, figures[0].period]
        self._words(assumption, first - int(by_period), figures)
        for figure in figures:
            row = self._rows[assumption.key, figure.period]
            self._figure(assumption, figure, row)
            if figure.period is not None:
                self._page.sheet.set_row(row, None, None, {"level": 1})
        if not by_period and assumption.key not in self._kit.model.varying:
            self._kit.book.define_name(cell_name(assumption.key), f"={self._page.at(first, USED)}")

    def _words(self, assumption: Assumption, row: int, figures: Sequence[Figure]) -> None:
        page, words = self._page, self._kit.words
        page.text(row, LABEL, assumption.label or assumption.key, self._style("wrapped"))
        page.text(row, NAME, assumption.key, self._style("key"))
        page.text(row, UNIT, assumption.unit, self._style("wrapped"))
        stated = [figure.stated for figure in figures]
        number = format_of(assumption.unit, [assumption.low, assumption.high, *stated])
        for column, bound in ((LOW, assumption.low), (HIGH, assumption.high)):
            if bound is not None:
                page.number(row, column, bound, self._style("quiet", number))
        told = (
            words.named(assumption.basis),
            words.named(assumption.status or "unsaid"),
            assumption.source,
            assumption.note,
        )
        for offset, text in enumerate(told):
            page.text(row, self._first_word + offset, text, self._style("wrapped", indent=1))
        wrapped = zip((assumption.label, *told), (_WIDTHS[LABEL], *_WIDTHS_OF_WORDS), strict=True)
        page.sheet.set_row(row, height_of(wrapped))

    def _figure(self, assumption: Assumption, figure: Figure, row: int) -> None:
        page = self._page
        given = [assumption.low, assumption.high, figure.stated, *figure.by_scenario]
        number = format_of(assumption.unit, given)
        typed = format_of(assumption.unit, given, typed=True)
        if figure.period is not None:
            period = self._kit.words.period(figure.period)
            page.text(row, PERIOD, period, self._style("text"))
        page.text(row, YOURS, None, self._kit.look.style("input", typed))
        self._check(assumption, row)
        formula, result = self._chosen(assumption, figure, row)
        page.formula(row, USED, formula, self._style("used", typed), result)
        if figure.stated is not None:
            page.number(row, STATED, figure.stated, self._style("figure", number))
        elif assumption.formula is None:
            page.formula(row, STATED, "NA()", self._style("quiet"), NO_FIGURE)
        for way, moved in enumerate(figure.by_scenario):
            if moved is not None:
                page.number(row, WAYS + way, moved, self._style("moved", number))
            elif assumption.formula is None:
                known = NO_FIGURE if figure.stated is None else figure.stated
                page.formula(
                    row, WAYS + way, cell(row, STATED), self._style("quiet", number), known
                )
        if figure.stated is not None:
            self._kit.places.append(self._place(assumption, figure, row))

    def _style(self, name: str, number: str | None = None, **more: int) -> Format:
        """A style with a hairline below, which leads the eye along wide rows."""
        look = self._kit.look
        return look.style(name, number, bottom=4, bottom_color=look.palette.rule, **more)

    def _chosen(
        self, assumption: Assumption, figure: Figure, row: int
    ) -> tuple[str, Decimal | str]:
        """Your value, or the scenario's; of a formula nothing where no scenario replaces it."""
        yours = cell(row, YOURS)
        ways = ",".join(cell(row, WAYS + way) for way in range(self._ways))
        chosen = f"CHOOSE({SCENARIO},{ways})"
        if assumption.formula is not None:
            chosen = f'IF(ISNUMBER({chosen}),{chosen},"")'
        result = "" if assumption.formula is not None else figure.stated
        return f"IF(ISNUMBER({yours}),{yours},{chosen})", NO_FIGURE if result is None else result

    def _place(self, assumption: Assumption, figure: Figure, row: int) -> Place:
        at = self._page.at
        field = "value" if figure.period is None else "initial"
        if figure.period:
            field = f"by_year/{figure.period - 1}"
        low, high = (
            None if bound is None else write_figure(bound)
            for bound in (assumption.low, assumption.high)
        )
        return Place(
            path=f"assumptions/{assumption.key}/{field}",
            stated=write_figure(figure.stated or Decimal(0)),
            stated_cell=at(row, STATED),
            used_cell=at(row, USED),
            yours_cell=at(row, YOURS),
            name_cell=at(row if figure.period is None else row - figure.period - 1, NAME),
            unit=assumption.unit,
            low=low,
            high=high,
        )

    def _check(self, assumption: Assumption, row: int) -> None:
        """Refuse words, and percentages that were meant as whole numbers."""
        gettext = self._kit.words.gettext
        most = 10.0 if is_percent(assumption.unit) else 1e18
        message = (
            gettext("Type percentages as 15% or 0.15, not as 15.")
            if is_percent(assumption.unit)
            else gettext("Type a number, without its unit.")
        )
        options = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -most,
            "maximum": most,
            "error_title": gettext("This is no such figure")[:32],
            "error_message": message[:255],
        }
        self._page.sheet.data_validation(row, YOURS, row, YOURS, options)

    def _set_up(self) -> None:
        sheet = self._page.sheet
        for column, width in self._widths():
            sheet.set_column(column, column, width)
        sheet.outline_settings(symbols_below=False)
        sheet.freeze_panes(HEADINGS_ROW + 1, NAME)
        sheet.repeat_rows(HEADINGS_ROW)
        last = self._first_word + len(_WIDTHS_OF_WORDS) - 1
        self._page.fade_errors(self._end, self._first_word, self._kit.look.faded)
        sheet.print_area(0, 0, max(self._end, HEADINGS_ROW + 1), last)

    def _widths(self) -> Iterator[tuple[int, int]]:
        yield from enumerate((*_WIDTHS, *[13] * self._ways, *_WIDTHS_OF_WORDS))


def way_labels(kit: Kit) -> list[str]:
    """What the scenarios are called; spreadsheets tell them apart by these words."""
    gettext = kit.words.gettext
    told = {
        "conservative": gettext("Conservative"),
        "expected": gettext("As stated"),
        "optimistic": gettext("Optimistic"),
        "as_stated": gettext("As stated"),
    }
    labels: list[str] = []
    for way in kit.model.ways:
        wanted = told[way.key] if way.kind != "own" else way.label
        label, number = wanted, 2
        while label.casefold() in [taken.casefold() for taken in labels]:
            label, number = f"{wanted} ({number})", number + 1
        labels.append(label)
    return labels
