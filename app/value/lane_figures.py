"""Figures of lanes as they leave: binary figures told as the decimals they stand for."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

from app.value.publish import money_rounded

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)
_TEN_DIGITS = Context(prec=10, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)


def money_of_lane(amount: float, currency_code: str) -> Decimal | None:
    """Money of a lane, rounded once; None where the lane has no result.

    Example:
        >>> money_of_lane(0.1 + 0.2, "EUR"), money_of_lane(float("nan"), "EUR")
        (Decimal('0.30'), None)
    """
    return money_rounded(figure_of_lane(amount), currency_code) if isfinite(amount) else None


def figure_of_lane(figure: float) -> Decimal:
    """The decimal a binary figure stands for: it knows fifteen digits.

    Example:
        >>> figure_of_lane(0.1 + 0.2)
        Decimal('0.3')
    """
    return told(Decimal(figure))


def figure_found(figure: float) -> Decimal:
    """A figure found by search, to ten digits: comparisons of lanes are settled no finer."""
    return _TEN_DIGITS.create_decimal(figure).normalize(_TEN_DIGITS)


def told(figure: Decimal) -> Decimal:
    """A figure that is not money, to fifteen digits, without the zeros behind them.

    Example:
        >>> told(Decimal(1) / 3), told(Decimal("1200.50"))
        (Decimal('0.333333333333333'), Decimal('1200.5'))
    """
    return _FIFTEEN_DIGITS.plus(figure).normalize(_FIFTEEN_DIGITS) if figure else Decimal(0)
