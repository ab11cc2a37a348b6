"""The printer as a service: cheap to hold, bounded, and gone when its owner is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.documents import printer as printing
from app.documents.confinement import MEMORY
from app.documents.errors import (
    PrinterBusyError,
    PrintFailedError,
    PrintTimeoutError,
    TooLargeError,
)
from app.documents.press_worker import _answer
from app.documents.printer import Printer
from tests.documents import orders, statements

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_holding_a_printer_loads_nothing_large():
    program = (
        "import sys; import app.documents.printer; "
        "print([name for name in ('weasyprint', 'jinja2', 'babel', 'PIL') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout == "[]\n"


def test_starting_does_not_wait_for_the_workers():
    printer = Printer()
    began = time.monotonic()
    printer.start()
    assert time.monotonic() - began < 1
    printer.close()


def test_the_same_order_gives_the_same_bytes(printed, printer):
    for variant in ("summary", "full"):
        made = printed("example", variant)
        printer.forget()
        assert printer.make(orders.order(statements.example(), variant=variant)) == made


ELSEWHERE = (
    {"PYTHONHASHSEED": "777", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"},
)


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=lambda each: each["TZ"])
def test_another_process_in_another_place_gives_the_same_bytes(printer, tmp_path, elsewhere):
    """Another seed, time zone, locale, folder of the program and of temporary files."""
    program = """
import os, sys
from pathlib import Path
from app.documents.fonts import font_configuration
os.environ["FONTCONFIG_FILE"] = str(font_configuration(Path(sys.argv[1])))
from app.documents.press_room import PressRoom
from tests.documents import orders, statements
for variant in ("summary", "full"):
    order = orders.order(statements.example(), variant=variant, content="{}")
    Path(sys.argv[1], variant).write_bytes(PressRoom().make(order))
"""
    house = tmp_path / "a house"
    for folder in ("app", "tests/documents"):
        shutil.copytree(ROOT / folder, house / folder)
    for folder in ("templates", "tests/cases"):
        (house / folder).symlink_to(ROOT / folder)
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=house,
        env={**os.environ, **elsewhere, "TMPDIR": str(tmp_path), "PYTHONPATH": str(house)},
        check=True,
    )
    for variant in ("summary", "full"):
        order = orders.order(statements.example(), variant=variant, content="{}")
        assert (tmp_path / variant).read_bytes() == printer.make(order)


def test_a_document_that_takes_too_long_is_stopped_and_the_next_one_is_printed():
    printer = Printer(seconds=0.3)
    printer.start()
    try:
        press = started(printer)
        with pytest.raises(PrintTimeoutError, match=r"within 0\.3 seconds"):
            printer.make(orders.order(statements.largest_study()))
        replacement = started(printer, other_than=press.pid)
        assert replacement.is_alive
        assert not press.is_alive
    finally:
        printer.close()


def test_a_worker_that_dies_is_replaced():
    printer = Printer(seconds=60)
    printer.start()
    try:
        press = started(printer)
        os.kill(press.pid, signal.SIGKILL)
        with pytest.raises(PrintFailedError):
            printer.make(orders.order(statements.empty()))
        assert printer.make(orders.order(statements.empty())).startswith(b"%PDF")
    finally:
        printer.close()


def test_more_orders_than_may_wait_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(printing, "MOST_WAITING", 0)
    printer = Printer(seconds=60)
    printer.start()
    try:
        order = orders.order(statements.largest_study())
        first = threading.Thread(target=printer.make, args=(order,))
        first.start()
        time.sleep(0.3)
        with pytest.raises(PrinterBusyError, match="Try again in a few seconds"):
            printer.make(order)
        first.join()
    finally:
        printer.close()


def test_a_closed_printer_says_so():
    printer = Printer()
    with pytest.raises(PrintFailedError, match="closed"):
        printer.make(orders.order(statements.empty()))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_owner(end):
    program = """
import time
from app.documents.printer import Printer
printer = Printer()
printer.start()
while not printer._presses:
    time.sleep(0.05)
print(next(iter(printer._presses)).pid, flush=True)
time.sleep(60)
"""
    owner = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    worker = int(owner.stdout.readline())
    owner.send_signal(end)
    owner.wait()
    owner.stdout.close()
    assert gone(worker)


def test_the_same_order_is_made_once(printer):
    order = orders.order(statements.free(), variant="summary")
    first, before = printer.make(order), printer.state()
    assert printer.make(order) is first
    after = printer.state()
    assert (after.made, after.remembered) == (before.made, before.remembered + 1)
    printer.forget()
    assert printer.make(order) == first
    assert printer.state().made == before.made + 1


def test_what_a_worker_held_at_most_is_reported(printer):
    printer.make(orders.order(statements.losing(), variant="summary"))
    assert 60 * 2**20 < printer.state().peak_memory < MEMORY


def test_a_document_of_too_many_pages_is_told_what_to_leave_out():
    program = """
import app.documents.press_room as room
from app.documents.press_worker import _answer
from tests.documents import orders, statements
room.MOST_PAGES = 2
answer = _answer(room.PressRoom().make, orders.order(statements.example()).as_json())
print(answer[:1], answer[5:])
"""
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("b'L' b'has ")
    assert "of at most 2" in said.stdout


def test_a_document_that_needs_too_much_memory_is_told_so_and_the_next_one_is_made(monkeypatch):
    printer = Printer(seconds=60)
    monkeypatch.setattr("app.documents.press.Press.make", exhausted)
    printer.start()
    try:
        started(printer)
        with pytest.raises(TooLargeError, match="leave sections out"):
            printer.make(orders.order(statements.empty()))
    finally:
        printer.close()


def exhausted(press, order):
    """A worker's answer where memory ended, read as any answer."""
    answer = _answer(no_memory, order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "_answer_to", lambda _: answer)
        return press._exchange(order, 60)  # noqa: SLF001 - the worker is the one that is replaced


def no_memory(_):
    raise MemoryError


def started(printer, other_than=None):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        for press in printer._turns.free:  # noqa: SLF001 - only to wait for the worker
            if press.pid != other_than and press.is_alive:
                return press
        time.sleep(0.05)
    raise TimeoutError("No worker became ready.")


def gone(pid):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
        except FileNotFoundError:
            return True
        if state.split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False
