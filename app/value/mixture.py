"""Two states of one statement, mixed: some changes made, the others not yet.

What the bridge attributes are *changes*: of an assumption, of a line's formula, timing, ramp or
risk adjustment, of the discount rate, the convention or the horizon. A line evaluated with any set
of changes made is what Shapley's method asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from app.value.assumptions import Assumption
from app.value.case import AnyLine, Side, lay_out_line
from app.value.cashflow import Flow
from app.value.grid import Grid
from app.value.inputs import reached
from app.value.lines import formulas_of
from app.value.metrics import discount_factors, present_value
from app.value.statement import Convention, ValueStatement

ChangeKind = Literal[
    "assumption",
    "formula",
    "timing",
    "ramp",
    "risk_adjustment",
    "discount_rate",
    "convention",
    "horizon",
]
LineKey: TypeAlias = tuple[Side, str]

_ASPECTS: tuple[tuple[ChangeKind, tuple[str, ...]], ...] = (
    ("formula", ("upfront", "per_year")),
    ("timing", ("starts_month", "ends_month")),
    ("ramp", ("adoption", "growth")),
    ("risk_adjustment", ("risk_adjustment",)),
)
_WHOLE: tuple[tuple[ChangeKind, str], ...] = (
    ("discount_rate", "discount_rate"),
    ("convention", "convention"),
    ("horizon", "horizon_years"),
)
_DISCOUNTING = frozenset({"discount_rate", "convention"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two states; `key` names the assumption or line, `side` that of a line."""

    kind: ChangeKind
    key: str = ""
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """One of the two states, its parts by key."""

    statement: ValueStatement
    assumptions: Mapping[str, Assumption]
    lines: Mapping[LineKey, AnyLine]


class Mixture:
    """Evaluates lines that stand in both states with any set of changes made.

    Use it inside `arithmetic.exactly()`.
    """

    def __init__(self, before: ValueStatement, after: ValueStatement) -> None:
        self._before, self._after = _state(before), _state(after)
        self._flows: dict[tuple[LineKey, frozenset[Change]], Flow] = {}
        self._factors: dict[tuple[Decimal, int, Convention], tuple[Decimal, ...]] = {}
        self._whole = tuple(
            Change(kind)
            for kind, field in _WHOLE
            if getattr(before, field) != getattr(after, field)
        )

    def changes_of(self, line: LineKey) -> tuple[Change, ...]:
        """The changes that can move one line: its own, its assumptions', the statement's."""
        before, after = self._before.lines[line], self._after.lines[line]
        own = tuple(
            Change(kind, line[1], line[0])
            for kind, fields in _aspects(before, after)
            if any(getattr(before, field) != getattr(after, field) for field in fields)
        )
        names = sorted(self._reached(line))
        inputs = tuple(Change("assumption", name) for name in names if self._differs(name))
        return (*inputs, *own, *self._whole)

    def amounts(self, line: LineKey, made: frozenset[Change]) -> tuple[Decimal, Decimal]:
        """Total and present value of a line with some changes made.

        Raises:
            CalculationError, graphlib.CycleError: this mixture of both states has no result.
        """
        undiscounted = frozenset(change for change in made if change.kind not in _DISCOUNTING)
        if (line, undiscounted) not in self._flows:
            self._flows[line, undiscounted] = self._flow(line, undiscounted)
        flow = self._flows[line, undiscounted]
        return flow.total, present_value(flow.twelfths, self._discounting(made))

    def _flow(self, key: LineKey, made: frozenset[Change]) -> Flow:
        years = self._chosen(Change("horizon"), made).horizon_years
        line = self._mixed_line(key, made, 12 * years)
        assumptions = [self._mixed_assumption(name, made, years) for name in self._reached(key)]
        grid = Grid(assumptions, years)
        return lay_out_line(key[0], line, f"#/{key[0]}s/{key[1]}", grid, ()).flow

    def _discounting(self, made: frozenset[Change]) -> tuple[Decimal, ...]:
        chosen = (
            self._chosen(Change("discount_rate"), made).discount_rate,
            self._chosen(Change("horizon"), made).horizon_years,
            self._chosen(Change("convention"), made).convention,
        )
        if chosen not in self._factors:
            self._factors[chosen] = discount_factors(*chosen)
        return self._factors[chosen]

    def _mixed_line(self, key: LineKey, made: frozenset[Change], months: int) -> AnyLine:
        before, after = self._before.lines[key], self._after.lines[key]
        fields = {
            field: getattr(after, field)
            for kind, names in _aspects(before, after)
            if Change(kind, key[1], key[0]) in made
            for field in names
        }
        line = before.model_copy(update=fields)
        return _within(line, months) if self._whole else line

    def _mixed_assumption(self, name: str, made: frozenset[Change], years: int) -> Assumption:
        before, after = self._before.assumptions.get(name), self._after.assumptions.get(name)
        if before is None or after is None:
            chosen = other = before or after
        else:
            changed = Change("assumption", name) in made
            chosen, other = (after, before) if changed else (before, after)
        if chosen is None or other is None:
            raise KeyError(name)
        return _over(chosen, other, years)

    def _differs(self, name: str) -> bool:
        before, after = self._before.assumptions.get(name), self._after.assumptions.get(name)
        if before is None or after is None:
            return False
        if before.by_year is None or after.by_year is None:
            return _meaning(before) != _meaning(after)
        common = min(len(before.by_year), len(after.by_year))
        return (before.initial, before.by_year[:common]) != (after.initial, after.by_year[:common])

    def _reached(self, line: LineKey) -> set[str]:
        states = self._before, self._after

        def formulas(name: str) -> Iterator[str]:
            for state in states:
                found = state.assumptions.get(name)
                if found is not None and found.formula is not None:
                    yield found.formula

        return reached(
            (text for state in states for text in formulas_of(state.lines[line])), formulas
        )

    def _chosen(self, change: Change, made: frozenset[Change]) -> ValueStatement:
        return (self._after if change in made else self._before).statement


