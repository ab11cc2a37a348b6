"""What charts share: places for amounts, round ticks, and labels that do not meet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from app.documents.lettering import fitted, width_of
from app.documents.palette import USUAL, Palette
from app.documents.pictures import (
    LINE,
    SIZES,
    Align,
    Drawing,
    Fill,
    Label,
    Picture,
    Point,
    Tone,
    stroke,
)

Write = Callable[[float], str]
_STEPS_OF_NAMES = (1, 2, 5, 10, 20)


class Scale:
    """Maps amounts to places on the page."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._start = low, start
        self._factor = (end - start) / ((high - low) or 1)

    def __call__(self, amount: float) -> float:
        """The place of an amount."""
        return self._start + (amount - self._low) * self._factor


class Sheet(Drawing):
    """What a picture is drawn on: shapes, and labels that neither meet nor leave it."""

    def __init__(self, width: float, height: float, palette: Palette) -> None:
        super().__init__(width, height)
        self.palette = palette
        self.labels: list[Label] = []

    def add(self, *labels: Label) -> None:
        """Place labels that have room of their own."""
        self.labels += labels

    def first_free(self, candidates: Iterable[Label]) -> bool:
        """Place the first candidate that is free; none where all of them meet something."""
        for label in candidates:
            if self._is_inside(label) and not any(label.meets(other) for other in self.labels):
                self.labels.append(label)
                return True
        return False

    def hairline(self, start: Point, end: Point) -> None:
        """A line that guides the eye."""
        self.line(start, end, stroke(self.palette.rule, 0.6))

    def axis(self, start: Point, end: Point) -> None:
        """The line of zero."""
        self.line(start, end, stroke(self.palette.slate, 0.8))

    def picture(self, name: str) -> Picture:
        """What was drawn."""
        return Picture(f"{name}.svg", self.width, self.height, self.svg(), tuple(self.labels))

    def _is_inside(self, label: Label) -> bool:
        left, top, right, bottom = label.extent
        return left >= 0 and top >= 0 and right <= self.width and bottom <= self.height


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Round amounts that span from low to high.

    Example:
        >>> ticks(-3, 5)
        [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]
    """
    rough = ((high - low) or 1) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if rough <= power * part * 1.0001)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def margin_for(texts: Iterable[str], tone: Tone = "axis", *, most: float = math.inf) -> float:
    """The room that the widest of some labels takes."""
    return min(most, max((width_of(text, SIZES[tone]) for text in texts), default=0.0)) + 1


def cut(label: Label) -> Label:
    """A label whose words fit its box."""
    text = fitted(label.text, SIZES[label.tone], label.width)
    return Label(text, label.left, label.top, label.width, label.align, label.tone)


def period_names(
    names: Sequence[str], across: Scale, slot: float, top: float, width: float
) -> list[Label]:
    """Every name where there is room for the widest, otherwise every second, fifth or tenth."""
    room = margin_for(names) + 4
    fits = (step for step in _STEPS_OF_NAMES if room <= slot * step)
    every = next(fits, max(_STEPS_OF_NAMES))
    return [
        Label(
            name, min(max(across(number) - room / 2, 0), width - room), top, room, "center", "axis"
        )
        for number, name in enumerate(names)
        if number % every == 0
    ]


def beside(
    text: str, place: tuple[float, float], tone: Tone = "plain", *, near: float = 4.0
) -> list[Label]:
    """Places for a label around a point: above, right, left, below."""
    wide = width_of(text, SIZES[tone]) + 1
    x, y = place
    spots: tuple[tuple[float, float, Align], ...] = (
        (x - wide / 2, y - LINE - near, "center"),
        (x - wide, y - LINE - near, "right"),
        (x, y - LINE - near, "left"),
        (x + near + 2, y - LINE / 2, "left"),
        (x - near - 2 - wide, y - LINE / 2, "right"),
        (x - wide / 2, y + near, "center"),
        (x - wide, y + near, "right"),
        (x, y + near, "left"),
    )
    return [Label(text, left, top, wide, align, tone) for left, top, align in spots]


_SWATCH = 7.0
LEGEND_ROW = 13.0


def legend(sheet: Sheet, entries: Sequence[tuple[str, Fill]], corner: Point, right: float) -> int:
    """Swatches with their words, in as many rows as it takes; returns how many."""
    left, top = corner
    x, row = left, 0
    for text, fill in entries:
        wide = min(width_of(text, SIZES["plain"]) + 1, right - left - _SWATCH - 4)
        if x > left and x + _SWATCH + 4 + wide > right:
            x, row = left, row + 1
        y = top + row * LEGEND_ROW
        sheet.bar(x, y + 1.5, _SWATCH, _SWATCH, fill)
        sheet.add(cut(Label(text, x + _SWATCH + 4, y, wide)))
        x += _SWATCH + 4 + wide + 14
    return row + 1


def legend_rows(texts: Sequence[str], left: float, right: float) -> int:
    """How many rows a legend takes."""
    entries = [(text, Fill(USUAL.slate)) for text in texts]
    return legend(Sheet(right, 0, USUAL), entries, (left, 0), right)
