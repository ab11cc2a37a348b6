"""Two assumptions against each other, as they are told."""

from __future__ import annotations

from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.sensitivity_view import Target
from app.value.statement import Convention


class Axis(ResultPart):
    """One assumption of a table, with its figures in order."""

    key: str
    label: str
    unit: str | None
    figures: tuple[ExactFigure, ...]


class TwoWayTable(ResultPart):
    """Two assumptions against each other; null where the case has no result."""

    currency_code: str
    convention: Convention
    target: Target
    rows: Axis
    columns: Axis
    cells: tuple[tuple[ExactFigure | None, ...], ...]
