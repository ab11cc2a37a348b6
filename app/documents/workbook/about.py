"""The sheet that says what this is: which version, how it calculates, how it is used."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.codes import code_of
from app.documents.language import Language
from app.documents.workbook.kit import Kit
from app.documents.workbook.look import height_of
from app.documents.workbook.page import Page

_LABEL, _TEXT = 0, 1
_LABELS, _TEXTS = 28, 96
"""Widths, in characters."""


class AboutSheet:
    """Facts, then advice, each a row of two cells."""

    def __init__(self, kit: Kit, page: Page, language: Language) -> None:
        self._kit, self._page, self._language = kit, page, language

    def write(self) -> None:
        """Write the sheet."""
        page, look, gettext = self._page, self._kit.look, self._kit.words.gettext
        page.text(0, _LABEL, gettext("About this workbook"), look.style("title"))
        row = 2
        for title, told in (
            (gettext("What it is"), self._facts()),
            (gettext("How it calculates"), self._methods()),
            (gettext("How to use it"), self._advice()),
        ):
            page.text(row, _LABEL, title, look.style("section"))
            row += 1
            for label, text in told:
                page.text(row, _LABEL, label, look.style("text", bold=True))
                page.text(row, _TEXT, text, look.style("wrapped"))
                page.sheet.set_row(row, height_of([(label, _LABELS), (text, _TEXTS)]))
                row += 1
            row += 1
        page.sheet.set_column(_LABEL, _LABEL, _LABELS)
        page.sheet.set_column(_TEXT, _TEXT, _TEXTS)
        page.sheet.print_area(0, 0, row, _TEXT)

    def _facts(self) -> Iterator[tuple[str, str]]:
        order, gettext = self._kit.model.order, self._kit.words.gettext
        edition, statement = order.edition, order.statement
        yield gettext("Title"), statement.title
        if statement.customer:
            yield gettext("Customer"), statement.customer
        if edition.version_number is None:
            yield gettext("Version"), gettext("Draft: figures may still change")
        else:
            yield gettext("Version"), f"{edition.version_number}"
        if edition.label:
            yield gettext("Label"), edition.label
        yield gettext("Date"), self._language.date(edition.issued_at.date().isoformat())
        yield gettext("Content hash"), edition.content_hash
        yield gettext("Verification code"), code_of(edition.content_hash)
        yield gettext("Currency"), statement.currency_code
        yield (
            gettext("Calculation rules"),
            gettext("Engine %(number)s") % {"number": order.result.engine},
        )
        brand = order.brand
        told = "\n".join(text for text in (brand.contact, brand.legal_text) if text)
        if brand.name or told:
            yield brand.name or "", told

    def _methods(self) -> Iterator[tuple[str, str]]:
        words, statement = self._kit.words, self._kit.model.statement
        gettext = words.gettext
        yield (
            gettext("Value"),
            gettext(
                "Value = Total Benefits − Total Investment: plain sums over the horizon, adjusted "
                "for risk, not discounted. Present values stand beside them under their own names."
            ),
        )
        yield words.named(statement.convention), words.defined(statement.convention)
        yield (
            gettext("Risk adjustment"),
            gettext(
                "Benefits are reduced by it, investments increased; both totals are shown before "
                "and after."
            ),
        )
        yield words.named(statement.range_reading), words.defined(statement.range_reading)
        yield (
            gettext("Rounding"),
            gettext(
                "Nothing is rounded in the calculation, only in what is shown: shown figures may "
                "differ from their shown total by the last digit. A spreadsheet keeps fifteen "
                "digits; the service calculates with thirty-four, and both agree to the cent."
            ),
        )
        yield (
            gettext("Internal rate of return"),
            gettext(
                "Where the net flows change their sign more than once there may be several rates: "
                "then none is shown. Candidates are counted below the cash flow."
            ),
        )

    def _advice(self) -> Iterator[tuple[str, str]]:
        gettext = self._kit.words.gettext
        yield (
            gettext("Change a figure"),
            gettext(
                "Yellow cells are inputs. On the sheet of assumptions “Your value” takes the place "
                "of the scenario’s figure; the sheet of the calculation has the timing, ramp and "
                "risk adjustment of each line. Everything else is a formula and follows."
            ),
        )
        yield (
            gettext("Choose a scenario"),
            gettext(
                "The switch stands above the assumptions. In the conservative and the optimistic "
                "scenario every range is at its bad or its good end at once, which is far less "
                "likely than each of them alone."
            ),
        )
        yield (
            gettext("Check it"),
            gettext(
                "References such as A1, At and Atr are those of the printed document. The summary "
                "shows the figures of the version beside those calculated here: as long as nothing "
                "is changed, they are the same."
            ),
        )
        yield (
            gettext("Send it back"),
            gettext(
                "Keep the names and the columns; rows may be added and sheets moved. Whoever sent "
                "you this workbook can read your figures back as a proposal."
            ),
        )
        yield (
            gettext("Whose figures these are"),
            gettext(
                "The figures belong to the parties named above and are meant for them. They are a "
                "calculation on the stated assumptions, not a promise."
            ),
        )
