"""What the workbook is as a file: the same bytes, within a spreadsheet's rules, words as words."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from app.documents.brand import Brand
from app.documents.codes import code_of
from app.documents.palette import palette_of
from app.documents.workbook.book import workbook
from app.documents.workbook.places import HEADINGS, HEADINGS_ROW, MAP_SHEET
from app.value.formulas.to_excel import MOST_FORMULA_CHARACTERS
from tests.documents import orders, statements
from tests.documents.workbook.everything import awkward, everything

SHEETS = ["Summary", "Assumptions", "Calculation", "Months", "Cash flow", "Analyses", "About"]
ALL = {**orders.ALL, "everything": everything}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*")


def made(name, **options):
    return workbook(orders.order(ALL[name](), **options))


def opened(book, **options):
    return openpyxl.load_workbook(io.BytesIO(book), **options)


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.fixture(scope="module")
def everything_made():
    return made("everything")


def test_the_same_order_makes_the_same_bytes(everything_made):
    assert made("everything") == everything_made


def test_no_clock_gets_into_the_file(everything_made):
    parts = zipfile.ZipFile(io.BytesIO(everything_made))
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2026-11-25T10:00:00Z" in parts.read("docProps/core.xml")


def test_the_sheets_stand_in_the_order_of_reading_and_the_map_is_out_of_the_way(everything_made):
    book = opened(everything_made)
    assert book.sheetnames == [*SHEETS, MAP_SHEET]
    assert book[MAP_SHEET].sheet_state == "veryHidden"
    assert all(book[name].sheet_state == "visible" for name in SHEETS)
    assert all(not book[name].protection.sheet for name in SHEETS)


def test_spreadsheets_calculate_everything_as_soon_as_they_open_it(everything_made):
    xml = zipfile.ZipFile(io.BytesIO(everything_made)).read("xl/workbook.xml")
    assert b'fullCalcOnLoad="1"' in xml


def test_words_that_look_like_formulas_stay_words(everything_made):
    book = opened(everything_made)
    for words in ("=Everything, at once", "=SUM(A1)", "+Sell more"):
        found = [cell for cell in cells(book) if cell.value == words]
        assert found, words
        assert {cell.data_type for cell in found} == {"s"}, words


@pytest.mark.parametrize("name", ["endless-names", "markup", "scripts"])
def test_hostile_words_link_to_nothing_and_run_nothing(name):
    book = made(name)
    parts = zipfile.ZipFile(io.BytesIO(book))
    relations = b"".join(parts.read(one) for one in parts.namelist() if one.endswith(".rels"))
    assert b"External" not in relations
    assert b"hyperlink" not in relations
    assert not [one for one in parts.namelist() if "vba" in one or "external" in one.lower()]
    formulas = [cell.value for cell in cells(opened(book)) if cell.data_type == "f"]
    assert formulas
    assert not [text for text in formulas if "HYPERLINK" in text or "[" in text or "WEB" in text]


@pytest.mark.parametrize("name", ["everything", "thirty-years", "endless-names"])
def test_names_and_formulas_keep_a_spreadsheets_rules(name):
    book = opened(made(name))
    names = list(book.defined_names)
    assert len({one.casefold() for one in names}) == len(names)
    assert all(NAME.fullmatch(one) and not CELL.fullmatch(one) for one in names)
    formulas = [cell.value for cell in cells(book) if cell.data_type == "f"]
    assert max(map(len, formulas)) <= MOST_FORMULA_CHARACTERS
    quoted = [part for text in formulas for part in re.findall(r'"([^"]*)"', text)]
    assert max(map(len, quoted)) <= 255
    assert all(len(str(cell.value)) <= 32_767 for cell in cells(book))
    assert all(len(sheet.title) <= 31 for sheet in book)


def test_every_formula_has_a_result_for_whoever_does_not_calculate(everything_made):
    formulas, results = opened(everything_made), opened(everything_made, data_only=True)
    empty = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and results[sheet.title][cell.coordinate].value is None
    ]
    texts = {"Assumptions", "Summary"}  # what a scenario does not replace, and no difference
    assert not [place for place in empty if place.split("!")[0] not in texts]


def test_it_says_which_version_it_is_of():
    order = orders.order(statements.example())
    words = [cell.value for cell in cells(opened(workbook(order)))]
    assert order.edition.content_hash in words
    assert code_of(order.edition.content_hash) in words


def test_the_map_names_each_input_and_its_exact_figure(everything_made):
    book = opened(everything_made)
    rows = book[MAP_SHEET].iter_rows(min_row=HEADINGS_ROW, values_only=True)
    assert next(rows)[: len(HEADINGS)] == HEADINGS
    places = {row[0]: dict(zip(HEADINGS, row, strict=False)) for row in rows}
    statement = everything()
    price = places["assumptions/tax1/value"]
    assert (price["stated"], price["unit"], price["low"]) == ("0.21", "%", "0.18")
    assert at(book, price["name_cell"]) == "tax1"
    assert at(book, price["stated_cell"]) == 0.21
    assert at(book, price["yours_cell"]) is None
    assert at(book, places["assumptions/users/by_year/1"]["name_cell"]) == "users"
    assert places["discount_rate"]["stated"] == "0.085"
    assert at(book, places["benefits/more/starts_month"]["stated_cell"]) == 4
    given = [one for one in statement.assumptions if one.value is not None]
    assert all(f"assumptions/{one.key}/value" in places or one.key == "price" for one in given)
    assert all(Decimal(place["stated"]) is not None for key, place in places.items() if "/" in key)


def at(book, formula):
    sheet, _, where = formula.removeprefix("=").rpartition("!")
    return book[sheet.strip("'")][where.replace("$", "")].value


@pytest.mark.parametrize(
    "language", ["de", "fr", "es", "it", "nl", "pt-BR", "pl", "ja", "zh", "ar"]
)
def test_a_workbook_speaks_every_language(language):
    book = opened(made("example", language=language))
    names = book.sheetnames
    assert len(set(names)) == 8
    assert names[0] != "Summary"
    mirrored = {bool(book[name].sheet_view.rightToLeft) for name in names}
    assert mirrored == {language == "ar"}


def test_a_draft_says_that_it_is_one():
    order = orders.order(statements.example(), orders.DRAFT)
    words = " ".join(str(cell.value) for cell in cells(opened(workbook(order))))
    assert "Draft: figures may still change" in words


def test_pictures_are_described_in_words(everything_made):
    parts = zipfile.ZipFile(io.BytesIO(everything_made))
    drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert len(re.findall(r'<xdr:cNvPr [^>]*descr="[^"]{20,}"', drawing)) == 3


def test_control_characters_do_not_break_the_file():
    statement = statements.stated(title="A\u0007B\ufffe")
    assert opened(workbook(orders.order(statement)))["Summary"]["A1"].value == "AB"


def test_keys_that_spreadsheets_read_as_cells_get_another_name():
    names = opened(workbook(orders.order(awkward()))).defined_names
    assert {"_tax1", "_q1", "_r", "_c", "_rc", "_r1c1", "_z1s1", "_l", "rate"} <= set(names)


def test_it_wears_the_brand_and_says_in_whose_name_it_is():
    palette, _ = palette_of("#7a1fa2", "#00695c")
    brand = Brand(name="Vendor & Co", palette=palette, legal_text="HRB 1", contact="Ada, +44 1")
    made = workbook(orders.order(statements.example(), brand=brand))
    words = [cell.value for cell in cells(opened(made))]
    assert "Vendor & Co" in words
    assert "Ada, +44 1\nHRB 1" in words
    styles = zipfile.ZipFile(io.BytesIO(made)).read("xl/styles.xml")
    assert b"FF7A1FA2" in styles
