"""The offer beside what the customer would do otherwise, in figures that add up as shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.documents.line_view import Whole
from app.documents.shown import ShownFigures
from app.value.largest_remainder import add_up
from app.value.result import AlternativeResult, DifferentiationResult


@dataclass(frozen=True)
class Difference:
    """One thing in which the offer differs."""

    statement: str
    amount: Whole


@dataclass(frozen=True)
class AlternativeView:
    """Reference value + what is better − what is worse = economic value; less investment."""

    statement: str
    kind: str | None
    reference_value: Whole
    better: tuple[Difference, ...]
    worse: tuple[Difference, ...]
    total_better: Whole
    total_worse: Whole
    economic_value: Whole
    investment: Whole
    advantage: Whole


def options(
    alternatives: Sequence[AlternativeResult], shown: ShownFigures
) -> tuple[AlternativeView, ...]:
    """The alternatives of a case, in the order of the statement."""
    return tuple(_option(one, shown) for one in alternatives)


def _option(one: AlternativeResult, shown: ShownFigures) -> AlternativeView:
    better = [part.amount for part in one.positive_differentiation]
    worse = [-part.amount for part in one.negative_differentiation]
    worth = shown.of(one.economic_value)
    step = Decimal(shown.scale)
    rounded = add_up((one.reference_value, *better, *worse), worth * step, step)
    reference, *differences = (int(amount / step) for amount in rounded)
    gained, lost = differences[: len(better)], [-part for part in differences[len(better) :]]
    investment = shown.table.total_investment
    return AlternativeView(
        statement=one.statement,
        kind=one.kind,
        reference_value=reference,
        better=_told(one.positive_differentiation, gained),
        worse=_told(one.negative_differentiation, lost),
        total_better=sum(gained),
        total_worse=sum(lost),
        economic_value=worth,
        investment=investment,
        advantage=worth - investment,
    )


def _told(parts: Sequence[DifferentiationResult], amounts: Sequence[int]) -> tuple[Difference, ...]:
    return tuple(
        Difference(part.statement, amount) for part, amount in zip(parts, amounts, strict=True)
    )
