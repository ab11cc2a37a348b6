"""The value chain: how goals flow down an organisation, and how benefits flow back up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.value.case import Case, amount_of, case_of
from app.value.errors import CalculationError, Fault, StatementError
from app.value.figure_words import FigureWords, share
from app.value.formulas.arithmetic import exactly
from app.value.lines import Benefit
from app.value.objectives import Objective, ObjectiveTree
from app.value.publish import money_rounded, plainly_rounded, reference_letters
from app.value.statement import ValueStatement
from app.value.trace_formulas import FormulaTracer
from app.value.value_chain_view import (
    ChainBenefit,
    ChainGoal,
    ChainMetric,
    ChainPath,
    Reconciliation,
    ValueChain,
)

_ZERO = Decimal(0)


class NotInChainError(StatementError):
    """A part of the chain is asked for that is not there."""

    def __init__(self, kind: str, key: str, known: list[str]) -> None:
        self.kind, self.key = kind, key
        there = ", ".join(known[:10]) or "none"
        super().__init__(f"There is no {kind} “{key}” in the statement. There are: {there}.")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What stands below a goal against what its metric is to move by."""

    delivered: Decimal
    needed: Decimal

    @property
    def short(self) -> Decimal:
        """What is missing in the direction in which the metric is to move; never negative."""
        direction = -1 if self.needed < 0 else 1
        return max(_ZERO, direction * (self.needed - self.delivered))


def value_chain(
    statement: ValueStatement, *, player: str | None = None, benefit: str | None = None
) -> ValueChain:
    """The whole chain, or the part of one key player, or of one benefit.

    A player's part is the goals they own with those above and below; a benefit's the goals it
    serves with those above. Figures stay those of the whole.

    Raises:
        CalculationError: arithmetic without a result, all places at once.
        NotInChainError: the statement has no such player or benefit.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     objectives=[{"key": "profit", "statement": "Earn more"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "2000",
        ...                "objectives": ["profit"]}],
        ... )
        >>> value_chain(statement).paths[0].words
        '“Save paper” contributes to “Earn more”.'
    """
    with exactly():
        chain = _Chain(case_of(statement))
        wanted = chain.wanted(player, benefit)
        faults: dict[Fault, None] = {}
        goals = tuple(
            chain.goal(goal, depth, faults)
            for goal, depth in chain.tree.in_depth()
            if goal.key in wanted
        )
        if faults:
            raise CalculationError(tuple(faults))
        return ValueChain(
            currency_code=statement.currency_code,
            goals=goals,
            paths=tuple(
                path
                for one in statement.benefits
                if benefit in {None, one.key}
                for path in chain.paths(one)
                if wanted.issuperset(path.goals)
            ),
            unserved_goals=tuple(key for key in chain.unserved() if key in wanted),
            benefits_without_goal=tuple(
                one.key
                for one in statement.benefits
                if not one.objectives and player is None and benefit in {None, one.key}
            ),
        )


def shortfall(case: Case, goal: Objective) -> Shortfall | Fault | None:
    """Measure a goal against what stands below it; None where nothing says how it is reached.

    Call it inside `arithmetic.exactly()`.
    """
    if goal.reached_by is None or goal.metric is None:
        return None
    period = goal.period(case.statement.horizon_years)
    place = f"#/objectives/{_index(case.statement, goal)}"
    found = [
        amount_of(case.grid, text, f"{place}/{field}", period)
        for text, field in (
            (goal.reached_by, "reached_by"),
            (goal.metric.from_, "metric/from"),
            (goal.metric.to, "metric/to"),
        )
    ]
    figures = [one for one in found if isinstance(one, Decimal)]
    if len(figures) < len(found):
        return next(one for one in found if not isinstance(one, Decimal))
    delivered, before, after = figures
    return Shortfall(delivered, after - before)


