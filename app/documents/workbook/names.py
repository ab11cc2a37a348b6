"""Names that a spreadsheet accepts: of cells, and of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

SCENARIO, DISCOUNT_RATE, CONVENTION = "_scenario", "_discount_rate", "_convention"
"""Cells of our own; no key begins with an underscore, and no awkward key is one of these words."""

_CELL = re.compile(r"[a-z]{1,3}[0-9]+")
_ROW_AND_COLUMN = re.compile(r"[a-z][0-9]*|[rzlf][0-9]*[cskg][0-9]*")
"""`r`, `c`, `r1c1`: rows and columns by number; other languages say `z` and `s`, `l` and `k`."""
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET_NAME = 31
_TAKEN_BY_EXCEL = frozenset({"history"})


def cell_name(key: str) -> str:
    """The name of an assumption's cell: its key, unless a spreadsheet reads that as a cell.

    Example:
        >>> cell_name("users"), cell_name("tax1"), cell_name("r"), cell_name("fte2024")
        ('users', '_tax1', '_r', '_fte2024')
    """
    awkward = _CELL.fullmatch(key) or _ROW_AND_COLUMN.fullmatch(key)
    return f"_{key}" if awkward else key


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Names of sheets as near to those wanted as a spreadsheet allows, each different.

    Example:
        >>> sheet_names(["Cash flow", "Cash/flow", "Cash flow", "History"])
        ('Cash flow', 'Cash flow 2', 'Cash flow 3', 'History 2')
    """
    taken = set(_TAKEN_BY_EXCEL)
    found = []
    for words in wanted:
        name = " ".join(_NOT_IN_A_SHEET_NAME.sub(" ", words).strip(" '").split())
        name = name[:_LONGEST_SHEET_NAME].strip(" '") or "Sheet"
        number = 2
        plain = name
        while name.casefold() in taken:
            ending = f" {number}"
            name = plain[: _LONGEST_SHEET_NAME - len(ending)] + ending
            number += 1
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it.

    Example:
        >>> quoted("Cash flow"), quoted("Year's end")
        ("'Cash flow'", "'Year''s end'")
    """
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def text_in_formula(text: str) -> str:
    """A text as formulas write it; they take 255 characters.

    Example:
        >>> print(text_in_formula('a "good" case'))
        "a ""good"" case"
    """
    doubled = text[:120].replace('"', '""')
    return f'"{doubled}"'
