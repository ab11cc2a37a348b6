"""What holds for the whole calculation, with an input cell each: scenario, discounting."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.workbook.kit import Kit
from app.documents.workbook.look import PERCENT, WHOLE
from app.documents.workbook.names import CONVENTION, DISCOUNT_RATE, SCENARIO
from app.documents.workbook.page import Page, cell
from app.documents.workbook.places import CONVENTIONS, Place
from app.value.figures import write_figure

SCENARIO_ROW, RATE_ROW, CONVENTION_ROW = 3, 4, 5


class Settings:
    """Three rows above the assumptions: the input in one column, what it means in the next."""

    def __init__(self, kit: Kit, page: Page, column: int) -> None:
        self._kit, self._page = kit, page
        self._column = column

    def write(self, ways: Sequence[str], ways_range: str, conventions_range: str) -> None:
        """Write the settings; the ranges hold the words to choose from, side by side."""
        model, words = self._kit.model, self._kit.words
        for row, text in (
            (SCENARIO_ROW, words.gettext("Scenario")),
            (RATE_ROW, words.gettext("Discount rate a year")),
            (CONVENTION_ROW, words.gettext("How money is discounted")),
        ):
            self._page.text(row, 0, text, self._kit.look.style("text", bold=True))
        self._choice(SCENARIO_ROW, SCENARIO, ways[model.selected], ways_range, model.selected)
        selected = CONVENTIONS.index(model.statement.convention)
        convention = words.named(model.statement.convention)
        self._choice(CONVENTION_ROW, CONVENTION, convention, conventions_range, selected)
        self._rate()

    def _choice(self, row: int, name: str, word: str, choices: str, selected: int) -> None:
        """A word out of a list, and which of them it is: words compare whatever their case."""
        page, look = self._page, self._kit.look
        page.text(row, self._column, word, look.style("input_text", align="right"))
        options = {"validate": "list", "source": f"={choices}"}
        page.sheet.data_validation(row, self._column, row, self._column, options)
        chosen = cell(row, self._column)
        number = f"({choices}={chosen})*(COLUMN({choices})-MIN(COLUMN({choices}))+1)"
        page.formula(
            row,
            self._column + 1,
            f"MAX(1,SUMPRODUCT({number}))",
            look.style("quiet", WHOLE),
            selected + 1,
        )
        self._kit.book.define_name(name, f"={page.at(row, self._column + 1)}")
        if name == CONVENTION:
            code = str(self._kit.model.statement.convention)
            at = page.at(row, self._column)
            self._kit.places.append(Place("convention", code, at, at))

    def _rate(self) -> None:
        rate, page = self._kit.model.statement.discount_rate, self._page
        page.number(RATE_ROW, self._column, rate, self._kit.look.style("input", PERCENT))
        gettext = self._kit.words.gettext
        page.sheet.data_validation(
            RATE_ROW,
            self._column,
            RATE_ROW,
            self._column,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -0.5,
                "maximum": 1,
                "error_title": gettext("This is no such figure")[:32],
                "error_message": gettext("Type percentages as 15% or 0.15, not as 15.")[:255],
            },
        )
        at = page.at(RATE_ROW, self._column)
        self._kit.book.define_name(DISCOUNT_RATE, f"={at}")
        self._kit.places.append(Place("discount_rate", write_figure(rate), at, at))
