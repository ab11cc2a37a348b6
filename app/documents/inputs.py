"""The inputs behind a line: which assumptions its formulas read, directly and through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.value import Result, ValueStatement
from app.value.assumptions import Assumption
from app.value.formulas import parse
from app.value.lines import Line


@dataclass(frozen=True)
class Inputs:
    """A statement's assumptions, found by what reads them."""

    statement: ValueStatement
    result: Result

    def behind(self, line: Line) -> list[Assumption]:
        """All assumptions a line rests on, in the order of the statement."""
        wanted, pending = set[str](), [name for text in formulas_of(line) for name in _names(text)]
        while pending:
            name = pending.pop()
            if name not in wanted:
                wanted.add(name)
                pending.extend(self._reads[name])
        return [self._by_key[key] for key in self._by_key if key in wanted]

    def given(self) -> list[Assumption]:
        """The assumptions that are figures and not formulas, as the statement orders them."""
        return [part for part in self.statement.assumptions if part.formula is None]

    def by_weight(self, assumptions: Sequence[Assumption]) -> list[Assumption]:
        """Assumptions in another order: those behind the most money first."""
        weights: dict[str, Decimal] = defaultdict(Decimal)
        lines = {line.key: line for line in (*self.statement.benefits, *self.statement.investments)}
        for counted in self.result.lines:
            for assumption in self.behind(lines[counted.key]):
                weights[assumption.key] += abs(counted.total)
        return sorted(assumptions, key=lambda part: -weights[part.key])

    def values(self, assumption: Assumption) -> tuple[Decimal | None, ...]:
        """An assumption's figure in the initial period and in each year."""
        periods = self.statement.horizon_years + 1
        if assumption.value is not None:
            return (assumption.value,) * periods
        if assumption.by_year is not None:
            return (assumption.initial, *assumption.by_year)
        return self.result.derived.get(assumption.key, (None,) * periods)

    @cached_property
    def _by_key(self) -> dict[str, Assumption]:
        return {assumption.key: assumption for assumption in self.statement.assumptions}

    @cached_property
    def _reads(self) -> dict[str, tuple[str, ...]]:
        return {
            key: tuple(_names(assumption.formula)) if assumption.formula else ()
            for key, assumption in self._by_key.items()
        }


def formulas_of(line: Line) -> Iterator[str]:
    """The formulas of a line, as written."""
    yield from (text for text in (line.upfront, line.per_year) if text is not None)
    yield from (part.amount for part in line.one_off)


def _names(formula: str) -> Iterator[str]:
    return (name.name for name in parse(formula).reads.names)
