"""What somebody touched in a returned workbook: found by its map, and by the keys in its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string  # type: ignore[import-untyped]

from app.documents.returned.archive import opened
from app.documents.returned.errors import WorkbookRefusedError
from app.documents.returned.found import FoundCell, FoundPlace, FoundWorkbook, same_figure
from app.documents.returned.sheets import At, Sheet, Sheets
from app.documents.workbook.places import CONVENTIONS, FACTS, FORMAT, HEADINGS_ROW, MAP_SHEET

MOST_PLACES = 25_000
MOST_TOUCHED = 2_000
_REFERENCE = re.compile(r"=\+?\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = ("path", "stated", "unit", "low", "high", "name", "stated_cell", "yours", "used")

Address = tuple[str, At]
"""A sheet's name, and the row and column in it."""


def gathered(content: bytes) -> FoundWorkbook:
    """Read a workbook.

    Raises:
        WorkbookRefusedError: it must not be read, or is none of ours.
    """
    sheets = Sheets(content, opened(content))
    the_map = _map_of(sheets)
    facts = _facts(the_map)
    choices = facts.get("convention_choices", "").split("\n")
    places, count = [], 0
    for row in _rows(the_map):
        count += 1
        found = _found(sheets, row)
        if _is_touched(found, choices):
            places.append(found)
        if len(places) > MOST_TOUCHED:
            raise WorkbookRefusedError(
                "TOO_MANY_CHANGES",
                f"More than {MOST_TOUCHED} figures of it are changed.",
                "Change the draft itself, or send the changes in several workbooks.",
            )
    return FoundWorkbook(facts, tuple(places), count)


def _map_of(sheets: Sheets) -> Sheet:
    if MAP_SHEET not in sheets.names:
        raise WorkbookRefusedError(
            "NOT_OUR_WORKBOOK",
            f"Its sheet {MAP_SHEET}, which says where each figure stands, is missing.",
            "Download the workbook of the draft or of a version, and change the figures in that.",
        )
    return sheets[MAP_SHEET]


def _facts(the_map: Sheet) -> dict[str, str]:
    facts = {}
    for row in range(1, HEADINGS_ROW):
        name = the_map.cell((row, 1)).text
        if name in FACTS:
            facts[name] = the_map.cell((row, 2)).text
    if facts.get("format") != FORMAT:
        raise WorkbookRefusedError(
            "OTHER_FORMAT",
            f"It says of itself that it is {facts.get('format', 'nothing')[:60]!r}; "
            f"{FORMAT!r} is read.",
            "Download the workbook again from this service, and change the figures in that.",
        )
    return facts


def _rows(the_map: Sheet) -> Iterator[dict[str, FoundCell]]:
    for row in range(HEADINGS_ROW + 1, HEADINGS_ROW + 1 + MOST_PLACES):
        cells = {name: the_map.cell((row, index)) for index, name in enumerate(_COLUMNS, 1)}
        if cells["path"].kind == "empty":
            return
        yield cells


def _found(sheets: Sheets, row: dict[str, FoundCell]) -> FoundPlace:
    path, unit = row["path"].text, row["unit"].text
    at = {name: _address(sheets, row[name]) for name in ("name", "stated_cell", "yours", "used")}
    key = path.split("/")[1] if "/" in path else ""
    moved = _moved(sheets, at["name"], key)
    if moved and at["name"]:
        moved_from = _cell(sheets, at["name"])
        at = {name: _shifted(address, moved) for name, address in at.items()}
    else:
        moved_from = None
    at["name"] = _named(sheets, at["name"], key)
    name = _cell(sheets, at["name"])
    return FoundPlace(
        path=path,
        stated=row["stated"].text,
        unit=unit or None,
        low=row["low"].text or None,
        high=row["high"].text or None,
        name=name,
        stated_cell=_cell(sheets, at["stated_cell"]),
        yours=_cell(sheets, at["yours"]),
        used=_cell(sheets, at["used"]),
        has_own_cell=row["yours"].formula is not None,
        moved_from=moved_from.place if moved_from else None,
        unit_is_gone=bool(unit) and not _shows(sheets, at["name"], unit),
    )


def _address(sheets: Sheets, cell: FoundCell) -> Address | None:
    """The cell that a formula of the map leads to; None where it was deleted."""
    found = _REFERENCE.fullmatch(cell.formula or "")
    if found is None:
        return None
    name = (found[1] or found[2]).replace("''", "'")
    if name not in sheets.names:
        return None
    return name, (int(found[4]), column_index_from_string(found[3]))


def _moved(sheets: Sheets, at: Address | None, key: str) -> int:
    """By how many rows the row with a key was moved by sorting, which moves no reference."""
    if at is None or not key:
        return 0
    sheet, (row, column) = sheets[at[0]], at[1]
    if sheet.cell((row, column)).text in ("", key):
        return 0
    rows = sheet.rows_with(column, key)
    return rows[0] - row if len(rows) == 1 else 0


def _named(sheets: Sheets, at: Address | None, key: str) -> Address | None:
    """The cell with a key: where the map says, or above its periods, where the map points below."""
    if at is None or sheets[at[0]].cell(at[1]).kind != "empty":
        return at
    rows = sheets[at[0]].rows_with(at[1][1], key)
    return (at[0], (rows[0], at[1][1])) if len(rows) == 1 else at


def _shifted(address: Address | None, rows: int) -> Address | None:
    return None if address is None else (address[0], (address[1][0] + rows, address[1][1]))


def _cell(sheets: Sheets, address: Address | None) -> FoundCell | None:
    return None if address is None else sheets[address[0]].cell(address[1])


def _shows(sheets: Sheets, at: Address | None, unit: str) -> bool:
    return at is None or sheets[at[0]].shows(at[1][0], unit)


def _is_touched(place: FoundPlace, choices: list[str]) -> bool:
    stated, key = place.stated, place.path.split("/")[1] if "/" in place.path else None
    if place.path == "convention":
        stated = dict(zip(CONVENTIONS, choices, strict=False)).get(stated, stated)  # type: ignore[call-overload]
    if place.stated_cell is None or (place.has_own_cell and place.yours is None):
        return True
    if place.name is not None and place.name.text != key:
        return True
    if place.yours is not None and place.yours.kind != "empty":
        return True
    shown = place.stated_cell
    if shown.formula is not None or (shown.text != stated and not same_figure(shown.text, stated)):
        return True
    used = place.used
    return bool(
        used
        and place.has_own_cell
        and used.formula is None
        and not same_figure(used.text, place.stated)
    )