def _state(statement: ValueStatement) -> _State:
    sides: tuple[tuple[Side, tuple[AnyLine, ...]], ...] = (
        ("benefit", statement.benefits),
        ("investment", statement.investments),
    )
    return _State(
        statement,
        {assumption.key: assumption for assumption in statement.assumptions},
        {(side, line.key): line for side, lines in sides for line in lines},
    )


def _aspects(before: AnyLine, after: AnyLine) -> tuple[tuple[ChangeKind, tuple[str, ...]], ...]:
    """The fields of each kind; one-off amounts that only move in time are timing."""
    same_amounts = [flow.amount for flow in before.one_off] == [
        flow.amount for flow in after.one_off
    ]
    bearer = "timing" if same_amounts else "formula"
    return tuple(
        (kind, (*fields, "one_off") if kind == bearer else fields) for kind, fields in _ASPECTS
    )


def _within(line: AnyLine, months: int) -> AnyLine:
    """A line cut to a horizon that may be shorter than the one it was written for."""
    starts = line.starts_month or 1
    return line.model_copy(
        update={
            "per_year": line.per_year if starts <= months else None,
            "ends_month": min(line.ends_month or months, months),
            "one_off": tuple(flow for flow in line.one_off if flow.month <= months),
        }
    )


def _over(chosen: Assumption, other: Assumption, years: int) -> Assumption:
    """An assumption over a horizon; figures for years it has none for are the other state's."""
    if chosen.by_year is None or len(chosen.by_year) == years:
        return chosen
    figures = list(chosen.by_year[:years])
    for year in range(len(figures), years):
        beyond = other.by_year or ()
        last = figures[-1] if other.value is None else other.value
        figures.append(beyond[year] if year < len(beyond) else last)
    return chosen.model_copy(update={"by_year": tuple(figures)})


def _meaning(assumption: Assumption) -> tuple[object, ...]:
    return (assumption.value, assumption.initial, assumption.by_year, assumption.formula)
