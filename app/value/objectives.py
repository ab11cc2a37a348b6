"""Objectives: the goals of key players, each derived from one higher up (CEO → CMO → marketing)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from app.value.formulas.text import FormulaText, Key
from app.value.lines import Metric
from app.value.parts import MOST_MONTHS, Part, Sentence


class Objective(Part):
    """A goal of a key player: a node of the value chain."""

    key: Key
    statement: Sentence
    owner: Key | None = Field(default=None, description="A key player's key.")
    derived_from: Key | None = Field(
        default=None, description="The objective above, which this one contributes to."
    )
    metric: Metric | None = Field(default=None, description="What is to move, from where to where.")
    by_month: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = Field(
        default=None, description="The month by which; the horizon's last by default."
    )
    reached_by: FormulaText | None = Field(
        default=None,
        description="How the goals below produce what this metric moves by: a formula over "
        "assumptions, in the metric's unit.",
    )

    def period(self, years: int) -> int:
        """The period in which the goal is to be reached."""
        return years if self.by_month is None else -(-self.by_month // 12)


class ObjectiveTree:
    """Objectives as the tree they are: what stands below which.

    Example:
        >>> profit = Objective(key="profit", statement="Earn more")
        >>> arpu = Objective(key="arpu", statement="Raise ARPU", derived_from="profit")
        >>> tree = ObjectiveTree([arpu, profit])
        >>> [(goal.key, depth) for goal, depth in tree.in_depth()]
        [('profit', 0), ('arpu', 1)]
        >>> [goal.key for goal in tree.upwards("arpu")]
        ['arpu', 'profit']
    """

    def __init__(self, objectives: Sequence[Objective]) -> None:
        self.by_key: Mapping[str, Objective] = {goal.key: goal for goal in objectives}
        self._below: dict[str | None, list[Objective]] = {}
        for goal in objectives:
            self._below.setdefault(goal.derived_from, []).append(goal)

    def in_depth(self) -> Iterator[tuple[Objective, int]]:
        """Every objective after the one it is derived from, with its distance from the top."""
        pending = [(goal, 0) for goal in reversed(self._below.get(None, []))]
        while pending:
            goal, depth = pending.pop()
            yield goal, depth
            pending += [(under, depth + 1) for under in reversed(self._below.get(goal.key, []))]

    def upwards(self, key: str) -> Iterator[Objective]:
        """An objective, the one above it, and so on to the top."""
        above: str | None = key
        while above is not None:
            goal = self.by_key[above]
            yield goal
            above = goal.derived_from

    def downwards(self, key: str) -> Iterator[Objective]:
        """An objective and all below it."""
        pending = [self.by_key[key]]
        while pending:
            goal = pending.pop()
            yield goal
            pending += self._below.get(goal.key, [])
