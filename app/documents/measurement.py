"""How it will be measured: for each benefit the figure that proves it, today's and the target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.documents.inputs import Inputs
from app.documents.line_view import LineView
from app.value.assumptions import Assumption


@dataclass(frozen=True)
class MeasureView:
    """One benefit's proof; without a metric it is still to be agreed how it will be measured."""

    ref: str
    statement: str
    label: str | None
    unit: str | None
    baseline: Decimal | None
    target: Decimal | None
    baseline_source: str | None
    baseline_status: str | None
    owners: tuple[str, ...]


def measurement(benefits: tuple[LineView, ...], inputs: Inputs) -> tuple[MeasureView, ...]:
    """One row for each benefit with money."""
    given = {part.key: part for part in inputs.statement.assumptions}
    metrics = {part.key: part.metric for part in inputs.statement.benefits}
    return tuple(
        _measured(line, given[metric.from_] if (metric := metrics[line.key]) else None)
        for line in benefits
    )


def _measured(line: LineView, today: Assumption | None) -> MeasureView:
    moved = line.movement
    return MeasureView(
        ref=line.ref,
        statement=line.statement,
        label=moved.label if moved else None,
        unit=moved.unit if moved else None,
        baseline=moved.before if moved else None,
        target=moved.after if moved else None,
        baseline_source=today.source if today else None,
        baseline_status=today.status if today else None,
        owners=line.owners,
    )
