"""The timeline: when each benefit starts, how it ramps up, and when money is invested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.charts import fills
from app.documents.charts.axes import Scale, Sheet, cut, margin_for, period_names
from app.documents.lettering import width_of
from app.documents.palette import Palette
from app.documents.pictures import LINE, SIZES, Label, Picture, Tone

ROW = 20.0
_HEAD = 16.0
_NAMES = 0.3
_FULL = 12.0
"""The height of a bar at its fullest; what is less stands lower."""
_YEAR = 12
_LEAST = 0.0001


@dataclass(frozen=True)
class Run:
    """One line: the months from `first` to `last`, 0 where nothing recurs.

    `heights` are fractions of its fullest, by year of its own life, the last one repeated;
    `shares` are the same in words. `milestones` are the months of single payments.
    """

    name: str
    first: int
    last: int
    heights: Sequence[float]
    shares: Sequence[str]
    milestones: Sequence[int]
    remark: str
    spends: bool


@dataclass(frozen=True)
class Course:
    """All lines over all months of the horizon; names are those of years."""

    rows: Sequence[Run]
    names: Sequence[str]
    months: int


def timeline(course: Course, width: float, palette: Palette) -> Picture:
    """A row for each line."""
    names = width * _NAMES
    remarks = margin_for((row.remark for row in course.rows), "axis", most=width * 0.24)
    sheet = Sheet(width, _HEAD + ROW * len(course.rows), palette)
    start, end = names + 12, width - remarks - 14
    place = Scale(0, course.months, start, end)
    slot = place(_YEAR) - place(0)
    sheet.add(*period_names(course.names, Scale(-0.5, 0.5, start, start + slot), slot, 0, width))
    for year in range(course.months // _YEAR + 1):
        across = place(year * _YEAR)
        sheet.hairline((across, _HEAD - 3), (across, sheet.height))
    for number, row in enumerate(course.rows):
        top = _HEAD + number * ROW
        line = top + (ROW - LINE) / 2
        sheet.hairline((0, top + ROW), (width, top + ROW))
        sheet.add(cut(Label(row.name, 0, line, names - 4)))
        sheet.add(cut(Label(row.remark, width - remarks, line, remarks, "right", "axis")))
        _draw_ramp(sheet, row, place, top)
        for month in row.milestones:
            style = f'fill="{palette.primary}"'
            sheet.diamond((place(month), top + ROW / 2), 4.2, style)
    return sheet.picture("timeline")


def _draw_ramp(sheet: Sheet, row: Run, place: Scale, top: float) -> None:
    """A step for each year of the line's own life."""
    if not row.first:
        return
    fill = (fills.cost if row.spends else fills.gain)(sheet.palette)
    floor, fullest = top + ROW - 4, max(*row.heights, _LEAST)
    for year, month in enumerate(range(row.first - 1, row.last, _YEAR)):
        index = min(year, len(row.heights) - 1)
        left, right = place(month), place(min(month + _YEAR, row.last))
        tall = _FULL * row.heights[index] / fullest
        sheet.bar(left, floor - tall, right - left, tall, fill)
        share = row.shares[index] if index < len(row.shares) else ""
        if share and width_of(share, SIZES["inverse"]) + 3 <= right - left:
            sheet.add(_share(share, (left, right), floor - tall, tall))


def _share(told: str, room: tuple[float, float], top: float, tall: float) -> Label:
    """In a bar that is tall enough, else above it."""
    inside = tall >= LINE - 1
    line = top + (tall - LINE) / 2 if inside else top - LINE
    tone: Tone = "inverse" if inside else "axis"
    return Label(told, room[0], line, room[1] - room[0], "center", tone)
