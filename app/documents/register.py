"""The assumption register: every figure the case rests on, and how far each is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.documents.inputs import Inputs
from app.documents.view import AssumptionView
from app.value import ValueStatement
from app.value.assumptions import Assumption

STATUSES = ("customer_confirmed", "pilot", "in_review", "straw_man", "disputed")
"""From the best proven to the least, as documents order them."""


def register(inputs: Inputs, assumptions: Iterable[Assumption]) -> tuple[AssumptionView, ...]:
    """The rows of the register, in the order given."""
    return tuple(_row(inputs, assumption) for assumption in assumptions)


def proof(statement: ValueStatement) -> dict[str, int]:
    """How many given figures stand where, from proven to disputed; formulas prove nothing."""
    counts: Counter[str] = Counter(
        assumption.status or "unsaid"
        for assumption in statement.assumptions
        if assumption.formula is None
    )
    return {status: counts[status] for status in (*STATUSES, "unsaid") if counts[status]}


def _row(inputs: Inputs, assumption: Assumption) -> AssumptionView:
    values = inputs.values(assumption)
    same = len(set(values)) == 1
    given = assumption.formula is None
    ranged = assumption.low is not None or assumption.high is not None
    return AssumptionView(
        key=assumption.key,
        label=assumption.label or assumption.key,
        unit=assumption.unit,
        value=values[0] if same else None,
        by_period=() if same or not given else values,
        derived=() if same or given else values,
        formula=assumption.formula,
        low=assumption.low,
        high=assumption.high,
        reading=(assumption.distribution or inputs.statement.range_reading) if ranged else None,
        basis=assumption.basis,
        status=assumption.status,
        source=assumption.source,
        note=assumption.note,
        confirmed_by=assumption.confirmed_by,
        confirmed_on=assumption.confirmed_on,
    )
