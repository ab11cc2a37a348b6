"""Workbooks of ours that people edited, in whichever way people do."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.documents.returned.reader import read_returned
from tests.documents.returned.edited import (
    SOFFICE,
    Edited,
    edited,
    ours,
    saved_by_libreoffice,
)
from tests.documents.statements import largest_study, thirty_years

pytestmark = pytest.mark.slow

USERS = "assumptions/users/value"
by_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def workbook():
    return ours()


def touched(book):
    content = book if isinstance(book, bytes) else book.saved()
    return {place.path: place for place in read_returned(content).places}


@pytest.mark.parametrize("statement", [None, thirty_years, largest_study])
def test_what_nobody_touched_proposes_nothing(statement):
    content = ours(statement and statement())
    assert touched(content) == {}
    assert touched(Edited(content)) == {}


def test_a_figure_that_was_typed_is_found_with_its_cell(workbook):
    (place,) = touched(edited(workbook, users=90000.5)).values()
    assert (place.path, place.stated, place.unit) == (USERS, "104167", "user")
    assert (place.yours.place, place.yours.text) == ("Assumptions!E12", "90000.5")


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("1,200", "text", "1,200"),
        (date(2027, 3, 1), "date", "2027-03-01 00:00:00"),
        (True, "truth", "TRUE"),
        ("#REF!", "error", "#REF!"),
        ("=3*4", "unknown", ""),
        (1e-7, "figure", "0.0000001"),
        ("  ", "text", ""),
    ],
)
def test_each_kind_of_cell_is_told_apart(workbook, typed, kind, text):
    (place,) = touched(edited(workbook, users=typed)).values()
    assert (place.yours.kind, place.yours.text) == (kind, text)


def test_a_setting_is_changed_in_its_place(workbook):
    book = Edited(workbook).type("discount_rate", 0.12, "stated_cell")
    book.type("benefits/arpu_uplift/starts_month", 3, "stated_cell")
    found = touched(book)
    assert {path: place.stated_cell.text for path, place in found.items()} == {
        "discount_rate": "0.12",
        "benefits/arpu_uplift/starts_month": "3",
    }


def test_a_hidden_row_and_a_hidden_column_are_seen(workbook):
    book = Edited(workbook).type(USERS, 5).type("assumptions/nodes/value", 4)
    sheet = book.cell(USERS).parent
    sheet.row_dimensions[book.cell(USERS).row].hidden = True
    found = touched(book)
    assert found[USERS].yours.is_hidden
    assert not found["assumptions/nodes/value"].yours.is_hidden
    sheet.column_dimensions["E"].hidden = True
    assert touched(book)["assumptions/nodes/value"].yours.is_hidden


def test_a_renamed_sheet_is_no_obstacle(workbook):
    # openpyxl renames no reference; what spreadsheets do on renaming is done here by hand.
    book = Edited(workbook).type(USERS, 90000)
    book.book["Assumptions"].title = "Our Year's view"
    rewritten(book, "'Assumptions'", "'Our Year''s view'")
    assert touched(book)[USERS].yours.place == "Our Year's view!E12"


def test_sorted_rows_are_found_by_their_keys(workbook):
    book = Edited(workbook).type(USERS, 90000)
    sheet = book.book["Assumptions"]
    rows = list(range(10, 17))
    values = {row: [cell.value for cell in sheet[row][:5]] for row in rows}
    for row, other in zip(rows, reversed(rows), strict=True):
        for cell, value in zip(sheet[row][:5], values[other], strict=True):
            cell.value = value
    found = touched(book)[USERS]
    assert (found.name.text, found.yours.text) == ("users", "90000")
    assert found.moved_from == "Assumptions!B12"


def test_a_renamed_key_and_a_changed_unit_are_noticed(workbook):
    book = Edited(workbook).type(USERS, 90000)
    book.type(USERS, "clients", "name_cell")
    book.cell(USERS, "name_cell").offset(0, 1).value = "thousand users"
    found = touched(book)[USERS]
    assert found.name.text == "clients"
    assert found.unit_is_gone


def test_a_figure_typed_over_what_was_exported_is_noticed(workbook):
    found = touched(Edited(workbook).type(USERS, 90000, "stated_cell"))[USERS]
    assert (found.yours.kind, found.stated_cell.text) == ("empty", "90000")


@by_libreoffice
def test_what_libreoffice_saved_is_read_as_what_openpyxl_saved(workbook, tmp_path):
    book = Edited(workbook).type(USERS, 90000.25).type("assumptions/node_cost/value", "=1900000+5")
    book.type("discount_rate", 0.115, "stated_cell")
    content = book.saved()
    before, after = touched(content), touched(saved_by_libreoffice(content, tmp_path))
    assert before.keys() == after.keys()
    assert after[USERS].yours.text == "90000.25"
    assert after["discount_rate"].stated_cell.text == "0.115"
    cost = after["assumptions/node_cost/value"].yours
    assert (cost.kind, cost.text, cost.formula) == ("figure", "1900005", "=1900000+5")


@by_libreoffice
@pytest.mark.parametrize("statement", [None, thirty_years, largest_study])
def test_what_libreoffice_saved_unchanged_proposes_nothing(statement, tmp_path):
    assert touched(saved_by_libreoffice(ours(statement and statement()), tmp_path)) == {}


def test_inserted_rows_move_the_map_along(workbook):
    # As spreadsheets do: the cells move, and every reference to them.
    book = Edited(workbook).type(USERS, 90000)
    book.book["Assumptions"].insert_rows(10, 2)
    rewritten(book, r"('Assumptions'!\$[A-Z]+\$)([0-9]+)", _two_further_down)
    found = touched(book)
    assert found.keys() == {USERS}
    assert (found[USERS].yours.place, found[USERS].yours.text) == ("Assumptions!E14", "90000")
    assert found[USERS].moved_from is None


def rewritten(book, pattern, new):
    """Every formula with what matches a pattern replaced."""
    for sheet in book.book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = re.sub(pattern, new, cell.value)


def _two_further_down(found):
    row = int(found[2])
    return f"{found[1]}{row + 2 if row >= 10 else row}"
