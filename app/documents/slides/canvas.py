"""One slide to put things on: texts, tables and charts, each told in words to who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from app.documents.lettering import fitted, width_of, wrapped
from app.documents.slides.look import INK, PRIMARY, QUIET, WIDTH

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
LINE = 1.22
"""Height of a line in heights of its letters."""
SPARE = 1.08
"""How much wider a text may be in the typeface of a machine that lacks the brand's."""
PADDING = 3.0
"""Above and below a table's text."""
_GUTTER = 5.0


@dataclass(frozen=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Run:
    """A piece of text in one look."""

    text: str
    size: float
    colour: Any = INK
    bold: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to be set: cells by row, the widths of columns, which of them hold figures.

    `strong` rows are totals; a `quiet` row tells what is not listed; what is `whole` is not cut.
    """

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    figures: frozenset[int]
    size: float
    strong: frozenset[int] = frozenset()
    quiet: frozenset[int] = frozenset()
    most_lines: int = 2
    whole: frozenset[int] = frozenset()
    is_text: bool = False
    """Without headings: the first column introduces what the second says."""

    def heights(self) -> list[float]:
        """The height that each row needs."""
        lines = (
            max(len(self.lines(cell, column)) for column, cell in enumerate(row))
            for row in self.rows
        )
        return [most * self.size * LINE + 2 * PADDING for most in lines]

    def is_cut(self) -> bool:
        """Whether a text is shortened, or broken within a word."""
        return any(
            " ".join(self.lines(cell, column)) != " ".join(cell.split())
            for row in self.rows
            for column, cell in enumerate(row)
        )

    def lines(self, cell: str, column: int) -> Sequence[str]:
        """The lines of a cell, as they break in a typeface somewhat wider than ours."""
        room = (self.widths[column] - 2 * _GUTTER) / SPARE
        most = 1 if column in self.whole else self.most_lines
        return wrapped(cell, self.size, room, most) or ("",)


class Canvas:
    """A slide, in the direction in which its language is read."""

    def __init__(self, slide: Slide, *, from_right: bool) -> None:
        self._slide, self._from_right = slide, from_right

    def title(self, text: str, box: Box, size: float) -> None:
        """The slide's title, in at most two lines; the smaller the longer it is."""
        room = box.width / SPARE
        while size > 16 and len(wrapped(text, size, room, 9)) > 1:  # noqa: PLR2004 - points
            size -= 2
        shape: Any = self._slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = self._at(box)
        lines = wrapped(text, size, room, 2)
        frame = _frame(shape, MSO_ANCHOR.MIDDLE)
        self._write(frame.paragraphs[0], [Run(" ".join(lines), size, PRIMARY, bold=True)])

    def text(
        self,
        box: Box,
        paragraphs: Sequence[Sequence[Run]],
        align: str = "start",
        anchor: Any = MSO_ANCHOR.TOP,  # noqa: ANN401 - the library's enumerations have no type
    ) -> None:
        """Paragraphs in a box."""
        shape = self._slide.shapes.add_textbox(*self._at(box))
        frame = _frame(shape, anchor)
        for number, runs in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            self._write(paragraph, runs, align)

    def bar(self, box: Box, colour: Any) -> None:  # noqa: ANN401 - as above
        """A filled rectangle that says nothing."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._at(box))
        shape.fill.solid()
        shape.fill.fore_color.theme_color = colour
        shape.line.fill.background()
        shape.shadow.inherit = False
        _decorative(shape)

    def table(self, corner: tuple[float, float], grid: Grid, told: str) -> None:
        """A native table; its rows are as high as their texts need."""
        heights = grid.heights()
        box = Box(*corner, sum(grid.widths), sum(heights))
        columns = len(grid.widths)
        frame = self._slide.shapes.add_table(len(grid.rows), columns, *self._at(box))
        _describe(frame, told)
        table = frame.table
        _plain_style(table, from_right=self._from_right)
        table.first_row = not grid.is_text
        for column, width in enumerate(grid.widths):
            table.columns[column].width = Pt(width)
        for number, row in enumerate(grid.rows):
            table.rows[number].height = Pt(heights[number])
            for column, text in enumerate(row):
                self._cell(table.cell(number, column), grid, (number, column), text)

    def picture(self, content: Any, box: Box, told: str) -> Any:  # noqa: ANN401 - as above
        """A picture, with what is said of it."""
        shape = self._slide.shapes.add_picture(content, *self._at(box))
        _describe(shape, told)
        return shape

    def chart(self, kind: Any, box: Box, data: Any, told: str) -> Any:  # noqa: ANN401 - as above
        """A native chart, to be dressed by who asked for it."""
        frame: Any = self._slide.shapes.add_chart(kind, *self._at(box), data)
        _describe(frame, told)
        return frame.chart

    def last(self) -> Any:  # noqa: ANN401 - as above
        """What was put on it last."""
        return self._slide.shapes[-1]

    def notes(self, text: str) -> None:
        """What the speaker reads."""
        frame: Any = self._slide.notes_slide.notes_text_frame
        frame.text = text

    def _at(self, box: Box) -> tuple[Pt, Pt, Pt, Pt]:
        """Where a box is: on the other side where a language is read from there."""
        left = WIDTH - box.left - box.width if self._from_right else box.left
        return Pt(left), Pt(box.top), Pt(box.width), Pt(box.height)

    def _cell(self, cell: Any, grid: Grid, place: tuple[int, int], text: str) -> None:  # noqa: ANN401 - as above
        row, column = place
        is_heading, is_strong = row == 0 and not grid.is_text, row in grid.strong
        cell.margin_left = cell.margin_right = Pt(_GUTTER)
        cell.margin_top = cell.margin_bottom = Pt(PADDING)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_heading else MSO_ANCHOR.TOP
        is_quiet = is_heading or row in grid.quiet or (grid.is_text and column == 0)
        colour = QUIET if is_quiet else PRIMARY if is_strong else INK
        is_bold = is_strong and not is_quiet
        run = Run(" ".join(grid.lines(text, column)), grid.size, colour, bold=is_bold)
        align = "end" if column in grid.figures else "start"
        self._write(cell.text_frame.paragraphs[0], [run], align)
        if not grid.is_text:
            _ruled(cell, strong=is_heading or is_strong)

    def _write(self, paragraph: Any, runs: Iterable[Run], align: str = "start") -> None:  # noqa: ANN401 - as above
        is_right = (align == "end") != self._from_right
        paragraph.alignment = (
            PP_ALIGN.CENTER if align == "center" else PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT
        )
        if self._from_right:
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - it has no other door
        for piece in runs:
            paragraph.line_spacing = Pt(piece.size * LINE)
            if not piece.text:  # an empty line is as high as its own mark says
                paragraph.font.size = Pt(piece.size)
                paragraph._p.get_or_add_endParaRPr().set("sz", str(int(piece.size * 100)))  # noqa: SLF001 - as above
                continue
            run = paragraph.add_run()
            run.text = piece.text
            run.font.size, run.font.bold = Pt(piece.size), piece.bold
            run.font.color.theme_color = piece.colour


def largest(text: str, sizes: Sequence[float], room: float) -> tuple[str, float]:
    """A text in the largest of some sizes in which it fits on a line, cut at the smallest."""
    for size in sizes:
        if width_of(text, size) <= room / SPARE:
            return text, size
    return fitted(text, sizes[-1], room / SPARE), sizes[-1]


def _frame(shape: Any, anchor: Any) -> Any:  # noqa: ANN401 - as above
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor
    return frame


def _describe(shape: Any, told: str) -> None:  # noqa: ANN401 - as above
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - it has no other door
    properties.set("descr", told)


def _decorative(shape: Any) -> None:  # noqa: ANN401 - as above
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - as above
    properties.set("descr", "")
    properties.append(
        parse_xml(
            f"<a:extLst {nsdecls('a')}><a:ext uri='{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}'>"
            "<adec:decorative xmlns:adec='http://schemas.microsoft.com/office/drawing/2017/"
            "decorative' val='1'/></a:ext></a:extLst>"
        )
    )


def _plain_style(table: Any, *, from_right: bool) -> None:  # noqa: ANN401 - as above
    properties = table._tbl.tblPr  # noqa: SLF001 - as above
    properties.set("bandRow", "0")
    if from_right:
        properties.set("rtl", "1")
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE


def _ruled(cell: Any, *, strong: bool) -> None:  # noqa: ANN401 - as above
    """The hairline below a cell: the brand's below headings and totals, grey below others."""
    colour = '<a:schemeClr val="accent1"/>'
    if not strong:
        colour = '<a:schemeClr val="bg1"><a:lumMod val="85000"/></a:schemeClr>'
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - as above
    properties.append(
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{12700 if strong else 6350}"><a:solidFill>{colour}'
            "</a:solidFill></a:lnB>"
        )
    )
