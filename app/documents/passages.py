"""What a document says in words and tables, for every form that is not laid out by templates.

The figures are those of the view-model and nothing is calculated here, so that a mail, a slide and
the printed page say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from app.documents.causes import cause
from app.documents.codes import code_of
from app.documents.compose import view_of
from app.documents.directions import with_own_directions
from app.documents.language import DOES_NOT_EXIST, Language
from app.documents.order import PrintOrder, Section
from app.documents.passage_parts import Pair, Table
from app.documents.sentences import sentence_in
from app.documents.text import printable
from app.documents.wording import defined, named
from app.value.sentence import Clauses

View = Mapping[str, Any]
Side = Literal["benefits", "investments"]
_SIDES: dict[Side, str] = {"benefits": "benefits", "investments": "investment"}
"""What the totals of a side are called."""


class Passages:
    """The passages of one document, each in the document's language."""

    def __init__(self, order: PrintOrder) -> None:
        view = printable(json.loads(view_of(order).as_json()))
        self.language = Language.of(view["language"], view["currency_code"], view["scale"])
        from_right = self.language.direction == "rtl"
        self.view: View = with_own_directions(view) if from_right else view
        self.gettext = self.language.translations.gettext
        self.brand = order.brand
        self._order = order

    def has(self, section: Section) -> bool:
        """Whether the document is to have a section."""
        return section not in self._order.without

    def edition(self) -> str:
        """Which version this is, or that it is a draft."""
        number = self.view["edition"]["number"]
        if number is None:
            return self.gettext("Draft")
        return self.gettext("Version %(number)s") % {"number": number}

    def sentence(self) -> str:
        """The value proposition in one sentence."""
        told = {clause["role"]: clause["text"] for clause in self.view["clauses"]}
        names = Clauses.__dataclass_fields__
        return sentence_in(self.language, Clauses(**{name: told.get(name, "") for name in names}))

    def headline(self, *, briefly: bool = False) -> tuple[Pair, ...]:
        """The figures a case is known by; `briefly`, where what money counts is said nearby."""
        view, language, gettext = self.view, self.language, self.gettext
        money = language.amount if briefly else language.money
        sides, measures = view["headline"], view["measures"]
        return (
            Pair(gettext("Total Benefits"), money(sides["benefits"])),
            Pair(gettext("Total Investment"), money(sides["investment"])),
            Pair(gettext("Value"), money(sides["value"]), sides["value"] < 0),
            Pair(gettext("Return on investment"), language.percent(measures["roi"])),
            Pair(gettext("Payback"), language.months(measures["payback_months"])),
        )

    def measures(self, *, briefly: bool = False) -> tuple[Pair, ...]:
        """Further figures that say how good the case is."""
        language, gettext, measures = self.language, self.gettext, self.view["measures"]
        money = language.amount if briefly else language.money
        return (
            Pair(gettext("Net present value"), money(measures["npv"]), measures["npv"] < 0),
            Pair(gettext("Internal rate of return"), language.percent(measures["irr"])),
            Pair(gettext("Benefit–cost ratio"), language.ratio(measures["benefit_cost_ratio"])),
            Pair(
                gettext("Cash value"),
                money(measures["cash_value"]),
                measures["cash_value"] < 0,
            ),
            Pair(
                gettext("A month’s delay costs"),
                money(measures["cost_of_delay"]),
                measures["cost_of_delay"] < 0,
            ),
        )

    def reasons(self) -> tuple[str, ...]:
        """Why figures that do not exist do not, each said once."""
        reasons = dict.fromkeys(self.view["measures"]["reasons"].values())
        return tuple(cause(reason, self.language) for reason in reasons)

    def benefits(self) -> Table:
        """Each benefit with its money."""
        return self._lines("benefits", self.gettext("Benefits"), self.gettext("Total Benefits"))

    def investments(self) -> Table:
        """Each investment with its money."""
        name = self.gettext("Total Investment")
        return self._lines("investments", self.gettext("Investment"), name)

    def tables(self) -> tuple[tuple[str, Table], ...]:
        """The tables of money that the document has, below their titles."""
        every: tuple[tuple[Section, str, Table], ...] = (
            ("benefits", self.gettext("Benefits"), self.benefits()),
            ("investments", self.gettext("Investment"), self.investments()),
            ("cash_flow", self.named("chapter_cash_flow"), self.cash_flow()),
        )
        return tuple((title, table) for section, title, table in every if self.has(section))

    def lines(self, side: Side) -> tuple[View, ...]:
        """The lines of a side; what a key player is not told of comes last, counted and summed."""
        view, word = self.view, _SIDES[side]
        told: tuple[View, ...] = tuple(view[side])
        keys = {line["key"] for line in told}
        others = [line for line in self._order.result.lines if line.side == word.rstrip("s")]
        left = sum(line.key not in keys for line in others)
        if view["variant"] != "player" or not left:
            return told
        total = view["headline"][word] - sum(line["total"] for line in told)
        later = view["present_value"][word] - sum(line["present_value"] for line in told)
        name = self.and_more(left)
        return (*told, {"ref": "", "statement": name, "total": total, "present_value": later})

    def unquantified(self) -> tuple[str, tuple[str, ...]]:
        """Benefits that are told and not counted, after a sentence that says so."""
        told = tuple(part["statement"] for part in self.view["unquantified"])
        count = {"num": len(told)}
        introduction = self.language.translations.ngettext(
            "Beside these, one benefit is told and not counted.",
            "Beside these, %(num)s benefits are told and not counted.",
            len(told),
        )
        return introduction % count, told

    def details(self, line: View) -> tuple[Pair, ...]:
        """What a line moves, resolves and rests on."""
        gettext, figure = self.gettext, self.language.rounded
        told = []
        if moved := line["movement"]:
            unit = moved["unit"]
            ends = {name: figure(moved[name], unit) for name in ("before", "after")}
            text = gettext("from %(before)s to %(after)s") % ends
            told.append(Pair(moved["label"], f"{text} {unit}" if unit and unit != "%" else text))
        means = gettext("Pays for")
        if line["side"] == "benefit":
            means = gettext("Through the ability to")
        for name, texts in ((gettext("Resolves"), line["pains"]), (means, line["means"])):
            told += [Pair(name, "; ".join(texts))] if texts else []
        return tuple(told)

    def cash_flow(self) -> Table:
        """What flows when: a row for each period."""
        gettext, whole, flow = self.gettext, self.language.whole, self.view["cash_flow"]
        names = ("benefits", "investment", "net", "cumulative")
        rows = [
            (period, *(whole(flow[name][number]) for name in names))
            for number, period in enumerate(self.periods())
        ]
        sides = self.view["headline"]
        total = [whole(sides[name]) for name in ("benefits", "investment", "value")]
        headings = (
            gettext("Period") + f" ({self.language.unit})",
            gettext("Benefits"),
            gettext("Investment"),
            gettext("Net"),
            gettext("Cumulative"),
        )
        return Table(headings, (*rows, (gettext("Total"), *total, "")), 1, last_is_total=True)

    def periods(self) -> list[str]:
        """The names of the initial period and the years."""
        year = self.gettext("Year %(number)s")
        years = range(1, self.view["terms"]["horizon_years"] + 1)
        return [self.gettext("Initial"), *(year % {"number": number} for number in years)]

    def band(self, band: View) -> str:
        """The name of a period, or of several years together."""
        first, last = band["first"], band["last"]
        if last == 0:
            return self.gettext("Initial")
        if first == last:
            return self.gettext("Year %(number)s") % {"number": first}
        return self.gettext("Years %(span)s") % {"span": f"{first}–{last}"}

    def assumptions(self) -> Table:
        """Each assumption with its figure, its status and where it comes from."""
        gettext = self.gettext
        headings = (
            gettext("Assumption"),
            gettext("Value"),
            gettext("Range"),
            gettext("Basis and status"),
            gettext("Source"),
        )
        rows = tuple(tuple(self._assumption(part)) for part in self.view["assumptions"])
        return Table(headings, rows, len(headings))

    def further_assumptions(self) -> str:
        """How many assumptions this document does not tell; empty where it tells all."""
        return self.and_more(int(self.view["assumptions_in_all"]) - len(self.view["assumptions"]))

    def and_more(self, count: int) -> str:
        """That so many things are not told; empty for none."""
        translations = self.language.translations
        told = translations.ngettext("and %(num)s more", "and %(num)s more", count)
        return told % {"num": count} if count else ""

    def subtitle(self) -> str:
        """Which edition of what this is, and of when."""
        date = self.language.date(self.view["edition"]["issued_at"])
        return " · ".join((self.gettext("Value statement"), self.edition(), date))

    def counting(self) -> str:
        """What money is counted in where that is no single unit; else nothing."""
        if self.view["scale"] == 1:
            return ""
        return self.gettext("Money in %(unit)s.") % {"unit": self.language.unit}

    def method(self) -> tuple[str, ...]:
        """How it was calculated."""
        terms, translations = self.view["terms"], self.language.translations
        if not self.has("method"):
            return ()
        told = [defined(terms["convention"], translations)]
        if any(part["reading"] for part in self.view["assumptions"]):
            told.append(defined(terms["range_reading"], translations))
        return tuple(told)

    def colophon(self) -> tuple[str, ...]:
        """What tells this document from every other, and how its money is to be read."""
        view, gettext, language = self.view, self.gettext, self.language
        terms, edition = view["terms"], view["edition"]
        rate = {"rate": language.percent(terms["discount_rate"], 2)}
        return (
            self.edition(),
            language.date(edition["issued_at"]),
            gettext("Figures in %(unit)s") % {"unit": language.unit},
            f"{named(terms['convention'], language.translations)}, "
            + gettext("%(rate)s a year") % rate,
            code_of(edition["content_hash"]),
            gettext("Content %(hash)s") % {"hash": edition["content_hash"]},
        )

    def named(self, code: str) -> str:
        """The name of a code."""
        return named(code, self.language.translations)

    def _lines(self, side: Side, heading: str, name: str) -> Table:
        whole, gettext, view = self.language.whole, self.gettext, self.view
        rows = [
            (line["ref"], line["statement"], whole(line["total"]), whole(line["present_value"]))
            for line in self.lines(side)
        ]
        sums = [whole(view[sides][_SIDES[side]]) for sides in ("headline", "present_value")]
        unit = f"{heading} ({self.language.unit})"
        headings = ("", unit, gettext("Total"), gettext("Present value"))
        return Table(headings, (*rows, ("", name, *sums)), 2, last_is_total=True)

    def _assumption(self, part: View) -> Iterator[str]:
        figure, unit = self.language.figure, part["unit"]
        yield part["label"]
        yield self._value(part) + (f" {unit}" if unit and unit != "%" else "")
        yield (
            f"{figure(part['low'], unit)} – {figure(part['high'], unit)}" if part["reading"] else ""
        )
        told = [self.named(part[name]) for name in ("basis", "status") if part[name]]
        yield ", ".join([self.gettext("Calculated")] if part["formula"] else told)
        yield part["source"] or ""

    def _value(self, part: View) -> str:
        """One figure, or the first and the last of those that differ by year."""
        language, unit = self.language, part["unit"]
        if part["value"] is not None:
            return language.figure(part["value"], unit)
        years = [run["value"] for run in part["runs"] if run["last"] > 0] or part["derived"][1:]
        if not years:
            return DOES_NOT_EXIST
        ends = list(dict.fromkeys((years[0], years[-1])))
        return " → ".join(language.rounded(value, unit) for value in ends)
