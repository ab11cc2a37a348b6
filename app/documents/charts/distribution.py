"""Distributions: how often a sum came out where, with the percentiles that are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.charts import fills
from app.documents.charts.axes import Scale, Sheet, Write, margin_for, ticks
from app.documents.lettering import width_of
from app.documents.palette import Palette
from app.documents.pictures import LINE, SIZES, Align, Label, Picture, Tone, stroke

_BELOW = 16.0
_ROWS = 3
"""Of labels above the bars."""


@dataclass(frozen=True)
class Bin:
    """The share of draws between two amounts."""

    low: float
    high: float
    share: float


@dataclass(frozen=True)
class Mark:
    """An amount that is told, P10 say; a `base` is what the sum is as stated."""

    amount: float
    told: str
    base: bool = False


@dataclass(frozen=True)
class Draws:
    """All draws in bins, and the amounts that are told of them."""

    bins: Sequence[Bin]
    marks: Sequence[Mark]


def distribution(
    draws: Draws, write: Write, width: float, height: float, palette: Palette
) -> Picture:
    """A histogram; what lies below zero is hatched."""
    amounts = [mark.amount for mark in draws.marks]
    low = min(draws.bins[0].low, *amounts)
    high = max(draws.bins[-1].high, *amounts)
    across = Scale(low, high, 12, width - 12)
    sheet = Sheet(width, height, palette)
    _draw_bins(sheet, draws.bins, across)
    bottom = height - _BELOW
    sheet.axis((0, bottom), (width, bottom))
    if low < 0 < high:
        sheet.axis((across(0), _ROWS * LINE), (across(0), bottom))
    for amount in ticks(low, high, 7):
        _tick(sheet, write(amount), across(amount))
    places = [across(amount) for amount in amounts]
    for mark, place in zip(draws.marks, places, strict=True):
        _mark(sheet, mark, place, [other for other in places if other != place])
    return sheet.picture("distribution")


def _draw_bins(sheet: Sheet, bins: Sequence[Bin], across: Scale) -> None:
    bottom = sheet.height - _BELOW
    up = Scale(0, max(part.share for part in bins) or 1, bottom, _ROWS * LINE + 4)
    for part in bins:
        fill = fills.loss(sheet.palette) if part.high <= 0 else fills.gain(sheet.palette)
        left, top = across(part.low) + 0.5, up(part.share)
        if part.share:
            sheet.bar(left, top, across(part.high) - 0.5 - left, bottom - top, fill)


def _tick(sheet: Sheet, told: str, place: float) -> None:
    wide, bottom = margin_for([told]), sheet.height - _BELOW
    label = Label(told, place - wide / 2, bottom + 4, wide, "center", "axis")
    if sheet.first_free([label]):
        sheet.axis((place, bottom), (place, bottom + 3))


def _mark(sheet: Sheet, mark: Mark, place: float, others: Sequence[float]) -> None:
    """A line down from its label, which stands where no other mark's line would cut it."""
    tone: Tone = "plain" if mark.base else "strong"
    wide = width_of(mark.told, SIZES[tone]) + 1
    spots = [
        Label(mark.told, left, row * LINE, wide, align, tone)
        for row in range(_ROWS - 1, -1, -1)
        for left, align in _sides(place, wide)
    ]
    uncut = [spot for spot in spots if not any(_cuts(spot, other) for other in others)]
    top = sheet.labels[-1].top + 1 if sheet.first_free([*uncut, *spots]) else 0.0
    ends = (place, top), (place, sheet.height - _BELOW)
    sheet.line(*ends, stroke(sheet.palette.ink, 0.9, "" if mark.base else "3 2"))


def _sides(place: float, wide: float) -> tuple[tuple[float, Align], tuple[float, Align]]:
    return (place + 3, "left"), (place - 3 - wide, "right")


def _cuts(label: Label, place: float) -> bool:
    return label.left - 2 < place < label.left + label.width + 2
