"""What a workbook shows, before it is known where: figures by scenario, lines, exact results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.documents.order import PrintOrder
from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine, case_of
from app.value.consistency import in_order
from app.value.formulas import parse
from app.value.formulas.arithmetic import exactly
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import MissingFigureError, compile_tree
from app.value.formulas.tree import Node
from app.value.inputs import Inputs
from app.value.publish import reference_letters
from app.value.scenarios import Way, ways_of


@dataclass(frozen=True)
class Figure:
    """One figure of an assumption: of all periods (`period` is None) or of one of them.

    `stated` is None where the statement gives none: no initial figure, or a formula. `by_scenario`
    has the figures of the scenarios that give another one.
    """

    period: int | None
    stated: Decimal | None
    by_scenario: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class ShownLine:
    """A line with money, its letter, and the assumptions behind it."""

    ref: str
    laid_out: CaseLine
    behind: tuple[Assumption, ...]


class Model:
    """One order, calculated again in full: documents round, a workbook does not."""

    def __init__(self, order: PrintOrder) -> None:
        self.order = order
        self.statement = order.statement
        self.years = order.statement.horizon_years
        self.periods = self.years + 1
        with exactly():
            self.case: Case = case_of(order.statement)
        self.ways: tuple[Way, ...] = _with_the_stated_one(ways_of(order.statement, "value"))
        self.selected = next(
            number for number, way in enumerate(self.ways) if way.kind == "as_stated"
        )
        self._given = {assumption.key: assumption for assumption in self.statement.assumptions}

    @cached_property
    def figures(self) -> dict[str, tuple[Figure, ...]]:
        """The input figures of each assumption that has any, in the order of the statement."""
        found = {one.key: self._figures(one) for one in self.statement.assumptions}
        return {key: figures for key, figures in found.items() if figures}

    @cached_property
    def varying(self) -> frozenset[str]:
        """The assumptions that may have another figure in another period, in any scenario."""
        formulas = {
            one.key: parse(one.formula)
            for one in self.statement.assumptions
            if one.formula is not None
        }
        varying = {key for key, figures in self.figures.items() if figures[0].period is not None}
        needs = {key: formula.reads.now & formulas.keys() for key, formula in formulas.items()}
        for key in in_order(needs):
            reads = formulas[key].reads
            if key in self.figures or reads.over_time or reads.now & varying:
                varying.add(key)
        return frozenset(varying)

    @cached_property
    def lines(self) -> tuple[ShownLine, ...]:
        """Benefits, then investments, with their letters."""
        inputs = Inputs(self.statement.assumptions)
        return tuple(
            ShownLine(reference_letters(index), line, inputs.behind(line.line))
            for index, line in enumerate(self.case.lines)
        )

    def assumption(self, key: str) -> Assumption:
        """An assumption by its key."""
        return self._given[key]

    def values(self, key: str) -> Sequence[Decimal | None]:
        """An assumption's exact figures by period; None where it has none."""
        return self.case.grid.figures[key]

    def evaluated(self, node: Node, period: int) -> Decimal | None:
        """A part of a formula in a period; None where it has no result there."""
        with exactly():
            try:
                return compile_tree(node)(self.case.grid.figures, period)
            except (FormulaArithmeticError, MissingFigureError):
                return None

    def _figures(self, assumption: Assumption) -> tuple[Figure, ...]:
        moved = [way.assumptions.get(assumption.key) for way in self.ways]
        if assumption.formula is not None and not any(moved):
            return ()
        by_year = any(one.by_year is not None for one in (assumption, *moved) if one is not None)
        periods: Iterable[int | None] = range(self.periods) if by_year else (None,)
        return tuple(
            Figure(
                period,
                _figure(assumption, period),
                tuple(None if one is None else _figure(one, period) for one in moved),
            )
            for period in periods
        )


def _figure(assumption: Assumption, period: int | None) -> Decimal | None:
    if assumption.by_year is None or period is None:
        return assumption.value
    return assumption.by_year[period - 1] if period else assumption.initial


def _with_the_stated_one(ways: Iterable[Way]) -> tuple[Way, ...]:
    """All ways, the statement as it stands always among them."""
    told = tuple(ways)
    if any(way.kind == "as_stated" for way in told):
        return told
    return (Way("as_stated", "As stated", "as_stated", {}), *told)
