"""Five slides of a case: summary, benefits, investment, cash flow, assumptions.

All figures are those of the printed document; what has no room is counted and summed, never left
out in silence.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from app.documents.brand import printable_brand
from app.documents.illustrations import shortlist
from app.documents.lettering import fitted, width_of, wrapped
from app.documents.order import PrintOrder, Section
from app.documents.passages import Passages, Side
from app.documents.slides import charts
from app.documents.slides.canvas import LINE, Box, Canvas, Run
from app.documents.slides.charts import Series
from app.documents.slides.frame import Frame
from app.documents.slides.look import ACCENT, PRIMARY, QUIET, SPENT, new_deck
from app.documents.slides.sealed import sealed
from app.documents.slides.summary import summary
from app.documents.slides.tables import assumptions_grid, flow_grid, lines_grid
from app.documents.text import printable, shortened

View = Mapping[str, Any]
_TABLE, _CHART = Box(40, 96, 520, 396), Box(580, 92, 344, 404)
_MOST_BARS = 12
_NAME_ROOM = 36
"""Characters of a name beside its bar."""


def slides(order: PrintOrder) -> bytes:
    """The deck of a document."""
    passages = Passages(order)
    deck = new_deck(order.brand)
    frame = Frame(deck, passages, printable_brand(order.brand))
    summary(frame)
    for section, make in _SLIDES:
        if passages.has(section):
            make(frame)
    _sign(deck, order)
    _say_the_language(deck, passages.view["language"])
    written = io.BytesIO()
    deck.save(written)
    return sealed(written.getvalue(), order.edition.issued_at)


def _lines(frame: Frame, side: Side) -> None:
    """The table of a side beside a chart of its largest lines."""
    passages = frame.passages
    canvas = frame.slide(passages.named(f"chapter_{side}"))
    grid, _ = lines_grid(passages, side, _TABLE.width, _TABLE.height)
    table = passages.benefits() if side == "benefits" else passages.investments()
    told = ", ".join(f"{row[1]}: {row[2]}" for row in table.rows)
    canvas.table((_TABLE.left, _TABLE.top), grid, told)
    _explain(passages, canvas, side, _TABLE.top + sum(grid.heights()) + 16)
    names, figures = _bars(passages, passages.lines(side))
    if not names:
        return
    colour = ACCENT if side == "benefits" else SPENT
    height = min(_CHART.height, 110 + 44 * len(names))
    box = Box(_CHART.left, _CHART.top, _CHART.width, height)
    charts.bars(canvas, box, names, Series(passages.language.unit, figures, colour), told)


def _explain(passages: Passages, canvas: Canvas, side: Side, top: float) -> None:
    """Below a short table: what its lines move and rest on, as far as there is room."""
    paragraphs = list(_explanations(passages, side))
    lines = [len(wrapped("".join(run.text for run in each), 12, 470, 2)) for each in paragraphs]
    room = max(0.0, _TABLE.top + _TABLE.height - top)
    fit = next(
        count for count in range(len(lines), -1, -1) if sum(lines[:count]) * 12 * LINE <= room
    )
    if fit:
        canvas.text(Box(_TABLE.left + 5, top, 510, room), paragraphs[:fit])


def _explanations(passages: Passages, side: Side) -> Iterator[list[Run]]:
    for line in passages.view[side]:
        for pair in passages.details(line):
            text = " ".join(wrapped(pair.figure, 12, 780 - width_of(pair.name, 12), 1))
            yield [
                Run(f"{line['ref']}  ", 12, ACCENT, bold=True),
                Run(f"{pair.name}: ", 12, QUIET),
                Run(text, 12),
            ]
    introduction, unquantified = passages.unquantified()
    if side == "benefits" and unquantified:
        yield [Run(introduction, 12, QUIET)]
        yield from ([Run(fitted(f"– {each}", 12, 780), 12)] for each in unquantified)


def _bars(passages: Passages, lines: Sequence[View]) -> tuple[list[str], list[int]]:
    listed = shortlist(lines, _MOST_BARS)
    names = [
        f"{line['ref']} {shortened(line['statement'], _NAME_ROOM)}".strip() for line in listed.lines
    ]
    figures = [line["total"] for line in listed.lines]
    if listed.further:
        names.append(passages.and_more(listed.further))
        figures.append(listed.further_total)
    return names, figures


def _cash_flow(frame: Frame) -> None:
    """What flows when, and what it adds up to, above the table of both."""
    passages = frame.passages
    gettext, flow = passages.gettext, passages.view["cash_flow"]
    canvas = frame.slide(passages.named("chapter_cash_flow"))
    names = passages.periods()
    both = [
        Series(gettext("Benefits"), flow["benefits"], ACCENT),
        Series(gettext("Investment"), flow["investment"], SPENT),
    ]
    told = "; ".join(
        f"{name}: {passages.language.whole(net)}"
        for name, net in zip(names, flow["net"], strict=True)
    )
    if any((*flow["benefits"], *flow["investment"])):
        charts.columns(canvas, Box(40, 88, 440, 250), names, both, told)
        summed = Series(gettext("Cumulative"), flow["cumulative"], PRIMARY)
        canvas.text(Box(490, 92, 430, 16), [[Run(gettext("Cumulative net flow"), 11, QUIET)]])
        charts.course(canvas, Box(490, 104, 434, 234), names, summed, told)
    canvas.table((40, 350), flow_grid(passages, 880), told)


def _assumptions(frame: Frame) -> None:
    """What the case rests on, and how far it is proven."""
    passages = frame.passages
    canvas = frame.slide(passages.named("chapter_assumptions"))
    grid, told = assumptions_grid(passages, 660, _TABLE.height)
    words = "; ".join(": ".join(row[:2]) for row in passages.assumptions().rows[:told])
    canvas.table((_TABLE.left, _TABLE.top), grid, words)
    proof = passages.view["proof"]
    if proof:
        names = [passages.named(status) for status in proof]
        counted = "; ".join(
            f"{name}: {proof[code]}" for name, code in zip(names, proof, strict=True)
        )
        box = Box(716, _CHART.top + 18, 208, 60 + 34 * len(names))
        canvas.text(
            Box(718, _CHART.top + 4, 206, 16),
            [[Run(passages.gettext("Basis and status"), 11, QUIET)]],
        )
        series = Series(passages.gettext("Assumptions"), list(proof.values()), ACCENT)
        charts.bars(canvas, box, names, series, counted)


_SLIDES: tuple[tuple[Section, Callable[[Frame], None]], ...] = (
    ("benefits", lambda frame: _lines(frame, "benefits")),
    ("investments", lambda frame: _lines(frame, "investments")),
    ("cash_flow", _cash_flow),
    ("assumptions", _assumptions),
)


def _sign(deck: Presentation, order: PrintOrder) -> None:
    told, edition = deck.core_properties, order.edition
    told.title = printable(order.statement.title)
    told.author = printable(edition.author or "")
    told.last_modified_by = told.author
    told.subject = printable(order.statement.customer or "")
    told.keywords, told.comments, told.category = edition.content_hash, "", ""
    told.language, told.revision = order.tag, 1
    told.created = told.modified = edition.issued_at.astimezone(UTC).replace(tzinfo=None)


def _say_the_language(deck: Presentation, tag: str) -> None:
    """Which language every text is in, for spelling and for reading aloud."""
    for slide in deck.slides:
        for part in (slide._element, slide.notes_slide._element):  # noqa: SLF001 - no other door
            for kind in ("a:rPr", "a:endParaRPr"):
                for properties in part.iter(qn(kind)):
                    properties.set("lang", tag)
