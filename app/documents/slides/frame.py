"""What every slide has: its title, the logo, the line that names the edition, the notes."""

from __future__ import annotations

import io

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation

from app.documents.brand import Brand, Logo
from app.documents.lettering import fitted, width_of
from app.documents.passages import Passages
from app.documents.slides.canvas import Box, Canvas, Run
from app.documents.slides.look import GROUND, LOSS, PRIMARY, QUIET, WIDTH
from app.documents.slides.vector import VectorLogo

_LOGO = Box(788, 24, 132, 40)
_FOOT = Box(40, 508, 800, 14)
_SMALL = 9.0
_SVG = "image/svg+xml"


class Frame:
    """Begins slides."""

    def __init__(self, deck: Presentation, passages: Passages, brand: Brand) -> None:
        self._deck, self._brand = deck, brand
        self._vector: VectorLogo | None = None
        self.passages = passages
        self.from_right = passages.language.direction == "rtl"

    def slide(self, title: str, notes: str = "") -> Canvas:
        """A new slide."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[0])
        canvas = Canvas(slide, from_right=self.from_right)
        canvas.bar(Box(0, 0, WIDTH, 7), PRIMARY)
        canvas.title(title, Box(40, 22, 724, 52), 28)
        self._house(canvas)
        self._foot(canvas, len(self._deck.slides))
        canvas.notes("\n".join(filter(None, (notes, *self._told_to_the_speaker()))))
        return canvas

    def _house(self, canvas: Canvas) -> None:
        """The logo, or the name in its place; a draft says so below."""
        if self._brand.logo:
            self._logo(canvas, self._brand.logo)
        elif self._brand.name:
            name = fitted(self._brand.name, 12, _LOGO.width)
            canvas.text(_LOGO, [[Run(name, 12, PRIMARY, bold=True)]], "end")
        if self.passages.view["edition"]["number"] is None:
            told = self.passages.edition()
            wide = width_of(told, 10) + 16
            box = Box(WIDTH / 2 - wide / 2, 9, wide, 16)
            canvas.bar(box, LOSS)
            canvas.text(box, [[Run(told, 10, GROUND, bold=True)]], "center")

    def _logo(self, canvas: Canvas, logo: Logo) -> None:
        width, height = logo.within(_LOGO.width, _LOGO.height)
        box = Box(_LOGO.left + _LOGO.width - width, _LOGO.top, width, height)
        told = self._brand.name or self.passages.gettext("Logo")
        if logo.media_type == _SVG:
            self._vector = self._vector or VectorLogo(logo)
            self._vector.put_beside(canvas.picture(self._vector.pixels, box, told))
        else:
            canvas.picture(io.BytesIO(logo.content), box, told)

    def _foot(self, canvas: Canvas, number: int) -> None:
        edition, date, units, convention, code, _ = self.passages.colophon()
        told = " · ".join(filter(None, (edition, date, units, convention, code)))
        canvas.text(_FOOT, [[Run(fitted(told, _SMALL, _FOOT.width), _SMALL, QUIET)]])
        box = Box(WIDTH - 100, _FOOT.top, 60, _FOOT.height)
        canvas.text(box, [[Run(str(number), _SMALL, QUIET)]], "end")
        _count_itself(canvas)

    def _told_to_the_speaker(self) -> tuple[str, ...]:
        passages, brand = self.passages, self._brand
        house = " · ".join(filter(None, (brand.name, brand.contact)))
        legal = brand.legal_text or ""
        return (*passages.method(), " · ".join(passages.colophon()), house, legal)


def _count_itself(canvas: Canvas) -> None:
    """Let the number on the slide follow when slides change places."""
    shape = canvas.last()
    (run,) = shape._element.iter(qn("a:r"))  # noqa: SLF001 - it has no other door
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{5A1F5D10-7D0B-4D6E-9C55-000000000001}}" type="slidenum"/>'
    )
    field.extend(list(run))
    run.getparent().replace(run, field)
