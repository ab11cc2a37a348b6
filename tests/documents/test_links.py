"""Links of a document lead somewhere, and sections that are off leave nothing behind."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from app.documents.compose import view_of
from app.documents.order import Section
from app.documents.pages import Templates
from app.documents.text import printable
from tests.documents import orders

SECTIONS: tuple[Section, ...] = get_args(Section)
CHAPTERS = [part for part in SECTIONS if part not in ("contents", "calculations")]


def page_of(name, **options):
    order = orders.order(orders.ALL[name](), **options)
    return Templates().pages(printable(json.loads(view_of(order).as_json()))).text


def dead_links(page):
    return set(re.findall(r'href="#([^"]+)"', page)) - set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("name", [name for name in orders.ALL if name != "largest-allowed"])
def test_every_link_leads_somewhere(name):
    page = page_of(name)
    assert dead_links(page) == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_no_link_leads_to_a_section_that_is_off(section):
    page = page_of("everything", without=(section,))
    assert f'id="{section}"' not in page
    assert dead_links(page) == set()


def test_a_document_without_any_section_still_says_what_it_is():
    page = page_of("everything", without=SECTIONS)
    assert dead_links(page) == set()
    for told in ("year-end discounting", orders.HASH[:12], "BWP9-M6VY-7N66-YQSR"):
        assert told in page


def test_every_chapter_of_the_contents_is_there_in_its_order():
    page = page_of("everything")
    contents = page[page.index('id="contents"') : page.index('id="executive_summary"')]
    listed = [name for name in re.findall(r'href="#([a-z_]+)"', contents) if name in CHAPTERS]
    assert listed == CHAPTERS
    assert [
        name for name in re.findall(r'<section[^>]* id="([a-z_]+)"', page) if name in CHAPTERS
    ] == (CHAPTERS)


def test_switching_sections_off_changes_no_figure():
    whole, part = (
        view_of(orders.order(orders.ALL["everything"](), without=without))
        for without in ((), ("benefits", "calculations", "assumptions", "method"))
    )
    assert part.headline == whole.headline
    assert part.measures == whole.measures
    assert part.cash_flow == whole.cash_flow


def test_letters_lead_to_calculations_and_their_inputs_to_the_register():
    page = page_of("example")
    assert '<td class="ref"><a href="#line-A">A</a></td>' in page
    assert '<td class="ref"><a href="#assumption-arpu_now">A1</a></td>' in page
    assert '<a href="#line-A">A1</a>' in page  # and back, from the register


def test_without_calculations_letters_lead_to_the_overview():
    page = page_of("example", without=("calculations",))
    assert 'href="#row-A"' in page
    assert "#line-A" not in page
