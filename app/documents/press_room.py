"""Orders in, documents out, inside a print worker."""

from __future__ import annotations

import gc
import json
import logging
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from weasyprint import Document  # type: ignore[import-untyped]

from app.documents.archive import archived
from app.documents.brand import USUAL_BRAND, Brand, printable_brand
from app.documents.compose import view_of
from app.documents.data import data
from app.documents.enclosures import enclosures_of
from app.documents.errors import TooLargeError
from app.documents.forms import Form
from app.documents.markdown import markdown
from app.documents.order import PrintOrder
from app.documents.pages import ROOMS, Templates
from app.documents.plain_text import plain_text
from app.documents.slides.deck import slides
from app.documents.text import printable
from app.documents.typesetting import Typesetter
from app.documents.web_page import web_page
from app.documents.workbook.book import workbook

MOST_PAGES = 300
PAPERS = ("A4", "Letter")
DIRECTIONS = ("ltr", "rtl")
STYLES = {
    "summary": ("summary",),
    "full": ("chapters", "full"),
    "player": ("chapters", "player"),
    "comparison": ("chapters", "comparison"),
}
"""The style sheets of each variant; each has another for each size of paper, where they differ."""


class PressRoom:
    """Templates, style sheets and fonts, read once, ready for any number of documents."""

    def __init__(self) -> None:
        _insist_on_fast_fonts()
        self._templates = Templates()
        self._typesetter = Typesetter(
            {
                f"{variant} {paper} {direction}": self._templates.styles(
                    "print", *names, "brand", paper=paper, direction=direction
                )
                for variant, names in STYLES.items()
                for paper in PAPERS
                for direction in DIRECTIONS
            }
        )
        self._makers: dict[Form, Callable[[PrintOrder], bytes]] = {
            "pdf": self._pdf,
            "xlsx": workbook,
            "pptx": slides,
            "html": partial(web_page, self._templates),
            "md": markdown,
            "txt": plain_text,
            "json": data,
        }
        gc.freeze()  # what stands here stays: collecting after a document need not look at it

    def make(self, order: PrintOrder) -> bytes:
        """Make a document in the form that is asked for."""
        try:
            return self._makers[order.form](order)
        finally:
            gc.collect()

    def _pdf(self, order: PrintOrder) -> bytes:
        document = self.document(json.loads(view_of(order).as_json()), order.brand)
        if len(document.pages) > MOST_PAGES:
            raise TooLargeError(f"has {len(document.pages)} pages, of at most {MOST_PAGES}")
        return archived(document, order.edition, enclosures_of(order))

    def document(self, view: Mapping[str, Any], brand: Brand = USUAL_BRAND) -> Document:
        """Lay out a view-model; a summary with as much on it as one page holds."""
        view, brand = printable(view), printable_brand(brand)
        if view["variant"] != "summary":
            return self._set(view, 0, brand)
        for level in range(len(ROOMS)):
            document = self._set(view, level, brand)
            if len(document.pages) == 1:
                return document
        return document.copy(document.pages[:1])

    def _set(self, view: Mapping[str, Any], level: int, brand: Brand) -> Document:
        pages = self._templates.pages(view, ROOMS[level], brand)
        style = f"{view['variant']} {view['paper']} {pages.direction}"
        return self._typesetter.set(pages.text, style, pages.resources)


def _insist_on_fast_fonts() -> None:
    """Without HarfBuzz's subsetter every document takes a second and a half longer: say so."""
    from weasyprint.text import ffi  # type: ignore[import-untyped] # noqa: PLC0415 - only to ask

    if getattr(ffi, "harfbuzz_subset", None) is None:
        logging.getLogger(__name__).warning(
            "libharfbuzz-subset0 is missing: printing works and takes seconds longer. "
            "Install it with: apt-get install libharfbuzz-subset0"
        )
    warnings.filterwarnings("ignore", module="weasyprint")
