"""Formulas as spreadsheets write them, and what a real spreadsheet makes of them."""

from __future__ import annotations

import io
import random
from decimal import Decimal

import pytest
import xlsxwriter

from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import Cells
from app.value.formulas.to_excel import MOST_FORMULA_CHARACTERS, to_excel
from tests.spreadsheets import Spreadsheet

PERIODS = 4
FIGURES = {
    "users": ["0", "1200", "1350.5", "1500"],
    "price": ["4.25", "4.25", "4.25", "4.25"],
    "loss": ["-0.375", "12", "-7", "0"],
    "rate": ["0.1", "0.15", "0.05", "2"],
}


class Columns:
    """Names by row, periods by column, as on a sheet."""

    def __init__(self, sums=None):
        self.sums = sums or {}

    def figure(self, name, period):
        return f"{'BCDE'[period]}{list(FIGURES).index(name) + 2}"

    def year(self, period):
        return f"{'BCDE'[period]}$1"

    def sum_to(self, node, period):
        row = self.sums.setdefault(node, len(self.sums) + 10)
        return f"SUM($B{row}:{'BCDE'[period]}{row})"


def written(text, period=1):
    return to_excel(parse(text).tree, period, Columns())


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("users*price", "C2*C3"),
        ("users - (price - rate)", "C2-(C3-C5)"),
        ("(users - price) - rate", "C2-C3-C5"),
        ("users / (price * rate)", "C2/(C3*C5)"),
        ("-(users^2)", "-(C2^2)"),  # a spreadsheet reads -C2^2 as (-C2)^2
        ("(-users)^2", "(-C2)^2"),
        ("users^-1", "C2^(-1)"),
        ("15% * .5", "15%*0.5"),
        ("1e15", "1000000000000000"),
        ("12345678901234567.8901234567", "1.2345678901234568E+16"),  # fifteen digits are read
        ("ceiling(users)", "CEILING(C2,1)"),
        ("FLOOR(users, 5)", "FLOOR(C2,5)"),
        ("IF(AND(users > 1, NOT(price = rate)), 1, 2)", "IF(AND(C2>1,NOT(C3=C5)),1,2)"),
        ("PREV(users) + INITIAL(rate)", "B2+B5"),
        ("PREV(PREV(users))", "0"),  # before the first period there is nothing
        ("YEAR() * 1.03 ^ YEAR()", "C$1*1.03^C$1"),
        ("CUM(users)", "SUM($B10:C10)"),
        ("PREV(CUM(users * price))", "SUM($B10:B10)"),
    ],
)
def test_a_formula_by_hand(formula, expected):
    assert written(formula) == expected


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory):
    return Spreadsheet(tmp_path_factory.mktemp("spreadsheet"))


def test_a_real_spreadsheet_agrees_about_random_formulas(spreadsheet):
    tried = list(_tried(random.Random(20261125), 3000))  # noqa: S311 - the same formulas each time
    book = spreadsheet.recalculated({"formulas": _book(tried)})["formulas"]
    rows = book["formulas"].iter_rows(min_col=7, max_col=7, max_row=len(tried), values_only=True)
    found = [row[0] for row in rows]
    different = [
        (text, to_excel(parse(text).tree, period, Columns()), expected, ours)
        for (text, period, expected), ours in zip(tried, found, strict=True)
        if not isinstance(ours, int | float)
        or abs(ours - float(expected)) > 1e-9 * max(1.0, abs(float(expected)))
    ]
    assert not different, "\n".join(map(str, different[:30]))


def test_the_longest_formula_fits_a_cell():
    short = "+".join("a" * 240)
    deep = "CEILING(" * 38 + "a" + ")" * 38
    many = "+".join(["(a-(a-a))"] * 80)
    for text in (short, deep, many):
        assert len(_Wide().written(text)) < MOST_FORMULA_CHARACTERS


class _Wide:
    """Every name becomes the widest cell of a sheet, every sum a range of such."""

    def figure(self, *_):
        return "$AJ$1048576"

    def sum_to(self, *_):
        return "SUM($AJ$1048576:$AJ$1048576)"

    def written(self, text):
        return to_excel(parse(text).tree, 1, self)


def _tried(rnd, count):
    """Random formulas that have a result, with the period in which they have it."""
    cells = Cells()
    cells.update({name: [Decimal(x) for x in figures] for name, figures in FIGURES.items()})
    made = 0
    while made < count:
        text, period = _formula(rnd, 4), rnd.randrange(PERIODS)
        try:
            with exactly():
                cells.sums.clear()
                expected = parse(text).evaluate(cells, period)
        except FormulaArithmeticError:
            continue
        if abs(expected) < Decimal(10) ** 9:
            made += 1
            yield text, period, expected


def _formula(rnd, depth):
    if not depth or rnd.random() < 0.15:
        return rnd.choice([*FIGURES, "YEAR()", "12", "0.5", "15%", "3", "1e3"])
    one, two = (_formula(rnd, depth - 1) for _ in range(2))
    return rnd.choice(
        [
            *(f"({one} {operator} {two})" for operator in "+-*/"),
            f"(MIN(MAX({one}, -99), 99) ^ 2)",
            f"-({one})",
            f"IF({_condition(rnd, depth - 1)}, {one}, {two})",
            f"{rnd.choice(['MIN', 'MAX', 'SUM', 'AVERAGE'])}({one}, {two}, price)",
            f"{rnd.choice(['ROUND', 'ROUNDUP', 'ROUNDDOWN'])}({one}, {rnd.randint(-2, 4)})",
            f"{rnd.choice(['CEILING', 'FLOOR'])}({one}, {rnd.choice(['1', '5', '0.25'])})",
            f"{rnd.choice(['CEILING', 'FLOOR', 'INT', 'ABS'])}({one})",
            f"MOD({one}, {rnd.choice(['7', '2.5', '-3', 'rate'])})",
            f"SQRT(ABS({one}))",
            f"LN(1 + ABS({one}))",
            f"EXP(MIN({one}, 5))",
            f"POWER(ABS({one}) + 1, {rnd.choice(['0.5', '-1', 'rate', '3'])})",
            f"{rnd.choice(['PREV', 'CUM', 'INITIAL'])}({one})",
        ]
    )


def _condition(rnd, depth):
    one, two = (_formula(rnd, depth - 1) if depth > 0 else "users" for _ in range(2))
    plain = f"{one} {rnd.choice(['=', '<>', '<', '<=', '>', '>='])} {two}"
    return rnd.choice(
        [plain, plain, f"NOT({plain})", f"AND({plain}, 1 = 1)", f"OR({plain}, 1 > 2)"]
    )


def _book(tried):
    """Figures and running sums by column, the results in column G."""
    out, columns = io.BytesIO(), Columns()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("formulas")
    for column in range(PERIODS):
        sheet.write_number(0, column + 1, column)
        for row, figures in enumerate(FIGURES.values(), start=1):
            sheet.write_number(row, column + 1, float(figures[column]))
    for row, (text, period, _) in enumerate(tried):
        sheet.write_formula(row, 6, f"={to_excel(parse(text).tree, period, columns)}")
    done = 0
    while done < len(columns.sums):  # a sum within a sum asks for another row
        node = list(columns.sums)[done]
        for period in range(PERIODS):
            text = to_excel(node, period, columns)
            sheet.write_formula(columns.sums[node] - 1, period + 1, f"={text}")
        done += 1
    book.close()
    return out.getvalue()
