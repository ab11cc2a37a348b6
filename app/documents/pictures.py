"""Pictures: shapes as hand-written SVG, every word as HTML laid over it.

WeasyPrint draws the text of an SVG letter by letter, which is slow and wrong for Arabic, Hebrew,
Thai and Devanagari. So an SVG here holds shapes alone, and labels are placed by the template.
Lengths are points; the SVG is drawn in the size in which it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

NAVY, TEAL, RUST = "#17375e", "#12807c", "#b5533a"
MIST, RULE, SLATE, MIDDLE = "#e3f0ef", "#dfe5ea", "#5d6b79", "#9fb0bf"


@dataclass(frozen=True)
class Label:
    """Text over a picture, in a box from its left edge; `tone` names its look."""

    text: str
    left: float
    top: float
    width: float
    align: str = "left"
    tone: str = "plain"


@dataclass(frozen=True)
class Picture:
    """Shapes and their labels."""

    name: str
    width: float
    height: float
    svg: str
    labels: tuple[Label, ...]


class Drawing:
    """Collects shapes."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._shapes: list[str] = []

    def bar(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle; one of no extent is still seen as a hairline."""
        self._shapes.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(max(width, 0.7))}" '
            f'height="{_n(max(height, 0.7))}" fill="{fill}"/>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], style: str) -> None:
        """A straight line; `style` is its stroke and width as attributes."""
        self._shapes.append(
            f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" '
            f'x2="{_n(end[0])}" y2="{_n(end[1])}" {style}/>'
        )

    def path(self, points: list[tuple[float, float]], style: str, *, closed: bool = False) -> None:
        """A line through points."""
        joined = " L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        self._shapes.append(f'<path d="M{joined}{" Z" if closed else ""}" {style}/>')

    def dot(self, centre: tuple[float, float], radius: float, style: str) -> None:
        """A circle."""
        self._shapes.append(
            f'<circle cx="{_n(centre[0])}" cy="{_n(centre[1])}" r="{_n(radius)}" {style}/>'
        )

    def svg(self) -> str:
        """The drawing as a document of its own."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(self.width)} '
            f'{_n(self.height)}" width="{_n(self.width)}pt" height="{_n(self.height)}pt">'
            f"{''.join(self._shapes)}</svg>"
        )


def stroke(colour: str, width: float, dash: str = "") -> str:
    """The attributes of a line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'fill="none" stroke="{colour}" stroke-width="{width}"{dashed}'


def _n(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
