"""The same case in other hands: text, Markdown, a web page, data; the same figures in all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from app.documents.data import data
from app.documents.markdown import escaped, markdown
from app.documents.order import Earlier
from app.documents.pages import Templates
from app.documents.plain_text import WIDTH, plain_text, width
from app.documents.web_page import web_page
from tests.documents import hostile, orders, statements

CASES = ("example", "largest-study", "losing", "free", "empty", "markup", "endless-names")


@pytest.fixture(scope="module")
def made():
    templates = Templates()
    makers = {
        "txt": plain_text,
        "md": markdown,
        "html": lambda order: web_page(templates, order),
    }

    def make(form, case="example", **options):
        order = orders.order(orders.ALL[case](), form=form, **options)
        return makers[form](order).decode()

    return make


class _Read(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.links, self.open = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "img", "col"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"{tag} closes what it did not open"

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize("variant", ["summary", "full"])
def test_every_form_tells_the_figures_of_the_example(made, form, variant):
    told = made(form, variant=variant)
    for figure in ("£5,000,016", "£3,000,000", "£2,000,016", "£1,545,469", "7.2", "1.52"):
        assert figure in told, figure
    assert "51.5%" in told
    assert "66.7%" in told
    assert orders.HASH[:12] in told


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_the_same_order_is_the_same_bytes(made, form, case):
    assert made(form, case) == made(form, case)


@pytest.mark.parametrize("case", CASES)
def test_no_line_of_a_mail_is_folded_by_its_program(made, case):
    lines = made("txt", case).splitlines()
    assert all(width(line) <= WIDTH + 20 for line in lines if " " in line.strip())


def test_columns_of_a_text_stand_below_each_other(made):
    lines = made("txt").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Period"))
    rows = [line for line in lines[start + 2 : start + 6] if not line.startswith("-")]
    ends = [[found.end() for found in re.finditer(r"[\d,−–]+(?=  |$)", row)] for row in rows[:2]]
    assert ends[0][-1] == ends[1][-1]


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _it_ `code` ~~no~~",
        "[link](https://example.com) <b>x</b> www.example.com a@example.com",
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "a | b",
        "$x$ &amp; \\",
        "![image](file:///etc/passwd)",
        "line\n\n# heading",
    ],
)
def test_no_text_is_markup(text):
    plain = escaped(text)
    assert "\n" not in plain
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain)
    assert unescaped == " ".join(text.split())
    for mark in "*_`[]<>#|~&@$":
        assert not re.search(rf"(?<!\\)(?:\\\\)*{re.escape(mark)}", plain), mark


def test_the_tables_of_a_markdown_have_as_many_cells_in_every_row(made):
    for block in made("md", "markup").split("\n\n"):
        if block.startswith("|"):
            cells = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(cells) == 1


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("variant", ["summary", "full"])
def test_a_web_page_is_well_formed_and_asks_for_nothing(made, case, variant):
    page = _Read(made("html", case, variant=variant))
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "base", "svg"}
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("src", "data:").startswith("data:")
        assert attributes.get("href", "#").startswith("#")
        if tag == "img":
            assert attributes["alt"]
    style = "".join(re.findall(r"<style>(.*?)</style>", made("html", case), re.DOTALL))
    assert "@import" not in style
    assert "url(" not in style


def test_a_web_page_has_landmarks_and_places_that_its_links_lead_to(made):
    page = _Read(made("html"))
    names = [tag for tag, _ in page.tags]
    assert names.count("main") == names.count("footer") == 1
    places = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    links = {attributes["href"][1:] for tag, attributes in page.tags if tag == "a"}
    assert links <= places
    language = next(attributes["lang"] for tag, attributes in page.tags if tag == "html")
    assert language == "en-GB"


@pytest.mark.parametrize("case", CASES)
def test_every_table_has_the_name_of_the_heading_above_it(made, case):
    page = _Read(made("html", case))
    names = [attributes.get("aria-label") for tag, attributes in page.tags if tag == "table"]
    assert all(names)
    if case == "example":
        assert "Assumptions" in names or "What the Value rests on" in names
        assert "A Increase Average Revenue Per User" in names


def test_calculations_unfold(made):
    page = made("html")
    assert page.count("<details") == page.count("</details>") == 4
    assert "<details" not in made("html", variant="summary")


def test_a_draft_says_so_on_top(made):
    assert ">Draft</p>" in made("html", edition=orders.DRAFT)
    assert "Draft" in made("txt", edition=orders.DRAFT).splitlines()[3]
    assert "Draft" in made("md", edition=orders.DRAFT).splitlines()[2]


def test_data_are_what_the_api_tells(printer):
    order = orders.order(statements.example(), form="json")
    told = json.loads(printer.make(order))
    assert told["result"] == json.loads(order.result.model_dump_json(by_alias=True))
    assert told["statement"]["title"] == order.statement.title
    assert told["edition"]["content_hash"] == orders.HASH
    assert told["edition"]["issued_at"] == "2026-11-25T10:00:00Z"


@pytest.mark.parametrize("form", ["txt", "md", "html", "json"])
def test_the_print_worker_makes_every_form(printer, form):
    made = printer.make(orders.order(hostile.markup(), form=form))
    assert b"bold" in made


@pytest.mark.parametrize("form", ["txt", "md"])
def test_a_key_player_is_told_what_the_others_come_to(form):
    statement = statements.largest_study()
    player = {"key": "cio", "name": "CIO"}
    first = statement.benefits[0].model_copy(update={"key_players": ("cio",)})
    statement = type(statement).model_validate(
        {
            **statement.model_dump(by_alias=True),
            "key_players": [player],
            "benefits": [
                each.model_dump(by_alias=True) for each in (first, *statement.benefits[1:])
            ],
        }
    )
    order = orders.order(statement, variant="player", player="cio", form=form)
    told = {"txt": plain_text, "md": markdown}[form](order).decode()
    assert "7,754,476" in told
    assert "and 17 more" in told
    assert "43,795,552" in told
    assert "51,550,028" in told


@pytest.mark.parametrize("form", ["txt", "md"])
def test_a_section_that_is_not_wanted_is_left_out(form):
    make = {"txt": plain_text, "md": markdown}[form]
    sections = ("investments", "assumptions", "cash_flow", "method")
    whole = make(orders.order(statements.example())).decode()
    told = make(orders.order(statements.example(), without=sections)).decode()
    for gone in ("Network management system   ", "FY26 annual report", "Cumulative", "month 0"):
        assert gone not in told
    assert "FY26 annual report" in whole
    assert "Total Benefits" in told


def test_data_of_a_comparison_hold_both_editions():
    order = orders.order(statements.example(), form="json")
    earlier = Earlier(order.statement, order.result, order.edition)
    told = json.loads(data(replace(order, variant="comparison", earlier=earlier)))
    assert told["earlier"]["result"] == told["result"]
