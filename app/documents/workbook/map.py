"""The very hidden sheet that says where everything stands: `places` tells how it is read."""

from __future__ import annotations

from app.documents.workbook.kit import Kit
from app.documents.workbook.page import Page
from app.documents.workbook.places import CONVENTIONS, FACTS, FORMAT, HEADINGS, HEADINGS_ROW

_CHOICES_ROW, _CHOICES_COLUMN = 0, 11
"""The words of the conventions, side by side, where a list of choices can point at them."""


class MapSheet:
    """Written last, when all places are known."""

    def __init__(self, kit: Kit, page: Page) -> None:
        self._kit, self._page = kit, page

    @property
    def conventions(self) -> str:
        """The range with the names of the conventions."""
        last = _CHOICES_COLUMN + len(CONVENTIONS) - 1
        return self._page.range_at(_CHOICES_ROW, _CHOICES_COLUMN, _CHOICES_ROW, last)

    def write(self, scenarios: list[str]) -> None:
        """Write the facts, the choices, and a row for each place."""
        style = self._kit.look.style("text")
        facts = self._facts(scenarios)
        for row, fact in enumerate(FACTS):
            self._page.text(row, 0, fact, style)
            self._page.text(row, 1, facts[fact], style)
        self._page.row_of_text(_CHOICES_ROW, _CHOICES_COLUMN, self._conventions(), style)
        self._page.row_of_text(HEADINGS_ROW - 1, 0, list(HEADINGS), style)
        for row, place in enumerate(self._kit.places, start=HEADINGS_ROW):
            for column, heading in enumerate(HEADINGS):
                told = getattr(place, heading)
                if told is not None and heading.endswith("_cell"):
                    self._page.formula(row, column, told, style, 0)
                else:
                    self._page.text(row, column, told, style)
        self._page.sheet.very_hidden()

    def _conventions(self) -> list[str]:
        return [self._kit.words.named(code) for code in CONVENTIONS]

    def _facts(self, scenarios: list[str]) -> dict[str, str | None]:
        order, statement = self._kit.model.order, self._kit.model.statement
        number = order.edition.version_number
        return {
            "format": FORMAT,
            "content_hash": order.edition.content_hash,
            "version_number": None if number is None else str(number),
            "title": statement.title,
            "customer": statement.customer,
            "currency_code": statement.currency_code,
            "language": order.tag,
            "horizon_years": str(statement.horizon_years),
            "engine": order.result.engine,
            "issued_at": order.edition.issued_at.isoformat(),
            "convention_choices": "\n".join(self._conventions()),
            "scenario_choices": "\n".join(scenarios),
        }
