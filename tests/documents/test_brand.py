"""A document in a brand says the same figures, in other colours, with its logo and small print."""

from __future__ import annotations

import io

import pypdf
import pytest

from app.documents.brand import Brand
from app.documents.logos.cleaning import clean_logo
from app.documents.palette import palette_of
from tests.documents import hostile, orders
from tests.documents.conftest import pages_of
from tests.documents.statements import example

pytestmark = pytest.mark.slow

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><path d="M0 0h9v4z"/></svg>'
BRAND = Brand(
    name="Company B",
    palette=palette_of("#7a1f5c", "#00695c")[0],
    typeface="Source Serif 4",
    logo=clean_logo(SVG),
    legal_text="Registered in England No. 01234567.",
    contact="jo.smith@example.com",
)


@pytest.fixture(scope="module")
def branded(printer):
    return {
        variant: printer.make(orders.order(example(), variant=variant, brand=BRAND))
        for variant in ("summary", "full")
    }


@pytest.mark.parametrize("variant", ["summary", "full"])
def test_the_small_print_is_in_every_variant(branded, variant):
    text = " ".join(pages_of(branded[variant]))
    for told in ("Company B", BRAND.legal_text, BRAND.contact):
        assert told in text


def test_a_summary_stays_one_page(branded, printer):
    assert len(pages_of(branded["summary"])) == 1
    long = Brand(name="N" * 200, legal_text="Legal " * 160, contact="C" * 300)
    order = orders.order(hostile.endless_names(), variant="summary", brand=long)
    assert len(pages_of(printer.make(order))) == 1


def test_only_the_typeface_of_the_brand_is_used(branded):
    fonts = {
        font
        for page in pypdf.PdfReader(io.BytesIO(branded["full"])).pages
        for font in (
            each.get_object()["/BaseFont"]
            for each in page["/Resources"]["/Font"].get_object().values()
        )
    }
    assert any("Source-Serif" in font or "SourceSerif" in font for font in fonts)
    assert not any("Inter" in font for font in fonts)


def test_the_same_brand_is_the_same_document(branded, printer):
    again = printer.make(orders.order(example(), variant="summary", brand=BRAND))
    assert again == branded["summary"]


@pytest.mark.parametrize("variant", ["summary", "full"])
def test_what_a_brand_says_is_never_markup(printer, variant):
    text = '</style><script>"&{{ 7*7 }}\x0b\u202e'
    brand = Brand(name=text, legal_text=text, contact=text)
    pages = pages_of(printer.make(orders.order(example(), variant=variant, brand=brand)))
    assert '</style><script>"&{{ 7*7 }}' in " ".join(pages)


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M0 0zM1 1z z"/>',
        '<path d="M9-.5a1 1 0 01.5-3 9 9 0 1 0 1e6 1"/>',
        '<path transform="scale(0) rotate(7) skewX(90)" d="M0 0h9"/>',
        '<linearGradient id="g"/><rect width="9" height="9" fill="url(#g)"/>',
        '<rect width="9" height="9" fill="url(#missing)"/><use href="#missing"/>',
        '<circle r="9" stroke="#000" stroke-dasharray="0 1" stroke-width="0"/>',
        '<polygon points=""/><polyline points="1 2"/>',
        '<path fill="rgb(300%,1,0)" opacity="900" d="M0 0h9v9z"/>',
        '<g visibility="hidden" display="none"><path d="M0 0h9"/></g>',
        '<rect width="9" height="9" fill="nocolour" x="-1e6" stroke-width="1e6" rx="1e6"/>',
    ],
)
def test_no_drawing_that_was_cleaned_keeps_a_document_from_being_printed(printer, shape):
    logo = clean_logo(SVG.replace(b'<path d="M0 0h9v4z"/>', shape.encode()))
    order = orders.order(example(), variant="summary", brand=Brand(logo=logo))
    assert len(pages_of(printer.make(order))) == 1
