"""Random changes to a statement, made in the workbook by hand and in the statement itself."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl

from app.documents.workbook.places import CONVENTIONS, FACTS, HEADINGS, HEADINGS_ROW, MAP_SHEET
from app.value import ValueStatement
from app.value.scenarios import ways_of
from tests.documents.workbook.reading import places_of

RANGE = ("low", "high", "at_least", "at_most", "distribution", "outcomes")


class Typed:
    """A workbook to type into, opened once; what was typed is taken back after each saving."""

    def __init__(self, book: bytes) -> None:
        self._book = openpyxl.load_workbook(io.BytesIO(book))
        self.results = places_of(self._book)
        sheet = self._book[MAP_SHEET]
        self.facts = {fact: sheet.cell(row, 2).value for row, fact in enumerate(FACTS, start=1)}
        self.places = {
            row[0]: dict(zip(HEADINGS, row, strict=False))
            for row in sheet.iter_rows(min_row=HEADINGS_ROW + 1, values_only=True)
        }

    def with_cells(self, cells) -> bytes:
        before = {}
        for sheet, where in cells:
            before[sheet, where] = self._book[sheet][where].value
            self._book[sheet][where] = cells[sheet, where]
        out = io.BytesIO()
        self._book.save(out)
        for (sheet, where), value in before.items():
            self._book[sheet][where].value = value
        return out.getvalue()


class WhatIf:
    """One workbook with some cells typed over, and the statement that says the same."""

    def __init__(self, statement: ValueStatement, typed: Typed, rnd) -> None:
        self._rnd = rnd
        self._typed = typed
        self.statement = statement
        self._fields = statement.model_dump(mode="json", by_alias=True)
        self._places = typed.places
        self._cells = {}
        self.told = []

    def change(self) -> None:
        """Change some settings, some figures and some timing."""
        self._scenario()
        self._convention()
        kinds = (self._assumption, self._assumption, self._line, self._rate)
        for _ in range(self._rnd.choice([1, 2, 3, 6, 12])):
            self._rnd.choice(kinds)()

    def typed_over(self) -> bytes:
        """The workbook with the changes typed into the cells the map names."""
        return self._typed.with_cells(self._cells)

    def stated(self) -> ValueStatement:
        """The changed statement.

        Raises:
            pydantic.ValidationError: nobody may state it so.
        """
        return ValueStatement.model_validate(self._fields)

    def _scenario(self):
        """First, as whatever is typed takes the place of the scenario's figure."""
        ways = list(ways_of(self.statement, "value"))
        labels = self._typed.facts["scenario_choices"].split("\n")
        number = self._rnd.randrange(len(labels))
        self._cells["Assumptions", "E4"] = labels[number]
        moved = {
            key: one.model_dump(mode="json", by_alias=True)
            for key, one in ways[number].assumptions.items()
        }
        given = self._fields["assumptions"]
        self._fields["assumptions"] = [moved.get(one["key"], one) for one in given]
        self._fields["scenarios"] = []
        for one in self._fields["assumptions"]:
            one.update(dict.fromkeys(RANGE))
        self.told.append(labels[number])

    def _convention(self):
        words = self._typed.facts["convention_choices"].split("\n")
        number = self._rnd.randrange(3)
        self._type("convention", "stated_cell", words[number])
        self._fields["convention"] = CONVENTIONS[number]

    def _rate(self):
        rate = self._rnd.choice(["0", "0.03", "0.12", "0.35", "-0.05"])
        self._type("discount_rate", "stated_cell", float(rate))
        self._fields["discount_rate"] = rate

    def _assumption(self):
        path = self._rnd.choice([path for path in self._places if path.startswith("assumptions/")])
        _, key, *field = path.split("/")
        stated = Decimal(self._places[path]["stated"])
        factor = self._rnd.choice(["0", "0.5", "0.9", "1.1", "1.37", "2", "-0.3"])
        figure = str(round(stated * Decimal(factor), 4))
        self._type(path, "yours_cell", float(figure))
        one = next(one for one in self._fields["assumptions"] if one["key"] == key)
        if one["by_year"] is None and field[0] != "value":  # the scenario made it one figure
            one |= {"by_year": [one["value"]] * self.statement.horizon_years}
            one |= {"initial": one["value"], "value": None}
        if field[0] == "by_year":
            one["by_year"] = list(one["by_year"])
            one["by_year"][int(field[1])] = figure
        elif field[0] == "value" and one["by_year"] is not None:
            raise AssertionError(path)
        else:
            one[field[0]] = figure

    def _line(self):
        paths = [path for path in self._places if path.startswith(("benefits/", "investments/"))]
        if not paths:
            return
        path = self._rnd.choice(paths)
        side, key, field, *further = path.split("/")
        line = next(one for one in self._fields[side] if one["key"] == key)
        figure = self._new_setting(field)
        self._type(path, "stated_cell", float(figure))
        if field == "adoption":
            line["adoption"][int(further[0])] = str(figure)
        elif field == "one_off":
            line["one_off"][int(further[0])]["month"] = figure
        else:
            line[field] = figure

    def _new_setting(self, field):
        months = self.statement.months
        if field in ("starts_month", "ends_month"):
            return self._rnd.randint(1, months)
        if field == "one_off":
            return self._rnd.randint(0, months)
        if field == "growth":
            return self._rnd.choice(["-0.2", "0", "0.02", "0.5"])
        return self._rnd.choice(["0", "0.1", "0.45", "1"])

    def _type(self, path, column, value):
        sheet, _, where = self._places[path][column].removeprefix("=").rpartition("!")
        self._cells[sheet.strip("'"), where.replace("$", "")] = value
        self.told.append((path, value))
