"""The words of documents in other languages: gettext catalogues, read as translators wrote them.

A catalogue is one file, `templates/languages/<language>/LC_MESSAGES/documents.po`; nothing is
built from it. English needs none: the messages themselves are English.
"""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.documents.fonts import TEMPLATES

DOMAIN = "documents"
LANGUAGES = TEMPLATES / "languages"


def translations_for(tag: str) -> NullTranslations:
    """The words of a language, or of its nearest relative; English where it has none.

    Relatives share language and script: Portugal reads Brazil's words, but whoever writes
    Traditional Chinese is not handed Simplified.
    """
    name = nearest_catalogue(tag)
    return _read(name) if name else NullTranslations()


def nearest_catalogue(tag: str) -> str | None:
    """The name of the catalogue a language reads; None where it reads English.

    Example:
        >>> nearest_catalogue("de-CH"), nearest_catalogue("zh-CN"), nearest_catalogue("zh-TW")
        ('de', 'zh_Hans', None)
    """
    wanted = locale_of(tag)
    related = [name for name in catalogues() if _writing(Locale.parse(name)) == _writing(wanted)]
    return str(wanted) if str(wanted) in related else next(iter(related), None)


@cache
def catalogues() -> tuple[str, ...]:
    """The names of all catalogues there are, such as `de` and `pt_BR`."""
    return tuple(sorted(file.parts[-3] for file in LANGUAGES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@cache
def locale_of(tag: str) -> Locale:
    """What Babel knows of a language; of an unknown one its nearest known relative, or English."""
    for known in (tag, tag.split("-", maxsplit=1)[0]):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


@cache
def _read(name: str) -> GNUTranslations:
    with (LANGUAGES / name / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=name, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _writing(locale: Locale) -> tuple[str, str | None]:
    """A language and its script, the usual one where none is said."""
    if locale.script:
        return locale.language, locale.script
    likely = get_global("likely_subtags")
    usual = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language)
    return locale.language, parse_locale(usual)[2] if usual else None
