"""The workbook's own words, in the document's language."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from app.documents import wording


class Words:
    """Names what every sheet names; single messages are translated where they stand."""

    def __init__(self, translations: NullTranslations) -> None:
        self.gettext: Callable[[str], str] = translations.gettext
        self._translations = translations

    def named(self, code: str | None) -> str:
        """The name of a code of the statement; of none, nothing."""
        return wording.named(code, self._translations) if code else ""

    def defined(self, code: str) -> str:
        """The definition of a code of the statement."""
        return wording.defined(code, self._translations)

    def period(self, number: int) -> str:
        """A period: the start, or a year counted from 1."""
        gettext = self.gettext
        return gettext("Year %(number)s") % {"number": number} if number else gettext("Start")

    def period_format(self) -> str:
        """The same as a format of numbers, so that headings stay figures to calculate with."""
        before, _, after = self.gettext("Year %(number)s").partition("%(number)s")
        start = _in_format(self.gettext("Start"))
        return f"{_in_format(before)}0{_in_format(after)};;{start}"


def _in_format(text: str) -> str:
    kept = text.replace('"', "")
    return f'"{kept}"' if kept else ""
