"""Draws without a result: which formula has none, so that somebody can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from app.value.errors import Fault
from app.value.formulas.array_operations import LARGEST
from app.value.formulas.tape import Floats
from app.value.lanes import LaneResults, Lanes

Place = tuple[str, str]
"""The pointer to a formula and its text."""


class UndefinedDraws:
    """Collects the draws in which the case has no result, by the formula that has none."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self.count = 0
        self.too_large = 0
        self.by_formula: Counter[Place] = Counter()

    def look_at(self, columns: Mapping[str, Floats], results: LaneResults) -> LaneResults:
        """Take note of the lanes of a batch without a Value, and leave nothing else of them.

        Where exact figures would overflow there is none either.
        """
        with np.errstate(invalid="ignore"):
            undefined = np.flatnonzero(~(np.abs(results.value) < LARGEST))
        if not len(undefined):
            return results
        self.count += len(undefined)
        chosen = {key: column[undefined] for key, column in columns.items()}
        found = self._lanes.formulas_without_result(chosen)
        self.by_formula.update(found)
        self.too_large += len(undefined) - found.total()
        return results.without(undefined)

    def faults(self, draws: int) -> tuple[Fault, ...]:
        """One for each formula that has no result, the most frequent first."""
        told = tuple(
            Fault(
                pointer=pointer,
                code="UNDEFINED_DRAWS",
                detail=f"The formula has no result in {count / draws:.1%} of {draws:,} draws",
                hint="Keep its figures from dividing by zero with at_least or at_most, "
                "or say with IF what it comes to then.",
                formula=formula,
                position=0,
                length=len(formula),
            )
            for (pointer, formula), count in self.by_formula.most_common()
        )
        return (*told, _too_large(self.too_large / draws)) if self.too_large else told


def _too_large(share: float) -> Fault:
    return Fault(
        pointer="#/assumptions",
        code="UNDEFINED_DRAWS",
        detail=f"In {share:.1%} of draws the amounts are too large to be money.",
        hint="Look for a range whose high is far from its figure, or bound it with at_most.",
    )
