"""Where the figures of a statement stand in its workbook, so that they are found again.

The map is a very hidden sheet, `_map`: nobody meets it by accident, `View code` shows it. Whoever
reads an edited workbook back starts there.

Rows 1 to 12, columns A and B, are facts of the workbook (`FACTS`): the name in A, the fact in B as
text. Row 14 holds the headings (`HEADINGS`), each row below it one `Place`:

====  ===========  ==============================================================================
A     path         which figure of the statement, by key: see below
B     stated       the figure as it was exported, exact, as text; a choice by its code
C     unit         of the assumption, as text; empty where it has none
D, E  low, high    of the assumption, exact, as text; empty where it has none
F     name_cell    a formula `=Assumptions!$B$9`: the cell with the assumption's key, or empty
G     stated_cell  a formula, likewise: the cell that shows the figure as it was exported
H     yours_cell   a formula, likewise: the empty input cell "Your value"; empty where the figure is
                   changed in place, in `stated_cell` (settings, months, ramps, risk adjustments)
I     used_cell    a formula, likewise: the cell everything is calculated with
====  ===========  ==============================================================================

The cells are formulas because a spreadsheet moves them along when somebody inserts rows, sorts
columns or renames a sheet: read the address out of the formula, never the cached value. A deleted
cell reads `#REF!`.

Paths:

- `assumptions/KEY/value`; by period `assumptions/KEY/initial` and `assumptions/KEY/by_year/0` …,
  also where the statement has one value and only a scenario has figures by year
- `discount_rate`
- `convention`, whose cell holds a translated word: `CONVENTION_CHOICES` in the facts has the three
  words in the order of `CONVENTIONS`, separated by line feeds
- `benefits/KEY/starts_month`, `…/ends_month`, `…/growth`, `…/risk_adjustment`, `…/adoption/0` …,
  `…/one_off/0/month`; the same under `investments`. `stated` is what holds where the statement
  says nothing (1, the last month, 0).

What a scenario overrides and what a formula says is no input: it has no place.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.value.statement import Convention

MAP_SHEET = "_map"
FORMAT = "value workbook 1"
FACTS = (
    "format",
    "content_hash",
    "version_number",
    "title",
    "customer",
    "currency_code",
    "language",
    "horizon_years",
    "engine",
    "issued_at",
    "convention_choices",
    "scenario_choices",
)
HEADINGS = (
    "path",
    "stated",
    "unit",
    "low",
    "high",
    "name_cell",
    "stated_cell",
    "yours_cell",
    "used_cell",
)
HEADINGS_ROW = 14
"""As spreadsheets count; the first place stands in the row below."""
CONVENTIONS: tuple[Convention, ...] = ("year_end", "mid_year", "monthly")


@dataclass(frozen=True)
class Place:
    """One figure of the statement and its cells, as references with their sheet (`Sheet!$A$1`)."""

    path: str
    stated: str
    stated_cell: str
    used_cell: str
    yours_cell: str | None = None
    name_cell: str | None = None
    unit: str | None = None
    low: str | None = None
    high: str | None = None
