"""A real printer for all tests, and a reader of what it printed."""

from __future__ import annotations

import hashlib
import io
import os
import re
from functools import cache

import pypdf
import pytest

from app.documents.printer import Printer
from tests.documents import orders


@pytest.fixture(scope="session")
def printer():
    """Printed at the lowest priority, so a busy machine is given time."""
    printer = Printer(seconds=180)
    printer.start()
    yield printer
    printer.close()


@pytest.fixture(scope="session")
def printed(printer, tmp_path_factory):
    """The bytes of one of the orders by name, printed once by whichever process comes first."""
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    run = tmp_path_factory.getbasetemp()
    shelf = (run.parent if is_shared else run) / "printed"
    shelf.mkdir(exist_ok=True)

    @cache
    def pdf(name, variant="full", paper="A4", *, draft=False):
        edition = orders.DRAFT if draft else orders.ISSUED
        order = orders.order(orders.ALL[name](), edition, variant=variant, paper=paper)
        file = shelf / hashlib.sha256(order.as_json()).hexdigest()
        if not file.exists():
            draft_file = file.with_suffix(f".{os.getpid()}")
            draft_file.write_bytes(printer.make(order))
            draft_file.replace(file)
        return file.read_bytes()

    return pdf


@pytest.fixture(scope="session")
def read(printed):
    """The pages of a document as text."""

    @cache
    def pages(*arguments, **options):
        return pages_of(printed(*arguments, **options))

    return pages


def pages_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


_FIGURE = re.compile(r"−?[\d,]+|–")


def figures_at_end(line):
    """The whole figures with which a line of a table ends, a dash being zero."""
    found = []
    for word in reversed(line.split()):
        if not _FIGURE.fullmatch(word):
            break
        found.append(0 if word == "–" else int(word.replace(",", "").replace("−", "-")))
    return found[::-1]


def rows(pages, heading, end, figures, *, sums=False):
    """The last so many figures of each row between a heading and the row that begins with `end`.

    Sums of groups stand between the rows; they are read by asking for them.

    A name may end with a digit of its own ("Year 1"), so figures are counted from the right.
    """
    text = "\n".join(pages)
    found = []
    for line in text[text.index(heading) :].splitlines()[1:]:
        row = figures_at_end(line)[-figures:]
        if len(row) == figures and line.startswith("Sum ") == sums:
            found.append(row)
        if line.startswith(end):
            return found
    raise AssertionError(f"No row begins with {end!r}.")
