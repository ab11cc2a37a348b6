"""Why a figure does not exist, in the document's language."""

from __future__ import annotations

from decimal import Decimal

from babel.lists import format_list

from app.documents.language import Language
from app.documents.text import END_OF_ISOLATE, ISOLATE
from app.documents.wording import REASONS
from app.value.reasons import read_reason


def cause(text: str, language: Language) -> str:
    """A reason of a result; one that an older release told in other words stays as it is."""
    reason = read_reason(text.strip(ISOLATE + END_OF_ISOLATE))
    if reason is None:
        return text
    data = dict(reason.data)
    if "rates" in data:
        rates = [_rate(part, language) for part in data["rates"].split(" and ")]
        data["rates"] = format_list(rates, locale=language.locale)
    return language.translations.gettext(REASONS[reason.code]) % data


def _rate(text: str, language: Language) -> str:
    """A rate that was written "12.34 %"."""
    fraction = Decimal(text.removesuffix(" %")) / 100
    return language.percent(f"{fraction:f}", most_decimals=4)
