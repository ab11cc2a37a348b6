"""Workbooks from the press: made where nothing can be fetched or written, and the same there."""

from __future__ import annotations

import pytest

from app.documents.forms import MEDIA_TYPES
from app.documents.workbook.book import workbook
from tests.documents import orders


@pytest.mark.parametrize("name", ["example", "largest-study", "empty", "markup"])
def test_a_confined_worker_makes_the_same_workbook(printer, name):
    order = orders.order(orders.ALL[name](), form="xlsx")
    assert printer.make(order) == workbook(order)


def test_a_workbook_is_a_form_of_every_document():
    assert MEDIA_TYPES["xlsx"].endswith("spreadsheetml.sheet")
