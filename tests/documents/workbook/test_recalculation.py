"""A real spreadsheet calculates what the service calculates, to the cent, whatever is typed."""

from __future__ import annotations

import io
import json
import random
from functools import cache
from typing import NamedTuple

import openpyxl
import pydantic
import pytest

from app.documents.workbook.book import workbook
from app.value import CalculationError, ValueStatement, calculate
from app.value.currencies import MINOR_UNIT
from tests.documents import orders, statements
from tests.documents.workbook.everything import awkward, everything
from tests.documents.workbook.reading import SHEET as SHEET_NAME
from tests.documents.workbook.reading import SHEET_NUMBER, Read, differences, places_of, read
from tests.documents.workbook.what_ifs import Typed, WhatIf
from tests.spreadsheets import Spreadsheet

STUDIES = sorted(path.name for path in (statements.CASES / "statements").glob("*.json"))
ALL = {
    "example": statements.example,
    "losing": statements.losing,
    "free": statements.free,
    "empty": statements.empty,
    "billions": statements.billions,
    "thirty-years": statements.thirty_years,
    "awkward-keys": awkward,
    "everything": everything,
    "everything-mid-year": lambda: everything(5, convention="mid_year"),
    "everything-monthly": lambda: everything(2, convention="monthly"),
    "one-year-of-everything": lambda: everything(1),
    **{
        name.removesuffix(".json"): cache(lambda name=name: statements.case(f"statements/{name}"))
        for name in STUDIES
    },
}
WHAT_IFS = {
    "example": 12,
    "everything": 30,
    "everything-mid-year": 16,
    "everything-monthly": 16,
    "one-year-of-everything": 12,
    "tei-o365-ppm": 6,
    "tei-ems": 6,
    "losing": 6,
}
MOST_TRIES = 8
SHEET = (SHEET_NUMBER, SHEET_NAME)


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory):
    return Spreadsheet(tmp_path_factory.mktemp("spreadsheet"))


@pytest.fixture(scope="module")
def books():
    return {name: workbook(orders.order(make())) for name, make in ALL.items()}


@pytest.fixture(scope="module")
def recalculated(spreadsheet, books):
    """Without what we calculated: openpyxl keeps formulas or results, never both."""
    opened = {name: openpyxl.load_workbook(io.BytesIO(book)) for name, book in books.items()}
    places = {name: places_of(book) for name, book in opened.items()}
    rows = spreadsheet.one_sheet({n: saved(book) for n, book in opened.items()}, *SHEET)
    return {name: Read(rows[name], places[name]) for name in rows}


@pytest.mark.parametrize("name", ALL)
def test_what_previews_show_is_what_the_service_calculates(books, name):
    book = openpyxl.load_workbook(io.BytesIO(books[name]), read_only=True, data_only=True)
    assert told_otherwise(read(book), ALL[name]()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_spreadsheet_calculates_what_the_service_calculates(recalculated, name):
    assert told_otherwise(recalculated[name], ALL[name]()) == []


@pytest.mark.slow
def test_a_hundred_random_what_ifs_come_out_as_the_service_calculates_them(spreadsheet, books):
    tried = dict(_what_ifs(books))
    assert len(tried) == sum(WHAT_IFS.values()) >= 100
    rows = spreadsheet.one_sheet({name: one.book for name, one in tried.items()}, *SHEET)
    different = {}
    for name, one in tried.items():
        if found := told_otherwise(Read(rows[name], one.places), one.statement):
            different[name] = (one.told, found[:4])
    assert not different, json.dumps(different, indent=1, default=str)


class Tried(NamedTuple):
    """A workbook somebody typed into, where its results stand, and the statement that says so."""

    book: bytes
    places: dict
    statement: ValueStatement
    told: list


def _what_ifs(books):
    for name, count in WHAT_IFS.items():
        typed = Typed(books[name])
        for number in range(count):
            yield f"{name}-{number}", _one_that_calculates(name, typed, number)


def _one_that_calculates(name, typed, number):
    """Some of what can be typed has no result: another is tried then, by the same dice."""
    for attempt in range(MOST_TRIES):
        rnd = random.Random(f"{name} {number} {attempt}")  # noqa: S311 - the same each time
        what_if = WhatIf(ALL[name](), typed, rnd)
        what_if.change()
        try:
            statement = what_if.stated()
            calculate(statement)
        except (pydantic.ValidationError, CalculationError):
            continue
        return Tried(what_if.typed_over(), typed.results, statement, what_if.told)
    raise AssertionError(f"{name} {number}: nothing that was typed has a result.")


def told_otherwise(read, statement):
    return differences(read, calculate(statement), MINOR_UNIT[statement.currency_code])


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
