"""Scenarios: conservative, as stated, optimistic, and a statement's own, side by side.

The derived ones put every range at its bad or good end at once; which end is bad is found, not
assumed. All at once is far less likely than each alone: a simulation tells how likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.bad_ends import bad_and_good_ends
from app.value.case import case_of
from app.value.errors import CalculationError
from app.value.figure_words import FigureWords
from app.value.formulas.arithmetic import exactly
from app.value.lane_figures import told
from app.value.measures import measures_of
from app.value.publish import publish
from app.value.ranges import level_of, moved_to, range_of
from app.value.result import Result
from app.value.scenarios_view import (
    ScenarioChange,
    ScenarioKind,
    ScenarioResult,
    Scenarios,
    ScenarioTotals,
)
from app.value.sensitivity_view import Target
from app.value.statement import ValueStatement
from app.value.surroundings import Scenario, figures_of

CONSERVATIVE, EXPECTED, OPTIMISTIC = "conservative", "expected", "optimistic"
"""Keys of the derived scenarios; an own one of the same key takes its place."""


def scenarios(statement: ValueStatement, target: Target = "value") -> Scenarios:
    """Calculate all scenarios of a statement, exactly, as its result is calculated.

    Raises:
        CalculationError: the statement as it stands has no result.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "fee", "value": "100", "low": "80", "high": "150"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "200"}],
        ...     investments=[{"key": "paid", "statement": "Fee", "per_year": "fee"}],
        ... )
        >>> [str(one.totals.value) for one in scenarios(statement).scenarios]
        ['50.00', '100.00', '120.00']
    """
    stated = _figures(statement)
    told_ones = [_result(statement, one, stated) for one in ways_of(statement, target)]
    return Scenarios(
        currency_code=statement.currency_code,
        convention=statement.convention,
        range_reading=statement.range_reading,
        target=target,
        scenarios=tuple(told_ones),
        without_range=tuple(
            one.key
            for one in statement.assumptions
            if one.formula is None and range_of(one) is None
        ),
        words=_words(statement, told_ones),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """A scenario before it is calculated: the assumptions that take another's place."""

    key: str
    label: str
    kind: ScenarioKind
    assumptions: Mapping[str, Assumption]


def ways_of(statement: ValueStatement, target: Target) -> Iterator[Way]:
    """All scenarios of a statement before they are calculated, in the order they are told.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "fee", "value": "100", "low": "80", "high": "150"}],
        ...     investments=[{"key": "paid", "statement": "Fee", "per_year": "fee"}],
        ... )
        >>> {way.key: [str(moved.value) for moved in way.assumptions.values()]
        ...  for way in ways_of(statement, "value")}
        {'conservative': ['150'], 'expected': [], 'optimistic': ['80']}
    """
    own = {one.key: one for one in statement.scenarios}
    bad, good = bad_and_good_ends(statement, target)
    derived: list[tuple[str, ScenarioKind, dict[str, Decimal]]] = [
        (CONSERVATIVE, "from_ranges", bad),
        (EXPECTED, "as_stated", {}),
        (OPTIMISTIC, "from_ranges", good),
    ]
    for key, kind, ends in derived:
        if key in own:
            yield _own(statement, own.pop(key))
        elif ends or kind == "as_stated":
            yield Way(key, key.capitalize(), kind, _at(statement, ends))
    for scenario in own.values():
        yield _own(statement, scenario)


def _at(statement: ValueStatement, ends: Mapping[str, Decimal]) -> dict[str, Assumption]:
    with exactly():
        return {
            one.key: moved_to(one, ends[one.key])
            for one in statement.assumptions
            if one.key in ends
        }


def _own(statement: ValueStatement, scenario: Scenario) -> Way:
    given = {one.key: one for one in statement.assumptions}
    moved = {
        override.assumption: given[override.assumption].model_copy(update=figures_of(override))
        for override in scenario.overrides
    }
    return Way(scenario.key, scenario.label or scenario.key, "own", moved)


def _result(statement: ValueStatement, way: Way, stated: Result) -> ScenarioResult:
    totals, fault = None, None
    try:
        totals = _totals(_figures(_with(statement, way.assumptions)), stated)
    except CalculationError as error:
        first = error.faults[0]
        fault = f"{first.pointer}: {first.detail}"
    changes = [
        _change(one, way.assumptions[one.key])
        for one in statement.assumptions
        if one.key in way.assumptions
    ]
    return ScenarioResult(
        key=way.key,
        label=way.label,
        kind=way.kind,
        changes=tuple(changes),
        totals=totals,
        fault=fault,
    )


def _figures(statement: ValueStatement) -> Result:
    """Figures alone: a scenario is not checked as a case of its own."""
    with exactly():
        case = case_of(statement)
        return publish(case, measures_of(case))


def _with(statement: ValueStatement, moved: Mapping[str, Assumption]) -> ValueStatement:
    assumptions = tuple(moved.get(one.key, one) for one in statement.assumptions)
    return statement.model_copy(update={"assumptions": assumptions})


def _totals(result: Result, stated: Result) -> ScenarioTotals:
    return ScenarioTotals(
        total_benefits=result.total_benefits,
        total_investment=result.total_investment,
        value=result.value,
        metrics=result.metrics,
        reasons=result.reasons,
        value_above_stated=result.value - stated.value,
    )


def _change(before: Assumption, after: Assumption) -> ScenarioChange:
    level = level_of(before)
    return ScenarioChange(
        key=before.key,
        label=before.label or before.key,
        unit=before.unit,
        stated=None if level is None else told(level),
        figure=told(level_of(after) or Decimal(0)),
        by_year=None if after.by_year is None else tuple(map(told, after.by_year)),
    )


def _words(statement: ValueStatement, found: list[ScenarioResult]) -> str:
    money = FigureWords(statement.currency_code).money
    values = [
        f"{one.label}: {money(one.totals.value) if one.totals else 'no result'}" for one in found
    ]
    said = f"Value by scenario: {'; '.join(values)}."
    if not any(one.kind == "from_ranges" for one in found):
        return said
    return (
        f"{said} The derived scenarios have every range at its bad or its good end at once, which "
        "is far less likely than each of them alone; a simulation tells how likely."
    )
