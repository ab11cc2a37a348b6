"""How slides look: the brand's colours and typeface are the deck's theme, and can be changed there.

Lengths are points; a slide is 960 by 540 of them.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pptx
from lxml import etree  # type: ignore[import-untyped]
from pptx.enum.dml import MSO_THEME_COLOR as THEME
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Pt

from app.documents.brand import Brand
from app.documents.palette import WHITE, Palette

WIDTH, HEIGHT = 960, 540
INK, GROUND, PAPER = THEME.TEXT_1, THEME.BACKGROUND_1, THEME.BACKGROUND_2
PRIMARY, ACCENT, SPENT = THEME.ACCENT_1, THEME.ACCENT_2, THEME.ACCENT_3
LOSS, QUIET = THEME.ACCENT_5, THEME.ACCENT_6

_TITLE_ONLY = 5
_SLOTS = (
    *("dk1", "lt1", "dk2", "lt2", "accent1", "accent2"),
    *("accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"),
)


def new_deck(brand: Brand) -> Presentation:
    """An empty deck in a brand, with the one layout that slides here have: a title."""
    deck = pptx.Presentation(io.BytesIO(_template()))
    master, kept = deck.slide_master, deck.slide_layouts[_TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout is not kept and layout.name != kept.name:
            deck.slide_layouts.remove(layout)
    stretch = Pt(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for shape in (*master.shapes, *deck.slide_layouts[0].shapes):
        shape.left, shape.top = int(shape.left * stretch), int(shape.top * stretch * 0.75)
        shape.width, shape.height = int(shape.width * stretch), int(shape.height * 0.79)
    _dress(master.part.part_related_by(REL.THEME), brand)
    _without_leftovers(deck)
    return deck


def _dress(theme: Any, brand: Brand) -> None:  # noqa: ANN401 - a part of the library's
    root = etree.fromstring(theme.blob)
    scheme = root.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Brand")
    for slot, colour in _colours(brand.palette).items():
        place = scheme.find(qn(f"a:{slot}"))
        place.clear()
        etree.SubElement(place, qn("a:srgbClr")).set("val", colour.removeprefix("#").upper())
    for font in root.iterfind(f".//{qn('a:fontScheme')}/*/{qn('a:latin')}"):
        font.set("typeface", brand.typeface)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - it has no other door


def _colours(palette: Palette) -> dict[str, str]:
    told = (
        *(palette.ink, WHITE, palette.primary, palette.paper),
        *(palette.primary, palette.accent, palette.middle),
        *(palette.glow, palette.negative, palette.slate),
        *(palette.accent, palette.slate),
    )
    return dict(zip(_SLOTS, told, strict=True))


def _without_leftovers(deck: Presentation) -> None:
    """The library's empty deck carries a printer's settings and a picture of itself."""
    package: Any = deck.part.package
    for rels in (deck.part.rels, package._rels):  # noqa: SLF001 - as above
        for name, rel in list(rels.items()):
            if rel.reltype.endswith(("/printerSettings", "/thumbnail")):
                rels.pop(name)


@cache
def _template() -> bytes:
    """The library's empty deck, read before the doors of the print worker close."""
    return (Path(pptx.__file__).parent / "templates" / "default.pptx").read_bytes()
