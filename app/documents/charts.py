"""The charts of a case: how the Value comes about, what flows when, and when it comes back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.documents.pictures import (
    MIDDLE,
    MIST,
    NAVY,
    RULE,
    RUST,
    SLATE,
    TEAL,
    Drawing,
    Label,
    Picture,
    stroke,
)

Write = Callable[[float], str]
_HAIR = stroke(RULE, 0.6)
_AXIS = stroke(SLATE, 0.8)
_PAIR = (TEAL, MIDDLE)


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall, from one amount to another."""

    label: str
    figure: str
    start: float
    end: float
    kind: Literal["gain", "cost", "total"]


def waterfall(steps: Sequence[Step], width: float, row: float) -> Picture:
    """From benefits over investment to Value, one row for each step, so that long names fit."""
    names, figures = width * 0.36, width * 0.17
    left, right = names + 10, width - figures - 8
    low = min(0.0, *(min(step.start, step.end) for step in steps))
    high = max(0.0, *(max(step.start, step.end) for step in steps))
    place = _Scale(low, high, left, right)
    drawing = Drawing(width, row * len(steps))
    labels: list[Label] = []
    for number, step in enumerate(steps):
        top = number * row
        if step.kind == "total":
            drawing.bar(0, top, width, row, "#f4f7f9")
        ends = sorted((place(step.start), place(step.end)))
        drawing.bar(ends[0], top + row * 0.2, ends[1] - ends[0], row * 0.6, _fill(step))
        if number + 1 < len(steps):
            joint = place(step.end)
            drawing.line((joint, top + row * 0.8), (joint, top + row * 1.2), stroke(MIDDLE, 0.6))
        tone = "strong" if step.kind == "total" else "plain"
        shift = (row - 10) / 2
        labels.append(Label(step.label, 4, top + shift, names - 4, "left", tone))
        labels.append(Label(step.figure, width - figures - 4, top + shift, figures, "right", tone))
    drawing.line((place(0), 0), (place(0), row * len(steps)), _AXIS)
    return Picture("waterfall.svg", width, row * len(steps), drawing.svg(), tuple(labels))


@dataclass(frozen=True)
class Course:
    """The cumulative net flow: an amount at the start and at each year's end."""

    amounts: Sequence[float]
    names: Sequence[str]
    payback_months: float | None
    payback_name: str


def cumulative(course: Course, write: Write, width: float, height: float) -> Picture:
    """The course of the cumulative net flow, with the month of the payback."""
    ticks = _ticks(min(0.0, *course.amounts), max(0.0, *course.amounts))
    left, right, top, bottom = 44.0, width - 26, 16.0, height - 18
    across = _Scale(0, len(course.amounts) - 1, left + 16, right)
    down = _Scale(ticks[0], ticks[-1], bottom, top)
    drawing = Drawing(width, height)
    labels: list[Label] = []
    for tick in ticks:
        drawing.line((left, down(tick)), (width, down(tick)), _HAIR)
        labels.append(Label(write(tick), 0, down(tick) - 5, left - 6, "right", "axis"))
    points = [(across(year), down(amount)) for year, amount in enumerate(course.amounts)]
    _draw_area(drawing, points, down(0))
    drawing.line((left, down(0)), (width, down(0)), _AXIS)
    _draw_course(drawing, points, down(0))
    labels += _year_names(course.names, across, bottom + 5)
    if course.payback_months is not None:
        place = across(course.payback_months / 12)
        drawing.line((place, top - 4), (place, bottom), stroke(RUST, 0.9, "2.5 2"))
        drawing.dot((place, down(0)), 3.4, f'fill="{RUST}"')
        labels.append(_payback_label(course.payback_name, place, width))
    return Picture("cumulative.svg", width, height, drawing.svg(), tuple(labels))


@dataclass(frozen=True)
class Flows:
    """Benefits and investment at the start and in each year."""

    benefits: Sequence[float]
    investment: Sequence[float]
    names: Sequence[str]


def by_period(flows: Flows, write: Write, width: float, height: float) -> Picture:
    """Benefits beside investment, period by period."""
    amounts = (*flows.benefits, *flows.investment)
    ticks = _ticks(min(0.0, *amounts), max(0.0, *amounts))
    left, top, bottom = 44.0, 6.0, height - 18
    slot = (width - left) / len(flows.names)
    down = _Scale(ticks[0], ticks[-1], bottom, top)
    drawing = Drawing(width, height)
    labels: list[Label] = []
    for tick in ticks:
        drawing.line((left, down(tick)), (width, down(tick)), _HAIR)
        labels.append(Label(write(tick), 0, down(tick) - 5, left - 6, "right", "axis"))
    bar = min(26.0, slot * 0.32)
    for period, pair in enumerate(zip(flows.benefits, flows.investment, strict=True)):
        middle = left + slot * (period + 0.5)
        for amount, start, fill in zip(
            pair, (middle - bar - 0.8, middle + 0.8), _PAIR, strict=True
        ):
            if amount:
                ends = sorted((down(amount), down(0)))
                drawing.bar(start, ends[0], bar, ends[1] - ends[0], fill)
    drawing.line((left, down(0)), (width, down(0)), _AXIS)
    labels += _year_names(flows.names, _Scale(-0.5, 0.5, left, left + slot), bottom + 5)
    return Picture("by-period.svg", width, height, drawing.svg(), tuple(labels))


class _Scale:
    """Maps amounts to places on the page."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._start = low, start
        self._factor = (end - start) / ((high - low) or 1)

    def __call__(self, amount: float) -> float:
        return self._start + (amount - self._low) * self._factor


def _fill(step: Step) -> str:
    if step.kind == "total":
        return NAVY if step.end >= 0 else RUST
    if step.kind == "cost":
        return MIDDLE
    return TEAL if step.end >= step.start else RUST


def _draw_area(drawing: Drawing, points: list[tuple[float, float]], zero: float) -> None:
    area = [(points[0][0], zero), *points, (points[-1][0], zero)]
    drawing.path(area, f'fill="{MIST}"', closed=True)


def _draw_course(drawing: Drawing, points: list[tuple[float, float]], zero: float) -> None:
    drawing.path(points, stroke(TEAL, 1.8) + ' stroke-linejoin="round"')
    for point in points:
        fill = TEAL if point[1] <= zero else "#ffffff"
        drawing.dot(point, 2.6, f'fill="{fill}" stroke="{TEAL}" stroke-width="1.2"')


_MOST_NAMES = 11


def _year_names(names: Sequence[str], across: _Scale, top: float) -> list[Label]:
    """Every name where there is room, otherwise every second, fifth or tenth."""
    every = next(step for step in (1, 2, 5, 10) if len(names) / step <= _MOST_NAMES)
    return [
        Label(name, across(number) - 25, top, 50, "center", "axis")
        for number, name in enumerate(names)
        if number % every == 0
    ]


def _payback_label(text: str, place: float, width: float) -> Label:
    room = 140
    if place + room < width:
        return Label(text, place + 6, 6, room, "left", "accent")
    return Label(text, place - 6 - room, 6, room, "right", "accent")


def _ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Round amounts that span from low to high."""
    rough = ((high - low) or 1) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if rough <= power * part * 1.0001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * number for number in range(first, max(last, first + 1) + 1)]
