"""An SVG logo on a slide: programs that know SVG draw it, others show nothing in its place."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def transparent_dot() -> io.BytesIO:
    """The picture of whoever draws no SVG: a single clear pixel."""
    written = io.BytesIO()
    Image.new("RGBA", (1, 1), (0, 0, 0, 0)).save(written, "PNG")
    written.seek(0)
    return written


def svg_beside(picture: Any, svg: bytes) -> None:  # noqa: ANN401 - a shape of the library's
    """Put an SVG beside the picture that stands in for it."""
    slide = picture.part
    name = slide.package.next_image_partname("svg")
    part = Part(name, "image/svg+xml", slide.package, svg)
    related = slide.relate_to(part, REL.IMAGE)
    blip = picture._element.find(f".//{qn('a:blip')}")  # noqa: SLF001 - it has no other door
    blip.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{_EXTENSION}"><asvg:svgBlip '
            f'xmlns:asvg="{_NAMESPACE}" {nsdecls("r")} r:embed="{related}"/></a:ext></a:extLst>'
        )
    )
