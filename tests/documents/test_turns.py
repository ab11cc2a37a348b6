"""Nobody keeps all presses from everybody else."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from app.documents.errors import PrinterBusyError
from app.documents.finished import Finished
from app.documents.turns import Turns


def turns_with(presses, *, waiting=16, seconds=0.2):
    turns = Turns(presses, waiting, seconds)
    for number in range(presses):
        turns.put(SimpleNamespace(pid=number))
    return turns


def test_one_caller_leaves_a_press_to_others():
    turns = turns_with(2)
    with turns.press_for("hostile"):
        for _ in range(2):
            with pytest.raises(PrinterBusyError), turns.press_for("hostile"):
                pass
        with turns.press_for("other") as press:
            assert press.pid in (0, 1)


def test_a_printer_with_one_press_serves_one_after_the_other():
    turns = turns_with(1, seconds=20)
    order = []

    def serve(whose):
        with turns.press_for(whose) as press:
            order.append(whose)
            turns.put(press)

    with turns.press_for("first") as press:
        waiting = [threading.Thread(target=serve, args=(name,)) for name in ("a", "b")]
        for thread in waiting:
            thread.start()
        turns.put(press)
    for thread in waiting:
        thread.join()
    assert sorted(order) == ["a", "b"]
    assert turns.in_hand == 0


def test_one_callers_many_orders_do_not_fill_the_queue():
    turns = turns_with(2, waiting=4, seconds=5)
    outcomes = []

    def ask():
        try:
            with turns.press_for("hostile"):
                outcomes.append("served")
        except PrinterBusyError:
            outcomes.append("refused")

    with turns.press_for("hostile"):
        asking = [threading.Thread(target=ask, daemon=True) for _ in range(10)]
        for thread in asking:
            thread.start()
        for thread in asking[2:]:
            thread.join(0.05)
        assert outcomes.count("refused") == 8
        with turns.press_for("other") as press:
            assert press


def test_whoever_waits_for_a_press_that_never_comes_is_told():
    turns = turns_with(1, seconds=0.05)
    with turns.press_for("a"), pytest.raises(PrinterBusyError), turns.press_for("b"):
        pass
    assert turns.in_hand == 0


def test_finished_documents_are_bounded_by_bytes_and_the_longest_unused_goes_first():
    finished = Finished(most_bytes=100)
    for name in (b"a", b"b"):
        finished.keep(name, name * 40)
    assert finished.get(b"a")
    finished.keep(b"c", b"c" * 40)
    assert [bool(finished.get(name)) for name in (b"a", b"b", b"c")] == [True, False, True]
    finished.keep(b"d", b"d" * 101)
    assert [finished.get(name) for name in (b"a", b"c", b"d")] == [None] * 3


def test_finished_documents_are_forgotten_after_a_while_and_when_told():
    finished = Finished(seconds=-1)
    finished.keep(b"a", b"document")
    assert finished.get(b"a") is None
    finished = Finished()
    finished.keep(b"a", b"document")
    finished.keep(b"a", b"document")
    finished.clear()
    assert finished.get(b"a") is None
