"""What is open between the two sides: figures that somebody still has to confirm or to settle."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.documents.inputs import Inputs
from app.value.assumptions import Assumption

MOST_TO_CONFIRM = 10
_UNCONFIRMED = ("straw_man", "in_review", None)


@dataclass(frozen=True)
class OpenFigure:
    """An assumption that is disputed or not confirmed yet, and who might say."""

    key: str
    label: str
    unit: str | None
    value: Decimal | None
    status: str | None
    owner: str | None


@dataclass(frozen=True)
class OpenPoints:
    """The disputed figures, and of those to confirm the ones behind the most money."""

    disputed: tuple[OpenFigure, ...]
    to_confirm: tuple[OpenFigure, ...]
    further_to_confirm: int


def open_points(inputs: Inputs) -> OpenPoints:
    """Figures, not formulas: a formula is as right as what it reads."""
    by_weight = inputs.by_weight(inputs.given())
    disputed = [part for part in by_weight if part.status == "disputed"]
    waiting = [part for part in by_weight if part.status in _UNCONFIRMED]
    return OpenPoints(
        disputed=tuple(_open(inputs, part) for part in disputed[:MOST_TO_CONFIRM]),
        to_confirm=tuple(_open(inputs, part) for part in waiting[:MOST_TO_CONFIRM]),
        further_to_confirm=max(0, len(waiting) - MOST_TO_CONFIRM)
        + max(0, len(disputed) - MOST_TO_CONFIRM),
    )


def _open(inputs: Inputs, part: Assumption) -> OpenFigure:
    values = inputs.values(part)
    return OpenFigure(
        key=part.key,
        label=part.label or part.key,
        unit=part.unit,
        value=values[0] if len(set(values)) == 1 else None,
        status=part.status,
        owner=part.owner,
    )
