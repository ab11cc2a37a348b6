"""The offer beside what the customer would do otherwise: wait, buy elsewhere, build it alone.

Source:
    Nagle, T. & Müller, G., The Strategy and Tactics of Pricing, on economic value estimation: the
    price of the next best alternative, plus what the offer does better, less what it does worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.value.case import Case, amount_of
from app.value.errors import CalculationError, Fault
from app.value.publish import money_rounded
from app.value.result import AlternativeResult, DifferentiationResult
from app.value.surroundings import Alternative, Differentiation

_ZERO = Decimal(0)


def alternatives_of(case: Case) -> tuple[AlternativeResult, ...]:
    """Compare a case with its alternatives. Call it inside `arithmetic.exactly()`.

    Rounded amounts are summed, so that the printed rows add up to the printed totals.

    Raises:
        CalculationError: a formula of an alternative has no result, all places at once.
    """
    faults: dict[Fault, None] = {}
    found = tuple(
        _compared(case, f"#/alternatives/{index}", alternative, faults)
        for index, alternative in enumerate(case.statement.alternatives)
    )
    if faults:
        raise CalculationError(tuple(faults))
    return found


def _compared(
    case: Case, place: str, alternative: Alternative, faults: dict[Fault, None]
) -> AlternativeResult:
    reference = _money(case, f"{place}/reference_value", alternative.reference_value, faults)
    better, worse = (
        tuple(
            DifferentiationResult(
                statement=part.statement,
                amount=_money(case, f"{place}/{side}/{number}/amount", part.amount, faults),
            )
            for number, part in enumerate(parts)
        )
        for side, parts in _sides(alternative)
    )
    total_better, total_worse = _sum(better), _sum(worse)
    investment = money_rounded(case.total("investment"), case.statement.currency_code)
    worth = reference + total_better - total_worse
    return AlternativeResult(
        key=alternative.key,
        statement=alternative.statement,
        kind=alternative.kind,
        reference_value=reference,
        positive_differentiation=better,
        negative_differentiation=worse,
        total_positive=total_better,
        total_negative=total_worse,
        economic_value=worth,
        total_investment=investment,
        advantage=worth - investment,
    )


def _sides(alternative: Alternative) -> tuple[tuple[str, Sequence[Differentiation]], ...]:
    return (
        ("positive_differentiation", alternative.positive_differentiation),
        ("negative_differentiation", alternative.negative_differentiation),
    )


def _sum(parts: Sequence[DifferentiationResult]) -> Decimal:
    return sum((part.amount for part in parts), _ZERO)


def _money(case: Case, place: str, text: str, faults: dict[Fault, None]) -> Decimal:
    """An amount over the horizon: evaluated in its last year, where CUM has summed all of it."""
    found = amount_of(case.grid, text, place, case.grid.periods - 1)
    if isinstance(found, Decimal):
        return money_rounded(found, case.statement.currency_code)
    faults[found] = None
    return _ZERO
