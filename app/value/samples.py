"""One measure over all draws: percentiles with their standard errors, and what these support.

Replicates are independent repetitions of the whole simulation: how far their percentiles lie apart
says how far the percentile of all draws can be trusted.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import ceil, floor, isfinite, log10, sqrt

import numpy as np

from app.value.formulas.tape import Floats

_WIDE = Context(prec=120, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)
_TWO_DIGITS = Context(prec=2, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)


class Sample:
    """The figures of a measure, those that exist in rising order.

    Shapes:
        figures: (replicates × points,), replicate by replicate; NaN where there is none.
    """

    def __init__(self, figures: Floats, replicates: int) -> None:
        self._rows = np.sort(figures.reshape(replicates, -1), axis=1)
        self._counts = self._rows.shape[1] - np.isnan(self._rows).sum(axis=1)
        self.count = int(self._counts.sum())
        self.rising: Floats = np.sort(self._rows, axis=None)[: self.count]

    def percentile(self, share: float) -> tuple[float, float]:
        """The figure that `share` of the draws do not exceed, and its standard error.

        NaN where there is none. It is one of the figures, so it may be infinite.

        Example:
            >>> Sample(np.array([4.0, 1.0, 3.0, 2.0]), 2).percentile(0.5)[0]
            2.0
        """
        if not self._counts.all():
            return np.nan, np.nan
        places = np.ceil(share * self._counts).astype(int) - 1
        each = self._rows[np.arange(len(places)), np.maximum(places, 0)]
        found = float(self.rising[max(ceil(share * self.count) - 1, 0)])
        return found, _standard_error(each)

    def mean(self) -> tuple[float, float]:
        """The average and its standard error."""
        if not self._counts.all() or not np.isfinite(self.rising[-1]):
            return np.nan, np.nan
        each = np.nansum(self._rows, axis=1) / self._counts
        return float(self.rising.mean()), _standard_error(each)

    def share_above(self, bound: float) -> tuple[float, float]:
        """The share of draws above a bound and its standard error."""
        if not self._counts.all():
            return np.nan, np.nan
        each = (self._rows > bound).sum(axis=1) / self._counts
        above = self.count - int(np.searchsorted(self.rising, bound, side="right"))
        return above / self.count, _standard_error(each)


def supported(figure: float, error: float, finest: Decimal) -> Decimal | None:
    """A figure with the digits its standard error supports, and none finer than `finest`.

    None where it is not a number or infinite.

    Example:
        >>> supported(1068483.2, 2819.0, Decimal("0.01"))
        Decimal('1.068E+6')
        >>> supported(0.93751, 0.0011, Decimal("0.0001"))
        Decimal('0.938')
    """
    if not isfinite(figure):
        return None
    step = finest
    if isfinite(error) and error > 0:
        step = max(finest, Decimal(1).scaleb(floor(log10(error))))
    rounded = Decimal(figure).quantize(step, context=_WIDE)
    return rounded or abs(rounded)


def error_told(error: float, finest: Decimal) -> Decimal | None:
    """A standard error to two digits, none finer than a hundredth of `finest`."""
    if not isfinite(error):
        return None
    told = _TWO_DIGITS.create_decimal(error)
    return told if told >= finest else told.quantize(finest.scaleb(-2), context=_WIDE)


def _standard_error(each: Floats) -> float:
    if len(each) < 2 or not np.isfinite(each).all():  # noqa: PLR2004 - one alone has no spread
        return np.nan
    return float(np.std(each, ddof=1)) / sqrt(len(each))
