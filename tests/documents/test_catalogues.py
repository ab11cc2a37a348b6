"""Every language says everything: no message missing, none that says less, none without glyphs."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from app.documents.catalogues import (
    DOMAIN,
    LANGUAGES,
    catalogues,
    nearest_catalogue,
    translations_for,
)
from app.documents.fonts import FONTS
from app.documents.language import Language

ROOT = Path(__file__).parents[2]
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_STRAY_PERCENT = re.compile(r"%(?!\(\w+\)s|%)")
_INVISIBLE = re.compile("[\n\u200b-\u200f\u2066-\u2069]")
CURRENCIES = ("GBP", "USD", "EUR", "JPY", "PLN", "BRL", "CNY", "SAR", "CHF", "INR")


@pytest.fixture(scope="session")
def extracted(tmp_path_factory):
    """Every message of the documents, as `scripts/catalogues` finds them."""
    file = tmp_path_factory.mktemp("messages") / "documents.pot"
    subprocess.run(["scripts/catalogues", "extract", str(file)], cwd=ROOT, check=True)
    with file.open("rb") as read:
        return {_key(message): message for message in read_po(read) if message.id}


@cache
def catalogue(name):
    with (LANGUAGES / name / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=name, domain=DOMAIN)


def _key(message):
    return message.context, message.id


def _forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_the_languages_promised_are_there():
    assert catalogues() == ("ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt_BR", "zh_Hans")


def test_no_message_hides_in_an_f_string():
    """There it is found by no version of Python before 3.12."""
    for file in (ROOT / "app" / "documents").rglob("*.py"):
        formatted = re.findall(r"f\"[^\"\n]*gettext\([^\"\n]*\"", file.read_text(encoding="utf-8"))
        assert not formatted, file


@pytest.mark.parametrize("name", catalogues())
def test_every_message_is_translated(name, extracted):
    told = {_key(message): message for message in catalogue(name) if message.id}
    missing = [
        key
        for key in extracted
        if key not in told or told[key].fuzzy or not all(_forms(told[key].string))
    ]
    assert not missing, "Run scripts/catalogues, then translate these (docs/translating.md)."


@pytest.mark.parametrize("name", catalogues())
def test_no_message_is_left_that_nothing_says(name, extracted):
    assert not [
        message.id for message in catalogue(name) if message.id and _key(message) not in extracted
    ]


@pytest.mark.parametrize("name", catalogues())
def test_each_translation_names_what_its_message_names(name):
    for message in catalogue(name):
        if not message.id:
            continue
        wanted = [set(_PLACEHOLDER.findall(text)) for text in _forms(message.id)]
        for form in _forms(message.string):
            named = set(_PLACEHOLDER.findall(form))
            assert named <= wanted[-1], f"{form!r} names what {message.id!r} is not given"
            left_out = wanted[0] - named - {"count", "num"}
            assert not left_out, f"{form!r} leaves out {left_out}"
            if wanted[-1]:
                assert not _STRAY_PERCENT.search(form), f"{form!r} has a % that formats nothing"


@pytest.mark.parametrize("name", catalogues())
def test_each_plural_has_every_form_of_its_language(name):
    for message in catalogue(name):
        if message.id and not isinstance(message.id, str):
            assert len(message.string) == catalogue(name).num_plurals, message.id


@pytest.mark.parametrize("name", catalogues())
def test_only_the_form_for_one_goes_without_a_count(name):
    """A form that stands for many numbers names its number: Polish "few" is 2, 3, 4, 22 …"""
    translations = translations_for(name.replace("_", "-"))
    for message in catalogue(name):
        if not message.id or isinstance(message.id, str):
            continue
        singular, plural = message.id
        counted = {"count", "num"} & set(_PLACEHOLDER.findall(plural))
        for number in (3, 5, 11, 21, 22, 25, 100, 101):
            form = translations.ngettext(singular, plural, number)
            assert counted <= set(_PLACEHOLDER.findall(form)), f"{number}: {form!r}"


@pytest.mark.parametrize("name", catalogues())
def test_each_character_has_a_glyph_in_a_shipped_font(name):
    texts = [text for message in catalogue(name) for text in _forms(message.string)]
    assert not _without_glyph([*texts, *_written(name)])


@pytest.mark.parametrize(
    "tag", ["en-GB", "en-US", "de-CH", "fr-CA", "ar-EG", "pt-PT", "zh-TW", "hi-IN"]
)
def test_whatever_figures_and_dates_are_written_with_has_a_glyph(tag):
    assert not _without_glyph(_written(tag))


def test_a_relative_reads_the_words_of_its_language_in_its_own_script():
    assert {tag: nearest_catalogue(tag) for tag in ("de-CH", "pt-PT", "zh", "zh-SG", "ar-MA")} == {
        "de-CH": "de",
        "pt-PT": "pt_BR",
        "zh": "zh_Hans",
        "zh-SG": "zh_Hans",
        "ar-MA": "ar",
    }


@pytest.mark.parametrize("tag", ["en-GB", "zh-TW", "zh-Hant-HK", "he-IL", "xx-YY", "tlh"])
def test_whoever_has_no_catalogue_reads_english(tag):
    assert nearest_catalogue(tag) is None
    assert Language.of(tag, "EUR").words == "en"
    assert Language.of(tag, "EUR").direction == "ltr"


def _written(tag):
    """Figures, lists and dates as documents in this language write them."""
    tag = tag.replace("_", "-")
    for currency_code in CURRENCIES:
        language = Language.of(tag, currency_code, 1000)
        yield from (language.money(-5000016), language.unit, language.compact(-2.5e6))
        yield from (language.spoken(Decimal("-21.5")), language.percent("-0.105"))
        yield from (language.months("7.2"), language.months("3"), language.figure("-1234.5"))
    locale = Locale.parse(tag, sep="-")
    yield from (format_date(date(2026, month, 25), "long", locale=locale) for month in range(1, 13))
    yield format_list(["A", "B", "C"], locale=locale)


def _without_glyph(texts):
    needed = set(_INVISIBLE.sub("", "".join(texts)))
    return {f"U+{ord(sign):04X} {sign}" for sign in needed if ord(sign) not in _glyphs()}


@cache
def _glyphs():
    """What the regular faces can draw; the bold ones are held to the same."""
    return frozenset().union(*(_drawn_by(file.name) for file in FONTS.glob("*-Regular.ttf")))


@cache
def _drawn_by(file):
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


@pytest.mark.parametrize(
    "family", ["Inter", "NotoSans", "NotoSansArabic", "NotoSansJP", "NotoSansSC"]
)
def test_bold_draws_what_regular_draws_in_every_script_of_a_catalogue(family):
    assert _drawn_by(f"{family}-Bold.ttf") == _drawn_by(f"{family}-Regular.ttf")
