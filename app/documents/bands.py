"""Bands of periods: the columns of a table, each one period or several years together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_BANDS = 6
"""Beside the initial period and the total: more columns of nine digits do not fit the page."""


@dataclass(frozen=True)
class Band:
    """Periods from `first` to `last`, both included; 0 is the initial period."""

    first: int
    last: int


def bands_of(years: int) -> tuple[Band, ...]:
    """The initial period, then every year, or equal groups of years where they are many.

    Example:
        >>> [(band.first, band.last) for band in bands_of(2)]
        [(0, 0), (1, 1), (2, 2)]
        >>> [(band.first, band.last) for band in bands_of(14)][-2:]
        [(10, 12), (13, 14)]
    """
    width = -(-years // MOST_BANDS)
    grouped = (Band(first, min(first + width - 1, years)) for first in range(1, years + 1, width))
    return (Band(0, 0), *grouped)


def by_band(amounts: Sequence[int], bands: Sequence[Band]) -> tuple[int, ...]:
    """The sum of each band, so that bands add up to the same total as periods."""
    return tuple(sum(amounts[band.first : band.last + 1]) for band in bands)
