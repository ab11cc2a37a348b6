"""Documents as printed in each language: whole in glyphs, and with no English left over."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pypdf
import pytest
from babel.messages.pofile import read_po

from app.documents.catalogues import DOMAIN, LANGUAGES, catalogues
from tests.documents import orders
from tests.documents.statements import benefit, stated

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TAGS = ("en-US", *(name.replace("_", "-") for name in catalogues()))
VARIANTS = ("summary", "full")
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_LEAST_LETTERS = 3


def foreign():
    """A deal that says nothing in any language, so that every word read is a document's own."""
    return stated(
        title="Qzx Vkw",
        customer="Qzx",
        horizon_years=2,
        starts_on="2027-04-01",
        key_players=[{"key": "kpl", "name": "Vzq", "role": "Zqv", "concerns": ["Wxz"]}],
        pains=[{"key": "pqz", "statement": "Kzw", "owner": "kpl"}],
        assumptions=[
            {"key": "kaq", "value": "20", "unit": "EUR/user/month", "low": "15", "high": "30",
             "basis": "customer_data", "status": "customer_confirmed", "source": "Zzk, 12"},
            {"key": "kbq", "value": "900", "low": "700", "high": "1500", "status": "straw_man"},
            {"key": "kcq", "formula": "kaq * kbq", "unit": "EUR"},
        ],
        deliverables=[{"key": "dqz", "statement": "Dzw"}],
        capabilities=[{"key": "cqz", "statement": "Czw", "deliverables": ["dqz"]}],
        benefits=[
            benefit("bqa", "Bzw", "kcq * 12", pains=["pqz"], capabilities=["cqz"],
                    key_players=["kpl"], category="cost_reduction", realisation="capacity",
                    risk_adjustment="0.1", adoption=["0.5", "1"], starts_month=3),
            {"key": "bqb", "statement": "Bzk"},
        ],
        investments=[
            {"key": "iqa", "statement": "Izw", "upfront": "300000", "kind": "capex",
             "paid_to": "vendor", "deliverables": ["dqz"]},
            {"key": "iqb", "statement": "Izk", "per_year": "5000", "paid_to": "customer"},
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(printer):
    @cache
    def read(tag, variant, draft):
        edition = orders.DRAFT if draft else orders.ISSUED
        order = orders.order(foreign(), edition, variant=variant, language=tag)
        return pypdf.PdfReader(io.BytesIO(printer.make(order))).pages

    return read


def test_every_letter_is_drawn_in_every_language():
    assert _undrawn("Qzx", *TAGS) == {tag: [] for tag in TAGS}


def test_a_letter_that_no_font_has_would_be_found():
    assert _undrawn("\u1200", "en-US")["en-US"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("tag", TAGS[1:])
def test_no_english_is_left_over(pages, tag, variant):
    assert not _english_on(pages(tag, variant, draft=True), tag)


def test_english_that_is_left_over_would_be_found(pages):
    found = _english_on(pages("en-US", "full", draft=True), "de")
    assert {"Total Benefits", "Cash value", "Method and glossary"} <= found


@pytest.mark.parametrize("tag", ["ar", "ja", "de"])
def test_the_language_of_a_document_is_said_in_it(printer, tag):
    order = orders.order(foreign(), variant="summary", language=tag)
    assert pypdf.PdfReader(io.BytesIO(printer.make(order))).trailer["/Root"]["/Lang"] == tag


def _undrawn(title, *tags):
    printed = subprocess.run(
        [sys.executable, "-m", "tests.documents.undrawn", title, *tags],
        check=True, capture_output=True, cwd=ROOT, encoding="utf-8",
    )  # fmt: skip
    return json.loads(printed.stdout)


def _english_on(pages, tag):
    """What pages say in English, but for what this language says in the same words."""
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    return {
        phrase
        for phrase in _english_but(tag)
        if re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text)
    }


def _english_but(tag):
    with (LANGUAGES / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    said = " ".join(part for message in messages for part in _forms(message.string))
    for message in messages:
        for phrase in _PLACEHOLDER.split(_forms(message.id)[-1]):
            words = phrase.strip(" .,;:()–→−÷≥")
            if len(re.sub(r"\W", "", words)) >= _LEAST_LETTERS and words not in said:
                yield words


def _forms(text):
    return (text,) if isinstance(text, str) else tuple(text)
