"""Ranges as distributions: quantile functions on arrays, exact where exactness is cheap.

How low and high are read matters more than anything else. A statement's `range_reading` says it for
ranges without a named distribution: `p10_p90`, a shifted lognormal through three points, or
`min_max`, PERT. A name says it by itself: `pert`, `triangular` and `uniform` end at low and high,
`normal` and `lognormal` are centred on the figure and as wide as from one in ten to nine in ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import expm1, log
from typing import Protocol

import numpy as np
from scipy.special import betainc, ndtr, ndtri

from app.value.formulas.tape import Floats

Z90 = 1.2815515655446004
"""The standard normal's ninetieth percentile."""
_ALIKE = 1e-4
"""Skews below this are none: a ten-thousandth of the longer side."""
_NODES = 4001
_EQUAL_PARTS = 4096
_TAIL = 1 / 64


class Distribution(Protocol):
    """Turns uniform or standard normal numbers into figures, rising with them."""

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """Figures at probabilities between 0 and 1."""
        ...

    def of_normals(self, normals: Floats) -> Floats:
        """Figures at the probabilities of standard normal numbers."""
        ...


class _FromNormals:
    def of_uniforms(self, uniforms: Floats) -> Floats:
        return self.of_normals(ndtri(uniforms))

    def of_normals(self, normals: Floats) -> Floats:
        raise NotImplementedError


class _FromUniforms:
    def of_normals(self, normals: Floats) -> Floats:
        return self.of_uniforms(ndtr(normals))

    def of_uniforms(self, uniforms: Floats) -> Floats:
        raise NotImplementedError


@dataclass(frozen=True)
class Normal(_FromNormals):
    """Symmetric, without ends."""

    middle: float
    deviation: float

    def of_normals(self, normals: Floats) -> Floats:
        """Scaled and shifted."""
        figures = normals * self.deviation
        figures += self.middle
        return figures


@dataclass(frozen=True)
class Lognormal(_FromNormals):
    """Above zero; its logarithm is normal."""

    middle: float
    deviation: float

    def of_normals(self, normals: Floats) -> Floats:
        """Of the normals as logarithms."""
        figures = np.exp(normals * self.deviation)
        figures *= self.middle
        return figures


@dataclass(frozen=True)
class ShiftedLognormal(_FromNormals):
    """Through three points exactly: one time in ten below `low`, one in ten above `high`.

    Source:
        Myerson, Probability Models for Economic Decisions, ch. 4 (the generalised lognormal).
    """

    low: float
    middle: float
    high: float

    @cached_property
    def _skew(self) -> float:
        return log((self.high - self.middle) / (self.middle - self.low))

    def of_normals(self, normals: Floats) -> Floats:
        """Steeper on the longer side."""
        if abs(self._skew) < _ALIKE:
            return Normal(self.middle, (self.high - self.low) / (2 * Z90)).of_normals(normals)
        scale = (self.high - self.middle) / expm1(self._skew)
        figures = normals * (self._skew / Z90)
        np.exp(figures, out=figures)
        figures *= scale
        figures += self.middle - scale
        return figures


@dataclass(frozen=True)
class OneSided(_FromNormals):
    """A range with one end on its figure: half the time the figure itself, otherwise beyond it."""

    middle: float
    end: float

    def of_normals(self, normals: Floats) -> Floats:
        """One side of a normal, one time in ten beyond the other end."""
        beyond = np.maximum(normals, 0) if self.end > self.middle else np.minimum(normals, 0)
        figures: Floats = self.middle + abs(self.end - self.middle) / Z90 * beyond
        return figures


@dataclass(frozen=True)
class Uniform(_FromUniforms):
    """Every figure between the ends alike."""

    low: float
    high: float

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """From end to end."""
        return self.low + (self.high - self.low) * uniforms


@dataclass(frozen=True)
class Triangular(_FromUniforms):
    """Most likely at `mode`, falling in straight lines to the ends."""

    low: float
    mode: float
    high: float

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """Root by root."""
        width = self.high - self.low
        rising = (self.mode - self.low) / width
        below = self.low + np.sqrt(uniforms * (rising * width * width))
        above = self.high - np.sqrt((1 - uniforms) * ((1 - rising) * width * width))
        return np.where(uniforms < rising, below, above)


@dataclass(frozen=True)
class Pert(_FromUniforms):
    """A beta distribution between the ends, its mode given, four times the ends' weight.

    Source:
        Clark, “The PERT model for the distribution of an activity time” (1962).
    """

    low: float
    mode: float
    high: float

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """By a table of the exact distribution function, to some millionths of the range."""
        width = self.high - self.low
        figures = _beta(4 * (self.mode - self.low) / width).of_uniforms(uniforms)
        figures *= width
        figures += self.low
        return figures


@dataclass(frozen=True)
class Discrete(_FromUniforms):
    """One of several figures, in rising order, with the probabilities up to each."""

    figures: tuple[float, ...]
    cumulative: tuple[float, ...]

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """The first figure whose cumulative probability is reached."""
        places = np.searchsorted(np.array(self.cumulative[:-1]), uniforms)
        return np.array(self.figures)[places]


@dataclass(frozen=True)
class Clipped:
    """Another distribution within hard bounds; what lies beyond falls on the bound."""

    inner: Distribution
    least: float
    most: float

    def of_uniforms(self, uniforms: Floats) -> Floats:
        """Within the bounds."""
        return np.clip(self.inner.of_uniforms(uniforms), self.least, self.most)

    def of_normals(self, normals: Floats) -> Floats:
        """Within the bounds."""
        return np.clip(self.inner.of_normals(normals), self.least, self.most)


class _BetaTable:
    """The quantiles of a beta distribution of weight six, between 0 and 1.

    The inverse of the distribution function takes microseconds a draw; its table takes
    nanoseconds. Equal parts are precise where the function is steep; each tail keeps its own nodes.
    """

    def __init__(self, rise: float) -> None:
        figures = 0.5 - 0.5 * np.cos(np.pi * np.linspace(0, 1, _NODES))
        reached = betainc(1 + rise, 5 - rise, figures)
        kept = np.concatenate([[True], np.diff(reached) > 0])
        figures, reached = figures[kept], reached[kept]
        self._body = np.interp(np.arange(_EQUAL_PARTS + 1) / _EQUAL_PARTS, reached, figures)
        low, high = reached <= 1.2 * _TAIL, reached >= 1 - 1.2 * _TAIL
        self._low, self._high = (reached[low], figures[low]), (reached[high], figures[high])

    def of_uniforms(self, uniforms: Floats) -> Floats:
        part = uniforms * _EQUAL_PARTS
        place = part.astype(np.int32)
        part -= place
        figures: Floats = self._body[place]
        figures += part * (self._body[place + 1] - figures)
        for lanes, nodes in (
            (np.flatnonzero(uniforms < _TAIL), self._low),
            (np.flatnonzero(uniforms > 1 - _TAIL), self._high),
        ):
            figures[lanes] = np.interp(uniforms[lanes], *nodes)
        return figures


@lru_cache(maxsize=256)
def _beta(rise: float) -> _BetaTable:
    return _BetaTable(rise)
