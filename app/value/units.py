"""The units of a statement, checked through every formula down to the money of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from app.value.consistency import in_order
from app.value.formulas import parse
from app.value.formulas.dimensions import (
    Dimension,
    currencies_in,
    dimension_of,
    way_out,
    written,
)
from app.value.formulas.units import FormulaUnits, formula_units, nearest, plainest
from app.value.lines import Line
from app.value.statement import ValueStatement
from app.value.surroundings import Alternative


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """A place whose units do not fit, why, and what to do; within a formula, from `start` on."""

    kind: Literal["mixed_currencies", "mismatch"]
    pointer: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class UnitReading:
    """How the units of one formula were understood.

    `notes` say which literals were read as conversions: "12 read as months per year".
    """

    pointer: str
    formula: str
    gives: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitCheck:
    """Everything found about a statement's units; formulas with unknown units are left out."""

    readings: tuple[UnitReading, ...]
    problems: tuple[UnitProblem, ...]


class _Written(NamedTuple):
    """A formula, where it stands, and what it should give; `key` where it is an assumption."""

    pointer: str
    text: str
    wanted: Dimension | None
    key: str | None = None


def check_units(statement: ValueStatement) -> UnitCheck:
    """Check a statement's units; figures without a unit fit everywhere.

    Example:
        >>> statement = ValueStatement(
        ...     title="Fee", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "fee", "value": "10", "unit": "EUR/month"}],
        ...     investments=[{"key": "paid", "statement": "Fee", "per_year": "fee"}],
        ... )
        >>> check_units(statement).problems[0].advice
        'It is still per month: multiply by 12.'
    """
    assumptions = tuple([(one.key, one.unit, one.formula) for one in statement.assumptions])
    return _checked(assumptions, tuple(_used(statement)))


_Named: TypeAlias = tuple[str, str | None, str | None]
"""An assumption's key, unit and formula."""


@lru_cache(maxsize=64)
def _checked(assumptions: tuple[_Named, ...], used: tuple[_Written, ...]) -> UnitCheck:
    """The same while only figures change."""
    known = {key: dimension_of(unit) for key, unit, _ in assumptions}
    readings: list[UnitReading] = []
    problems: list[UnitProblem] = []
    if any(unit is not None for unit in known.values()):
        for formula in (*_derived(assumptions, known), *used):
            units = tuple((name, known[name]) for name in _names_in(formula.text))
            if any(unit is not None for _, unit in units):
                found = formula_units(formula.text, units)
                known |= _inferred(formula, found)
                readings += _reading(formula, found)
                problems += _problems(formula, found)
    return UnitCheck(tuple(readings), tuple(problems))


def _derived(
    assumptions: tuple[_Named, ...], known: Mapping[str, Dimension | None]
) -> Iterator[_Written]:
    """Assumptions given by formula, each after those it needs."""
    places = {key: index for index, (key, _, _) in enumerate(assumptions)}
    formulas = {key: formula for key, _, formula in assumptions if formula is not None}
    order = in_order(
        {key: parse(text).reads.now & formulas.keys() for key, text in formulas.items()}
    )
    for key in order:
        place = f"#/assumptions/{places[key]}/formula"
        yield _Written(place, formulas[key], known[key], key)


def _used(statement: ValueStatement) -> Iterator[_Written]:
    """The formulas of lines, pools and alternatives."""
    money: Dimension = ((statement.currency_code, 1),)
    for index, benefit in enumerate(statement.benefits):
        yield from _of_line(f"#/benefits/{index}", benefit, money)
    for index, investment in enumerate(statement.investments):
        yield from _of_line(f"#/investments/{index}", investment, money)
    if statement.pools:
        yield from _of_pools(statement)
    for index, alternative in enumerate(statement.alternatives):
        yield from _of_alternative(f"#/alternatives/{index}", alternative, money)


def _of_pools(statement: ValueStatement) -> Iterator[_Written]:
    pools = {pool.key: dimension_of(pool.unit) for pool in statement.pools}
    for index, pool in enumerate(statement.pools):
        yield _Written(f"#/pools/{index}/per_year", pool.per_year, pools[pool.key])
    for index, benefit in enumerate(statement.benefits):
        for number, claim in enumerate(benefit.draws_on):
            place = f"#/benefits/{index}/draws_on/{number}"
            if claim.claim is not None:
                yield _Written(f"{place}/claim", claim.claim, pools[claim.pool])
            elif benefit.per_year is not None:
                yield _Written(place, benefit.per_year, pools[claim.pool])


def _of_alternative(place: str, alternative: Alternative, money: Dimension) -> Iterator[_Written]:
    yield _Written(f"{place}/reference_value", alternative.reference_value, money)
    for side in ("positive_differentiation", "negative_differentiation"):
        for number, part in enumerate(getattr(alternative, side)):
            yield _Written(f"{place}/{side}/{number}/amount", part.amount, money)


def _of_line(place: str, line: Line, money: Dimension) -> Iterator[_Written]:
    if line.upfront is not None:
        yield _Written(f"{place}/upfront", line.upfront, money)
    if line.per_year is not None:
        yield _Written(f"{place}/per_year", line.per_year, money)
    for number, flow in enumerate(line.one_off):
        yield _Written(f"{place}/one_off/{number}/amount", flow.amount, money)


@lru_cache(maxsize=8192)
def _names_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.name for name in parse(text).reads.names))


def _inferred(formula: _Written, found: FormulaUnits) -> dict[str, Dimension]:
    """The unit of an assumption that does not say its own, where only one is possible."""
    if formula.key is None or formula.wanted is not None:
        return {}
    if found.readings is None or len(found.readings) != 1:
        return {}
    return {formula.key: plainest(found.readings)}


def _reading(formula: _Written, found: FormulaUnits) -> Iterator[UnitReading]:
    if found.readings is not None:
        wanted = formula.wanted
        fits = wanted is not None and wanted in found.readings
        unit = wanted if fits and wanted is not None else plainest(found.readings)
        notes = tuple(dict.fromkeys(found.readings[unit]))
        yield UnitReading(formula.pointer, formula.text, written(unit), notes)


def _problems(formula: _Written, found: FormulaUnits) -> Iterator[UnitProblem]:
    for clash in found.clashes:
        part = formula.text[clash.start : clash.end]
        reason = f"“{part}” is {written(clash.right)}, beside {written(clash.left)}"
        yield UnitProblem(
            "mixed_currencies" if clash.mixes_currencies else "mismatch",
            formula.pointer,
            f"{reason} (column {clash.start + 1} of {formula.text}).",
            _conversion() if clash.mixes_currencies else way_out(clash.right, clash.left),
        )
    if found.readings is None or formula.wanted is None or formula.wanted in found.readings:
        return
    gives = nearest(found.readings, formula.wanted)
    foreign = currencies_in(gives) and currencies_in(gives) != currencies_in(formula.wanted)
    mixes = bool(foreign and currencies_in(formula.wanted))
    yield UnitProblem(
        "mixed_currencies" if mixes else "mismatch",
        formula.pointer,
        f"{formula.text} gives {written(gives)}, where {written(formula.wanted)} is needed.",
        _conversion() if mixes else way_out(gives, formula.wanted),
    )


def _conversion() -> str:
    return "Convert with an exchange rate: an assumption with a unit such as EUR/USD."
