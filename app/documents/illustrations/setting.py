"""What every illustration is made from: the view, its language, its colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.charts.axes import Write
from app.documents.language import Language
from app.documents.palette import Palette
from app.documents.pictures import Picture

TEXT_WIDTH = {"full": 482.0, "player": 482.0, "comparison": 482.0, "summary": 516.0}
"""Points; the same on A4 and Letter, whose margins differ instead."""


@dataclass(frozen=True)
class Setting:
    """One document's."""

    view: Mapping[str, Any]
    language: Language
    palette: Palette

    @property
    def width(self) -> float:
        """The width of the text."""
        return TEXT_WIDTH[self.view["variant"]]

    @property
    def from_right(self) -> bool:
        """Whether the document is read from right to left."""
        return self.language.direction == "rtl"

    def turned(self, picture: Picture) -> Picture:
        """A picture that is read as its text is: mirrored where that runs from the right."""
        return picture.mirrored() if self.from_right else picture

    def gettext(self, message: str) -> str:
        """A message in the document's language."""
        return self.language.translations.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A message about so many things."""
        told = self.language.translations.ngettext(one, many, count)
        return told % {"count": count, "num": count}

    @property
    def axis(self) -> Write:
        """Writes amounts on an axis."""
        return self.language.compact

    def periods(self) -> list[str]:
        """The names of the initial period and the years."""
        years = range(1, int(self.view["terms"]["horizon_years"]) + 1)
        name = self.gettext("Year %(number)s")
        return [self.gettext("Start"), *(name % {"number": year} for year in years)]

    def figures(self, pairs: Iterable[tuple[str, str]]) -> str:
        """Names with their figures, as a list in a sentence."""
        gettext = self.language.translations.gettext
        pair, separator = gettext("%(name)s %(figure)s"), gettext("%(first)s; %(second)s")
        told = ""
        for name, figure in pairs:
            entry = pair % {"name": name, "figure": figure}
            told = separator % {"first": told, "second": entry} if told else entry
        return told
