"""Five slides that can be edited: the figures of the result, nothing beyond its place."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from app.documents.brand import Brand
from app.documents.logos.cleaning import clean_logo
from app.documents.logos.pixels import pixels_of
from app.documents.palette import palette_of
from app.documents.slides.deck import slides
from tests.documents import orders

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40">{}</svg>'
BRAND = Brand(
    name="Company B",
    palette=palette_of("#7a1f5c", "#00695c")[0],
    typeface="Source Serif 4",
    logo=clean_logo(SVG.format('<rect width="40" height="40" fill="#c2185b"/>').encode()),
    legal_text="Registered in England.",
    contact="jo.smith@example.com",
)


@pytest.fixture(scope="module")
def decks():
    made = {}

    def deck(case="example", **options):
        key = (case, tuple(sorted(options.items(), key=str)))
        if key not in made:
            made[key] = slides(orders.order(orders.ALL[case](), form="pptx", **options))
        return Presentation(io.BytesIO(made[key]))

    return deck


def shapes(deck, kind):
    return [
        getattr(shape, kind)
        for slide in deck.slides
        for shape in slide.shapes
        if getattr(shape, f"has_{kind}")
    ]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def texts(deck):
    found = [
        shape.text_frame.text for s in deck.slides for shape in s.shapes if shape.has_text_frame
    ]
    return found + [cell for table in shapes(deck, "table") for row in rows(table) for cell in row]


@pytest.mark.parametrize("case", sorted(orders.ALL))
def test_every_case_is_five_slides_with_titles_and_notes(decks, case):
    deck = decks(case)
    assert len(deck.slides) == 5
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        assert orders.HASH in slide.notes_slide.notes_text_frame.text


def test_the_tables_tell_the_figures_of_the_result(decks):
    told = [row for table in shapes(decks(), "table") for row in rows(table)]
    assert ["", "Total Benefits", "5,000,016", "4,545,469"] in told
    assert ["", "Total Investment", "3,000,000", "3,000,000"] in told
    assert ["Net", "−3,000,000", "5,000,016", "2,000,016"] in told
    assert ["Cumulative", "−3,000,000", "2,000,016", ""] in told
    joined = "\n".join(texts(decks()))
    for figure in ("£2,000,016", "51.5%", "7.2 months", "£1,545,469", "66.7%", "1.52"):
        assert figure in joined


def test_the_charts_hold_the_figures_of_the_result(decks):
    order = orders.order(orders.ALL["example"]())
    flow = order.result.cash_flow
    charts = shapes(decks(), "chart")
    totals, benefits, investments, columns, course = charts[:5]
    series = [list(each.values) for each in columns.plots[0].series]
    assert series == [list(map(float, flow.benefits)), list(map(float, flow.investment))]
    assert list(course.plots[0].series[0].values) == list(map(float, flow.cumulative))
    assert list(totals.plots[0].series[0].values) == [5000016, 3000000, 2000016]
    assert list(benefits.plots[0].series[0].values) == [5000016]
    assert list(investments.plots[0].series[0].values) == [2000000, 500000, 500000]


@pytest.mark.parametrize("case", ["example", "largest-study", "largest-allowed", "losing"])
def test_shown_rows_add_up_to_the_shown_total(decks, case):
    for table in shapes(decks(case), "table"):
        told = rows(table)
        if told[0][-1] == "Present value":
            for column in (2, 3):
                figures = [_whole(row[column]) for row in told[1:]]
                assert sum(figures[:-1]) == figures[-1]


@pytest.mark.parametrize("case", ["largest-study", "largest-allowed", "endless-names"])
def test_what_has_no_room_is_counted_in_tables_and_charts_alike(decks, case):
    deck = decks(case)
    view_total = [list(chart.plots[0].series[0].values) for chart in shapes(deck, "chart")[1:3]]
    tables = [rows(each) for each in shapes(deck, "table") if rows(each)[0][-1] == "Present value"]
    for figures, told in zip(view_total, tables, strict=True):
        assert sum(figures) == _whole(told[-1][2])
    assert any("more" in text for text in texts(deck))


@pytest.mark.parametrize("case", sorted(orders.ALL))
def test_nothing_leaves_its_slide(decks, case):
    deck = decks(case)
    for slide in deck.slides:
        for shape in slide.shapes:
            height = shape.height
            if shape.has_table:
                height = max(height, sum(row.height for row in shape.table.rows))
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + height <= deck.slide_height - Pt(24) or height < Pt(30), shape.name


@pytest.mark.parametrize("case", sorted(orders.ALL))
def test_tables_of_a_slide_do_not_lie_on_its_charts(decks, case):
    for slide in decks(case).slides:
        boxes = [shape for shape in slide.shapes if shape.has_table or shape.has_chart]
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = (
                    one.left + one.width <= other.left
                    or other.left + other.width <= one.left
                    or one.top + one.height <= other.top
                    or other.top + other.height <= one.top
                )
                assert apart


def test_every_picture_table_and_chart_is_told_in_words(decks):
    for slide in decks(brand=BRAND).slides:
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart or shape.shape_type == 13:
                (properties,) = shape._element.xpath(  # noqa: SLF001 - said nowhere else
                    ".//p:nvGraphicFramePr/p:cNvPr | .//p:nvPicPr/p:cNvPr"
                )
                assert properties.get("descr")


def test_the_brand_is_the_theme_of_the_deck(decks):
    package = io.BytesIO()
    decks(brand=BRAND).save(package)
    with zipfile.ZipFile(package) as parts:
        theme = parts.read("ppt/theme/theme1.xml").decode()
        names = parts.namelist()
    assert 'typeface="Source Serif 4"' in theme
    assert "7A1F5C" in theme
    assert sum(name.endswith(".svg") for name in names) == 1
    assert not any("printerSettings" in name or "thumbnail" in name for name in names)
    notes = decks(brand=BRAND).slides[0].notes_slide.notes_text_frame.text
    assert "jo.smith@example.com" in notes
    assert "Registered in England." in notes


def test_a_section_that_is_not_wanted_has_no_slide(decks):
    deck = decks(without=("assumptions", "cash_flow"))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[1:] == ["Benefits", "Investment"]


def test_texts_say_their_language(decks):
    for slide in decks(language="de").slides:
        written = slide._element.iter("{*}rPr")  # noqa: SLF001 - said nowhere else
        tags = {each.get("lang") for each in written}
        assert tags <= {"de", None}
        assert "de" in tags
    assert decks(language="de").slides[1].shapes.title.text_frame.text != "Benefits"


def test_a_draft_says_so_on_every_slide(decks):
    for slide in decks(edition=orders.DRAFT).slides:
        assert "Draft" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.mark.parametrize("case", ["example", "largest-study", "markup"])
def test_the_same_order_is_the_same_bytes(case):
    order = orders.order(orders.ALL[case](), form="pptx", brand=BRAND)
    first = slides(order)
    time.sleep(1.1)  # the library notes seconds
    assert slides(order) == first


def test_the_print_worker_makes_slides(printer):
    order = orders.order(orders.ALL["example"](), form="pptx", brand=BRAND)
    assert printer.make(order) == slides(order)


def pixel(shape, place=(20, 20), box="0 0 40 40"):
    drawn = SVG.format(shape).replace("0 0 90 40", box).encode()
    image = Image.open(io.BytesIO(pixels_of(clean_logo(drawn))))
    return image.getpixel((place[0] * image.width // 40, place[1] * image.height // 40))


@pytest.mark.parametrize(
    ("shape", "colour"),
    [
        ('<rect width="40" height="40" fill="#c2185b"/>', (194, 24, 91, 255)),
        ('<circle cx="20" cy="20" r="9"/>', (0, 0, 0, 255)),
        ('<circle cx="5" cy="5" r="4"/>', (0, 0, 0, 0)),
        ('<path d="M0 0h40v40h-40zM10 10h20v20h-20z"/>', (0, 0, 0, 0)),
        ('<rect width="40" height="40" fill="none"/>', (0, 0, 0, 0)),
        ('<path d="M0 20h40" stroke="#00ff00" stroke-width="8"/>', (0, 255, 0, 255)),
        ('<g fill="red"><rect x="10" y="10" width="20" height="20"/></g>', (255, 0, 0, 255)),
        (
            '<rect transform="translate(20 20) scale(2)" x="-2" y="-2" width="4" height="4"/>',
            (0, 0, 0, 255),
        ),
        (
            '<defs><rect id="a" width="9" height="9"/></defs><use href="#a" x="15" y="15"/>',
            (0, 0, 0, 255),
        ),
        ('<rect width="40" height="40" fill="#00f" display="none"/>', (0, 0, 0, 0)),
    ],
)
def test_a_drawing_becomes_pixels(shape, colour):
    assert pixel(shape) == colour


@pytest.mark.parametrize(
    "shape",
    [
        '<path transform="scale(1000000) scale(1000000)" d="M0 0L1 1L2 0"/>',
        '<rect width="1000000" height="1000000" stroke="red" stroke-width="1000000"/>',
        '<path d="M0 0' + "L9 9L1 2" * 20_000 + '"/>',
        "<circle r='9'/>" * 3900,
        '<path d="M0 0z"/>',
        '<rect width="0" height="0"/>',
        '<rect width="9" height="9" fill="url(#none)"/>',
        '<path d="M0 0A0 0 0 0 0 5 5A1 1 0 1 1 5 5"/>',
    ],
)
def test_no_drawing_takes_long_to_become_pixels(shape):
    began = time.process_time()
    pixel(shape)
    assert time.process_time() - began < 8


def _whole(text):
    return 0 if text == "–" else int(text.replace(",", "").replace("−", "-"))
