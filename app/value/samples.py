"""One measure over all draws: percentiles with their standard errors, and what these support.

Replicates are independent repetitions of the whole simulation: how far their percentiles lie apart
says how far the percentile of all draws can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from math import ceil, floor, isfinite, log10

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
        width = self._rows.shape[1]
        self._counts = np.full(replicates, width)
        if np.isnan(self._rows[:, -1]).any():  # they sort behind everything
            self._counts -= np.isnan(self._rows).sum(axis=1)
        self.count = int(self._counts.sum())
        self.rising: Floats = np.sort(self._rows, axis=None)[: self.count]

    def percentile(self, share: float) -> tuple[float, float]:
        """The figure that `share` of the draws do not exceed, and its standard error.

        NaN where there is none. It is one of the figures, so it may be infinite.

        Example:
            >>> Sample(np.array([4.0, 1.0, 3.0, 2.0]), 2).percentile(0.5)[0]
            2.0
        """
        return self.percentiles((share,))[0]

    def percentiles(self, shares: Sequence[float]) -> list[tuple[float, float]]:
        """Several percentiles at once, each with its standard error."""
        if not self._counts.all():
            return [(np.nan, np.nan)] * len(shares)
        places = np.ceil(np.multiply.outer(shares, self._counts)).astype(int) - 1
        each = self._rows[np.arange(len(self._counts)), np.maximum(places, 0)]
        errors = _standard_errors(each)
        return [
            (float(self.rising[max(ceil(share * self.count) - 1, 0)]), float(error))
            for share, error in zip(shares, errors, strict=True)
        ]

    def mean(self) -> tuple[float, float]:
        """The average and its standard error."""
        if not self._counts.all() or not np.isfinite(self.rising[-1]):
            return np.nan, np.nan
        each = np.nansum(self._rows, axis=1) / self._counts
        return float(self.rising.mean()), float(_standard_errors(each))

    def share_above(self, bound: float) -> tuple[float, float]:
        """The share of draws above a bound and its standard error."""
        if not self._counts.all():
            return np.nan, np.nan
        each = (self._rows > bound).sum(axis=1) / self._counts
        above = self.count - int(np.searchsorted(self.rising, bound, side="right"))
        return above / self.count, float(_standard_errors(each))


def percentiles_of_rows(
    rows: Floats, replicates: int, shares: Sequence[float]
) -> list[list[tuple[float, float]]]:
    """Percentiles of several samples at once, each with its standard error, as `Sample` has them.

    Shapes:
        rows: (samples, replicates × points).
    """
    if not len(rows) or np.isnan(rows).any():
        return [Sample(row, replicates).percentiles(shares) for row in rows]
    rising = np.sort(rows, axis=1)
    by_replicate = np.sort(rows.reshape(len(rows), replicates, -1), axis=2)
    found = rising[:, _places(shares, rising.shape[1])]
    each = by_replicate[:, :, _places(shares, by_replicate.shape[2])]
    errors = _standard_errors(each.swapaxes(1, 2))
    return [
        list(zip(*pair, strict=True)) for pair in zip(found.tolist(), errors.tolist(), strict=True)
    ]


def _places(shares: Sequence[float], count: int) -> list[int]:
    return [max(ceil(share * count) - 1, 0) for share in shares]


def supported(figure: float, error: float, finest: Decimal) -> Decimal | None:
    """A figure with the digits its standard error supports, and none finer than `finest`.

    None where it is not a number or infinite.

    Example:
        >>> supported(1068483.2, 2819.0, Decimal("0.01"))
        Decimal('1.068E+6')
        >>> supported(0.93751, 0.0011, Decimal("0.0001"))
        Decimal('0.938')
    """
    return rounded_to(supported_step(error, finest), figure) if isfinite(figure) else None


def supported_step(error: float, finest: Decimal) -> Decimal:
    """The place of the last digit that a standard error supports, none finer than `finest`."""
    if isfinite(error) and error > 0:
        return max(finest, Decimal(1).scaleb(floor(log10(error))))
    return finest


def rounded_to(step: Decimal, figure: float) -> Decimal:
    """A figure rounded to the place of `step`, half away from zero."""
    rounded = Decimal(figure).quantize(step, context=_WIDE)
    return rounded or abs(rounded)


def error_told(error: float, finest: Decimal) -> Decimal | None:
    """A standard error to two digits, none finer than a hundredth of `finest`."""
    if not isfinite(error):
        return None
    told = _TWO_DIGITS.create_decimal(error)
    return told if told >= finest else told.quantize(finest.scaleb(-2), context=_WIDE)


def _standard_errors(each: Floats) -> Floats:
    """Of averages over the last axis; NaN where a figure is infinite or stands alone."""
    count = each.shape[-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = each - each.mean(axis=-1, keepdims=True)
        errors: Floats = np.sqrt((apart * apart).sum(axis=-1) / (count * (count - 1)))
    return errors
