"""A statement's assumptions with their figures, as documents need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.documents.line_view import Movement
from app.value import Result, ValueStatement, inputs
from app.value.assumptions import Assumption
from app.value.inputs import input_reference
from app.value.lines import Line, Metric


@dataclass(frozen=True)
class Inputs:
    """A statement's assumptions, found by what reads them."""

    statement: ValueStatement
    result: Result

    def behind(self, line: Line) -> tuple[Assumption, ...]:
        """All assumptions a line rests on, in the order of the statement."""
        return self._found.behind(line)

    def rows(self, assumption: Assumption) -> tuple[tuple[str, str], ...]:
        """Where an assumption stands in calculations: its references there, and their lines'."""
        return tuple(self._rows.get(assumption.key, ()))

    def given(self) -> list[Assumption]:
        """The assumptions that are figures and not formulas, as the statement orders them."""
        return [part for part in self.statement.assumptions if part.formula is None]

    def by_weight(self, assumptions: Sequence[Assumption]) -> list[Assumption]:
        """Assumptions in another order: those behind the most money first."""
        return sorted(assumptions, key=lambda part: -self._weights[part.key])

    def values(self, assumption: Assumption) -> tuple[Decimal | None, ...]:
        """An assumption's figure in the initial period and in each year."""
        periods = self.statement.horizon_years + 1
        if assumption.value is not None:
            return (assumption.value,) * periods
        if assumption.by_year is not None:
            return (assumption.initial, *assumption.by_year)
        return self.result.derived.get(assumption.key, (None,) * periods)

    def movement(self, metric: Metric | None, period: int = -1) -> Movement | None:
        """What a metric moves: from today's figure to that of a period, the last by default."""
        if metric is None:
            return None
        by_key = {part.key: part for part in self.statement.assumptions}
        start, end = by_key[metric.from_], by_key[metric.to]
        return Movement(
            metric.label,
            metric.unit or start.unit,
            self.values(start)[period],
            self.values(end)[period],
        )

    @cached_property
    def _rows(self) -> dict[str, list[tuple[str, str]]]:
        rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for counted in self.result.lines:
            for number, part in enumerate(self.behind(self._lines[counted.key]), start=1):
                rows[part.key].append((input_reference(counted.ref, number), counted.ref))
        return rows

    @cached_property
    def _weights(self) -> dict[str, Decimal]:
        weights: dict[str, Decimal] = defaultdict(Decimal)
        for counted in self.result.lines:
            for part in self.behind(self._lines[counted.key]):
                weights[part.key] += abs(counted.total)
        return weights

    @cached_property
    def _lines(self) -> dict[str, Line]:
        both = (*self.statement.benefits, *self.statement.investments)
        return {line.key: line for line in both}

    @cached_property
    def _found(self) -> inputs.Inputs:
        return inputs.Inputs(self.statement.assumptions)
