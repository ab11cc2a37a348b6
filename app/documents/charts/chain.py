"""The value chain: who wants what, and how it leads to the Value, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.charts.axes import Sheet, cut
from app.documents.lettering import wrapped
from app.documents.palette import Palette
from app.documents.pictures import LINE, SIZES, Label, Picture, Point, Tone, stroke

_HEAD = 15.0
_GAP, _BETWEEN, _PAD = 26.0, 7.0, 5.0
_MOST_LINES = 4


@dataclass(frozen=True)
class Box:
    """One link of the chain: `gloss` is a figure or a remark below its text."""

    key: str
    text: str
    gloss: str = ""


@dataclass(frozen=True)
class Column:
    """Boxes of one kind."""

    title: str
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Chain:
    """Columns from cause to effect; `links` join the keys of two boxes. The last column is dark."""

    columns: Sequence[Column]
    links: Sequence[tuple[str, str]]


def chain(told: Chain, width: float, palette: Palette) -> Picture:
    """Draw a chain; its height follows from what it says."""
    count = len(told.columns)
    wide = (width - _GAP * (count - 1)) / count
    columns = [[_sized(box, wide) for box in column.boxes] for column in _ordered(told)]
    height = _HEAD + max(_height(column) for column in columns)
    sheet = Sheet(width, height, palette)
    places: dict[str, Point] = {}
    for number, (column, boxes) in enumerate(zip(told.columns, columns, strict=True)):
        left = number * (wide + _GAP)
        sheet.add(cut(Label(column.title, left, 0, wide, "left", "heading")))
        top = _HEAD + (height - _HEAD - _height(boxes)) / 2
        for box in boxes:
            places[box.key] = (left, top + box.height / 2)
            _draw(sheet, box, (left, top), wide, dark=number == count - 1)
            top += box.height + _BETWEEN
    for start, end in told.links:
        if start in places and end in places:
            (left, middle), target = places[start], places[end]
            sheet.curve((left + wide, middle), target, stroke(palette.slate, 0.7))
            sheet.dot(target, 1.5, f'fill="{palette.slate}"')
    return sheet.picture("chain")


@dataclass(frozen=True)
class _Sized:
    key: str
    lines: tuple[tuple[str, Tone], ...]

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * _PAD


def _sized(box: Box, wide: float) -> _Sized:
    room = wide - 2 * _PAD - 3
    text = wrapped(box.text, SIZES["strong"], room, _MOST_LINES)
    gloss = wrapped(box.gloss, SIZES["axis"], room, 3)
    lines: list[tuple[str, Tone]] = [(line, "plain") for line in text]
    return _Sized(box.key, (*lines, *((line, "axis") for line in gloss)))


def _height(boxes: Sequence[_Sized]) -> float:
    return sum(box.height for box in boxes) + _BETWEEN * max(0, len(boxes) - 1)


def _ordered(told: Chain) -> list[Column]:
    """Columns whose boxes stand opposite those they lead to, so that few lines cross."""
    ordered = [told.columns[-1]]
    for column in reversed(told.columns[:-1]):
        place = {box.key: number for number, box in enumerate(ordered[0].boxes)}
        ordered.insert(0, Column(column.title, _opposite(column.boxes, place, told.links)))
    return ordered


def _opposite(
    boxes: Sequence[Box], place: dict[str, int], links: Sequence[tuple[str, str]]
) -> list[Box]:
    def middle(box: Box) -> float:
        reached = [place[end] for start, end in links if start == box.key and end in place]
        return sum(reached) / len(reached) if reached else len(place)

    return sorted(boxes, key=middle)


def _draw(sheet: Sheet, box: _Sized, corner: Point, wide: float, *, dark: bool) -> None:
    left, top = corner
    palette = sheet.palette
    sheet.bar(left, top, wide, box.height, palette.primary if dark else palette.paper)
    sheet.bar(left, top, 2, box.height, palette.accent)
    for number, (text, tone) in enumerate(box.lines):
        line = top + _PAD + number * LINE
        used = _ON_DARK[tone] if dark else tone
        sheet.add(Label(text, left + _PAD + 2, line, wide - 2 * _PAD, "left", used))


_ON_DARK: dict[Tone, Tone] = {"plain": "bright", "axis": "inverse"}
