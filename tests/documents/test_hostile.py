"""Content that wants something else than to be read."""

from __future__ import annotations

import socket
import threading

import pytest

from app.documents.confinement import ConfinedError
from app.documents.text import printable, shortened
from tests.documents import orders, statements
from tests.documents.conftest import pages_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("variant", ["summary", "full"])
def test_markup_is_printed_as_it_was_written(read, variant):
    text = "".join(read("markup", variant)).replace("\n", "")
    assert '<b>bold</b> & "quoted"' in text
    assert "{{ 7 * 7 }}" in text
    assert "root:" not in text


def test_nothing_is_fetched(printer):
    visited = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        hostile = f'<img src="{address}"> url({address}) @import "{address}";'
        printer.make(orders.order(statements.stated(title=hostile, customer=hostile)))
        try:
            listener.accept()
            visited.set()
        except TimeoutError:
            pass
    assert not visited.is_set()


def test_what_cannot_be_printed_is_taken_out(printer):
    hostile = "A\x0b\x00B\u202eCD\ufffeE"
    statement = statements.stated().model_copy(update={"title": hostile, "customer": hostile})
    assert "ABCDE" in "".join(pages_of(printer.make(orders.order(statement, variant="summary"))))


def test_every_script_finds_a_glyph(read):
    text = "".join(read("scripts")).replace("\u2060", "")  # stands for a letter's own dots
    for told in ("ユーザー", "每位用户", "사용자당", "Μέσο", "प्रति", "รายได้"):
        assert told in text
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("short", 20, "short"),
        ("Increase average revenue per user", 20, "Increase average…"),
        ("Unbroken" * 4, 10, "UnbrokenU…"),
        ("ユーザー当たり", 8, "ユーザ…"),  # wide characters take two columns
    ],
)
def test_long_texts_are_cut_at_a_word_where_there_is_one(text, most, expected):
    assert shortened(text, most) == expected


def test_texts_are_cleaned_wherever_they_stand():
    assert printable({"a": ["x\x07", {"b": "\u2066y"}], "n": 1}) == {"a": ["x", {"b": "y"}], "n": 1}


def test_being_confined_is_an_error_of_the_system_kind():
    assert issubclass(ConfinedError, OSError)
