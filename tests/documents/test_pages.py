"""How documents stand on their pages."""

from __future__ import annotations

import io
from itertools import chain

import pypdf
import pytest

from tests.documents import orders

pytestmark = pytest.mark.slow

VARIANTS = ("summary", "full")
SIZES = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", orders.ALL)
def test_a_summary_is_one_page(read, name, paper):
    assert len(read(name, "summary", paper)) == 1


@pytest.mark.parametrize("name", ["example", "largest-study", "scripts"])
def test_a_summary_shows_both_totals(read, name):
    page = read(name, "summary")[0]
    for told in ("Total Benefits", "Total Investment", "Value", "Payback", "Content 5f2c9a1b7e3d"):
        assert told in page


def test_a_long_list_ends_with_what_is_left_over(read):
    page = read("largest-study", "summary")[0]
    assert "and 13 more" in page
    listed = chain.from_iterable(line.split() for line in page.splitlines())
    assert "51,550,028" in listed


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_pages_have_the_size_of_the_paper(printed, paper, variant):
    for page in pypdf.PdfReader(io.BytesIO(printed("example", variant, paper))).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == SIZES[paper]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_draft_is_watermarked_on_every_page_and_a_version_is_not(read, variant):
    assert all("\nDraft" in page for page in read("example", variant, draft=True))
    assert not any("Draft" in page for page in read("example", variant))


def test_chapters_are_bookmarked_and_pages_numbered(printed, read):
    reader = pypdf.PdfReader(io.BytesIO(printed("example")))
    chapters = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert chapters == [
        "Contents", "Executive summary", "Situation", "Solution", "Benefits", "Investment",
        "Financial summary", "Sensitivity and break-even", "Assumptions", "Timeline",
        "Risks and responsibilities", "How success is measured", "Next steps and acceptance",
        "Method and glossary", "Sources",
    ]  # fmt: skip
    pages = read("example")
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_every_font_is_one_of_ours(printed):
    for name in ("example", "scripts"):
        fonts = {
            font["/BaseFont"].partition("+")[2]
            for page in pypdf.PdfReader(io.BytesIO(printed(name))).pages
            for font in (part.get_object() for part in page["/Resources"]["/Font"].values())
        }
        assert fonts
        assert all(font.startswith(("Inter", "Noto")) for font in fonts), fonts


def test_the_largest_statement_allowed_is_printed_and_says_what_it_leaves_out(read):
    text = " ".join(" ".join(read("largest-allowed")).split())
    assert "250 further assumptions, behind the least money, are left out" in text
    assert "smaller lines have no section of their own here" in text
    assert "Their single years are left out of this document because of their number" in text
