"""Every figure that a workbook offers for change is found in the draft, and put back there."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from pydantic_core import from_json

from app.documents.workbook.places import HEADINGS_ROW, MAP_SHEET
from app.services.content import draft_content
from app.services.draft_places import figure_at, place_of, put_figure, same
from app.value import ValueStatement
from tests.documents import statements
from tests.documents.returned.edited import ours


@pytest.mark.parametrize(
    "maker", [statements.example, statements.thirty_years, statements.largest_study]
)
def test_every_place_of_a_workbook_is_found_and_says_what_the_workbook_says(maker):
    statement = maker()
    said = from_json(draft_content(statement))
    the_map = load_workbook(io.BytesIO(ours(statement)))[MAP_SHEET]
    count = 0
    for path, stated, *_ in the_map.iter_rows(HEADINGS_ROW + 1, values_only=True):
        if path is None:
            continue
        assert place_of(path), path
        assert same(figure_at(said, path), stated), path
        assert put_figure(said, path, stated), path
        count += 1
    assert count >= 15
    ValueStatement.model_validate(said)


@pytest.mark.parametrize(
    "path",
    [
        "title",
        "assumptions/users",
        "assumptions/users/value/0",
        "assumptions/../value",
        "",
        "a" * 300,
        "assumptions/users/label",
        "benefits/x/per_year",
        "assumptions/users/by_year/-1",
    ],
)
def test_nothing_else_is_a_place(path):
    said = from_json(draft_content(statements.example()))
    before = dict(said)
    assert place_of(path) is None
    assert figure_at(said, path) is None
    assert not put_figure(said, path, "1")
    assert said == before
