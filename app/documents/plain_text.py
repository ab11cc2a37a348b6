"""A document as plain text, to paste into a mail: tables stand in columns of one width."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from app.documents.order import PrintOrder
from app.documents.passage_parts import Pair, Table
from app.documents.passages import Passages
from app.documents.text import printable, shortened

WIDTH = 78
"""Columns of a line: mail programs fold longer ones."""
_WIDEST_NAME = 38


def plain_text(order: PrintOrder) -> bytes:
    """The text of a document, in UTF-8."""
    passages = Passages(order)
    blocks = ["\n".join(block) for block in _blocks(passages)]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _blocks(passages: Passages) -> Iterator[Sequence[str]]:
    view = passages.view
    yield _heading(" – ".join(filter(None, (view["customer"], view["title"]))), "=")
    yield _folded(passages.subtitle())
    yield _folded(passages.sentence())
    yield _pairs(passages.headline())
    yield _pairs(passages.measures())
    yield [line for reason in passages.reasons() for line in _folded(reason)]
    for title, table in passages.tables():
        yield _heading(title, "-")
        yield _columns(table)
    introduction, unquantified = passages.unquantified()
    if unquantified and passages.has("benefits"):
        yield _folded(introduction)
        yield [line for each in unquantified for line in _folded(each, "- ")]
    yield from _register(passages)
    yield [line for told in passages.method() for line in _folded(told)]
    yield _folded(" · ".join(passages.colophon()))
    yield from _house(passages)


def _register(passages: Passages) -> Iterator[Sequence[str]]:
    """Assumptions one below the other: five columns are too many for a mail."""
    table = passages.assumptions()
    if not passages.has("assumptions"):
        return
    if table.rows:
        yield _heading(passages.named("chapter_assumptions"), "-")
        yield [line for row in table.rows for line in _assumption(row)]
    if further := passages.further_assumptions():
        yield [further]


def _assumption(row: Sequence[str]) -> list[str]:
    label, value, *rest = row
    first = _folded(f"{label}: {value}", "- ")
    told = "; ".join(filter(None, rest))
    return first + (_folded(told, "  ", "  ") if told else [])


def _house(passages: Passages) -> Iterator[Sequence[str]]:
    brand = passages.brand
    for told in (brand.name, brand.contact, brand.legal_text):
        if told:
            yield _folded(str(printable(told)))


def _heading(text: str, mark: str) -> list[str]:
    lines = _folded(text)
    return [*lines, mark * max(map(width, lines), default=0)]


def _folded(text: str, first: str = "", then: str | None = None) -> list[str]:
    """A text in lines no longer than a mail's; the user's own line breaks do not count."""
    indent = " " * len(first) if then is None else then
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=indent
    )


def _pairs(pairs: Sequence[Pair]) -> list[str]:
    names = max(width(pair.name) for pair in pairs)
    figures = max(width(pair.figure) for pair in pairs)
    return [_left(pair.name, names) + "  " + _right(pair.figure, figures) for pair in pairs]


def _columns(table: Table) -> list[str]:
    """A table of which every row is one line; a long name is cut, and says so."""
    grid = [_shown(row, table.first_figure) for row in (table.headings, *table.rows)]
    widths = [max(width(row[column]) for row in grid) for column in range(len(table.headings))]
    lines = [_row(row, widths, table.first_figure) for row in grid]
    rule = "-" * max(map(width, lines))
    ends = [rule, lines[-1]] if table.last_is_total else [lines[-1]]
    return [lines[0], rule, *lines[1:-1], *ends] if len(lines) > 1 else lines


def _shown(row: Sequence[str], first_figure: int) -> list[str]:
    return [
        shortened(" ".join(cell.split()), _WIDEST_NAME if column < first_figure else WIDTH)
        for column, cell in enumerate(row)
    ]


def _row(row: Sequence[str], widths: Sequence[int], first_figure: int) -> str:
    cells = [
        _right(cell, room) if column >= first_figure else _left(cell, room)
        for column, (cell, room) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cell for cell, room in zip(cells, widths, strict=True) if room).rstrip()


def _left(text: str, room: int) -> str:
    return text + " " * (room - width(text))


def _right(text: str, room: int) -> str:
    return " " * (room - width(text)) + text


def width(text: str) -> int:
    """Columns of a text: two for a wide character, none for a mark on the one before.

    Example:
        >>> width("Ab"), width("ユー"), width("e\u0301")
        (2, 4, 1)
    """
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
