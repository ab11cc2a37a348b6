"""What the value proposition says, before any language: its parts, the largest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from app.value.lines import Benefit, Metric
from app.value.result import LineResult, Totals
from app.value.statement import ValueStatement

MOST_NAMED = 3
"""So many benefits, capabilities, deliverables or items are named; the rest is counted."""

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Named(Generic[_Part]):
    """The parts that are named, and how many more there are; a single one more is named too."""

    parts: tuple[_Part, ...]
    further: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its unit, such as 22 "GBP/user/month"."""

    figure: Decimal
    unit: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A benefit in the words of the statement, and what it moves from where to where."""

    statement: str
    movement: tuple[Quantity, Quantity] | None


@dataclass(frozen=True, slots=True)
class Cost:
    """An investment in the words of the statement."""

    statement: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who gains what, by which means and at what cost; texts are the statement's own."""

    customer: str | None
    goals: Named[Goal]
    total_benefits: Decimal
    horizon_years: int
    abilities: Named[str]
    deliverables: Named[str]
    total_investment: Decimal | None
    costs: Named[Cost]
    further_costs: Decimal


def proposition_of(
    statement: ValueStatement, totals: Totals, lines: Sequence[LineResult]
) -> Proposition:
    """Choose what the sentence says: benefits and items by their money, others as they stand."""
    gained = {line.key: line.total for line in lines if line.side == "benefit"}
    ordered = sorted(statement.benefits, key=lambda benefit: -gained.get(benefit.key, Decimal(0)))
    costs = _costs(statement, lines)
    paid = _named(costs)
    return Proposition(
        customer=statement.customer,
        goals=_named([_goal(benefit, statement) for benefit in ordered]),
        total_benefits=totals.total_benefits,
        horizon_years=statement.horizon_years,
        abilities=_named([part.statement for part in statement.capabilities]),
        deliverables=_named([part.statement for part in statement.deliverables]),
        total_investment=totals.total_investment if statement.investments else None,
        costs=paid,
        further_costs=sum((cost.amount for cost in costs[len(paid.parts) :]), Decimal(0)),
    )


def _named(parts: Sequence[_Part]) -> Named[_Part]:
    kept = MOST_NAMED if len(parts) > MOST_NAMED + 1 else len(parts)
    return Named(tuple(parts[:kept]), len(parts) - kept)


def _goal(benefit: Benefit, statement: ValueStatement) -> Goal:
    moved = _movement(benefit.metric, statement) if benefit.metric else None
    return Goal(benefit.statement.rstrip("."), moved)


def _movement(metric: Metric, statement: ValueStatement) -> tuple[Quantity, Quantity] | None:
    """Only what is the same in every period moves once and for all."""
    assumptions = {assumption.key: assumption for assumption in statement.assumptions}
    before, after = (
        None if end.value is None else Quantity(end.value, metric.unit or end.unit)
        for end in (assumptions[key] for key in (metric.from_, metric.to))
    )
    return (before, after) if before and after else None


def _costs(statement: ValueStatement, lines: Sequence[LineResult]) -> list[Cost]:
    names = {line.key: line.statement for line in statement.investments}
    paid = (line for line in lines if line.side == "investment")
    return [
        Cost(names[line.key].rstrip("."), line.total)
        for line in sorted(paid, key=lambda line: -line.total)
    ]
