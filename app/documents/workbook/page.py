"""One sheet to write on: texts stay texts, formulas carry their results."""

from __future__ import annotations

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from app.documents.text import printable
from app.documents.workbook.names import quoted

_MOST_PRINTED = 18
MOST_TEXT = 32_767
"""Characters of a cell."""
NO_FIGURE, NO_RESULT = "#N/A", "#DIV/0!"
"""What a spreadsheet shows where the engine has no figure; what reads it shows the same."""

Calculated = Decimal | float | int | str | None


class PlainSheet(Worksheet):  # type: ignore[misc] # XlsxWriter ships no types
    """A worksheet that takes formulas as they are.

    XlsxWriter looks in each formula for the names of thirty younger functions, one by one, which
    takes half of the time of a workbook; ours has none that is younger than 2007.
    """

    def _prepare_formula(self, formula: str, _expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - as XlsxWriter calls it
        return formula.removeprefix("=")


class Page:
    """A worksheet and its name; rows and columns are counted from 0."""

    def __init__(self, sheet: Worksheet, name: str) -> None:
        self.sheet = sheet
        self.name = name

    def text(self, row: int, column: int, text: str | None, style: Format) -> None:
        """Write a text as text, whatever it begins with; None leaves a styled cell empty."""
        if not text:
            self.sheet.write_blank(row, column, None, style)
        else:
            self.sheet.write_string(row, column, str(printable(text))[:MOST_TEXT], style)

    def number(self, row: int, column: int, figure: Decimal | float, style: Format) -> None:
        """Write a figure; a spreadsheet keeps fifteen digits of it."""
        self.sheet.write_number(row, column, float(figure), style)

    def formula(
        self, row: int, column: int, formula: str, style: Format, result: Calculated
    ) -> None:
        """Write a formula with the result that viewers show until they calculate."""
        shown = NO_RESULT if result is None else result
        cached = shown if isinstance(shown, str) else float(shown)
        self.sheet.write_formula(row, column, f"={formula}", style, cached)

    def row_of_text(self, row: int, column: int, texts: list[str], style: Format) -> None:
        """Write texts side by side."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, style)

    def fade_errors(self, last_row: int, last_column: int, style: Format) -> None:
        """Show `#N/A` in a light grey: nothing needs a figure there, or a figure would stand."""
        self.sheet.conditional_format(
            0, 0, last_row, last_column, {"type": "errors", "format": style}
        )

    def print_width(self, columns: int) -> None:
        """Print so many columns on as few sheets of paper as stay legible."""
        self.sheet.fit_to_pages(-(-columns // _MOST_PRINTED), 0)

    def at(self, row: int, column: int) -> str:
        """An absolute reference to a cell, with the sheet: usable anywhere."""
        return f"{quoted(self.name)}!{cell(row, column)}"

    def range_at(self, row: int, column: int, last_row: int, last_column: int) -> str:
        """An absolute reference to a range, with the sheet."""
        return f"{self.at(row, column)}:{cell(last_row, last_column)}"


def cell(row: int, column: int) -> str:
    """An absolute reference within a sheet.

    Example:
        >>> cell(0, 0), cell(7, 27)
        ('$A$1', '$AB$8')
    """
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def column_cell(row: int, column: int) -> str:
    """A reference within a sheet that moves along with its column.

    Example:
        >>> column_cell(7, 2)
        'C$8'
    """
    return str(xl_rowcol_to_cell(row, column, row_abs=True))
