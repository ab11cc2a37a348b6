"""A document as Markdown (CommonMark with tables), to paste into a chat, a wiki or a ticket.

What users wrote is text there and never markup: every character that could mean something to a
reader of Markdown is escaped, also what GitHub would make a link or a formula of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.documents.order import PrintOrder
from app.documents.passage_parts import Table
from app.documents.passages import Passages
from app.documents.text import printable

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#|~@$^=]|&(?=#?\w+;)|:(?=\S)|!(?=\[))")
"""The last three only before what they would make an entity, a link or sign, and an image of."""
_WEB = re.compile(r"\b(www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(\d{1,9})([.)])|^([-+])")


def markdown(order: PrintOrder) -> bytes:
    """The Markdown of a document, in UTF-8."""
    return ("\n\n".join(_blocks(Passages(order))) + "\n").encode()


def escaped(text: str) -> str:
    r"""A text that is read as it was written, on one line.

    Example:
        >>> escaped("*not bold* <b> www.example.com\n# no heading")
        '\\*not bold\\* \\<b\\> www\\.example.com \\# no heading'
        >>> escaped("1. no list"), escaped("- none either"), escaped("R&D: 2 sites, at http://a")
        ('1\\. no list', '\\- none either', 'R&D: 2 sites, at http\\://a')
    """
    return _AT_START.sub(_escape_start, _cell(text))


def _cell(text: str) -> str:
    """A text inside a line, where no list and no heading can begin."""
    line = _MEANS_SOMETHING.sub(r"\\\1", " ".join(text.split()))
    return _WEB.sub(r"\1\\.", line)


def _escape_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _blocks(passages: Passages) -> Iterator[str]:
    view = passages.view
    yield "# " + escaped(" – ".join(filter(None, (view["customer"], view["title"]))))
    yield escaped(passages.subtitle())
    yield escaped(passages.sentence())
    pairs = [*passages.headline(), *passages.measures()]
    rows = tuple((_cell(pair.name), f"**{_cell(pair.figure)}**") for pair in pairs)
    yield _table(Table(("", passages.edition()), rows, 1))
    if reasons := passages.reasons():
        yield "\n".join(f"- {escaped(reason)}" for reason in reasons)
    register = (passages.named("chapter_assumptions"), passages.assumptions())
    told = passages.has("assumptions")
    for title, table in (*passages.tables(), *([register] if told else [])):
        if table.rows:
            yield f"## {escaped(title)}"
            yield _table(_escaped_table(table))
    yield from _rest(passages)


def _rest(passages: Passages) -> Iterator[str]:
    further = passages.further_assumptions()
    if further and passages.has("assumptions"):
        yield escaped(further)
    introduction, unquantified = passages.unquantified()
    if unquantified and passages.has("benefits"):
        yield escaped(introduction)
        yield "\n".join(f"- {escaped(each)}" for each in unquantified)
    yield from map(escaped, passages.method())
    yield escaped(" · ".join(passages.colophon()))
    brand = passages.brand
    yield from (
        escaped(str(printable(told)))
        for told in (brand.name, brand.contact, brand.legal_text)
        if told
    )


def _escaped_table(table: Table) -> Table:
    rows = [tuple(map(_cell, row)) for row in table.rows]
    if table.last_is_total:
        rows[-1] = tuple(f"**{cell}**" if cell else "" for cell in rows[-1])
    headings = tuple(map(_cell, table.headings))
    return Table(headings, tuple(rows), table.first_figure, table.last_is_total)


def _table(table: Table) -> str:
    marks = ["---:" if column >= table.first_figure else "---" for column in _places(table)]
    return "\n".join(_line(row) for row in (table.headings, marks, *table.rows))


def _places(table: Table) -> range:
    return range(len(table.headings))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
