"""What every sheet is written with."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter import Workbook

from app.documents.workbook.look import Look
from app.documents.workbook.model import Model
from app.documents.workbook.places import Place
from app.documents.workbook.words import Words


@dataclass(frozen=True)
class Kit:
    """The model, the words, the look, and the map that fills while sheets are written."""

    book: Workbook
    model: Model
    words: Words
    look: Look
    places: list[Place] = field(default_factory=list)

    @property
    def currency(self) -> str:
        """The code of the one currency."""
        return str(self.model.statement.currency_code)

    @property
    def money_width(self) -> int:
        """The width of a column that shows the largest sum in full, in characters."""
        case = self.model.case
        sums = (case.benefits, case.investment, case.net)
        largest = max(abs(figure) for flow in sums for figure in (flow.total, *flow.by_period))
        return max(15, len(f"{largest:,.0f}") + 6)
