"""Where a measure crosses zero while one figure moves, found by looking at many lanes at once.

A scan brackets every change of sign, and each bracket is divided again and again, all of them
together. A crossing that does not close is a step over zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from app.value.formulas.tape import CHUNK, Floats
from app.value.lanes import Lanes
from app.value.sensitivity_view import TARGETS, Target

Ends: TypeAlias = tuple[float, float]

_POINTS = 257
_PARTS = 16
_ROUNDS = 13
"""Sixteen parts, thirteen times: to the last of the 52 bits of a binary figure."""
_NOISE = 1e-9
_CLOSED = 1e-6
"""Of what it was at first: a bracket whose ends stay further apart than this jumps over zero."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The figure at which a measure is zero; with `by_step`, the first one beyond a jump."""

    figure: float
    by_step: bool


@dataclass(slots=True)
class _Bracket:
    """Between `low` and `high` one measure changes its sign while the figure of `key` moves."""

    key: str
    target: Target
    low: float
    high: float
    at_low: float
    at_high: float
    wide: float


def crossings(lanes: Lanes, spans: Mapping[str, Ends]) -> dict[tuple[str, Target], list[Crossing]]:
    """All crossings of Value and of NPV within each figure's span, in ascending order.

    Two crossings closer to each other than one part in 256 of the span are not seen.
    """
    brackets: list[_Bracket] = []
    found: dict[tuple[str, Target], list[Crossing]] = {
        (key, target): [] for key in spans for target in TARGETS
    }
    at_once = max(1, CHUNK // _POINTS)
    keys = list(spans)
    for first in range(0, len(keys), at_once):
        chosen = {key: spans[key] for key in keys[first : first + at_once]}
        for key, figures, target, course in _scanned(lanes, chosen):
            found[key, target] += [Crossing(one, by_step=False) for one in _zeros(figures, course)]
            brackets += _brackets(key, target, figures, course)
    for bracket in _closed(lanes, brackets):
        apart = abs(bracket.at_high - bracket.at_low)
        crossing = Crossing(bracket.high, by_step=apart > _CLOSED * bracket.wide)
        found[bracket.key, bracket.target].append(crossing)
    return {place: sorted(ones, key=lambda one: one.figure) for place, ones in found.items()}


def _scanned(
    lanes: Lanes, spans: Mapping[str, Ends]
) -> Iterator[tuple[str, Floats, Target, Floats]]:
    figures = {key: np.linspace(*ends, _POINTS) for key, ends in spans.items()}
    places = {key: slice(_POINTS * n, _POINTS * (n + 1)) for n, key in enumerate(spans)}
    columns = {}
    for key, place in places.items():
        columns[key] = np.full(_POINTS * len(spans), lanes.base[key])
        columns[key][place] = figures[key]
    results = lanes.evaluate(columns, TARGETS)
    for key, place in places.items():
        for target in TARGETS:
            course = results[target][place].copy()
            scale = np.nanmax(np.abs(course), initial=0.0)
            course[np.abs(course) <= _NOISE * min(1.0, scale)] = 0.0
            yield key, figures[key], target, course


def _zeros(figures: Floats, course: Floats) -> list[float]:
    """Points at which the course is zero; of a stretch of them, its two ends."""
    zero = course == 0
    if zero.all():
        return []
    padded = np.concatenate(([False], zero, [False]))
    begins = np.flatnonzero(padded[1:-1] & ~padded[:-2])
    ends = np.flatnonzero(padded[1:-1] & ~padded[2:])
    return sorted({float(figures[one]) for one in (*begins, *ends)})


def _brackets(key: str, target: Target, figures: Floats, course: Floats) -> Iterator[_Bracket]:
    signs = np.sign(course)
    with np.errstate(invalid="ignore"):
        changes = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    for at in changes:
        ends = float(course[at]), float(course[at + 1])
        low, high = float(figures[at]), float(figures[at + 1])
        yield _Bracket(key, target, low, high, *ends, wide=abs(ends[1] - ends[0]))


def _closed(lanes: Lanes, brackets: Sequence[_Bracket]) -> Sequence[_Bracket]:
    """Divide every bracket until its ends are neighbours."""
    at_once = max(1, CHUNK // (_PARTS - 1))
    for first in range(0, len(brackets), at_once):
        chosen = brackets[first : first + at_once]
        for _ in range(_ROUNDS):
            _divide(lanes, chosen)
    return brackets


def _divide(lanes: Lanes, brackets: Sequence[_Bracket]) -> None:
    inner = _PARTS - 1
    keys = {bracket.key for bracket in brackets}
    columns = {key: np.full(inner * len(brackets), lanes.base[key]) for key in keys}
    tried = [np.linspace(one.low, one.high, _PARTS + 1) for one in brackets]
    for number, bracket in enumerate(brackets):
        columns[bracket.key][inner * number : inner * (number + 1)] = tried[number][1:-1]
    results = lanes.evaluate(columns, TARGETS)
    for number, bracket in enumerate(brackets):
        seen = results[bracket.target][inner * number : inner * (number + 1)]
        course = np.concatenate(([bracket.at_low], seen, [bracket.at_high]))
        beyond = np.flatnonzero(np.sign(course) != np.sign(course[0]))
        known = [int(one) for one in beyond if not np.isnan(course[one])]
        after = known[0]
        before = max(one for one in range(after) if not np.isnan(course[one]))
        bracket.low, bracket.high = float(tried[number][before]), float(tried[number][after])
        bracket.at_low, bracket.at_high = float(course[before]), float(course[after])
