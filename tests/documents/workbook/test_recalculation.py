"""A real spreadsheet calculates what the service calculates, to the cent, whatever is typed."""

from __future__ import annotations

import io
import json
import random
from functools import cache

import openpyxl
import pydantic
import pytest

from app.documents.workbook.book import workbook
from app.value import CalculationError, calculate
from app.value.currencies import MINOR_UNIT
from tests.documents import orders, statements
from tests.documents.workbook.everything import awkward, everything
from tests.documents.workbook.reading import Read, count_of, differences
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
    "everything": 40,
    "everything-mid-year": 20,
    "everything-monthly": 20,
    "one-year-of-everything": 10,
    "tei-o365-ppm": 6,
    "tei-ems": 6,
    "losing": 6,
}
MOST_TRIES = 8


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory):
    return Spreadsheet(tmp_path_factory.mktemp("spreadsheet"))


@pytest.fixture(scope="module")
def books():
    return {name: workbook(orders.order(make())) for name, make in ALL.items()}


@pytest.fixture(scope="module")
def recalculated(spreadsheet, books):
    """Without what we calculated: openpyxl keeps formulas or results, never both."""
    return spreadsheet.recalculated({name: without_results(book) for name, book in books.items()})


@pytest.mark.parametrize("name", ALL)
def test_what_previews_show_is_what_the_service_calculates(books, name):
    book = openpyxl.load_workbook(io.BytesIO(books[name]), data_only=True)
    assert told_otherwise(book, ALL[name]()) == []


@pytest.mark.parametrize("name", ALL)
def test_a_spreadsheet_calculates_what_the_service_calculates(recalculated, name, record_property):
    statement = ALL[name]()
    record_property("figures", count_of(Read(recalculated[name]), calculate(statement)))
    assert told_otherwise(recalculated[name], statement) == []


@pytest.mark.slow
def test_a_hundred_random_what_ifs_come_out_as_the_service_calculates_them(spreadsheet, books):
    tried = dict(_what_ifs(books))
    assert len(tried) == sum(WHAT_IFS.values()) >= 100
    found = spreadsheet.recalculated({name: book for name, (book, _, _) in tried.items()})
    different = {
        name: (told, told_otherwise(found[name], statement)[:4])
        for name, (_, statement, told) in tried.items()
        if told_otherwise(found[name], statement)
    }
    assert not different, json.dumps(different, indent=1, default=str)


def _what_ifs(books):
    for name, count in WHAT_IFS.items():
        typed = Typed(books[name])
        for number in range(count):
            yield f"{name}-{number}", _one_that_calculates(name, typed, number)


def _one_that_calculates(name, book, number):
    """Some of what can be typed has no result: another is tried then, by the same dice."""
    for attempt in range(MOST_TRIES):
        rnd = random.Random(f"{name} {number} {attempt}")  # noqa: S311 - the same each time
        what_if = WhatIf(ALL[name](), book, rnd)
        what_if.change()
        try:
            statement = what_if.stated()
            calculate(statement)
        except (pydantic.ValidationError, CalculationError):
            continue
        return what_if.typed_over(), statement, what_if.told
    raise AssertionError(f"{name} {number}: nothing that was typed has a result.")


def told_otherwise(book, statement):
    return differences(Read(book), calculate(statement), MINOR_UNIT[statement.currency_code])


def without_results(book):
    opened, out = openpyxl.load_workbook(io.BytesIO(book)), io.BytesIO()
    opened.save(out)
    return out.getvalue()
