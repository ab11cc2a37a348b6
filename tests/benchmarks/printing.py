"""Printing beside WeasyPrint bare: the same pages, the same style sheet, the same fonts.

    python -m tests.benchmarks.printing SIDE CASE VARIANT

prints milliseconds and peak megabytes of one side in a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from app.documents.compose import view_of
from app.documents.fonts import font_configuration
from app.documents.order import Edition, PrintOrder
from app.documents.pages import ROOMS
from app.value import ValueStatement, calculate

ROOT = Path(__file__).parents[2]
CASES = {
    "example": ROOT / "tests" / "cases" / "new-data-services.json",
    "largest study": ROOT / "tests" / "cases" / "statements" / "tei-m365-enterprise-e5.json",
}
DOCUMENTS = (("example", "summary"), ("example", "full"), ("largest study", "full"))
PROCESSES, ROUNDS = 2, 3
MOST_OWN_SHARE = 0.10


def measure():
    """Rows of (what, figure, target, whether it is met): own process per side, taking turns."""
    rows = []
    for case, variant in DOCUMENTS:
        found = {side: [] for side in ("bare", "ours")}
        for _ in range(PROCESSES):
            for side, figures in found.items():
                figures.append(in_a_process(side, case, variant))
        time_bare, time_ours, memory_bare, memory_ours = (
            statistics.median(figures[place] for figures in found[side])
            for place in (0, 1)
            for side in ("bare", "ours")
        )
        rows += [
            compared(f"{case}, {variant}: time", time_ours, time_bare, "ms"),
            compared(f"{case}, {variant}: peak memory", memory_ours, memory_bare, "MB"),
        ]
    return rows


def compared(title, ours, bare, unit):
    """One row: our own share is what we take beyond the bare rendering."""
    share = ours / bare - 1
    figure = f"{ours:.0f} {unit}, bare {bare:.0f} {unit}, own share {share:+.0%}"
    return title, figure, f"< {MOST_OWN_SHARE:.0%}", share < MOST_OWN_SHARE


def in_a_process(side, case, variant):
    """Milliseconds and megabytes of one side."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.printing", side, case, variant],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return tuple(json.loads(run.stdout.splitlines()[-1]))


def order_of(case, variant):
    """The print order of a case."""
    body = json.loads(CASES[case].read_text(encoding="utf-8"))
    statement = ValueStatement.model_validate_json(json.dumps(body.get("statement", body)))
    edition = Edition(1, "Offer", None, None, datetime(2027, 1, 1, tzinfo=UTC), "0" * 64)
    return PrintOrder(statement, calculate(statement), edition, variant)


def one_side(side, case, variant):
    """Print once to warm up, then several times."""
    os.environ["FONTCONFIG_FILE"] = str(font_configuration(None))
    order = order_of(case, variant)
    work = our_work(order) if side == "ours" else bare_work(order)
    work()
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        took.append((time.perf_counter() - started) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return statistics.median(took), peak


def our_work(order):
    """From the order to the PDF, as a print worker does it."""
    from app.documents.press_room import PressRoom  # noqa: PLC0415 - after FONTCONFIG_FILE is set

    room = PressRoom()
    return lambda: room.make(order)


def bare_work(order):
    """WeasyPrint alone with the finished page; its style sheet and fonts are read once."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - after FONTCONFIG_FILE is set
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - the same

    from app.documents.typesetting import _Handed  # noqa: PLC0415 - the pictures, handed over

    pages, style = page_of(order)
    fonts = FontConfiguration()
    css = CSS(string=style, font_config=fonts)
    fetcher = _Handed(pages.resources)
    return lambda: HTML(string=pages.text, base_url="res:", url_fetcher=fetcher).write_pdf(
        font_config=fonts, stylesheets=[css]
    )


def page_of(order):
    """The finished page as it is printed, and its style sheet."""
    from app.documents.pages import Templates  # noqa: PLC0415 - only where a page is made
    from app.documents.press_room import PressRoom  # noqa: PLC0415 - the same
    from app.documents.text import printable  # noqa: PLC0415 - the same

    view, templates, room = json.loads(view_of(order).as_json()), Templates(), PressRoom()
    names = ("print.css", f"{order.variant}.css", f"{order.variant}-{order.paper.lower()}.css")
    style = "\n".join(map(templates.style_sheet, names))
    view = printable(view)
    levels = ROOMS if order.variant == "summary" else ROOMS[:1]
    for level, room_for in enumerate(levels):
        pages = templates.pages(view, room_for)
        if order.variant == "full" or len(room._set(view, level).pages) == 1:  # noqa: SLF001
            break
    return pages, style


if __name__ == "__main__":
    sys.stdout.write(json.dumps(one_side(*sys.argv[1:])))
