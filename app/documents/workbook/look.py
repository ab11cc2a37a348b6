"""How the workbook looks: one palette, one set of styles, formats of numbers by unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from app.documents.palette import USUAL, Palette

FONT = "Calibri"
SIZE = 10
INPUT_GROUND, INPUT_INK = "#fff6d6", "#1f3f9e"
"""Cells to type in: the colours finance people know, whatever the brand."""
PERCENT = "0.0##%"
SHARE = "0.0%"
FACTOR = "0.0000"
MONTHS = "0.0"
RATIO = "0.00"
WHOLE = "0"
_MOST_DECIMALS = 6
_SMALL = Decimal(1000)
_ROW_HEIGHT = 15

Traits = dict[str, Any]


class Look:
    """The styles of one workbook; each is made once."""

    def __init__(
        self, book: Workbook, minor_unit: int, palette: Palette = USUAL, *, rtl: bool = False
    ) -> None:
        self._book = book
        self._begin: Traits = {"align": "right", "reading_order": 2} if rtl else {}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.palette = palette
        decimals = f".{'0' * minor_unit}" if minor_unit else ""
        self.money = f"#,##0{decimals};-#,##0{decimals};0{decimals}"
        self._styles = _styles(palette)

    @property
    def faded(self) -> Format:
        """The colour of what is not there; a colour alone, to be laid over another style."""
        return self._book.add_format({"font_color": self.palette.rule})

    def style(self, name: str, number: str | None = None, **more: Any) -> Format:  # noqa: ANN401 - as XlsxWriter takes them
        """A style by its name, with a format of numbers."""
        traits = {"font_name": FONT, "font_size": SIZE, **self._begin, **self._styles[name], **more}
        if number is not None:
            traits["num_format"] = number
        key = tuple(sorted(traits.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(traits)
        return self._made[key]


def _styles(palette: Palette) -> dict[str, Traits]:
    return _headings(palette) | _words(palette) | _figures(palette) | _sums(palette)


def _headings(palette: Palette) -> dict[str, Traits]:
    band = {"bg_color": palette.primary, "font_color": "#ffffff", "bold": True}
    return {
        "title": {"font_size": 18, "bold": True, "font_color": palette.primary},
        "subtitle": {"font_size": 11, "font_color": palette.slate},
        "sentence": {
            "font_size": 12,
            "text_wrap": True,
            "valign": "top",
            "font_color": palette.ink,
            "bg_color": palette.paper,
            "indent": 1,
        },
        "section": {"font_size": 12, "bold": True, "font_color": palette.primary},
        "heading": {**band, "text_wrap": True, "valign": "vcenter"},
        "heading_number": {**band, "text_wrap": True, "valign": "vcenter", "align": "right"},
        "line": {"bold": True, "bg_color": palette.mist, "font_color": palette.ink},
    }


def _words(palette: Palette) -> dict[str, Traits]:
    return {
        "text": {"valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
        "note_line": {"font_color": palette.slate},
        "formula": {"font_color": palette.slate, "font_size": 9, "valign": "top"},
        "ref": {"font_color": palette.accent, "bold": True, "valign": "top"},
        "key": {"font_color": palette.slate, "font_size": 9, "valign": "top"},
    }


def _figures(palette: Palette) -> dict[str, Traits]:
    input_cell = {
        "bg_color": INPUT_GROUND,
        "font_color": INPUT_INK,
        "border": 1,
        "border_color": "#d9c98a",
        "locked": False,
    }
    return {
        "figure": {"valign": "top", "align": "right"},
        "quiet": {"valign": "top", "align": "right", "font_color": palette.slate},
        "used": {"valign": "top", "align": "right", "bold": True},
        "moved": {"valign": "top", "align": "right", "bg_color": palette.mist},
        "input": {**input_cell, "valign": "top", "align": "right"},
        "input_text": {**input_cell, "valign": "top"},
    }


def _sums(palette: Palette) -> dict[str, Traits]:
    return {
        "total": {"bold": True, "top": 1, "top_color": palette.primary, "align": "right"},
        "total_text": {"bold": True, "top": 1, "top_color": palette.primary},
        "headline": {
            "bold": True,
            "font_size": 14,
            "font_color": palette.primary,
            "bg_color": palette.paper,
            "align": "right",
        },
        "headline_text": {
            "bold": True,
            "font_size": 14,
            "font_color": palette.primary,
            "bg_color": palette.paper,
        },
        "row": {"bottom": 4, "bottom_color": palette.rule, "align": "right"},
        "row_text": {"bottom": 4, "bottom_color": palette.rule},
        "row_ref": {
            "bottom": 4,
            "bottom_color": palette.rule,
            "font_color": palette.accent,
            "bold": True,
        },
    }


def format_of(unit: str | None, figures: Iterable[Decimal | None], *, typed: bool = False) -> str:
    """The format of a cell: percent by unit, else as many decimals as its figures have.

    A cell to type in shows two decimals at least where the figure is small.

    Example:
        >>> format_of("%", [Decimal("0.15")]), format_of("user", [Decimal("104167")])
        ('0.0##%', '#,##0')
        >>> format_of("GBP", [Decimal("21.5"), Decimal(22)])
        '#,##0.0'
        >>> format_of("GBP", [Decimal(22)], typed=True)
        '#,##0.00'
    """
    if is_percent(unit):
        return PERCENT
    given = [figure for figure in figures if figure is not None]
    decimals = max([_decimals(figure) for figure in given], default=0)
    if typed and max(map(abs, given), default=Decimal(0)) < _SMALL:
        decimals = max(decimals, 2)
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def calculated_format(unit: str | None, figures: Iterable[Decimal | None]) -> str:
    """The format of calculated figures: four decimals at most, fewer where they are large.

    Example:
        >>> calculated_format("hour", [Decimal("0.33333"), None])
        '#,##0.0000'
    """
    if is_percent(unit):
        return PERCENT
    given = [figure for figure in figures if figure is not None]
    largest = max(map(abs, given), default=Decimal(0))
    if all(figure == figure.to_integral_value() for figure in given):
        return "#,##0"
    return "#,##0.00" if largest >= 100 else "#,##0.0000"  # noqa: PLR2004 - three digits and two


def height_of(texts: Iterable[tuple[str | None, float]], least: float = 15) -> float:
    """The height of a row whose texts wrap in columns of some widths; none autofits everywhere.

    Example:
        >>> height_of([("Users", 30)]), height_of([("A source with some more words", 10)])
        (15, 45)
    """
    rows = [
        sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
        for text, width in texts
        if text
    ]
    return min(400, max(least, _ROW_HEIGHT * max(rows, default=1)))


def is_percent(unit: str | None) -> bool:
    """Whether figures of a unit are fractions that are shown as percentages.

    Example:
        >>> is_percent("%"), is_percent("% / year"), is_percent("GBP")
        (True, True, False)
    """
    return unit is not None and unit.split("/")[0].strip() == "%"


def _decimals(figure: Decimal) -> int:
    exponent = int(figure.normalize().as_tuple().exponent) if figure else 0
    return min(max(0, -exponent), _MOST_DECIMALS)
