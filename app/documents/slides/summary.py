"""The first slide: the proposition, the figures a case is known by, what is left of them."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR

from app.documents.lettering import fitted
from app.documents.passage_parts import Pair
from app.documents.slides.canvas import Box, Canvas, Grid, Run, largest
from app.documents.slides.charts import Series, totals
from app.documents.slides.frame import Frame
from app.documents.slides.look import ACCENT, LOSS, PRIMARY, QUIET
from app.documents.slides.tables import SIZES, best_of

_WIDTH = 880.0
_TILE = _WIDTH / 5


def summary(frame: Frame) -> None:
    """Make it."""
    passages = frame.passages
    view, gettext = passages.view, passages.gettext
    title = " – ".join(filter(None, (view["customer"], view["title"])))
    canvas = frame.slide(title, passages.sentence())
    below = Box(40, 72, 724, 16)
    told = " · ".join(filter(None, (passages.subtitle(), passages.counting())))
    canvas.text(below, [[Run(fitted(told, 11, below.width), 11, ACCENT, bold=True)]])
    _tiles(frame, canvas, passages.headline(briefly=True), 100, (24.0, 20.0, 17.0, 14.0, 11.0))
    _tiles(frame, canvas, passages.measures(briefly=True), 160, (14.0, 12.0, 10.0))
    grid = _clauses(frame, 540, 262)
    if reasons := " ".join(passages.reasons()):
        place = Box(40, 492, 880, 12)
        canvas.text(place, [[Run(fitted(reasons, 9, place.width), 9, QUIET)]])
    canvas.table((40, 222), grid, passages.sentence())
    sides = view["headline"]
    names = [gettext("Total Benefits"), gettext("Total Investment"), gettext("Value")]
    figures = [sides["benefits"], sides["investment"], sides["value"]]
    told = "; ".join(f"{pair.name}: {pair.figure}" for pair in passages.headline())
    if any(figures):
        totals(
            canvas, Box(600, 216, 324, 280), names, Series(passages.language.unit, figures), told
        )


def _tiles(
    frame: Frame, canvas: Canvas, pairs: Sequence[Pair], top: float, sizes: Sequence[float]
) -> None:
    common = min(largest(pair.figure, sizes, _TILE - 14)[1] for pair in pairs)
    for number, pair in enumerate(pairs):
        left = 40 + number * _TILE
        figure, size = largest(pair.figure, (common,), _TILE - 14)
        is_value = pair.name == frame.passages.gettext("Value")
        colour = LOSS if pair.is_loss else ACCENT if is_value else PRIMARY
        runs = [
            [Run(fitted(pair.name, 11, _TILE - 14), 11, QUIET)],
            [Run(figure, size, colour, bold=True)],
        ]
        canvas.text(Box(left, top, _TILE - 10, sizes[0] * 1.3 + 20), runs, anchor=MSO_ANCHOR.TOP)


def _clauses(frame: Frame, width: float, height: float) -> Grid:
    """The proposition clause by clause, in the largest size in which it has room."""
    passages = frame.passages
    view = passages.view
    rows = [(passages.named(f"clause_{each['role']}"), each["text"]) for each in view["clauses"]]
    widths = (150.0, width - 150)
    told = ("customer", "gain", "investment")
    strong = frozenset(at for at, each in enumerate(view["clauses"]) if each["role"] in told)
    grids = (
        Grid(rows, widths, frozenset(), size, strong, most_lines=lines, is_text=True)
        for lines in (4, 3, 2, 1)
        for size in SIZES[1:]
    )
    return best_of(list(grids), height)
