"""A case as the rules look at it: what several of them need is found once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine
from app.value.figure_words import FigureWords
from app.value.inputs import Inputs
from app.value.measures import Measures
from app.value.result import AlternativeResult, Overlap
from app.value.units import UnitCheck, check_units

MOST_QUOTED = 60


class Study:
    """A case with its measures, and what is behind its lines.

    Make and use it inside `arithmetic.exactly()`.
    """

    def __init__(
        self,
        case: Case,
        measures: Measures,
        overlap: Overlap | None,
        alternatives: tuple[AlternativeResult, ...],
    ) -> None:
        self.case = case
        self.statement = case.statement
        self.measures = measures
        self.overlap = overlap
        self.alternatives = alternatives
        self.inputs = Inputs(case.statement.assumptions)
        self.words = FigureWords(case.statement.currency_code)
        self.benefits = case.on("benefit")
        self.investments = case.on("investment")
        self.total_benefits = case.total("benefit")
        self.value = self.total_benefits - case.total("investment")
        self.counted = self._counted()
        self.given = self._given()
        self.units: UnitCheck = check_units(case.statement)
        self._places = self._line_places()

    def behind(self, line: CaseLine) -> list[Assumption]:
        """The given figures behind a line."""
        return [one for one in self.inputs.behind(line.line) if one.formula is None]

    def used(self) -> frozenset[str]:
        """The assumptions that anything uses: money, metrics, pools, alternatives."""
        statement = self.statement
        texts = [pool.per_year for pool in statement.pools]
        texts += [
            claim.claim
            for benefit in statement.benefits
            for claim in benefit.draws_on
            if claim.claim is not None
        ]
        for other in statement.alternatives:
            parts = (*other.positive_differentiation, *other.negative_differentiation)
            texts += [other.reference_value, *(part.amount for part in parts)]
        texts += [one.reached_by for one in statement.objectives if one.reached_by is not None]
        metrics = [benefit.metric for benefit in statement.benefits]
        metrics += [goal.metric for goal in statement.objectives]
        texts += [key for metric in metrics if metric for key in (metric.from_, metric.to)]
        return self.counted.union([one.key for one in self.inputs.under(texts)])

    def conversions(self) -> Mapping[str, frozenset[str]]:
        """The literals read as conversions, by the place of their formula."""
        return {
            reading.pointer: frozenset(note.split(maxsplit=1)[0] for note in reading.notes)
            for reading in self.units.readings
            if reading.notes
        }

    def formulas(self) -> Iterator[tuple[str, str]]:
        """All formulas of assumptions and of lines with money, with their places."""
        for index, one in enumerate(self.statement.assumptions):
            if one.formula is not None:
                yield f"#/assumptions/{index}/formula", one.formula
        for line in self.case.lines:
            place = self.place(line)
            if line.line.upfront is not None:
                yield f"{place}/upfront", line.line.upfront
            if line.line.per_year is not None:
                yield f"{place}/per_year", line.line.per_year
            for number, flow in enumerate(line.line.one_off):
                yield f"{place}/one_off/{number}/amount", flow.amount

    def place(self, line: CaseLine) -> str:
        """The pointer to a line."""
        return self._places[line.side, line.line.key]

    def _counted(self) -> frozenset[str]:
        """The assumptions that money of a line rests on, directly or through others."""
        behind = self.inputs.behind
        return frozenset([one.key for line in self.case.lines for one in behind(line.line)])

    def _given(self) -> list[tuple[str, Assumption]]:
        """The given figures that money rests on, with their places."""
        return [
            (f"#/assumptions/{index}", one)
            for index, one in enumerate(self.statement.assumptions)
            if one.formula is None and one.key in self.counted
        ]

    def _line_places(self) -> Mapping[tuple[str, str], str]:
        sides = (("benefit", self.statement.benefits), ("investment", self.statement.investments))
        return {
            (side, line.key): f"#/{side}s/{index}"
            for side, lines in sides
            for index, line in enumerate(lines)
        }


def quoted(text: str) -> str:
    """A text in quotation marks, cut where it is long."""
    short = text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1].rstrip() + "…"
    return f"“{short.rstrip('.')}”"


def listed(parts: list[str], most: int = 4) -> str:
    """Parts in a row: "a, b and c"; of many, the first ones and how many more there are."""
    if len(parts) > most + 1:
        return f"{', '.join(parts[:most])} and {len(parts) - most} more"
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
