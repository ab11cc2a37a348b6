"""SVG logos: shapes are kept and nothing else, in a drawing that is written anew.

What an SVG may hold is listed here, element by element and attribute by attribute; what is not
listed is left out where it draws nothing, and refused where a logo would look different without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from app.documents.brand import Logo
from app.documents.errors import LogoRefusedError
from app.documents.logos.styles import Rules, declarations, rules_of
from app.documents.logos.values import links_in, written_anew

MOST_ELEMENTS = 4000
DEEPEST = 32
MOST_DRAWN = 20_000
"""Elements after every `use` was followed."""

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"}
_GROUPS = {"svg", "g", "defs", "symbol", "clipPath", "linearGradient", "radialGradient", "stop"}
_SILENT = {"title", "desc", "metadata"}
_PAINT = {
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "display",
    "visibility",
    "clip-path",
    "clip-rule",
    "stop-color",
    "stop-opacity",
}
_PLACES = {
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "fr",
    "width",
    "height",
    "viewBox",
    "transform",
    "offset",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clipPathUnits",
    "preserveAspectRatio",
}
_HINTS = {
    "text": "Convert its letters to paths (in a drawing program: create outlines).",
    "image": "Send the picture itself, as a PNG or JPEG.",
}
_NAME = re.compile(r"#([\w.:-]{1,200})", re.ASCII)
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)\s*(?:px|pt|mm|cm|in|pc)?\s*", re.ASCII)


def clean_svg(content: bytes) -> Logo:
    """Draw an SVG anew out of its shapes.

    Raises:
        LogoRefusedError: it cannot be read, or shows what is not kept.
    """
    root = _read(content)
    rules = rules_of("".join(style.itertext()) for style in root.iter(f"{{{_SVG}}}style"))
    width, height, box = _extent(root)
    for name in ("width", "height", "viewBox", "x", "y"):
        root.attrib.pop(name, None)
    anew = _kept(root, rules)
    anew.attrib.update(width=f"{width:g}", height=f"{height:g}", viewBox=box)
    _refuse_endless(anew)
    if not any(each.tag in _SHAPES for each in anew.iter()):
        raise LogoRefusedError("The logo's drawing holds no shape.", "Draw it with paths.")
    anew.set("xmlns", _SVG)
    return Logo(ET.tostring(anew), "image/svg+xml", width, height)


class _Bounded(ET.TreeBuilder):
    """Builds a tree of which neither depth nor size goes beyond its bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Open an element."""
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise LogoRefusedError(
                f"The logo's drawing has more than {MOST_ELEMENTS} elements, or more than "
                f"{DEEPEST} within one another.",
                "Simplify its paths and groups.",
            )
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def _read(content: bytes) -> ET.Element:
    parser = DefusedXMLParser(target=_Bounded(), forbid_entities=True, forbid_external=True)
    try:
        parser.feed(content)
        root: ET.Element = parser.close()
    except DefusedXmlException:
        raise LogoRefusedError(
            "The logo's file declares entities.", "Save it as plain SVG."
        ) from None
    except (ET.ParseError, ValueError, LookupError):
        raise LogoRefusedError(
            "The logo's file is no well-formed SVG.", "Save it again as plain SVG."
        ) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise LogoRefusedError(
            "The logo's outermost element is no svg element of SVG.", "Save it as plain SVG."
        )
    return root


def _extent(root: ET.Element) -> tuple[float, float, str]:
    """Width, height and view box of the drawing: each from the others where one is missing."""
    numbers = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    lengths = [float(side[1]) for side in sides if side]
    if len(numbers) == 4:  # noqa: PLR2004 - left, top, width, height
        width, height = numbers[2], numbers[3]
    elif len(lengths) == len(sides):
        width, height = lengths
        numbers = [0.0, 0.0, width, height]
    else:
        width = height = math.nan
    if not (width > 0 and height > 0 and all(abs(each) <= 1e6 for each in numbers)):  # noqa: PLR2004
        raise LogoRefusedError(
            "The logo's drawing does not say how large it is.",
            "Give its svg element a viewBox, such as 0 0 400 100.",
        )
    return width, height, " ".join(f"{each:g}" for each in numbers)


def _number(text: str) -> float:
    is_one = re.fullmatch(r"[+-]?\d{0,7}(\.\d{0,9})?", text, re.ASCII) and text.strip("+-.")
    return float(text) if is_one else math.nan


def _kept(element: ET.Element, rules: Rules) -> ET.Element:
    kind = element.tag.removeprefix(f"{{{_SVG}}}")
    anew = ET.Element(kind, dict(_attributes(element, kind, rules)))
    for child in element:
        if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{_SVG}}}"):
            continue  # what drawing programs note for themselves
        inner = child.tag.removeprefix(f"{{{_SVG}}}")
        if inner in _SHAPES | _GROUPS:
            anew.append(_kept(child, rules))
        elif inner not in _SILENT | {"style"}:
            raise LogoRefusedError(
                f"The logo's drawing holds an element {inner[:40]!r}, which is not printed.",
                _HINTS.get(inner, "Draw it with paths and plain colours."),
            )
    return anew


def _attributes(element: ET.Element, kind: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """What is said of an element; a style sheet's word comes before an attribute's, as in CSS."""
    given = {name: text for name, text in element.attrib.items() if name in _PAINT | _PLACES}
    styles = rules.of(kind, element.get("class", ""), element.get("id", ""))
    said = {**given, **styles, **declarations(element.get("style", ""))}
    for name, text in sorted(said.items()):
        if name in _PAINT | _PLACES:
            yield name, _safe(name, text)
    if (key := element.get("id")) and _NAME.fullmatch(f"#{key}"):
        yield "id", key
    link = next((element.get(name, "") for name in _HREFS if element.get(name)), "")
    if link and kind in {"use", "linearGradient", "radialGradient"}:
        if not _NAME.fullmatch(link.strip()):
            raise LogoRefusedError(
                "The logo's drawing names something outside of itself, and nothing is fetched.",
                "Save it with everything embedded.",
            )
        yield "href", link.strip()


def _safe(name: str, text: str) -> str:
    plain = written_anew(name, text)
    if plain is None:
        raise LogoRefusedError(
            f"The logo's drawing says something of {name} that is not understood.",
            "Use plain colours, gradients, and paths.",
        )
    return plain


def _refuse_endless(root: ET.Element) -> None:
    """Follow every link once: a drawing must end, and not grow beyond what can be printed."""
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    drawn: dict[int, int] = {}

    def count(element: ET.Element, above: frozenset[int]) -> int:
        key = id(element)
        if key in above or len(above) > DEEPEST * 2:
            raise LogoRefusedError(
                "The logo's drawing shows itself within itself.", "Save it as plain SVG."
            )
        if key not in drawn:
            within = above | {key}
            linked = [named[link] for link in _links(element) if link in named]
            drawn[key] = 1 + sum(count(each, within) for each in (*element, *linked))
        return drawn[key]

    if count(root, frozenset()) > MOST_DRAWN:
        raise LogoRefusedError(
            f"The logo's drawing repeats parts until it has more than {MOST_DRAWN} shapes.",
            "Simplify it.",
        )


def _links(element: ET.Element) -> Iterator[str]:
    for name, text in element.attrib.items():
        if name == "href":
            yield text.removeprefix("#")
        else:
            yield from links_in(text)
