"""The value proposition in every language: none, one, two and many of everything."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.documents.catalogues import catalogues
from app.documents.causes import cause
from app.documents.language import Language
from app.documents.sentences import clauses_in, sentence_in
from app.value import calculate
from app.value.reasons import TEXTS, read_reason, reason
from app.value.result import Totals
from tests.documents import statements
from tests.documents.statements import benefit, stated

REVIEWED = Path(__file__).parent / "sentences.json"
TAGS = ("en-GB", *(name.replace("_", "-") for name in catalogues()))


def sized(number, years=3):
    """A deal with so many of everything; figures that move from one value to another."""
    ends = [
        {"key": "before", "value": "2.5", "unit": "hour/employee/week"},
        {"key": "after", "value": "0.5", "unit": "hour/employee/week"},
    ]
    moved = {"metric": {"label": "Hours", "from": "before", "to": "after"}}
    parts = range(number)
    return stated(
        customer="Bank of Example" if number else None,
        horizon_years=years,
        assumptions=ends,
        capabilities=[{"key": f"c{n}", "statement": f"Ability {n}."} for n in parts],
        deliverables=[{"key": f"d{n}", "statement": f"Deliverable {n}"} for n in parts],
        benefits=[benefit(f"b{n}", f"Goal {n}", f"{1000 - n}", **moved) for n in parts],
        investments=[
            {"key": f"i{n}", "statement": f"Item {n}", "upfront": f"{500 - n}.5"} for n in parts
        ],
    )


CASES = {
    "example": statements.example,
    "none": lambda: sized(0, years=1),
    "one": lambda: sized(1, years=1),
    "two": lambda: sized(2, years=2),
    "five": lambda: sized(5, years=5),
    "twenty-five": lambda: sized(25, years=22),
}


def sentence(tag, case):
    statement = CASES[case]()
    result = calculate(statement)
    language = Language.of(tag, statement.currency_code)
    totals = Totals(
        total_benefits=result.total_benefits,
        total_investment=result.total_investment,
        value=result.value,
    )
    return sentence_in(language, clauses_in(language, statement, totals, result.lines))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("tag", TAGS)
def test_it_reads_as_it_was_reviewed(tag, case):
    """After a change on purpose: `python -m tests.documents.test_sentences`, and read them all."""
    assert sentence(tag, case) == json.loads(REVIEWED.read_text(encoding="utf-8"))[tag][case]


def test_english_is_the_sentence_of_the_api():
    assert sentence("en-GB", "example") == calculate(statements.example()).sentence


@pytest.mark.parametrize("tag", TAGS[1:])
def test_words_of_the_statement_stand_as_they_were_written(tag):
    told = sentence(tag, "two")
    for text in ("Bank of Example", "Goal 0", "Goal 1", "Ability 1", "Deliverable 0", "Item 1"):
        assert text in told


def test_texts_of_the_statement_keep_their_direction_in_arabic():
    assert "\u2068Bank of Example\u2069" in sentence("ar", "one")
    assert "\u2068" not in sentence("he-IL", "one")  # an English sentence runs from left to right


@pytest.mark.parametrize("tag", TAGS)
def test_every_reason_is_told_in_the_language(tag):
    language = Language.of(tag, "EUR")
    data = {"changes": 3, "count": 2, "rates": "12.50 % and 300.00 %", "years": 5}
    for code in TEXTS:
        text = reason(code, **data)
        told = cause(text, language)
        assert read_reason(text).code == code
        assert "%(" not in told
        assert (told == text) <= (tag == "en-GB")


def test_rates_of_a_reason_are_written_as_the_language_does():
    text = reason("several_rates", changes=2, count=2, rates="12.50 % and 300.00 %")
    assert "12,5\u00a0% und 300\u00a0%" in cause(text, Language.of("de-DE", "EUR"))


def test_a_reason_of_an_older_release_stays_as_it_was_told():
    assert cause("Because.", Language.of("de-DE", "EUR")) == "Because."


def write_down() -> None:
    """Write all sentences down, to be reviewed."""
    told = {tag: {case: sentence(tag, case) for case in CASES} for tag in TAGS}
    REVIEWED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"Now read {REVIEWED}.\n")


if __name__ == "__main__":
    write_down()
