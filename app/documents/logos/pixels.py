"""A cleaned SVG logo as pixels, for programs that draw no SVG: its filled shapes and its lines.

Gradients become their middle colour, and cuts (`clip-path`) are not made: this stands in for the
drawing where nothing better can be shown.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Identity, Transform  # type: ignore[import-untyped]
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]
from fontTools.svgLib.path.shapes import PathBuilder  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageColor, ImageDraw

from app.documents.brand import Logo

LONGEST_SIDE = 600
_FINER = 3
"""Drawn so many times larger, so that edges are smooth."""
_STEPS = 12
"""Straight pieces of which a curve is drawn."""
_TURN = re.compile(r"([a-zA-Z]+)\(([^()]*)\)", re.ASCII)
_INHERITED = ("fill", "stroke", "stroke-width", "fill-rule", "color")
_MOST_SHAPES = 400
_MOST_POINTS = 20_000
_FARTHEST = 50_000
"""Pixels beyond which a point is in nobody's picture."""
Point = tuple[float, float]
Style = Mapping[str, str]


def pixels_of(logo: Logo) -> bytes:
    """The PNG of an SVG logo, on nothing."""
    root = ET.fromstring(logo.content)  # noqa: S314 - it was cleaned, and written by us
    left, top, width, height = map(float, root.get("viewBox", "0 0 1 1").split())
    scale = LONGEST_SIDE * _FINER / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    place = Identity.scale(scale).translate(-left, -top)
    _Painter(root, image).paint(root, {"fill": "black", "stroke": "none"}, place)
    sides = [max(1, side // _FINER) for side in size]
    small = image.resize((sides[0], sides[1]), Image.Resampling.BOX)
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


class _Painter:
    """Paints a drawing element by element, in the order in which they stand."""

    def __init__(self, root: ET.Element, image: Image.Image) -> None:
        self._image, self._shapes = image, 0
        self._named = {each.get("id", ""): each for each in root.iter() if each.get("id")}

    def paint(self, element: ET.Element, above: Style, place: Any) -> None:  # noqa: ANN401 - a transform of fontTools
        """Paint an element with all within it."""
        kind = element.tag.rpartition("}")[2]
        said = {name: text for name, text in element.attrib.items() if name in _INHERITED}
        style = {**above, **said}
        if element.get("display") == "none" or kind in {"defs", "symbol", "clipPath"}:
            return
        here = place.transform(_transform(element.get("transform", "")))
        if kind == "use":
            found = self._named.get(element.get("href", "#")[1:])
            if found is not None:
                moved = here.translate(_figure(element, "x"), _figure(element, "y"))
                self._linked(found, style, moved)
        elif kind in {"svg", "g"}:
            for child in element:
                self.paint(child, style, here)
        else:
            self._shape(element, style, here)

    def _linked(self, found: ET.Element, style: Style, place: Any) -> None:  # noqa: ANN401 - as above
        if found.tag.rpartition("}")[2] == "symbol":
            for child in found:
                self.paint(child, style, place)
        else:
            self.paint(found, style, place)

    def _shape(self, element: ET.Element, style: Style, place: Any) -> None:  # noqa: ANN401 - as above
        self._shapes += 1
        outlines = _outlines(element, place)
        if self._shapes > _MOST_SHAPES or _is_boundless(outlines):
            return
        opacity = _share(element.get("opacity", "1"))
        fill = self._colour(style["fill"], opacity * _share(element.get("fill-opacity", "1")))
        if fill:
            self._fill(outlines, fill)
        stroke = self._colour(style["stroke"], opacity)
        if stroke:
            a, b, c, d = place[:4]
            wide = float(style.get("stroke-width", "1").rstrip("px%t") or 1)
            wide *= abs(a * d - b * c) ** 0.5
            pen = ImageDraw.Draw(self._image)
            for outline in outlines:
                pen.line(outline, fill=stroke, width=max(1, round(wide)), joint="curve")

    def _fill(self, outlines: list[list[Point]], colour: tuple[int, ...]) -> None:
        """Fill what an odd number of outlines surrounds."""
        box = _box(outlines, self._image.size)
        if box is None:
            return
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        mask = Image.new("1", size)
        for outline in outlines:
            if len(outline) > 2:  # noqa: PLR2004 - a line surrounds nothing
                one = Image.new("1", size)
                moved = [(x - left, y - top) for x, y in outline]
                ImageDraw.Draw(one).polygon(moved, fill=1)
                mask = ImageChops.logical_xor(mask, one)
        layer, clear = (Image.new("RGBA", size, each) for each in (colour, (0, 0, 0, 0)))
        self._image.alpha_composite(Image.composite(layer, clear, mask.convert("L")), (left, top))

    def _colour(self, text: str, opacity: float) -> tuple[int, ...] | None:
        if text.startswith("url("):
            stops = list(self._stops(text[5:].partition(")")[0], 4))
            text = stops[len(stops) // 2] if stops else "none"
        if text in {"none", "transparent"} or opacity <= 0:
            return None
        try:
            red, green, blue, *clear = ImageColor.getrgb(
                "black" if text == "currentColor" else text
            )
        except ValueError:
            red, green, blue, clear = 0, 0, 0, []
        return red, green, blue, round((clear[0] if clear else 255) * opacity)

    def _stops(self, name: str, depth: int) -> Iterator[str]:
        """The colours of a gradient, its own or those of the one it names."""
        found = self._named.get(name)
        if found is None or depth == 0:
            return
        yield from (each.get("stop-color", "black") for each in found if each.tag.endswith("stop"))
        yield from self._stops(found.get("href", "#")[1:], depth - 1)


class _Straight(BasePen):  # type: ignore[misc]
    """Writes down outlines as straight pieces."""

    def __init__(self) -> None:
        super().__init__(None)
        self.outlines: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:  # noqa: N802 - fontTools' name
        self.outlines.append([pt])

    def _lineTo(self, pt: Point) -> None:  # noqa: N802 - as above
        self.outlines[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802 - as above
        start = self.outlines[-1][-1]
        for step in range(1, _STEPS + 1):
            self.outlines[-1].append(_on_curve((start, pt1, pt2, pt3), step / _STEPS))

    def _closePath(self) -> None:  # noqa: N802 - as above
        self.outlines[-1].append(self.outlines[-1][0])


def _outlines(element: ET.Element, place: Any) -> list[list[Point]]:  # noqa: ANN401 - as above
    builder = PathBuilder()
    told = {
        name: text if name in {"d", "points"} else text.rstrip("px%t")
        for name, text in element.attrib.items()
        if name != "transform"
    }
    plain = ET.Element(element.tag, told)
    builder.add_path_from_element(plain)
    pen = _Straight()
    for path in builder.paths:
        parse_path(path, TransformPen(pen, place))
    return pen.outlines


def _is_boundless(outlines: list[list[Point]]) -> bool:
    points = [point for outline in outlines for point in outline]
    far = any(not abs(side) < _FARTHEST for point in points for side in point)  # also what is NaN
    return far or len(points) > _MOST_POINTS


def _box(outlines: list[list[Point]], size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The part of the picture that outlines touch: left, top, right, bottom."""
    points = [point for outline in outlines for point in outline]
    if not points:
        return None
    (left, top), (right, bottom) = (
        [int(function(point[side] for point in points)) for side in (0, 1)]
        for function in (min, max)
    )
    box = (max(0, left), max(0, top), min(size[0], right + 2), min(size[1], bottom + 2))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _on_curve(points: tuple[Point, Point, Point, Point], share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
    return x, y


def _transform(text: str) -> Any:  # noqa: ANN401 - as above
    """What a cleaned `transform` says, the first of its turns outermost."""
    place = Identity
    for name, inner in _TURN.findall(text):
        figures = list(map(float, inner.split()))
        place = place.transform(_turned(name, figures))
    return place


def _turned(name: str, figures: list[float]) -> Any:  # noqa: ANN401 - as above
    if name == "matrix":
        return Transform(*figures)
    if name == "translate":
        return Identity.translate(*figures)
    if name == "scale":
        return Identity.scale(*figures)
    if name == "rotate":
        x, y = figures[1:] or (0.0, 0.0)
        return Identity.translate(x, y).rotate(math.radians(figures[0])).translate(-x, -y)
    angle = math.radians(figures[0])
    return Identity.skew(angle, 0) if name == "skewX" else Identity.skew(0, angle)


def _figure(element: ET.Element, name: str) -> float:
    return float(element.get(name, "0").rstrip("px%t") or 0)


def _share(text: str) -> float:
    share = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    return min(1.0, max(0.0, share))
