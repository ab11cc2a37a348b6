"""What the analyses tell on paper: read from the pages, it adds up and agrees with itself."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from tests.documents import editions, orders
from tests.documents.conftest import pages_of, rows
from tests.documents.statements import benefit, stated

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared(printer):
    """The pages of the example beside its earlier edition."""
    return pages_of(printer.make(editions.compared("example")))


def in_one_line(pages):
    return " ".join(" ".join(pages).split())


def test_break_even_is_told_in_words(read):
    text = in_one_line(read("example"))
    assert "Still breaks even with only 62,500 of 104,167 (40% less)." in text
    assert "Still breaks even if it rises from 500,000 to 2,500,016 (400% more)." in text


def test_the_reading_of_ranges_stands_where_ranges_are(read):
    text = in_one_line(read("example"))
    chapter = text[text.rindex("What moves the Value") : text.rindex("What must be true")]
    assert "is read as P10 to P90" in chapter


def test_the_simulation_says_its_seed_and_its_draws(read):
    text = in_one_line(read("example"))
    assert "32,768 draws of 3 assumptions from seed 1" in text
    assert "between −£830,000 and £4,673,000" in text


def test_the_split_of_proof_adds_up_on_paper(read):
    *parts, total = rows(read("example"), "Proof (", "Total ", 3)
    assert [sum(column) for column in zip(*parts, strict=True)] == total
    assert [gained - paid for gained, paid, _ in parts] == [value for *_, value in parts]
    assert total == [5_000_016, 3_000_000, 2_000_016]


def test_scenarios_add_up_on_paper(read):
    text = in_one_line(read("example"))
    for row in (
        "1,440,000 3,000,000 −1,560,000",
        "5,000,016 3,000,000 2,000,016",
        "9,360,000 3,000,000 6,360,000",
    ):
        assert row in text


def test_both_headlines_and_the_change_between_them_are_printed(compared):
    text = in_one_line(compared)
    assert "the Value rose by £1,180,016, from £820,000 to £2,000,016" in text
    assert "Value 820,000 2,000,016 +1,180,016" in text
    assert "12.6% 51.5%" in text


def test_the_changes_add_up_on_paper(compared):
    text = in_one_line(compared)
    table = text[text.index("What each change did") : text.index("Where several changes")]
    signed = [
        int(figure.replace("+", "").replace("−", "-").replace(",", ""))
        for figure in re.findall(r"[+−][\d,]+", table)
    ]
    assert signed[-2:] == [1_180_016, 1_149_755]
    assert sum(signed[:-2]) == sum(signed[-2:])


def test_the_comparison_says_why(compared):
    text = in_one_line(compared)
    assert "Company B, launch year" in text
    assert "Straw man →" in text
    assert "Users confirmed in two regions." in text
    assert editions.OLDER.content_hash[:40] in text.replace(" ", "")


def test_editions_in_two_currencies_stand_side_by_side(printer):
    after = orders.ALL["example"]()
    before = after.model_copy(update={"currency_code": "EUR"})
    text = in_one_line(pages_of(printer.make(editions.compared_with(after, before))))
    assert "are not set off" in text
    assert "Version 1 is in EUR. Version 3 is in GBP." in text


def test_every_picture_of_a_pdf_has_its_alternative(printed):
    told = _alternatives(pypdf.PdfReader(io.BytesIO(printed("example"))))
    assert len(told) == 8
    assert any("one in ten lies at or below −£830,000" in text for text in told)


HOSTILE = '"><script>alert(1)</script>&{{7*7}}%(name)s%s'


def test_markup_in_labels_of_pictures_is_only_text(printer):
    statement = stated(
        title="A",
        assumptions=[{"key": "a", "label": HOSTILE, "value": "5", "low": "1", "high": "9"}],
        pains=[{"key": "p", "statement": HOSTILE}],
        benefits=[benefit("b", HOSTILE, "a * 1000", pains=["p"])],
        investments=[{"key": "i", "statement": HOSTILE, "upfront": "a"}],
    )
    text = in_one_line(pages_of(printer.make(orders.order(statement))))
    assert text.count("<script>alert(1)</script>&{{7*7}}%(name)s%s") > 3


def _alternatives(reader):
    """The alternatives of all figures in the tree of tags."""
    found, pending = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while pending:
        node = pending.pop().get_object()
        if not isinstance(node, dict):
            continue  # the number of a piece of content
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        below = node.get("/K")
        pending += below if isinstance(below, list) else [below] if below else []
    return found
