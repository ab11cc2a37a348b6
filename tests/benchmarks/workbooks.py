"""The live workbook: how long it takes, beside XlsxWriter alone with the same cells."""

from __future__ import annotations

import io
import statistics
import time
from datetime import UTC, datetime

import openpyxl
import xlsxwriter

from app.documents.order import Edition, PrintOrder
from app.documents.workbook.book import workbook
from app.value import calculate
from tests.documents import statements

ROUNDS = 5
MOST_SECONDS = 1.0
CASES = {
    "example": statements.example,
    "largest study": statements.largest_study,
    "largest allowed (500 assumptions, 100 lines, 30 years)": statements.largest_allowed,
}
TARGETS = ("example", "largest study")


def measure():
    """Rows of (what, figure, target, whether it is met)."""
    return [row_of(name, make()) for name, make in CASES.items()]


def row_of(name, statement):
    """The median of some rounds, and that of writing the same cells without thinking."""
    edition = Edition(1, "Offer", None, None, datetime(2027, 1, 1, tzinfo=UTC), "0" * 64)
    order = PrintOrder(statement, calculate(statement), edition)
    made = workbook(order)
    cells = cells_of(made)
    rounds = ROUNDS if name in TARGETS else 1
    ours = took(lambda: workbook(order), rounds)
    bare = took(lambda: written(cells), rounds)
    count = sum(len(sheet) for sheet in cells.values())
    figure = (
        f"{ours * 1000:,.0f} ms, XlsxWriter alone {bare * 1000:,.0f} ms; "
        f"{count:,} cells, {len(made) / 1024:,.0f} KB"
    )
    target = f"< {MOST_SECONDS:.0f} s" if name in TARGETS else ""
    return f"workbook, {name}", figure, target, ours < MOST_SECONDS or name not in TARGETS


def took(work, rounds):
    """Seconds, the median."""
    found = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def cells_of(book):
    """What stands in each sheet: place and content."""
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in openpyxl.load_workbook(io.BytesIO(book), read_only=True)
    }


def written(sheets):
    """The same cells, without styles, results, names or pictures."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for row, column, value in cells:
                sheet.write(row, column, value)
    return out.getvalue()
