"""An independent spreadsheet: workbooks recalculated by LibreOffice, many at once."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice believes the cached results of a workbook unless it is told to recalculate."""


_AT_ONCE = 30
Rows = list[list[float | str | None]]


class Spreadsheet:
    """LibreOffice with a profile of its own, which recalculates whatever it opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        self._runs = 0

    def recalculated(self, books: Mapping[str, bytes]) -> dict[str, openpyxl.Workbook]:
        """The workbooks as LibreOffice calculates them, values only, to read row by row."""
        return {
            name: openpyxl.load_workbook(io.BytesIO(book), read_only=True, data_only=True)
            for name, book in self.converted(books, "xlsx").items()
        }

    def one_sheet(self, books: Mapping[str, bytes], number: int, sheet: str) -> dict[str, Rows]:
        """The rows of one sheet of each, in half of the time that whole workbooks take.

        A figure is a number, whatever else a text, nothing None.
        """
        form = (
            f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{number}"
        )
        made = self._run(books, form, f"-{sheet}.csv")
        return {
            name: [
                [_read(cell) for cell in row]
                for row in csv.reader(io.StringIO(told.decode("utf-8")))
            ]
            for name, told in made.items()
        }

    def converted(self, books: Mapping[str, bytes], form: str) -> dict[str, bytes]:
        """The workbooks in another form."""
        return self._run(books, form, f".{form}")

    def _run(self, books: Mapping[str, bytes], form: str, ending: str) -> dict[str, bytes]:
        """Many at once, as LibreOffice takes seconds to start; not all, as it may hang."""
        names = sorted(books)
        shares = [names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE)]
        made: dict[str, bytes] = {}
        for share in shares:
            made |= self._run_once({name: books[name] for name in share}, form, ending)
        return made

    def _run_once(self, books: Mapping[str, bytes], form: str, ending: str) -> dict[str, bytes]:
        self._runs += 1
        given, made = (self._folder / f"{what}-{self._runs}" for what in ("given", "made"))
        given.mkdir()
        for name, book in books.items():
            (given / f"{name}.xlsx").write_bytes(book)
        told = subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--convert-to", form, "--outdir", str(made)),
                *sorted(str(path) for path in given.iterdir()),
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        results = {name: made / f"{name}{ending}" for name in books}
        missing = [name for name, path in results.items() if not path.exists()]
        assert not missing, f"not converted: {missing[:5]}\n{told.stdout[-500:]}\n{told.stderr}"
        return {name: path.read_bytes() for name, path in results.items()}


def _read(cell: str) -> float | str | None:
    try:
        return float(cell[:-1]) / 100 if cell.endswith("%") else float(cell)
    except ValueError:
        return cell or None
