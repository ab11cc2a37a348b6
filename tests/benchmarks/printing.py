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
from tempfile import TemporaryDirectory

from app.documents.fonts import font_configuration
from app.documents.order import Edition, PrintOrder
from app.value import ValueStatement, calculate
from tests.benchmarks import chromium

ROOT = Path(__file__).parents[2]
CASES = {
    "example": ROOT / "tests" / "cases" / "new-data-services.json",
    "largest study": ROOT / "tests" / "cases" / "statements" / "tei-m365-enterprise-e5.json",
}
DOCUMENTS = (("example", "summary"), ("example", "full"), ("largest study", "full"))
PROCESSES, ROUNDS = 2, 3
MOST_OWN_SHARE = 0.30
"""What we may take beyond the bare rendering of the same page as the same kind of PDF."""


def measure():
    """Rows of (what, figure, target, whether it is met): own process per side, taking turns."""
    rows = []
    for case, variant in DOCUMENTS:
        sides = ("bare", "ours", *(("chromium",) if chromium.program() else ()))
        found = {side: [] for side in sides}
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
            *beside_chromium(f"{case}, {variant}", time_ours, found.get("chromium")),
        ]
    return rows


def compared(title, ours, bare, unit):
    """One row: our own share is what we take beyond the bare rendering."""
    share = ours / bare - 1
    figure = f"{ours:.0f} {unit}, bare {bare:.0f} {unit}, own share {share:+.0%}"
    return title, figure, f"< {MOST_OWN_SHARE:.0%}", share < MOST_OWN_SHARE


def beside_chromium(title, ours, found):
    """One row, where there is a Chromium: a page of ours takes no longer than one of its."""
    if found is None:
        return []
    its = statistics.median(time for time, _ in found)
    is_one_page = "summary" in title
    target = "no slower" if is_one_page else ""
    figure = f"{ours:.0f} ms, Chromium {its:.0f} ms"
    return [(f"{title}: time", figure, target, ours <= its or not is_one_page)]


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
    if side == "chromium":
        with TemporaryDirectory() as folder:
            return statistics.median(chromium.milliseconds(*page_of(order), folder, ROUNDS)), 0
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

    from app.documents.archive import VARIANT  # noqa: PLC0415 - the same
    from app.documents.typesetting import _Handed  # noqa: PLC0415 - the pictures, handed over

    pages, style = page_of(order)
    fonts = FontConfiguration()
    css = CSS(string=style, font_config=fonts)
    fetcher = _Handed(pages.resources)
    return lambda: HTML(string=pages.text, base_url="res:", url_fetcher=fetcher).write_pdf(
        font_config=fonts, stylesheets=[css], pdf_variant=VARIANT
    )


def page_of(order):
    """The finished page as it is printed, and its style sheet."""
    from app.documents.press_room import STYLES, PressRoom  # noqa: PLC0415 - as above

    room, seen = PressRoom(), []
    pages_of = room._templates.pages  # noqa: SLF001 - what it makes is what both sides print

    def remembered(*arguments):
        seen.append(pages_of(*arguments))
        return seen[-1]

    room._templates.pages = remembered  # noqa: SLF001 - the same
    room.make(order)
    names = ("print", *STYLES[order.variant], "brand")
    last = seen[-1]
    style = room._templates.styles(*names, paper=order.paper, direction=last.direction)  # noqa: SLF001
    return last, style


if __name__ == "__main__":
    sys.stdout.write(json.dumps(one_side(*sys.argv[1:])))
