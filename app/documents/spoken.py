"""The figures of the sentence, written as the document's language writes them everywhere else."""

from __future__ import annotations

from decimal import Decimal
from gettext import NullTranslations

from app.documents.language import Language


class SpokenFigures:
    """Writes the sentence's figures; `app.value.sentence.Figures` says what it is asked for."""

    def __init__(self, language: str, currency_code: str) -> None:
        self._language = Language(language, currency_code, 1, NullTranslations())

    def money(self, amount: Decimal) -> str:
        """An amount: "£2,000,016", "2.000.016 €"."""
        return self._language.spoken(amount)

    def number(self, figure: Decimal) -> str:
        """A plain figure."""
        return self._language.figure(f"{figure:f}")

    def percent(self, fraction: Decimal) -> str:
        """A fraction as a percentage."""
        return self._language.percent(f"{fraction:f}", most_decimals=4)
