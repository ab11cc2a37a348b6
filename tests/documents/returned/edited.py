"""Workbooks of ours as somebody sends them back: edited as people edit, and as attackers do."""

from __future__ import annotations

import io
import shutil
import subprocess
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell

from app.documents.workbook.book import workbook
from app.documents.workbook.places import HEADINGS_ROW, MAP_SHEET
from tests.documents.orders import order
from tests.documents.statements import example

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOFFICE = shutil.which("soffice")


def ours(statement=None, **options):
    """A workbook as it goes out."""
    return workbook(order(statement or example(), **options))


class Edited:
    """A workbook in somebody's hands; saved by openpyxl."""

    def __init__(self, content):
        self.book = load_workbook(io.BytesIO(content))

    def cell(self, path, column="yours_cell") -> Cell:
        """A cell of the figure at a path, by the workbook's own map."""
        the_map = self.book[MAP_SHEET]
        headings = [cell.value for cell in the_map[HEADINGS_ROW]]
        row = next(row for row in the_map.iter_rows(HEADINGS_ROW + 1) if row[0].value == path)
        told = row[headings.index(column)].value or row[headings.index("stated_cell")].value
        sheet, _, at = told.lstrip("=").rpartition("!")
        return self.book[sheet.strip("'")][at.replace("$", "")]

    def type(self, path, value, column="yours_cell"):
        """Type something in."""
        self.cell(path, column).value = value
        return self

    def saved(self):
        """The file's bytes."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def edited(content=None, **figures):
    """Ours, with figures of assumptions typed in by their keys."""
    book = Edited(content or ours())
    for key, figure in figures.items():
        book.type(f"assumptions/{key}/value", figure)
    return book.saved()


def saved_by_libreoffice(content, folder):
    """The same workbook, opened and saved by LibreOffice Calc."""
    source = folder / "sent.xlsx"
    source.write_bytes(content)
    out = folder / "saved"
    subprocess.run(
        [
            *(SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (out / "sent.xlsx").read_bytes()


def repacked(content, change):
    """The archive with its parts as `change(name, bytes)` wants them; None leaves one out."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry.filename, part)
    return out.getvalue()


def with_part(content, name, part):
    """The archive with one more part."""
    out = io.BytesIO(content)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()
