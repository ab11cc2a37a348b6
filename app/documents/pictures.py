"""Pictures: shapes as hand-written SVG, every word as HTML laid over it.

WeasyPrint draws the text of an SVG letter by letter, which is slow and wrong for Arabic, Hebrew,
Thai and Devanagari. So an SVG here holds shapes alone, and labels are placed by the template.
Lengths are points; the SVG is drawn in the size in which it is printed. Nothing is told by hue
alone: fills differ in lightness or in what they are hatched with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.documents.lettering import width_of

Point = tuple[float, float]
Align = Literal["left", "right", "center"]
Tone = Literal["plain", "strong", "accent", "axis", "inverse", "bright", "heading"]

SIZES: dict[str, float] = {
    "plain": 7.4, "strong": 7.4, "bright": 7.4, "accent": 7.0,
    "axis": 6.6, "inverse": 6.6, "heading": 6.6,
}  # fmt: skip
"""Of each tone, in points, as the style sheet sets it."""
LINE = 10.0
"""The height of a line of any label."""
_SWAPPED: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}


@dataclass(frozen=True)
class Label:
    """Text over a picture, in a box from its left edge; `tone` names its look."""

    text: str
    left: float
    top: float
    width: float
    align: Align = "left"
    tone: Tone = "plain"

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Where its words stand: left, top, right, bottom."""
        wide = min(width_of(self.text, SIZES[self.tone]), self.width)
        left = self.left
        if self.align == "right":
            left += self.width - wide
        elif self.align == "center":
            left += (self.width - wide) / 2
        return left, self.top, left + wide, self.top + LINE

    def meets(self, other: Label) -> bool:
        """Whether the words of both would touch."""
        one, two = self.extent, other.extent
        across = one[0] < two[2] + 1 and two[0] < one[2] + 1
        return across and one[1] < two[3] - 1 and two[1] < one[3] - 1


@dataclass(frozen=True)
class Picture:
    """Shapes and their labels; `alternative` tells in words what the picture shows."""

    name: str
    width: float
    height: float
    svg: str
    labels: tuple[Label, ...]
    alternative: str = ""

    def described(self, alternative: str) -> Picture:
        """The same picture with its alternative in words."""
        return replace(self, alternative=alternative)

    def mirrored(self) -> Picture:
        """The same picture for those who read from right to left."""
        turned = f'><g transform="translate({_n(self.width)} 0) scale(-1 1)">'
        head, _, shapes = self.svg.partition(">")
        labels = tuple(
            replace(
                label,
                left=self.width - label.left - label.width,
                align=_SWAPPED[label.align],
            )
            for label in self.labels
        )
        svg = head + turned + shapes.removesuffix("</svg>") + "</g></svg>"
        return replace(self, svg=svg, labels=labels)


@dataclass(frozen=True)
class Fill:
    """What a shape is filled with: a ground, and marks drawn over it."""

    ground: str
    marks: str = ""
    kind: Literal["solid", "hatched", "crossed", "striped", "outlined"] = "solid"


class Drawing:
    """Collects shapes."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []

    def bar(self, left: float, top: float, width: float, height: float, fill: Fill | str) -> None:
        """A filled rectangle; one of no extent is still seen as a hairline."""
        filled = Fill(fill) if isinstance(fill, str) else fill
        width, height = max(width, 0.7), max(height, 0.7)
        self._shapes.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" '
            f'height="{_n(height)}" fill="{filled.ground}"/>'
        )
        if filled.kind != "solid":
            self._mark((left, top), width, height, filled)

    def line(self, start: Point, end: Point, style: str) -> None:
        """A straight line; `style` is its stroke and width as attributes."""
        self._shapes.append(
            f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" '
            f'x2="{_n(end[0])}" y2="{_n(end[1])}" {style}/>'
        )

    def path(self, points: list[Point], style: str, *, closed: bool = False) -> None:
        """A line through points."""
        joined = " L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._shapes.append(f'<path d="M{joined}{" Z" if closed else ""}" {style}/>')

    def curve(self, start: Point, end: Point, style: str) -> None:
        """A line that leaves and arrives level."""
        middle = (start[0] + end[0]) / 2
        self._shapes.append(
            f'<path d="M{_n(start[0])} {_n(start[1])} C{_n(middle)} {_n(start[1])} '
            f'{_n(middle)} {_n(end[1])} {_n(end[0])} {_n(end[1])}" {style}/>'
        )

    def dot(self, centre: Point, radius: float, style: str) -> None:
        """A circle."""
        self._shapes.append(
            f'<circle cx="{_n(centre[0])}" cy="{_n(centre[1])}" r="{_n(radius)}" {style}/>'
        )

    def diamond(self, centre: Point, radius: float, style: str) -> None:
        """A milestone's mark."""
        x, y = centre
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self.path(corners, style, closed=True)

    def svg(self) -> str:
        """The drawing as a document of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self.width)} '
            f'{_n(self.height)}" width="{_n(self.width)}pt" height="{_n(self.height)}pt">'
            f"{''.join(self._shapes)}</svg>"
        )

    def _mark(self, corner: Point, width: float, height: float, fill: Fill) -> None:
        left, top = corner
        strokes = {
            "hatched": _rising(left, top, width, height),
            "crossed": _rising(left, top, width, height) + _falling(left, top, width, height),
            "striped": _level(left, top, width, height),
        }.get(fill.kind, [])
        drawn = "".join(
            f"M{_n(start[0])} {_n(start[1])}L{_n(end[0])} {_n(end[1])}" for start, end in strokes
        )
        if drawn:
            self._shapes.append(f'<path d="{drawn}" {stroke(fill.marks, 0.7)}/>')
        self._shapes.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}" '
            f"{stroke(fill.marks, 0.7)}/>"
        )


def stroke(colour: str, width: float, dash: str = "") -> str:
    """The attributes of a line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'fill="none" stroke="{colour}" stroke-width="{width}"{dashed}'


_APART = 3.0
_MOST_MARKS = 300


def _rising(left: float, top: float, width: float, height: float) -> list[tuple[Point, Point]]:
    """Lines at 45 degrees, cut at the edges of the rectangle."""
    found: list[tuple[Point, Point]] = []
    for number in range(1, min(int((width + height) / _APART) + 1, _MOST_MARKS)):
        reach = number * _APART
        start, end = max(0.0, reach - height), min(width, reach)
        found.append(((left + start, top + reach - start), (left + end, top + reach - end)))
    return found


def _falling(left: float, top: float, width: float, height: float) -> list[tuple[Point, Point]]:
    return [
        ((2 * left + width - start[0], start[1]), (2 * left + width - end[0], end[1]))
        for start, end in _rising(left, top, width, height)
    ]


def _level(left: float, top: float, width: float, height: float) -> list[tuple[Point, Point]]:
    count = min(int(height / _APART), _MOST_MARKS)
    return [
        ((left, top + number * _APART), (left + width, top + number * _APART))
        for number in range(1, count + 1)
    ]


def _n(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
