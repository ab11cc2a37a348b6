"""Draws without a result: which formula has none, so that somebody can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from app.value.errors import Fault
from app.value.formulas.tape import Floats
from app.value.lanes import Lanes

Place = tuple[str, str]
"""The pointer to a formula and its text."""


class UndefinedDraws:
    """Collects the draws in which the case has no result, by the formula that has none."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self.count = 0
        self.by_formula: Counter[Place] = Counter()

    def look_at(self, columns: Mapping[str, Floats], values: Floats) -> None:
        """Take note of the lanes of a batch whose Value is NaN."""
        undefined = np.flatnonzero(np.isnan(values))
        if len(undefined):
            self.count += len(undefined)
            chosen = {key: column[undefined] for key, column in columns.items()}
            self.by_formula.update(self._lanes.formulas_without_result(chosen))

    def faults(self, draws: int) -> tuple[Fault, ...]:
        """One for each formula that has no result, the most frequent first."""
        return tuple(
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