class _Chain:
    """The chain of one case. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._statement = case.statement
        self._words = FigureWords(case.statement.currency_code)
        self._players = {one.key: one for one in case.statement.key_players}
        self.tree = ObjectiveTree(case.statement.objectives)

    def wanted(self, player: str | None, benefit: str | None) -> frozenset[str]:
        """The keys of the goals that are asked for."""
        goals = self.tree.by_key
        if player is not None and player not in self._players:
            raise NotInChainError("key player", player, list(self._players))
        by_key = {one.key: one for one in self._statement.benefits}
        if benefit is not None and benefit not in by_key:
            raise NotInChainError("benefit", benefit, list(by_key))
        wanted = set(goals)
        if player is not None:
            own = [key for key, goal in goals.items() if goal.owner == player]
            around = [(*self.tree.upwards(key), *self.tree.downwards(key)) for key in own]
            wanted &= {goal.key for part in around for goal in part}
        if benefit is not None:
            served = by_key[benefit].objectives
            wanted &= {goal.key for key in served for goal in self.tree.upwards(key)}
        return frozenset(wanted)

    def goal(self, goal: Objective, depth: int, faults: dict[Fault, None]) -> ChainGoal:
        """One goal with its figures; what cannot be calculated is added to the faults."""
        owner = self._players.get(goal.owner or "")
        below = {under.key for under in self.tree.downwards(goal.key)}
        serving = [one for one in self._statement.benefits if below.intersection(one.objectives)]
        return ChainGoal(
            key=goal.key,
            statement=goal.statement,
            owner=goal.owner,
            owner_name=owner.name if owner else None,
            depth=depth,
            derived_from=goal.derived_from,
            by_month=goal.by_month,
            metric=self._metric(goal),
            benefits=tuple(self._benefit(one) for one in serving if goal.key in one.objectives),
            total_benefits=sum((self._totals.get(one.key, _ZERO) for one in serving), _ZERO),
            reconciliation=self._reconciliation(goal, faults),
        )

    def paths(self, benefit: Benefit) -> Iterator[ChainPath]:
        """The ways from a benefit to the top, one for each goal it serves."""
        for key in benefit.objectives:
            goals = list(self.tree.upwards(key))
            told = ", which contributes to ".join(f"“{goal.statement}”" for goal in goals)
            yield ChainPath(
                benefit=benefit.key,
                goals=tuple(goal.key for goal in goals),
                words=f"“{benefit.statement}” contributes to {told}.",
            )

    def unserved(self) -> Iterator[str]:
        """Goals that no benefit serves, from the top down."""
        return unserved_goals(self._statement)

    @cached_property
    def _totals(self) -> dict[str, Decimal]:
        code = self._statement.currency_code
        return {
            line.line.key: money_rounded(line.flow.total, code) for line in self._case.on("benefit")
        }

    @cached_property
    def _refs(self) -> dict[str, str]:
        return {
            line.line.key: reference_letters(index)
            for index, line in enumerate(self._case.lines)
            if line.side == "benefit"
        }

    def _benefit(self, benefit: Benefit) -> ChainBenefit:
        return ChainBenefit(
            key=benefit.key,
            ref=self._refs.get(benefit.key),
            statement=benefit.statement,
            total=self._totals.get(benefit.key),
        )

    def _metric(self, goal: Objective) -> ChainMetric | None:
        if goal.metric is None:
            return None
        ends = [self._figure(goal, key) for key in (goal.metric.from_, goal.metric.to)]
        return ChainMetric(
            label=goal.metric.label, unit=self._unit(goal), from_figure=ends[0], to_figure=ends[1]
        )

    def _figure(self, goal: Objective, key: str) -> Decimal | None:
        period = goal.period(self._statement.horizon_years)
        found = amount_of(self._case.grid, key, "#/objectives", period)
        return plainly_rounded(found) if isinstance(found, Decimal) else None

    def _unit(self, goal: Objective) -> str | None:
        assert goal.metric  # noqa: S101 - asked of goals with a metric only
        units = {one.key: one.unit for one in self._statement.assumptions}
        return goal.metric.unit or units.get(goal.metric.to)

    def _reconciliation(self, goal: Objective, faults: dict[Fault, None]) -> Reconciliation | None:
        found = shortfall(self._case, goal)
        if isinstance(found, Fault):
            faults[found] = None
        if not isinstance(found, Shortfall) or goal.reached_by is None:
            return None
        return Reconciliation(
            formula=goal.reached_by,
            reading=self._reading(goal, goal.reached_by, found),
            delivered=plainly_rounded(found.delivered),
            needed=plainly_rounded(found.needed),
            short=plainly_rounded(found.short),
            reached=not found.short,
            words=in_words(found, self._unit(goal), self._words),
        )

    def _reading(self, goal: Objective, text: str, found: Shortfall) -> str:
        period = goal.period(self._statement.horizon_years)
        unit = self._unit(goal)
        place = f"#/objectives/{_index(self._statement, goal)}/reached_by"
        told = FormulaTracer(self._case, self._words).trace(
            text, place, "assumption", [period], unit=unit
        )
        readings = told.whole.readings
        return readings[0].text if readings else self._words.read(found.delivered, unit)


def unserved_goals(statement: ValueStatement) -> Iterator[str]:
    """The goals that no benefit serves, themselves or through one below, from the top down."""
    tree = ObjectiveTree(statement.objectives)
    served = {
        goal.key
        for benefit in statement.benefits
        for key in benefit.objectives
        for goal in tree.upwards(key)
    }
    return (goal.key for goal, _ in tree.in_depth() if goal.key not in served)


def in_words(found: Shortfall, unit: str | None, words: FigureWords) -> str:
    """Whether a goal is reached, with the arithmetic.

    Example:
        >>> words = FigureWords("GBP")
        >>> in_words(Shortfall(Decimal(4000), Decimal(5000)), "GBP", words)
        'What stands below brings £4,000 of the £5,000 needed: £1,000 (20.0 %) is missing.'
    """
    delivered, needed, short = (
        words.read(figure, unit) for figure in (found.delivered, found.needed, found.short)
    )
    if not found.short:
        return f"What stands below brings {delivered}; {needed} is needed."
    part = f" ({share(found.short / abs(found.needed))})" if found.needed else ""
    return f"What stands below brings {delivered} of the {needed} needed: {short}{part} is missing."


def _index(statement: ValueStatement, goal: Objective) -> int:
    return next(index for index, one in enumerate(statement.objectives) if one.key == goal.key)
