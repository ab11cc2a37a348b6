"""The printer as a service: cheap to hold, bounded, and gone when its owner is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.documents import printer as printing
from app.documents.errors import PrinterBusyError, PrintFailedError, PrintTimeoutError
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
        again = printer.make(orders.order(statements.example(), variant=variant))
        assert again == printed("example", variant)


def test_another_process_with_another_seed_gives_the_same_bytes(printed, tmp_path):
    program = """
import os, sys
from pathlib import Path
from app.documents.fonts import font_configuration
os.environ["FONTCONFIG_FILE"] = str(font_configuration(Path(sys.argv[1])))
from app.documents.press_room import PressRoom
from tests.documents import orders, statements
for variant in ("summary", "full"):
    order = orders.order(statements.example(), variant=variant)
    Path(sys.argv[1], variant).write_bytes(PressRoom().make(order))
"""
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "777", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        check=True,
    )
    for variant in ("summary", "full"):
        assert (tmp_path / variant).read_bytes() == printed("example", variant)


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


def started(printer, other_than=None):
    until = time.monotonic() + 120
    while time.monotonic() < until:
        for press in list(printer._free.queue):  # noqa: SLF001 - only to wait for the worker
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
