"""An SVG logo on a slide: programs that know SVG draw it, others show its pixels in its place."""

from __future__ import annotations

import io
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from app.documents.brand import Logo
from app.documents.logos.pixels import pixels_of

_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


class VectorLogo:
    """One SVG for all slides of a deck."""

    def __init__(self, logo: Logo) -> None:
        self._svg, self._pixels = logo.content, pixels_of(logo)
        self._part: Part | None = None

    @property
    def pixels(self) -> io.BytesIO:
        """What stands in for it."""
        return io.BytesIO(self._pixels)

    def put_beside(self, picture: Any) -> None:  # noqa: ANN401 - a shape of the library's
        """Put the SVG beside the picture that stands in for it."""
        slide = picture.part
        if self._part is None:
            name = slide.package.next_image_partname("svg")
            self._part = Part(name, "image/svg+xml", slide.package, self._svg)
        related = slide.relate_to(self._part, REL.IMAGE)
        blip = picture._element.find(f".//{qn('a:blip')}")  # noqa: SLF001 - it has no other door
        blip.append(
            parse_xml(
                f'<a:extLst {nsdecls("a")}><a:ext uri="{_EXTENSION}"><asvg:svgBlip '
                f'xmlns:asvg="{_NAMESPACE}" {nsdecls("r")} r:embed="{related}"/></a:ext>'
                "</a:extLst>"
            )
        )
