"""How a language writes money, percentages, months, figures and dates, by Babel."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    format_percent,
)

from app.documents.catalogues import locale_of, translations_for
from app.documents.text import ISOLATE

NOTHING = "–"
"""How a table writes zero: a dash keeps the eye on what there is."""
DOES_NOT_EXIST = "—"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_MOST_DECIMALS = 6
_DECIMALS_BY_SIZE = ((10_000, 0), (100, 2), (1, 3), (Decimal("0.01"), 4))
_UNGROUPED = re.compile(r"[0-9]{5,}")


def _(message: str) -> str:
    """Mark a message; it is translated when it is written."""
    return message


_SCALED_UNITS = {
    10**3: _("%(currency)s thousand"),
    10**6: _("%(currency)s million"),
    10**9: _("%(currency)s billion"),
    10**12: _("%(currency)s trillion"),
}
_SCALED_AMOUNTS = {
    10**3: _("%(amount)s thousand"),
    10**6: _("%(amount)s million"),
    10**9: _("%(amount)s billion"),
    10**12: _("%(amount)s trillion"),
}


class Language:
    """One language and one currency; money comes in multiples of `scale`."""

    def __init__(
        self, tag: str, currency_code: str, scale: int, translations: NullTranslations
    ) -> None:
        self.tag = tag
        self.currency_code = currency_code
        self.scale = scale
        self.translations = translations

    @classmethod
    def of(cls, tag: str, currency_code: str, scale: int = 1) -> Language:
        """A language with the words of its catalogue, or of its nearest relative's."""
        return cls(tag, currency_code, scale, translations_for(tag))

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language; of an unknown one, its nearest known relative."""
        return locale_of(self.tag)

    @property
    def words(self) -> str:
        """The language of the document's own words: English without a catalogue."""
        return self.translations.info().get("language", "en").replace("_", "-")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: that of the document's own words, which are English without a catalogue.

        A page mirrored around English words is read by nobody; users' texts keep their direction.
        """
        return str(Locale.parse(self.words, sep="-").text_direction)

    @property
    def unit(self) -> str:
        """What table figures count: "GBP", or "GBP thousand" where they are scaled."""
        if self.scale == 1:
            return self.currency_code
        told = _SCALED_UNITS.get(self.scale, f"%(currency)s × {self.scale}")
        return self.translations.gettext(told) % {"currency": self.currency_code}

    def money(self, whole: int) -> str:
        """An amount in a sentence: "£5,000,016", "£5,000,016 thousand"."""
        amount = self.amount(whole)
        if self.scale == 1:
            return amount
        told = _SCALED_AMOUNTS.get(self.scale, f"%(amount)s × {self.scale}")
        return self.translations.gettext(told) % {"amount": amount}

    def amount(self, whole: int) -> str:
        """An amount with its currency where the scale is said nearby: "£5,000,016"."""
        return self._signed(
            format_currency(
                Decimal(whole),
                self.currency_code,
                locale=self.locale,
                format=self._money_pattern,
                currency_digits=False,
            )
        )

    def whole(self, whole: int) -> str:
        """An amount in a table, whose heading names the unit."""
        return self._signed(format_decimal(whole, locale=self.locale)) if whole else NOTHING

    def compact(self, amount: float) -> str:
        """An amount on an axis: "£2M"."""
        text = format_compact_currency(
            round(amount * self.scale, 2), self.currency_code, locale=self.locale, fraction_digits=1
        )
        if _UNGROUPED.search(text):  # German has no short form below a million, and no points then
            return self.spoken(Decimal(round(amount * self.scale)))
        return self._signed(text)

    def spoken(self, amount: Decimal) -> str:
        """An amount in the sentence, whole or with the decimals it was given: "£21.50"."""
        text = _cut(f"{amount:f}", _MOST_DECIMALS)
        decimals = len(text.partition(".")[2])
        pattern = self._money_pattern
        if decimals:
            pattern = pattern.replace("0", "0." + "0" * decimals)
        return self._signed(
            format_currency(
                Decimal(text),
                self.currency_code,
                locale=self.locale,
                format=pattern,
                currency_digits=False,
            )
        )

    def figure(self, text: str | None, unit: str | None = None) -> str:
        """A figure with the decimals it was given, six at most; a fraction in "%" as percent."""
        if text is None:
            return DOES_NOT_EXIST
        if unit is not None and unit.strip(ISOLATE).split("/")[0].strip() == "%":
            return self.percent(text, most_decimals=4)
        text = _cut(text, _MOST_DECIMALS)
        given = len(text.partition(".")[2])
        pattern = f"{self._grouping}.{'0' * given}" if given else self._grouping
        return self._signed(format_decimal(Decimal(text), format=pattern, locale=self.locale))

    def rounded(self, text: str | None, unit: str | None = None) -> str:
        """A figure with the decimals that matter at its size: 6,892,868 and 0.1389."""
        if text is None:
            return DOES_NOT_EXIST
        size = abs(Decimal(text))
        decimals = next((most for least, most in _DECIMALS_BY_SIZE if size >= least), 6)
        return self.figure(_cut(text, decimals), unit)

    def percent(self, text: str | None, most_decimals: int = 1) -> str:
        """A fraction as a percentage, rounded half away from zero."""
        if text is None:
            return DOES_NOT_EXIST
        rounded = Decimal(text).quantize(Decimal(1).scaleb(-most_decimals - 2), ROUND_HALF_UP)
        return self._signed(format_percent(rounded, locale=self.locale, decimal_quantization=False))

    def risk(self, fraction: str, side: str) -> str:
        """A risk adjustment with its sign: benefits are reduced by it, investments increased."""
        mark = _LEFT_TO_RIGHT if self.direction == "rtl" else ""
        return f"{mark}{'−' if side == 'benefit' else '+'}{self.percent(fraction)}"

    def ratio(self, text: str | None, digits: int = 2) -> str:
        """A ratio, rounded half away from zero."""
        if text is None:
            return DOES_NOT_EXIST
        rounded = Decimal(text).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return self._signed(
            format_decimal(rounded, format=f"#,##0.{'0' * digits}", locale=self.locale)
        )

    def months(self, text: str | None) -> str:
        """A span of months with one decimal: "7.2 months"."""
        if text is None:
            return DOES_NOT_EXIST
        months = Decimal(text).quantize(Decimal("0.1"), ROUND_HALF_UP)
        count = {"count": self._signed(format_decimal(months, locale=self.locale))}
        if months != int(months):
            return self.translations.pgettext("a fraction", "%(count)s months") % count
        whole = abs(int(months))
        return self.translations.ngettext("%(count)s month", "%(count)s months", whole) % count

    def date(self, text: str | None) -> str:
        """A day, written out: "25 November 2026"."""
        if text is None:
            return DOES_NOT_EXIST
        return str(format_date(datetime.fromisoformat(text), format="long", locale=self.locale))

    def _signed(self, text: str) -> str:
        """With a real minus sign, as wide as a plus and never broken from its figure.

        On a page from right to left the sign stays before its figure, a percent sign behind it, and
        the currency in one piece.
        """
        if self.direction == "ltr":
            return text.replace("-", "−")
        before = "" if text.startswith(_RIGHT_TO_LEFT) else _LEFT_TO_RIGHT
        return before + text.replace("-", f"{_LEFT_TO_RIGHT}−") + _LEFT_TO_RIGHT

    @cached_property
    def _grouping(self) -> str:
        """The language's pattern for whole numbers, such as `#,##,##0` in Hindi."""
        return str(self.locale.decimal_formats[None].pattern).split(".", maxsplit=1)[0]

    @cached_property
    def _money_pattern(self) -> str:
        """The language's own pattern for money, without decimals."""
        pattern = str(self.locale.currency_formats["standard"].pattern)
        return pattern.replace("0.00", "0")


def _cut(text: str, decimals: int) -> str:
    """A decimal with at most so many decimals, rounded half away from zero; none of them idle."""
    if len(text.partition(".")[2]) <= decimals:
        return text
    short = Decimal(text).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{short:f}".rstrip("0").rstrip(".") if decimals else f"{short:f}"
