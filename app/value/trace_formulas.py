"""Formulas taken apart: each part in words and figures, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Literal, TypeAlias

from app.value.case import Case
from app.value.figure_words import FigureWords
from app.value.formulas import parse
from app.value.formulas.arithmetic import OPERATORS, UndefinedError
from app.value.formulas.display_units import DisplayUnits, keeps_unit
from app.value.formulas.explain import choice_in_figures, in_figures, in_words, parts_of
from app.value.formulas.tree import Arithmetic, Call, Node, is_truth, walk
from app.value.formulas.workings import Found, Workings, chain_of, period_within
from app.value.publish import plainly_rounded
from app.value.trace_view import FormulaTrace, PartTrace, Reading

Role: TypeAlias = Literal["upfront", "per_year", "one_off", "assumption"]
Columns: TypeAlias = tuple[int | None, ...]
"""For each period shown, the period looked at; None where the formula is not used."""

MOST_PARTS_TOLD = 20_000
"""Of all formulas together; the largest study has some 800. Beyond, formulas stay whole."""
LONGEST_WORDS = 1000

_NO_FIGURE = "no figure"


class FormulaTracer:
    """Takes the formulas of one case apart. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case, words: FigureWords) -> None:
        self._workings = Workings(case.grid.figures)
        self._words = words
        self._periods = case.grid.periods
        assumptions = case.statement.assumptions
        self._labels = {one.key: one.label or one.key for one in assumptions}
        self._units = DisplayUnits({one.key: one.unit for one in assumptions})
        self._phrases: dict[int, tuple[Node, str]] = {}
        self._left = MOST_PARTS_TOLD
        self.complete = True

    def trace(  # noqa: PLR0913 - what, where it stands, when it is used, and in which unit
        self,
        text: str,
        pointer: str,
        role: Role,
        used: Iterable[int],
        *,
        unit: str | None,
        month: int | None = None,
    ) -> FormulaTrace:
        """Take one formula apart in the periods in which it is used."""
        wanted = set(used)
        columns = tuple(one if one in wanted else None for one in range(self._periods))
        tree = parse(text).tree
        self._phrases.clear()  # long phrases of one formula at a time
        whole = self._part(tree, text, columns, unit or self._unit(tree, None))
        return FormulaTrace(role=role, month=month, pointer=pointer, whole=whole)

    def _part(self, node: Node, text: str, columns: Columns, unit: str | None) -> PartTrace:
        found = [None if at is None else self._workings.of(node, at) for at in columns]
        passed = unit if keeps_unit(node) else None
        parts = parts_of(node)
        told = self._afforded(parts)
        return PartTrace(
            formula=text[node.start : node.end],
            words=_shortened(in_words(node, self._labels.__getitem__, self._phrases)),
            unit=unit,
            by_period=tuple(_published(figure) for figure in found),
            holds=tuple(_truth(one) for one in found) if is_truth(node) else None,
            readings=self._readings(node, columns, unit) if parts else (),
            parts=tuple(
                self._part(
                    part,
                    text,
                    self._looked_at(node, index, columns),
                    self._unit(part, None if is_truth(part) else passed),
                )
                for index, part in enumerate(told)
            ),
        )

    def _afforded(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """The parts, as long as there are not too many in all."""
        self._left -= len(parts)
        if self._left >= 0:
            return parts
        self.complete = False
        return ()

    def _looked_at(self, node: Node, index: int, columns: Columns) -> Columns:
        """The periods in which a part is looked at: a branch of IF only where it is taken."""
        if isinstance(node, Call) and node.function == "IF" and index:
            taken = index == 1
            return tuple(
                at if at is not None and self._workings.of(node.arguments[0], at) is taken else None
                for at in columns
            )
        return tuple(None if at is None else period_within(node, at) for at in columns)

    def _readings(self, node: Node, columns: Columns, unit: str | None) -> tuple[Reading, ...]:
        parts = parts_of(node)
        known: dict[tuple[Found, ...], str | None] = {}
        texts: list[str | None] = []
        for at in columns:
            if at is None:
                texts.append(None)
                continue
            seen = self._seen(node, parts, at)
            if seen not in known:
                known[seen] = self._reading(node, at, unit)
            texts.append(known[seen])
        return grouped(texts)

    def _seen(self, node: Node, parts: Sequence[Node], period: int) -> tuple[Found, ...]:
        """What a reading shows; the same figures in two periods are read once."""
        within = period_within(node, period)
        shown = [inner for part in parts for inner in (walk(part) if is_truth(part) else [part])]
        figures = [None if within is None else self._workings.of(one, within) for one in shown]
        return (self._workings.of(node, period), *figures)

    def _reading(self, node: Node, period: int, unit: str | None) -> str | None:
        figure = self._workings.of(node, period)
        if figure is None:
            return None
        within = period_within(node, period)
        passed = unit if keeps_unit(node) else None

        def tell(part: Node) -> str:
            return self._told(part, within, passed)

        if isinstance(figure, bool):
            return f"{in_figures(node, tell)}: {'true' if figure else 'false'}"
        if isinstance(node, Call) and node.function == "IF":
            holds = self._workings.of(node.arguments[0], period) is True
            return choice_in_figures(
                node, lambda part: self._told(part, within, None), tell, holds=holds
            )
        sign = "=" if self._adds_up(node, period, figure, unit) else "≈"
        return f"{in_figures(node, tell)} {sign} {self._words.read(figure, _measure(unit))}"

    def _told(self, part: Node, period: int | None, expected: str | None) -> str:
        if is_truth(part):
            return in_figures(part, lambda inner: self._told(inner, period, None))
        figure = None if period is None else self._workings.of(part, period)
        if not isinstance(figure, Decimal):
            return _NO_FIGURE
        return self._words.read(figure, _measure(self._unit(part, expected)))

    def _unit(self, part: Node, expected: str | None) -> str | None:
        return self._units.of(part) or expected

    def _adds_up(self, node: Node, period: int, figure: Decimal, unit: str | None) -> bool:
        """Whether the figures shown give the figure shown, as a reader would check."""
        if not isinstance(node, Arithmetic):
            return True
        passed = unit if keeps_unit(node) else None
        shown: list[tuple[str, Decimal]] = []
        for operand in chain_of(node):
            found = self._workings.of(operand.node, period)
            if not isinstance(found, Decimal):
                return False
            seen = self._words.shown(found, self._unit(operand.node, passed))
            shown.append((operand.operator, seen))
        try:
            checked = reduce(
                lambda left, step: OPERATORS[step[0]](left, step[1]), shown[1:], shown[0][1]
            )
        except (UndefinedError, ArithmeticError):
            return False
        return self._words.read(checked, unit) == self._words.read(figure, unit)


def grouped(texts: Sequence[str | None]) -> tuple[Reading, ...]:
    """One reading for all periods in which the text is the same."""
    periods: dict[str, list[str]] = {}
    for period, text in enumerate(texts):
        if text is not None:
            periods.setdefault(text, []).append(str(period) if period else "initial")
    return tuple(Reading(periods=tuple(when), text=text) for text, when in periods.items())


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"


def _measure(unit: str | None) -> str | None:
    """What is counted, without “per user per month”: an equation is easier to read so."""
    return unit and unit.split("/", 1)[0]


def _published(figure: Found) -> Decimal | None:
    return plainly_rounded(figure) if isinstance(figure, Decimal) else None


def _truth(found: Found) -> bool | None:
    return found if isinstance(found, bool) else None
