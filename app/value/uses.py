"""Where each assumption is used: every place of a statement that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.value.errors import pointer_to
from app.value.outline import Outline, Place
from app.value.statement import ValueStatement
from app.value.trace_view import Use

_CALLED = ("label", "statement", "key")


def uses_of(statement: ValueStatement) -> dict[str, tuple[Use, ...]]:
    """Where each assumption is read directly, formulas first; unused ones are not among the keys.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "1000"}],
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "sheets * 2"}],
        ... )
        >>> uses_of(statement)["sheets"]
        (Use(pointer='#/benefits/0/per_year', label='Save paper'),)
    """
    found: dict[str, dict[str, Use]] = defaultdict(dict)
    for name, place in (*_in_formulas(statement), *_by_name(statement)):
        pointer = pointer_to(place)
        found[name][pointer] = Use(pointer=pointer, label=_called(statement, place))
    return {name: tuple(uses.values()) for name, uses in found.items()}


def _in_formulas(statement: ValueStatement) -> Iterator[tuple[str, Place]]:
    for placed in Outline(statement).formulas:
        for name in placed.needs.names:
            yield name.name, placed.place


def _by_name(statement: ValueStatement) -> Iterator[tuple[str, Place]]:
    for name, metrics in (
        ("benefits", [benefit.metric for benefit in statement.benefits]),
        ("objectives", [goal.metric for goal in statement.objectives]),
    ):
        for index, metric in enumerate(metrics):
            if metric is not None:
                yield metric.from_, (name, index, "metric", "from")
                yield metric.to, (name, index, "metric", "to")
    for index, scenario in enumerate(statement.scenarios):
        for number, override in enumerate(scenario.overrides):
            yield override.assumption, ("scenarios", index, "overrides", number, "assumption")
    for index, correlation in enumerate(statement.correlations):
        for end, key in enumerate(correlation.between):
            yield key, ("correlations", index, "between", end)


def _called(statement: ValueStatement, place: Place) -> str:
    """What readers call the part of the statement that a place lies in."""
    part = getattr(statement, str(place[0]))[int(place[1])]
    names = (getattr(part, name, None) for name in _CALLED)
    return str(next((name for name in names if name), place[0]))
