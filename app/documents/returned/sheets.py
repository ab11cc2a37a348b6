"""The sheets of a returned workbook as plain cells: what they show, and the formulas behind."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse  # type: ignore[import-untyped]
from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from app.documents.returned.archive import damaged
from app.documents.returned.found import CellKind, FoundCell

MOST_CELLS = 300_000
MOST_ROWS, MOST_COLUMNS = 30_000, 300
MOST_SHEETS = 60
_MOST_SHOWN, _MOST_OF_A_FORMULA = 200, 300
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_KINDS: dict[str, CellKind] = {"s": "text", "str": "text", "inlineStr": "text", "b": "truth"}
_KINDS |= {"e": "error", "d": "date", "n": "figure"}

_EMPTY: tuple[CellKind, str, bool] = ("empty", "", False)

At = tuple[int, int]
"""Row and column, from 1."""


class Sheet:
    """One sheet: its cells that are not empty, and which rows and columns are hidden."""

    def __init__(
        self,
        name: str,
        cells: dict[At, FoundCell],
        hidden_rows: frozenset[int],
        hidden_columns: frozenset[int],
    ) -> None:
        self.name, self._cells = name, cells
        self._hidden_rows, self._hidden_columns = hidden_rows, hidden_columns
        self._texts: defaultdict[int, set[str]] = defaultdict(set)
        self._rows: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
        for (row, column), cell in cells.items():
            self._texts[row].add(cell.text)
            self._rows[column, cell.text].append(row)

    def cell(self, at: At) -> FoundCell:
        """The cell at a place, told whether it can be seen."""
        place = f"{self.name}!{get_column_letter(at[1])}{at[0]}"
        found = self._cells.get(at, FoundCell(place, "empty"))
        hidden = at[0] in self._hidden_rows or at[1] in self._hidden_columns
        return FoundCell(
            place, found.kind, found.text, found.formula, found.is_percentage, is_hidden=hidden
        )

    def shows(self, row: int, text: str) -> bool:
        """Whether a cell of a row shows a text."""
        return text in self._texts.get(row, ())

    def rows_with(self, column: int, text: str) -> list[int]:
        """The rows that show a text in a column."""
        return self._rows.get((column, text), [])


class Sheets:
    """The sheets of one workbook, each read when it is first asked for."""

    def __init__(self, content: bytes, archive: ZipFile) -> None:
        self._archive = archive
        self._shown = _book(content, data_only=True)
        self._written = _book(content, data_only=False)
        if len(self._shown.sheetnames) > MOST_SHEETS:
            raise damaged(f"It has {len(self._shown.sheetnames)} sheets; {MOST_SHEETS} are read.")
        self._parts = _parts(archive)
        self._read: dict[str, Sheet] = {}

    @property
    def names(self) -> list[str]:
        """The names of all its sheets of cells."""
        return [name for name in self._shown.sheetnames if name in self._parts]

    def __getitem__(self, name: str) -> Sheet:
        if name not in self._read:
            rows, columns = _hidden(self._archive, self._parts[name])
            self._read[name] = Sheet(name, self._cells(name), rows, columns)
        return self._read[name]

    def _cells(self, name: str) -> dict[At, FoundCell]:
        formulas = {at: _formula(cell) for at, cell in _every(self._written[name])}
        shown = {at: _shown(cell) for at, cell in _every(self._shown[name])}
        found: dict[At, FoundCell] = {}
        for at in formulas | shown:
            kind, text, is_percentage = shown.get(at, _EMPTY)
            formula = formulas.get(at)
            unknown = kind == "empty" and formula is not None
            found[at] = FoundCell("", "unknown" if unknown else kind, text, formula, is_percentage)
        return found


def _book(content: bytes, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl is untyped
    return load_workbook(
        BytesIO(content), read_only=True, data_only=data_only, keep_links=False, keep_vba=False
    )


def _every(sheet: Any) -> Iterator[tuple[At, Any]]:  # noqa: ANN401 - openpyxl is untyped
    """Each cell with something in it; not the dimension that the sheet claims to have."""
    sheet.reset_dimensions()
    count = 0
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.value is not None:
                count += 1
                if count > MOST_CELLS:
                    raise damaged(f"Its sheet {sheet.title[:31]} has more than {MOST_CELLS} cells.")
                yield (cell.row, cell.column), cell


def _formula(cell: Any) -> str | None:  # noqa: ANN401 - openpyxl is untyped
    if cell.data_type != "f":
        return None
    text = getattr(cell.value, "text", cell.value)
    return _clean(str(text))[:_MOST_OF_A_FORMULA]


def _shown(cell: Any) -> tuple[CellKind, str, bool]:  # noqa: ANN401 - openpyxl is untyped
    value, is_percentage = cell.value, "%" in str(cell.number_format)
    if isinstance(value, bool):
        return "truth", str(value).upper(), False
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return "date", str(value)[:_MOST_SHOWN], False
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        if not exact.is_finite() or exact.adjusted() > 30:  # noqa: PLR2004 - no figure has so many digits
            return "error", repr(value)[:_MOST_SHOWN], False
        return "figure", format(exact, "f"), is_percentage
    kind = _KINDS.get(cell.data_type, "text")
    return ("text" if kind == "figure" else kind), _clean(str(value))[:_MOST_SHOWN], is_percentage


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text[: 2 * _MOST_OF_A_FORMULA]).strip()


def _parts(archive: ZipFile) -> dict[str, str]:
    """Which part of the archive holds which sheet."""
    book = next((name for name in archive.namelist() if name.endswith("/workbook.xml")), None)
    if book is None:
        raise damaged("The part that lists its sheets is missing.")
    folder, _, file = book.rpartition("/")
    relations = fromstring(archive.read(f"{folder}/_rels/{file}.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for sheet in fromstring(archive.read(book)).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION_ID), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if part in archive.namelist() and "/worksheets/" in f"/{part}":
            found[sheet.get("name", "")] = part
    return found


def _hidden(archive: ZipFile, part: str) -> tuple[frozenset[int], frozenset[int]]:
    """The rows and columns of a sheet that nobody sees."""
    rows: set[int] = set()
    columns: set[int] = set()
    with archive.open(part) as source:
        for _, element in iterparse(source):
            if element.get("hidden") in {"1", "true"}:
                if element.tag == f"{_MAIN}row":
                    rows.add(int(element.get("r", 0)))
                elif element.tag == f"{_MAIN}col":
                    last = min(int(element.get("max", 0)), MOST_COLUMNS)
                    columns.update(range(int(element.get("min", 1)), last + 1))
            if element.tag in {f"{_MAIN}row", f"{_MAIN}col"}:
                element.clear()
    return frozenset(rows), frozenset(columns)
