"""Figures as people read them: "£4.00", "104,167 users", "15 %", "£22.00 per user per month"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from app.value.currencies import MINOR_UNIT, SIGN

MINUS = "−"
PLAIN_UNITS = frozenset({"ratio", "fraction", "share", "number", "count"})
"""Units that only say that a figure has none."""

_WIDE = Context(prec=120, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)
_SIX_PLACES = Decimal("0.000001")
_FOUR_DIGITS = Context(prec=4, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)
_TINY = Decimal("0.001")
"""Below this a figure is told by four significant digits instead."""
_WITHOUT_MINOR_UNIT = 1000
"""From here on whole amounts are told without cents."""
_SHORTEST_PLURAL = 3


class FigureWords:
    """Tells figures of a statement in one currency, in English."""

    def __init__(self, currency_code: str) -> None:
        self.code = currency_code
        self._before = SIGN.get(currency_code) or f"{currency_code} "
        self._minor_unit = Decimal(1).scaleb(-MINOR_UNIT[currency_code])

    def read(self, figure: Decimal, unit: str | None) -> str:
        """A figure in its unit.

        Example:
            >>> words = FigureWords("GBP")
            >>> words.read(Decimal("104167"), "user"), words.read(Decimal(4), "GBP/user/month")
            ('104,167 users', '£4.00 per user per month')
        """
        measure, *per = _measures(unit)
        ending = "".join(f" per {part}" for part in per)
        if measure == self.code:
            return self.money(figure) + ending
        if measure == "%":
            return f"{_written(_rounded(figure * 100))} %{ending}"
        shown = _written(_rounded(figure))
        if not measure or measure in PLAIN_UNITS:
            return shown + ending
        return f"{shown} {_counted(measure, figure)}{ending}"

    def money(self, amount: Decimal) -> str:
        """An amount; large whole ones without cents, tiny ones with as many places as it takes.

        Example:
            >>> words = FigureWords("GBP")
            >>> [words.money(Decimal(amount)) for amount in ("4", "-5000016", "0.004")]
            ['£4.00', '−£5,000,016', '£0.004']
        """
        rounded = self._money_rounded(amount)
        if rounded == rounded.to_integral_value() and abs(rounded) >= _WITHOUT_MINOR_UNIT:
            rounded = rounded.to_integral_value()
        return _written(rounded, self._before)

    def shown(self, figure: Decimal, unit: str | None) -> Decimal:
        """The figure that a reader sees, with which a reader's calculator goes on."""
        measure = _measures(unit)[0]
        if measure == self.code:
            return self._money_rounded(figure)
        return _rounded(figure * 100) / 100 if measure == "%" else _rounded(figure)

    def _money_rounded(self, amount: Decimal) -> Decimal:
        rounded = amount.quantize(self._minor_unit, context=_WIDE)
        return _rounded(amount) if abs(amount) < 1 and rounded != amount else rounded


def share(figure: Decimal, places: int = 1) -> str:
    """A fraction as a percentage.

    Example:
        >>> share(Decimal("0.4004"))
        '40.0 %'
    """
    rounded = (figure * 100).quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return f"{_written(rounded)} %"


@lru_cache(maxsize=256)
def _measures(unit: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (unit or "").split("/"))


def _rounded(figure: Decimal) -> Decimal:
    """To six places, without the zeros behind them; a tiny figure to four digits."""
    if figure and abs(figure) < _TINY:
        return figure.normalize(_FOUR_DIGITS)
    rounded = figure.quantize(_SIX_PLACES, context=_WIDE)
    return rounded.normalize(_WIDE) if rounded else Decimal(0)


def _written(figure: Decimal, before: str = "") -> str:
    return f"{MINUS if figure < 0 else ''}{before}{abs(figure):,f}"


def _counted(measure: str, figure: Decimal) -> str:
    """A unit that is an English word in the plural, unless there is exactly one."""
    is_word = measure.isalpha() and measure.isascii() and measure.islower()
    if figure == 1 or not is_word or len(measure) < _SHORTEST_PLURAL or measure.endswith("s"):
        return measure
    if measure.endswith("y") and measure[-2] not in "aeiou":
        return measure[:-1] + "ies"
    return measure + ("es" if measure.endswith(("x", "ch", "sh")) else "s")
