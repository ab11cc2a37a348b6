"""What lines amount to, as recorded operations, and when each amount flows.

A line is linear in its amounts, whatever its timing, ramp, growth and risk adjustment: the exact
code lays out amounts of one, and what it says are the coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from app.value.assumptions import Assumption
from app.value.case import AnyLine, Side
from app.value.cashflow import Amounts, active_years, lay_out, year_of
from app.value.consistency import in_order
from app.value.formulas import Formula, parse
from app.value.formulas.array_functions import combined
from app.value.formulas.tape import Recorder, Value
from app.value.formulas.vectorise import Vectoriser
from app.value.statement import ValueStatement

_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class PlacedValue:
    """What a formula comes to in one period."""

    pointer: str
    formula: str
    period: int
    value: Value


@dataclass(frozen=True, slots=True)
class LaneLine:
    """A line with money: each amount it rests on, with its risk-adjusted coefficients by month.

    As in the exact flows, coefficients are kept in twelfths.
    """

    side: Side
    key: str
    terms: tuple[tuple[Value, tuple[float, ...]], ...]


class LaneAmounts:
    """A statement's formulas recorded; assumptions named in `varying` are columns.

    Use it inside `arithmetic.exactly()`.
    """

    def __init__(self, statement: ValueStatement, varying: frozenset[str]) -> None:
        self.recorder = Recorder()
        self.placed: list[PlacedValue] = []
        self._years = statement.horizon_years
        self._varying = varying
        self._figures: dict[str, list[Value | None]] = {}
        self._steady: set[str] = set()
        self._vectoriser = Vectoriser(self.recorder, self._figures)
        self._read(statement.assumptions)
        self.lines = tuple(self._lines(statement))

    def _read(self, assumptions: Sequence[Assumption]) -> None:
        formulas: dict[str, tuple[str, Formula]] = {}
        for index, assumption in enumerate(assumptions):
            if assumption.formula is not None:
                place = f"#/assumptions/{index}/formula"
                formulas[assumption.key] = (place, parse(assumption.formula))
                self._figures[assumption.key] = [None] * (self._years + 1)
            else:
                self._figures[assumption.key] = self._given(assumption)
                if assumption.value is not None:
                    self._steady.add(assumption.key)
        self._derive(formulas)

    def _given(self, assumption: Assumption) -> list[Value | None]:
        """Figures by period; those given by year are scaled as a whole by their column."""
        level = base_level(assumption)
        if assumption.by_year is None:
            return [self._level(assumption, level or 0.0)] * (self._years + 1)
        figures = (assumption.initial, *assumption.by_year)
        if level is None or assumption.key not in self._varying:
            return [None if one is None else self.recorder.constant(float(one)) for one in figures]
        column = self.recorder.column(assumption.key)
        return [
            None if one is None else combined(self.recorder, [(column, float(one) / level)])
            for one in figures
        ]

    def _level(self, assumption: Assumption, level: float) -> Value:
        if assumption.key in self._varying:
            return self.recorder.column(assumption.key)
        return self.recorder.constant(level)

    def _derive(self, formulas: dict[str, tuple[str, Formula]]) -> None:
        order = in_order(
            {key: formula.reads.now & formulas.keys() for key, (_, formula) in formulas.items()}
        )
        varying = []
        for key in order:
            place, formula = formulas[key]
            if self._is_steady(formula):
                self._figures[key] = [self._placed(place, formula, 0)] * (self._years + 1)
                self._steady.add(key)
            else:
                varying.append(key)
        for period in range(self._years + 1):
            for key in varying:
                self._figures[key][period] = self._placed(*formulas[key], period)

    def _is_steady(self, formula: Formula) -> bool:
        return not formula.reads.over_time and formula.reads.now <= self._steady

    def _placed(self, pointer: str, formula: Formula, period: int) -> Value:
        value = self._vectoriser.number(formula.tree, period)
        self.placed.append(PlacedValue(pointer, formula.text, period, value))
        return value

    def _lines(self, statement: ValueStatement) -> Iterator[LaneLine]:
        sides: tuple[tuple[Side, str, Sequence[AnyLine]], ...] = (
            ("benefit", "benefits", statement.benefits),
            ("investment", "investments", statement.investments),
        )
        for side, name, given in sides:
            for index, line in enumerate(given):
                if line.has_money:
                    terms = self._terms(side, line, f"#/{name}/{index}")
                    yield LaneLine(side, line.key, terms)

    def _terms(
        self, side: Side, line: AnyLine, pointer: str
    ) -> tuple[tuple[Value, tuple[float, ...]], ...]:
        risk = line.risk_adjustment or _ZERO
        factor = 1 - risk if side == "benefit" else 1 + risk
        found: dict[Value, list[list[float]]] = {}
        for value, twelfths in self._amounts(line, pointer):
            months = [float(amount * factor) for amount in twelfths]
            found.setdefault(value, []).append(months)
        return tuple(
            (value, tuple(fsum(month) for month in zip(*parts, strict=True)))
            for value, parts in found.items()
        )

    def _amounts(self, line: AnyLine, pointer: str) -> Iterator[tuple[Value, Sequence[Decimal]]]:
        nothing: dict[int, Decimal] = {}
        if line.upfront is not None:
            value = self._placed(f"{pointer}/upfront", parse(line.upfront), 0)
            unit = Amounts(_ONE, nothing, ())
            yield value, lay_out(line, unit, self._years).twelfths
        if line.per_year is not None:
            yield from self._yearly(line, f"{pointer}/per_year", parse(line.per_year))
        for number, flow in enumerate(line.one_off):
            place = f"{pointer}/one_off/{number}/amount"
            value = self._placed(place, parse(flow.amount), year_of(flow.month))
            unit = Amounts(_ZERO, nothing, ((flow.month, _ONE),))
            yield value, lay_out(line, unit, self._years).twelfths

    def _yearly(
        self, line: AnyLine, pointer: str, formula: Formula
    ) -> Iterator[tuple[Value, Sequence[Decimal]]]:
        years = active_years(line, self._years)
        units = Amounts(_ZERO, dict.fromkeys(years, _ONE), ())
        twelfths = lay_out(line, units, self._years).twelfths
        if self._is_steady(formula):
            yield self._placed(pointer, formula, years[0]), twelfths
            return
        for year in years:
            value = self._placed(pointer, formula, year)
            yield (
                value,
                [one if year_of(month) == year else _ZERO for month, one in enumerate(twelfths)],
            )


def base_level(assumption: Assumption) -> float | None:
    """The figure a column replaces: the value, or the average of the years it is given for.

    None for a formula, and for figures by year whose average is zero, which nothing can scale.

    Example:
        >>> base_level(Assumption(key="users", by_year=["100", "300"]))
        200.0
    """
    if assumption.value is not None:
        return float(assumption.value)
    if not assumption.by_year:
        return None
    return float(sum(assumption.by_year, _ZERO) / len(assumption.by_year)) or None
