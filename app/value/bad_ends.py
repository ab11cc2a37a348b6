"""The ends of ranges that are bad for a case, found by trying them: low is not always the bad one.

One figure's bad end may depend on where the others are (a discount on a loss is a gain), so after
all have been moved each is tried again, until none can be moved for the worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

import numpy as np

from app.value.assumptions import Assumption
from app.value.formulas.tape import Floats
from app.value.lanes import Lanes, lanes_of
from app.value.ranges import level_of, range_of
from app.value.sensitivity_view import Target
from app.value.statement import ValueStatement

_MOST_ROUNDS = 8
_NO_RESULT = -1e300
_NOISE = 1e-9
"""What floating point may leave of an exact zero, as a share of the figure."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """The figures one assumption may have: as stated first, then the ends of its range."""

    key: str
    figures: tuple[Decimal, ...]


def bad_and_good_ends(
    statement: ValueStatement, target: Target, lanes: Lanes | None = None
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Where all ranges together are worst, and where they are best; figures that matter alone.

    Raises:
        CalculationError: the statement's lines cannot be laid out.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "fee", "value": "100", "low": "80", "high": "150"}],
        ...     investments=[{"key": "paid", "statement": "Fee", "per_year": "fee"}],
        ... )
        >>> bad_and_good_ends(statement, "value")
        ({'fee': Decimal('150')}, {'fee': Decimal('80')})
    """
    choices = [one for one in map(_choice, statement.assumptions) if one is not None]
    if not choices:
        return {}, {}
    recorded = lanes or lanes_of(statement, [one.key for one in choices])
    search = _Search(recorded, choices, target)
    return search.furthest(-1), search.furthest(1)


def _choice(assumption: Assumption) -> _Choice | None:
    level, span = level_of(assumption), range_of(assumption)
    if level is None or span is None:
        return None
    ends = [end for end in dict.fromkeys((span.low, span.high)) if end != level]
    return _Choice(assumption.key, (level, *ends)) if ends else None


class _Search:
    """Tries the ends of each range, in lanes: one for each figure an assumption may have."""

    def __init__(self, lanes: Lanes, choices: Sequence[_Choice], target: Target) -> None:
        self._lanes, self._choices, self._target = lanes, choices, target
        ends = [*accumulate((len(choice.figures) for choice in choices), initial=0)]
        self._tried = [slice(start, end) for start, end in pairwise(ends)]

    def furthest(self, sign: int) -> dict[str, Decimal]:
        """The figures at which the target is lowest (-1) or highest (1)."""
        places = [0] * len(self._choices)
        for _ in range(_MOST_ROUNDS):
            found = self._moved(places, sign)
            if found == places:
                break
            places = found
        return {
            choice.key: choice.figures[place]
            for choice, place in zip(self._choices, places, strict=True)
            if place
        }

    def _moved(self, places: list[int], sign: int) -> list[int]:
        """Each at the figure that is best by itself; where all together do worse, only the one."""
        worth = self._worth(self._variants(places), sign)
        best = [
            _best(worth[tried], place) for tried, place in zip(self._tried, places, strict=True)
        ]
        gains = [
            worth[tried][after] - worth[tried][before]
            for tried, before, after in zip(self._tried, places, best, strict=True)
        ]
        alone = list(places)
        largest = int(np.argmax(gains))
        alone[largest] = best[largest]
        together, single = self._worth(self._columns([best, alone]), sign)
        return best if together >= single else alone

    def _variants(self, places: list[int]) -> dict[str, Floats]:
        columns = {}
        for choice, tried, place in zip(self._choices, self._tried, places, strict=True):
            column = np.full(self._tried[-1].stop, float(choice.figures[place]))
            column[tried] = [float(figure) for figure in choice.figures]
            columns[choice.key] = column
        return columns

    def _columns(self, rows: Sequence[Sequence[int]]) -> dict[str, Floats]:
        return {
            choice.key: np.array([float(choice.figures[row[number]]) for row in rows])
            for number, choice in enumerate(self._choices)
        }

    def _worth(self, columns: Mapping[str, Floats], sign: int) -> Floats:
        """The target in each lane, the better the higher; no result is worse than any."""
        found = sign * self._lanes.evaluate(columns, (self._target,))[self._target]
        worth: Floats = np.where(np.isnan(found), _NO_RESULT, found)
        return worth


def _best(worth: Floats, place: int) -> int:
    """The place of the best figure; the one that stands, unless another is better for certain."""
    best = int(np.argmax(worth))
    here = float(worth[place])
    return best if worth[best] > here + _NOISE * max(1.0, abs(here)) else place
