"""The tables of slides, with as many rows as have room; the rest is counted and summed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.documents.illustrations import shortlist
from app.documents.passages import Passages, Side
from app.documents.slides.canvas import Grid

View = Mapping[str, Any]

SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0)
"""Points, from what reads well in a room to what is still read on a screen."""
_MOST_FLOW_COLUMNS = 8


def lines_grid(passages: Passages, side: Side, width: float, height: float) -> tuple[Grid, int]:
    """The table of a side, and how many of its lines it tells."""
    table = passages.benefits() if side == "benefits" else passages.investments()

    def grid(told: int, size: float) -> Grid:
        rows = _told_lines(passages, side, told)
        last = len(rows) + 1
        quiet = frozenset({last - 1}) if told < len(passages.lines(side)) else frozenset[int]()
        shown = (table.headings, *rows, table.rows[-1])
        longest = max(len(cell) for row in shown for cell in row[2:])
        figures = [max(76.0, longest * size * 0.64 + 12)] * 2
        return Grid(
            shown,
            (size * 2 + 10, width - size * 2 - 10 - sum(figures), *figures),
            frozenset({2, 3}),
            size,
            strong=frozenset({last}),
            quiet=quiet,
            whole=frozenset({0, 2, 3}),
        )

    return _fitting(grid, len(passages.lines(side)), height)


def assumptions_grid(passages: Passages, width: float, height: float) -> tuple[Grid, int]:
    """The table of assumptions, and how many of them it tells."""
    table = passages.assumptions()
    shares = (0.29, 0.19, 0.17, 0.19, 0.16)
    widths = tuple(width * share for share in shares)
    given = [row for row, is_given in _by_kind(passages, table.rows) if is_given]
    calculated = [row for row, is_given in _by_kind(passages, table.rows) if not is_given]

    def grid(told: int, size: float) -> Grid:
        rows = [*given, *calculated][:told]
        left = int(passages.view["assumptions_in_all"]) - told
        if left:
            rows.append((passages.and_more(left), "", "", "", ""))
        quiet = frozenset({len(rows)}) if left else frozenset[int]()
        shown = (table.headings, *rows)
        return Grid(shown, widths, frozenset({1, 2}), size, quiet=quiet, most_lines=3)

    return _fitting(grid, len(table.rows), height)


def _by_kind(
    passages: Passages, rows: Sequence[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], bool]]:
    """Rows, and whether somebody gave their figure: what is calculated proves nothing."""
    assumptions = passages.view["assumptions"]
    return [(row, not part["formula"]) for row, part in zip(rows, assumptions, strict=True)]


def flow_grid(passages: Passages, width: float) -> Grid:
    """The cash flow, a column for each period or group of years."""
    view, gettext, whole = passages.view, passages.gettext, passages.language.whole
    flow, sides = view["cash_flow"], view["headline"]
    bands = view["bands"][:_MOST_FLOW_COLUMNS]
    spans = [slice(band["first"], band["last"] + 1) for band in bands]
    rows: list[tuple[str, ...]] = [
        (name, *(whole(sum(flow[key][span])) for span in spans), whole(sides[total]))
        for name, key, total in (
            (gettext("Benefits"), "benefits", "benefits"),
            (gettext("Investment"), "investment", "investment"),
            (gettext("Net"), "net", "value"),
        )
    ]
    reached = [whole(flow["cumulative"][band["last"]]) for band in bands]
    rows.append((gettext("Cumulative"), *reached, ""))
    heading = (passages.language.unit, *map(passages.band, bands), gettext("Total"))
    first = 118.0
    other = (width - first) / (len(bands) + 1)
    figures = frozenset(range(1, len(bands) + 2))
    longest = max(len(cell) for row in rows for cell in row[1:])
    size = next((size for size in SIZES[2:] if longest * size * 0.62 < other - 10), SIZES[-1])
    widths = (first, *[other] * (len(bands) + 1))
    return Grid((heading, *rows), widths, figures, size, strong=frozenset({3}))


def _told_lines(passages: Passages, side: Side, told: int) -> list[tuple[str, ...]]:
    """The largest lines in the order of the case, and a row of what the others come to."""
    lines: Sequence[View] = passages.lines(side)
    whole = passages.language.whole
    kept = {id(line) for line in shortlist(lines, told).lines[:told]}
    shown = [line for line in lines if id(line) in kept]
    rest = [line for line in lines if id(line) not in kept]
    rows: list[tuple[str, ...]] = [
        (line["ref"], line["statement"], whole(line["total"]), whole(line["present_value"]))
        for line in shown
    ]
    if rest:
        sums = [whole(sum(line[name] for line in rest)) for name in ("total", "present_value")]
        rows.append(("", passages.and_more(len(rest)), *sums))
    return rows


def _fitting(grid: Callable[[int, float], Grid], most: int, height: float) -> tuple[Grid, int]:
    """All rows in the largest size in which they have room, or as many as have in the smallest."""
    found = best_of([grid(most, size) for size in SIZES], height)
    if sum(found.heights()) <= height:
        return found, most
    for told in range(most - 1, 0, -1):
        made = grid(told, SIZES[-1])
        if sum(made.heights()) <= height:
            return made, told
    return grid(1, SIZES[-1]), 1


def best_of(grids: Sequence[Grid], height: float) -> Grid:
    """The first that has room with nothing cut in it; else the first that has room; else the last.

    The first is tried first, so they come from the largest letters to the smallest.
    """
    room = [each for each in grids if sum(each.heights()) <= height]
    return next((each for each in room if not each.is_cut()), next(iter(room), grids[-1]))
