"""Draws: Sobol points, each assumption's column keyed by the assumption's name.

A column depends on the seed and its key alone: a repeat is identical to the bit, and adding an
assumption leaves the columns of the others untouched, so versions compare draw by draw. (Only a
new key that claims the same one of 1,024 dimensions as one *behind* it in the statement moves that
one.)

Replicates, each with digital shifts of its own, give an honest standard error.

Source:
    Owen, “Monte Carlo theory, methods and examples”, ch. 17; direction numbers of Joe & Kuo (2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.value.formulas.tape import CHUNK, Floats

Bits: TypeAlias = NDArray[np.uint32]

FEWEST_REPLICATES = 16
MOST_DRAWS = 1_000_000
FEWEST_DRAWS = 1024
_DIMENSIONS = 1024
"""Among the first thousand no two share their first digits, which later ones begin to do."""
_DIGITS = 16
"""A replicate of the most draws has fewer than 2¹⁶ points; finding further ones takes seconds."""
_SHIFTS = 16
_SCALE = 2.0**-32


@dataclass(frozen=True, slots=True)
class Plan:
    """How many draws: replicates times points, the points a power of two."""

    replicates: int
    points: int

    @property
    def draws(self) -> int:
        """All of them."""
        return self.replicates * self.points

    def batches(self) -> Iterator[Batch]:
        """The draws in the order of their replicates, as many at a time as a chunk holds."""
        if self.points >= CHUNK:
            for replicate in range(self.replicates):
                for start in range(0, self.points, CHUNK):
                    yield Batch(range(replicate, replicate + 1), start, CHUNK)
            return
        together = CHUNK // self.points
        for first in range(0, self.replicates, together):
            last = min(first + together, self.replicates)
            yield Batch(range(first, last), 0, self.points)


@dataclass(frozen=True, slots=True)
class Batch:
    """The points from `start` of some replicates."""

    replicates: range
    start: int
    count: int


def plan(draws: int) -> Plan:
    """At least so many draws, in sixteen to thirty-one replicates.

    Example:
        >>> plan(100_000)
        Plan(replicates=25, points=4096)
    """
    points = 1 << ((draws // FEWEST_REPLICATES).bit_length() - 1)
    return Plan(-(-draws // points), points)


class KeyedSobol:
    """Columns of numbers between 0 and 1, never either, by key."""

    def __init__(self, seed: int, keys: Sequence[str]) -> None:
        self._seed = seed
        self._dimensions = _claimed(keys)

    def uniforms(self, key: str, batch: Batch) -> Floats:
        """One column of a batch.

        Example:
            >>> column = KeyedSobol(7, ["users"]).uniforms("users", Batch(range(2), 0, 4))
            >>> sorted(int(4 * number) for number in column)  # each quarter once a replicate
            [0, 0, 1, 1, 2, 2, 3, 3]
        """
        behind = self._skipped(key, batch.start)
        shifts = [behind ^ shift for shift in self._shifts(key, batch.replicates)]
        first = _first_points(self._dimensions[key], batch.count)
        points = first ^ np.array(shifts, np.uint32)[:, np.newaxis]
        uniforms: Floats = points.reshape(-1) * np.float64(_SCALE)
        uniforms += _SCALE / 2
        return uniforms

    def _skipped(self, key: str, start: int) -> int:
        """What points from `start` on differ by from the first ones; `start` is whole chunks."""
        differs = 0
        for digit, direction in enumerate(_directions()[:, self._dimensions[key]]):
            if start >> digit & 1:
                differs ^= int(direction)
        return differs

    def _shifts(self, key: str, replicates: range) -> Iterator[int]:
        """One for each replicate; a digest has room for sixteen."""
        digests: dict[int, bytes] = {}
        for replicate in replicates:
            block, place = divmod(replicate, _SHIFTS)
            if block not in digests:
                named = f"{self._seed}|{key}|{block}".encode()
                digests[block] = blake2b(named, digest_size=4 * _SHIFTS).digest()
            yield int.from_bytes(digests[block][4 * place : 4 * place + 4], "big")


def _claimed(keys: Sequence[str]) -> dict[str, int]:
    """A dimension for each key, by its name; of two that claim the same, the later one moves."""
    claimed: dict[int, str] = {}
    for key in keys:
        attempt = 0
        while (dimension := _number(f"{key}|{attempt}") % _DIMENSIONS) in claimed:
            attempt += 1
        claimed[dimension] = key
    return {key: dimension for dimension, key in claimed.items()}


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")


@lru_cache(maxsize=256)
def _first_points(dimension: int, count: int) -> Bits:
    """The first points of a dimension, a power of two of them, without any shift."""
    points = np.zeros(1, np.uint32)
    for direction in _directions()[:, dimension]:
        if len(points) < count:
            points = np.concatenate([points, points ^ direction])
    points.flags.writeable = False
    return points


@lru_cache(maxsize=1)
def _directions() -> Bits:
    """Shapes: (digits, dimensions): what the digits of a point's number contribute."""
    from scipy.stats.qmc import Sobol  # noqa: PLC0415 - takes almost a second, once it is needed

    engine = Sobol(_DIMENSIONS, scramble=False, bits=32)
    found = []
    for digit in range(_DIGITS):
        engine.reset()
        engine.fast_forward((1 << digit + 1) - 1)  # in Gray code this point is one digit alone
        found.append(engine.random(1)[0] * 2.0**32)
    return np.array(found).astype(np.uint32)
