"""What draws say about learning the truth of one figure: its share of variance, and its worth.

Draws are put in equal bins by the figure; the mean outcome of a bin is what would be expected by
who knew the figure. Bin means scatter by themselves, so that much of their scatter is taken off
first: an idle figure is then worth nothing, as it should be. Replicates left out one at a time
(jackknife) say how far to trust it.

Source:
    Saltelli et al., “Global Sensitivity Analysis: The Primer” (2008), ch. 4; Strong & Oakley,
    “An efficient method for computing single-parameter partial expected value of perfect
    information”, Medical Decision Making 33 (2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.value.formulas.tape import Floats

Bins: TypeAlias = NDArray[np.intp]

_BINS = 32
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its standard error."""

    figure: float
    error: float


def in_bins(figures: Floats) -> Bins:
    """Each draw's bin: as many draws in each, the lowest figures in the first."""
    bins = np.empty(len(figures), np.intp)
    bins[np.argsort(figures, kind="stable")] = np.arange(len(figures)) * _BINS // len(figures)
    return bins


class Outcomes:
    """What a decision to go ahead brings in each draw; not to go ahead brings nothing.

    Shapes:
        gains: (draws,), finite. replicates: (draws,), the number of each draw's replicate.
    """

    def __init__(self, gains: Floats, replicates: Bins) -> None:
        self._gains, self._replicates = gains, replicates
        self._count = int(replicates.max()) + 1
        self.mean = float(gains.mean())
        self.variance = float(gains.var())

    @property
    def go_ahead(self) -> bool:
        """Whether going ahead pays on average."""
        return self.mean > 0

    def regret(self) -> Estimate:
        """The probability that the better decision on average is the worse one in fact."""
        wrong = self._gains <= 0 if self.go_ahead else self._gains > 0
        return self._average(wrong.astype(np.float64))

    def certainty(self) -> Estimate:
        """Expected value of perfect information: deciding with every figure known."""
        known = np.maximum(self._gains, 0) - (self._gains if self.go_ahead else 0)
        return self._average(known)

    def share_of(self, bins: Bins) -> Estimate:
        """The share of variance that goes with a figure known.

        Example:
            >>> x, y = np.meshgrid(np.arange(64.0), np.arange(64.0))
            >>> gains = (x + y).ravel()
            >>> whole = Outcomes(gains, np.repeat(np.arange(16), 256))
            >>> round(whole.share_of(in_bins(x.ravel())).figure, 2)
            0.5
        """
        if self.variance <= 0:
            return Estimate(0.0, 0.0)
        means, counts, spread = self._by_bin(bins)
        return _jackknifed(_between(means, counts, spread) / self.variance)

    def worth_of(self, bins: Bins) -> Estimate:
        """Expected value of knowing a figure before deciding."""
        means, counts, spread = self._by_bin(bins)
        total = counts.sum(axis=1, keepdims=True)
        middle = (means * counts).sum(axis=1, keepdims=True) / total
        scatter = ((means - middle) ** 2 * counts).sum(axis=1, keepdims=True) / total
        kept = _between(means, counts, spread)[:, np.newaxis] / np.where(scatter > 0, scatter, 1)
        expected = middle + (means - middle) * np.sqrt(np.clip(kept, 0, 1))
        informed = (np.maximum(expected, 0) * counts).sum(axis=1) / total[:, 0]
        gained = informed - np.maximum(middle[:, 0], 0)
        # What sums of binary figures leave of an exact zero would be ranked otherwise.
        noise = _NOISE * max(abs(self.mean), sqrt(self.variance))
        return _jackknifed(np.where(gained > noise, gained, 0))

    def _by_bin(self, bins: Bins) -> tuple[Floats, Floats, Floats]:
        """Means and counts of bins, and the variance: of all draws, then without each replicate.

        Shapes:
            (replicates + 1, bins) twice, and (replicates + 1,).
        """
        cells = self._replicates * _BINS + bins
        size = self._count * _BINS

        def summed(weights: Floats | None) -> Floats:
            table = np.bincount(cells, weights, size).reshape(self._count, _BINS)
            return np.concatenate([table.sum(axis=0)[np.newaxis], table.sum(axis=0) - table])

        counts = np.maximum(summed(None).astype(np.float64), 1)
        centred = self._gains - self.mean
        means = summed(centred) / counts
        total = counts.sum(axis=1)
        middle = (means * counts).sum(axis=1) / total
        spread = summed(centred * centred).sum(axis=1) / total - middle**2
        return means + self.mean, counts, spread

    def _average(self, figures: Floats) -> Estimate:
        each = np.bincount(self._replicates, figures) / np.bincount(self._replicates)
        error = float(each.std(ddof=1)) / sqrt(len(each)) if len(each) > 1 else float("nan")
        return Estimate(float(figures.mean()), error)


def _between(means: Floats, counts: Floats, spread: Floats) -> Floats:
    """The variance of bin means, less what they scatter by themselves."""
    total = counts.sum(axis=1)
    middle = (means * counts).sum(axis=1) / total
    scatter = ((means - middle[:, np.newaxis]) ** 2 * counts).sum(axis=1) / total
    within = np.maximum(spread - scatter, 0)
    found: Floats = np.maximum(scatter - within * (_BINS - 1) / (total - _BINS), 0)
    return found


def _jackknifed(figures: Floats) -> Estimate:
    """The first figure is of all draws, each of the others without one replicate."""
    others = figures[1:]
    apart = others - others.mean()
    error = sqrt(float((apart * apart).sum()) * (len(others) - 1) / len(others))
    return Estimate(float(figures[0]), error)
