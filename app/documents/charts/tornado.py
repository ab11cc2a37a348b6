"""Tornadoes: what each assumption's range does to a sum, the largest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.documents.charts import fills
from app.documents.charts.axes import Scale, Sheet, cut, margin_for
from app.documents.palette import WHITE, Palette
from app.documents.pictures import LINE, Align, Fill, Label, Picture, stroke

ROW = 25.0
_HEAD = 14.0
_NAMES = 0.36
_BAR = 15.0


@dataclass(frozen=True)
class Swing:
    """One assumption: what the sum is at both ends of its range; None has no result."""

    name: str
    span: str
    low: float | None
    high: float | None
    low_told: str
    high_told: str
    steps: bool = False


@dataclass(frozen=True)
class Swings:
    """All assumptions around the sum as it is."""

    base: float
    base_told: str
    rows: Sequence[Swing]


def tornado(swings: Swings, width: float, palette: Palette, *, from_right: bool = False) -> Picture:
    """A row for each assumption; the axis of amounts always rises to the right.

    `from_right` puts the names to the right, for those who read from there.
    """
    names = width * _NAMES
    sheet = Sheet(width, _HEAD + ROW * len(swings.rows) + 4, palette)
    start, end = (4.0, width - names - 4) if from_right else (names + 4, width - 4)
    place = _scale(swings, start, end)
    sheet.add(_head(swings, place, start, end))
    for number, row in enumerate(swings.rows):
        top = _HEAD + number * ROW
        if number:
            sheet.hairline((0, top), (width, top))
        left: float = width - names + 6 if from_right else 0
        sheet.add(*_named(row, top, (left, names - 6), "right" if from_right else "left"))
        _draw_bars(sheet, row, (place, swings.base), top)
    base = place(swings.base)
    sheet.line((base, _HEAD - 2), (base, sheet.height), stroke(palette.ink, 0.9))
    for number, row in enumerate(swings.rows):
        if row.steps:
            _mark_step(sheet, base, _HEAD + number * ROW)
    return sheet.picture("tornado")


def swing_fills(palette: Palette) -> tuple[Fill, Fill]:
    """Of the low and of the high end of a range."""
    return Fill(WHITE, palette.accent, "hatched"), fills.gain(palette)


def _scale(swings: Swings, start: float, end: float) -> Scale:
    """Room for the bars with what is told at their ends."""
    left, right = (margin_for(_told(swings, side), "plain") + 5 for side in (-1, 1))
    ends = [one for row in swings.rows for one in (row.low, row.high) if one is not None]
    low, high = min(swings.base, *ends), max(swings.base, *ends)
    return Scale(low, high, start + left, end - right)


def _told(swings: Swings, side: int) -> Iterable[str]:
    """What is told on one side of the bars."""
    yield ""
    for row in swings.rows:
        for told, amount in ((row.low_told, row.low), (row.high_told, row.high)):
            if amount is not None and (amount - swings.base) * side >= 0:
                yield told


def _head(swings: Swings, place: Scale, start: float, end: float) -> Label:
    wide = margin_for([swings.base_told], "strong", most=end - start)
    left = min(max(place(swings.base) - wide / 2, start), end - wide)
    return Label(swings.base_told, left, 0, wide, "center", "strong")


def _named(row: Swing, top: float, room: tuple[float, float], align: Align) -> tuple[Label, Label]:
    first = top + (ROW - 2 * LINE) / 2
    return (
        cut(Label(row.name, room[0], first, room[1], align, "plain")),
        cut(Label(row.span, room[0], first + LINE, room[1], align, "axis")),
    )


def _draw_bars(sheet: Sheet, row: Swing, axis: tuple[Scale, float], top: float) -> None:
    """Both ends as bars from the sum as it is; where both lie on one side, each takes a half."""
    place, base = axis
    moved = [amount - base for amount in (row.low, row.high) if amount is not None]
    halved = all(move >= 0 for move in moved) or all(move <= 0 for move in moved)
    height = _BAR * 0.6 if halved else _BAR
    first = top + (ROW - height * (1 + halved)) / 2
    for told, amount, fill in zip(
        (row.low_told, row.high_told),
        (row.low, row.high),
        swing_fills(sheet.palette),
        strict=True,
    ):
        if amount is not None:
            ends = sorted((place(base), place(amount)))
            sheet.bar(ends[0], first, ends[1] - ends[0], height, fill)
            below = amount < base or (amount == base and min(moved) < 0)
            sheet.add(_end_label(told, place(amount), first + (height - LINE) / 2, below=below))
        first += height if halved else 0


def _end_label(told: str, place: float, top: float, *, below: bool) -> Label:
    wide = margin_for([told], "plain")
    if below:
        return Label(told, place - wide - 4, top, wide, "right")
    return Label(told, place + 4, top, wide, "left")


def _mark_step(sheet: Sheet, base: float, top: float) -> None:
    style = f'fill="{WHITE}" stroke="{sheet.palette.ink}" stroke-width="0.9"'
    sheet.diamond((base, top + ROW / 2), 3.6, style)
