"""The sheet somebody sees first: what it is about, the headline figures live, pictures."""

from __future__ import annotations

from app.documents.language import Language
from app.documents.workbook.assumptions import AssumptionsSheet
from app.documents.workbook.cash_flow import CashFlowSheet
from app.documents.workbook.kit import Kit
from app.documents.workbook.page import Page
from app.documents.workbook.results import Results


class SummarySheet:
    def __init__(
        self,
        kit: Kit,
        page: Page,
        language: Language,
        results: Results,
        cash: CashFlowSheet,
        assumptions: AssumptionsSheet,
    ) -> None:
        self._kit, self._page = kit, page

    def write(self) -> None:
        self._page.text(0, 0, self._kit.model.statement.title, self._kit.look.style("title"))
