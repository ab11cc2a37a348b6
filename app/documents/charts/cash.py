"""Money over time: when it comes back, and what flows in each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.documents.charts import fills
from app.documents.charts.axes import (
    LEGEND_ROW,
    Scale,
    Sheet,
    Write,
    beside,
    legend,
    legend_rows,
    margin_for,
    period_names,
    ticks,
)
from app.documents.palette import WHITE, Palette
from app.documents.pictures import Fill, Label, Picture, Point, stroke

_BELOW = 16.0
"""The room that the names of periods take."""


@dataclass(frozen=True)
class Course:
    """The cumulative net flow: an amount at the start and at each year's end.

    `told` are the amounts in words, as the tables have them.
    """

    amounts: Sequence[float]
    names: Sequence[str]
    payback_months: float | None
    payback_name: str
    told: Sequence[str] = ()


def cumulative(
    course: Course, write: Write, width: float, height: float, palette: Palette
) -> Picture:
    """The course of the cumulative net flow, with the month of the payback."""
    marks = ticks(min(0.0, *course.amounts), max(0.0, *course.amounts))
    left = margin_for(map(write, marks)) + 6
    top, bottom = 16.0, height - _BELOW - 2
    across = Scale(0, len(course.amounts) - 1, left + 22, width - 26)
    down = Scale(marks[0], marks[-1], bottom, top)
    sheet = Sheet(width, height, palette)
    _draw_amounts(sheet, marks, (down, write), left)
    points = [(across(year), down(amount)) for year, amount in enumerate(course.amounts)]
    _draw_area(sheet, points, down(0))
    sheet.axis((left, down(0)), (width, down(0)))
    _draw_course(sheet, points, down(0))
    sheet.add(*period_names(course.names, across, across(1) - across(0), bottom + 5, width))
    if course.payback_months is not None:
        place = across(course.payback_months / 12)
        sheet.line((place, top - 4), (place, bottom), stroke(palette.negative, 0.9, "2.5 2"))
        sheet.diamond((place, down(0)), 3.8, f'fill="{palette.negative}"')
        sheet.add(_payback_label(course.payback_name, place, width))
    for number, text in _told_points(course):
        spots = [one for one in beside(text, points[number], "strong") if one.left >= left]
        clear = [spot for spot in spots if not _is_crossed(spot, points, down(0))]
        sheet.first_free(clear if 0 < number < len(points) - 1 else [*clear, *spots])
    return sheet.picture("cumulative")


@dataclass(frozen=True)
class Stack:
    """One kind of benefit, or all of them: an amount for each period."""

    name: str
    amounts: Sequence[float]


@dataclass(frozen=True)
class Flows:
    """Benefits by kind, and the investment, at the start and in each year."""

    benefits: Sequence[Stack]
    investment: Stack
    names: Sequence[str]


def by_period(flows: Flows, write: Write, width: float, height: float, palette: Palette) -> Picture:
    """Benefits, kind on kind, beside the investment, period by period; a legend above."""
    entries = [
        *zip([stack.name for stack in flows.benefits], fills.series(palette), strict=False),
        (flows.investment.name, fills.cost(palette)),
    ]
    marks = ticks(*_span(flows))
    left = margin_for(map(write, marks)) + 6
    above = legend_rows([name for name, _ in entries], left, width) * LEGEND_ROW + 6
    sheet = Sheet(width, height + above, palette)
    slot = (width - left) / len(flows.names)
    down = Scale(marks[0], marks[-1], sheet.height - _BELOW - 2, above + 4)
    legend(sheet, entries, (left, 0), width)
    _draw_amounts(sheet, marks, (down, write), left)
    bar = min(30.0, slot * 0.36)
    for period in range(len(flows.names)):
        middle = left + slot * (period + 0.5)
        kinds = [
            (stack.amounts[period], fill)
            for stack, (_, fill) in zip(flows.benefits, entries, strict=False)
        ]
        _draw_stack(sheet, kinds, (middle - bar - 0.8, bar), down)
        paid = [(flows.investment.amounts[period], fills.cost(palette))]
        _draw_stack(sheet, paid, (middle + 0.8, bar), down)
    sheet.axis((left, down(0)), (width, down(0)))
    centres = Scale(-0.5, 0.5, left, left + slot)
    sheet.add(*period_names(flows.names, centres, slot, sheet.height - _BELOW + 3, width))
    return sheet.picture("by-period")


def _span(flows: Flows) -> tuple[float, float]:
    """From the lowest end of any stack to the highest."""
    low = high = 0.0
    for period in range(len(flows.names)):
        amounts = [stack.amounts[period] for stack in flows.benefits]
        for end in (
            sum(amount for amount in amounts if amount > 0),
            sum(amount for amount in amounts if amount < 0),
            flows.investment.amounts[period],
        ):
            low, high = min(low, end), max(high, end)
    return low, high


def _draw_stack(
    sheet: Sheet, kinds: Sequence[tuple[float, Fill]], room: tuple[float, float], down: Scale
) -> None:
    """Amounts on each other; those below zero hang from it."""
    reached = {True: 0.0, False: 0.0}
    for amount, fill in kinds:
        if amount:
            start = reached[amount > 0]
            reached[amount > 0] = start + amount
            ends = sorted((down(start), down(start + amount)))
            sheet.bar(room[0], ends[0], room[1], ends[1] - ends[0], fill)


def _draw_amounts(
    sheet: Sheet, marks: Sequence[float], axis: tuple[Scale, Write], left: float
) -> None:
    down, write = axis
    for mark in marks:
        sheet.hairline((left, down(mark)), (sheet.width, down(mark)))
        sheet.add(Label(write(mark), 0, down(mark) - 5, left - 5, "right", "axis"))


def _draw_area(sheet: Sheet, points: list[Point], zero: float) -> None:
    area = [(points[0][0], zero), *points, (points[-1][0], zero)]
    sheet.path(area, f'fill="{sheet.palette.mist}"', closed=True)


def _draw_course(sheet: Sheet, points: list[Point], zero: float) -> None:
    accent = sheet.palette.accent
    sheet.path(points, stroke(accent, 1.8) + ' stroke-linejoin="round"')
    for point in points:
        fill = accent if point[1] <= zero else WHITE
        sheet.dot(point, 2.6, f'fill="{fill}" stroke="{accent}" stroke-width="1.2"')


_MOST_TOLD = 9
_SAMPLES = 40


def _is_crossed(label: Label, points: Sequence[Point], zero: float) -> bool:
    """Whether the course or the line of zero runs through a label."""
    left, top, right, bottom = label.extent
    if top < zero < bottom:
        return True
    return any(
        left - 1 < start[0] + (end[0] - start[0]) * part / _SAMPLES < right + 1
        and top < start[1] + (end[1] - start[1]) * part / _SAMPLES < bottom
        for start, end in pairwise(points)
        for part in range(_SAMPLES + 1)
    )


def _told_points(course: Course) -> list[tuple[int, str]]:
    """The ends first; the points between only where they are few."""
    last = len(course.told) - 1
    order = [0, last, *range(1, last)] if last < _MOST_TOLD else [0, last]
    return [(number, course.told[number]) for number in dict.fromkeys(order) if course.told]


def _payback_label(text: str, place: float, width: float) -> Label:
    room = margin_for([text], "accent", most=width)
    if place + 6 + room < width:
        return Label(text, place + 6, 4, room, "left", "accent")
    return Label(text, max(0.0, place - 6 - room), 4, room, "right", "accent")
