"""The assumption register: every figure the case rests on, and how far each is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.documents.inputs import Inputs
from app.documents.sources import Sources
from app.value import ValueStatement
from app.value.assumptions import Assumption

STATUSES = ("customer_confirmed", "pilot", "in_review", "straw_man", "disputed")
"""From the best proven to the least, as documents order them."""
PROVEN = frozenset({"customer_confirmed", "pilot"})
"""Statuses of a figure for which somebody stands; who confirmed an earlier one is not told."""
MOST_YEARLY_FIGURES = 600
"""Beyond so many, a figure given by year is told by its first and its last year."""
MOST_ROWS = 250
"""Rows of a register; of more assumptions, those behind the most money are told."""


@dataclass(frozen=True)
class Run:
    """Periods from first to last in which an assumption has the same figure."""

    first: int
    last: int
    value: Decimal | None


@dataclass(frozen=True)
class AssumptionView:
    """One row of the register: of `derived` the first and last year are told.

    `rows` are its references in calculations, with the letter of each one's line.
    """

    key: str
    label: str
    unit: str | None
    value: Decimal | None
    runs: tuple[Run, ...]
    derived: tuple[Decimal | None, ...]
    formula: str | None
    low: Decimal | None
    high: Decimal | None
    reading: str | None
    basis: str | None
    status: str | None
    source: str | None
    note: int | None
    remark: str | None
    owner: str | None
    confirmed_by: str | None
    confirmed_on: date | None
    rows: tuple[tuple[str, str], ...]


def register(
    inputs: Inputs, assumptions: Sequence[Assumption], sources: Sources
) -> tuple[AssumptionView, ...]:
    """The rows of the register, in the order given."""
    by_year = sum(len(assumption.by_year or ()) for assumption in assumptions)
    in_full = by_year <= MOST_YEARLY_FIGURES
    return tuple(_row(inputs, part, sources, in_full=in_full) for part in assumptions)


def told_in_full(inputs: Inputs, assumptions: Sequence[Assumption]) -> list[Assumption]:
    """The assumptions that a register has room for, in the order given."""
    everything = list(assumptions)
    if len(everything) <= MOST_ROWS:
        return everything
    kept = {assumption.key for assumption in inputs.by_weight(everything)[:MOST_ROWS]}
    return [assumption for assumption in everything if assumption.key in kept]


def proof(statement: ValueStatement) -> dict[str, int]:
    """How many given figures stand where, from proven to disputed; formulas prove nothing."""
    counts: Counter[str] = Counter(
        assumption.status or "unsaid"
        for assumption in statement.assumptions
        if assumption.formula is None
    )
    return {status: counts[status] for status in (*STATUSES, "unsaid") if counts[status]}


def _runs(values: Sequence[Decimal | None]) -> tuple[Run, ...]:
    """Neighbouring periods with the same figure, taken together; the initial one stands alone."""
    runs: list[Run] = []
    for period, value in enumerate(values):
        if period > 1 and runs[-1].value == value:
            runs[-1] = Run(runs[-1].first, period, value)
        elif period or value is not None:
            runs.append(Run(period, period, value))
    return tuple(runs)


def _row(
    inputs: Inputs, assumption: Assumption, sources: Sources, *, in_full: bool
) -> AssumptionView:
    values = inputs.values(assumption)
    same = len(set(values)) == 1
    listed = assumption.formula is None and in_full
    ranged = assumption.low is not None or assumption.high is not None
    is_proven = assumption.status in PROVEN
    return AssumptionView(
        key=assumption.key,
        label=assumption.label or assumption.key,
        unit=assumption.unit,
        value=values[0] if same else None,
        runs=() if same or not listed else _runs(values),
        derived=() if same or listed else values,
        formula=assumption.formula,
        low=assumption.low,
        high=assumption.high,
        reading=(assumption.distribution or inputs.statement.range_reading) if ranged else None,
        basis=assumption.basis,
        status=assumption.status,
        source=assumption.source,
        note=sources.number(assumption),
        remark=assumption.note,
        owner=assumption.owner,
        confirmed_by=assumption.confirmed_by if is_proven else None,
        confirmed_on=assumption.confirmed_on if is_proven else None,
        rows=inputs.rows(assumption),
    )
