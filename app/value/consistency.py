"""What must hold between the parts of a statement: names, references, cycles, the horizon.

Every rule reads plain fields, so that it also works on a statement whose shape is faulty: then one
answer tells all faults, those of shape and those between parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import chain, islice
from typing import Any, TypeGuard, cast

from pydantic_core import InitErrorDetails, PydanticCustomError

from app.value.nearest import Nearest
from app.value.outline import (
    Fields,
    Outline,
    Place,
    Placed,
    fields_of,
    parts_of,
)
from app.value.shape_faults import MOST_TOLD, further

MOST_WORK = 300_000
"""Operations a statement may take over all its periods. The largest published study takes 3,556,
500 short formulas over thirty years some 60,000.

An operation takes up to a microsecond, and nobody else is answered while one statement is
calculated."""

_REFERENCES = (
    ("pains", "owner", "key_players"),
    ("objectives", "owner", "key_players"),
    ("objectives", "derived_from", "objectives"),
    ("capabilities", "deliverables", "deliverables"),
    ("benefits", "pains", "pains"),
    ("benefits", "capabilities", "capabilities"),
    ("benefits", "key_players", "key_players"),
    ("benefits", "objectives", "objectives"),
    ("investments", "deliverables", "deliverables"),
)
_REFERENCES_WITHIN = (
    ("benefits", "draws_on", "pool", "pools"),
    ("scenarios", "overrides", "assumption", "assumptions"),
)
_MOST_CYCLES = 5
"""Cycles told in one answer: finding each takes milliseconds in a large statement."""


def inconsistencies(statement: object) -> list[InitErrorDetails]:
    """All that does not fit together in a statement, or in the raw data of a faulty one."""
    outline = _Rules(statement)
    found = chain(
        outline.too_much_work(),
        outline.doubled_keys(),
        outline.broken_references(),
        outline.broken_references_within(),
        outline.unfit_correlations(),
        outline.beyond_horizon(),
        outline.unknown_names(),
        outline.cycles(),
        outline.circles_of_objectives(),
    )
    told = list(islice(found, MOST_TOLD))
    if next(found, None) is not None:
        told.append(further("There are further faults between the parts."))
    return told


def in_order(needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Names in an order in which each comes after those it needs.

    Raises:
        graphlib.CycleError: there is none.
    """
    return tuple(TopologicalSorter(needs).static_order())


class _Rules(Outline):
    """What is looked at in an outline, one rule for each kind of fault."""

    def __init__(self, statement: object) -> None:
        super().__init__(statement)
        self._nearest = Nearest()
        self._known: dict[str, dict[str, None]] = {}

    def doubled_keys(self) -> Iterator[InitErrorDetails]:
        for name, keys in self.keys.items():
            seen: set[str] = set()
            for index, key in enumerate(keys):
                if isinstance(key, str) and key in seen:
                    detail = f"The key {key} stands twice in {name}; keys are unique in their list."
                    yield _fault((name, index, "key"), "doubled_key", detail)
                elif isinstance(key, str):
                    seen.add(key)

    def broken_references(self) -> Iterator[InitErrorDetails]:
        for name, field, target in _REFERENCES:
            for index, part in enumerate(self.parts[name]):
                yield from self._broken((name, index, field), part.get(field), target)

    def broken_references_within(self) -> Iterator[InitErrorDetails]:
        for name in ("benefits", "objectives"):
            for index, part in enumerate(self.parts[name]):
                metric = fields_of(part.get("metric"))
                for end, key in (
                    ("from", metric.get("from_", metric.get("from"))),
                    ("to", metric.get("to")),
                ):
                    yield from self._broken((name, index, "metric", end), key, "assumptions")
        for name, inner, field, target in _REFERENCES_WITHIN:
            seen: set[tuple[str | int, str]] = set()
            for place, part in self.within(name, inner):
                key = part.get(field)
                yield from self._broken((*place, field), key, target)
                if not isinstance(key, str):
                    continue
                if (place[1], key) in seen:
                    detail = f"{key} stands twice in {inner}; it stands there once."
                    yield _fault((*place, field), "doubled_key", detail)
                seen.add((place[1], key))

    def unfit_correlations(self) -> Iterator[InitErrorDetails]:
        derived = {
            assumption.get("key")
            for assumption in self.parts["assumptions"]
            if assumption.get("formula") is not None
        }
        pairs: set[frozenset[str]] = set()
        for index, correlation in enumerate(self.parts["correlations"]):
            keys, place = correlation.get("between"), ("correlations", index, "between")
            yield from self._broken(place, keys, "assumptions")
            names = [key for key in keys if isinstance(key, str)] if _is_list(keys) else []
            for name in names:
                if name in derived:
                    detail = f"{name} is a formula. Correlate the figures it is made of."
                    yield _fault(place, "correlated_formula", detail)
            if len(names) > 1 and (len(set(names)) == 1 or frozenset(names) in pairs):
                detail = "A correlation stands between two assumptions, once for each pair."
                yield _fault(place, "doubled_correlation", detail)
            pairs.add(frozenset(names))

    def _broken(self, place: Place, keys: object, target: str) -> Iterator[InitErrorDetails]:
        for key in keys if _is_list(keys) else (keys,):
            if isinstance(key, str) and key not in self._names_of(target):
                detail = f"There is no {key[:64]} in {target}."
                yield _fault(place, "unknown_key", detail, hint=self._meant(key, target))

    def beyond_horizon(self) -> Iterator[InitErrorDetails]:
        if self.years is None:
            return
        by_year: Iterable[tuple[Place, Fields]] = (
            (("assumptions", index), part) for index, part in enumerate(self.parts["assumptions"])
        )
        for place, part in chain(by_year, self.within("scenarios", "overrides")):
            figures = part.get("by_year")
            if isinstance(figures, list | tuple) and len(figures) != self.years:
                detail = (
                    f"by_year has exactly one figure for each year of the horizon: "
                    f"{self.years}, not {len(figures)}."
                )
                yield _fault((*place, "by_year"), "by_year_length", detail)
        for name in ("benefits", "investments"):
            for index, line in enumerate(self.parts[name]):
                yield from _line_beyond((name, index), line, 12 * self.years)
        for index, goal in enumerate(self.parts["objectives"]):
            yield from _month_beyond(("objectives", index), "by_month", goal, 12 * self.years)

    def unknown_names(self) -> Iterator[InitErrorDetails]:
        known = self._names_of("assumptions")
        for placed in self.formulas:
            names = {name.name: name for name in reversed(placed.needs.names)}
            for name in reversed(names.values()):
                if name.name not in known:
                    yield _fault(
                        placed.place,
                        "unknown_name",
                        f"There is no assumption “{name.name[:64]}” (column {name.start + 1})",
                        hint=self._meant(name.name, "assumptions") or "Add it to the assumptions.",
                        formula=placed.text,
                        position=name.start,
                        length=name.end - name.start,
                    )

    def cycles(self) -> Iterator[InitErrorDetails]:
        places: dict[str, Placed] = {
            str(self.keys["assumptions"][int(placed.place[1])]): placed
            for placed in self.formulas
            if placed.place[0] == "assumptions"
        }
        needs = {key: placed.needs.now & places.keys() for key, placed in places.items()}
        for _ in range(_MOST_CYCLES):
            cycle = _cycle(needs)
            if cycle is None:
                return
            yield _fault(
                places[cycle[0]].place,
                "cycle",
                f"Circular: {' → '.join(cycle)}. Each needs the next in the same period.",
                hint="Where the period before is meant, write PREV(…).",
                formula=places[cycle[0]].text,
            )
            needs = {key: now - set(cycle) for key, now in needs.items() if key not in cycle}

    def circles_of_objectives(self) -> Iterator[InitErrorDetails]:
        above = {
            str(part.get("key")): str(part.get("derived_from"))
            for part in self.parts["objectives"]
            if part.get("derived_from") is not None
        }
        places = {key: index for index, key in enumerate(self.keys["objectives"])}
        needs = {key: frozenset({over} & above.keys()) for key, over in above.items()}
        while cycle := _cycle(needs):
            detail = f"Circular: {' → '.join(cycle)}. A goal is derived from one higher up."
            yield _fault(("objectives", places[cycle[0]], "derived_from"), "cycle", detail)
            needs = {key: up - set(cycle) for key, up in needs.items() if key not in cycle}

    def too_much_work(self) -> Iterator[InitErrorDetails]:
        periods = 1 + (self.years or 0)
        work = periods * sum(placed.needs.cost for placed in self.formulas)
        if work > MOST_WORK:
            detail = (
                f"The formulas take about {work:,} operations over {periods} periods; "
                f"at most {MOST_WORK:,} are calculated. Powers and logarithms count most."
            )
            yield _fault((), "too_much_work", detail)

    def _names_of(self, target: str) -> Mapping[str, None]:
        """The keys of a list, in its order, for as many look-ups as wanted."""
        if target not in self._known:
            keys = [key for key in self.keys[target] if isinstance(key, str)]
            self._known[target] = dict.fromkeys(keys)
        return self._known[target]

    def _meant(self, key: str, target: str) -> str | None:
        near = self._nearest.to(key, self._names_of(target))
        return f"Did you mean “{near}”?" if near else None


def _line_beyond(place: Place, line: Fields, last: int) -> Iterator[InitErrorDetails]:
    starts, ends = line.get("starts_month"), line.get("ends_month")
    for name in ("starts_month", "ends_month"):
        yield from _month_beyond(place, name, line, last)
    if isinstance(starts, int) and isinstance(ends, int) and starts > ends:
        detail = f"The line ends in month {ends}, before it starts in month {starts}."
        yield _fault((*place, "ends_month"), "ends_before_start", detail)
    for index, flow in enumerate(parts_of(line.get("one_off"))):
        yield from _month_beyond((*place, "one_off", index), "month", flow, last)


def _month_beyond(place: Place, name: str, part: Fields, last: int) -> Iterator[InitErrorDetails]:
    month = part.get(name)
    if isinstance(month, int) and month > last:
        detail = f"Month {month} lies beyond the horizon, whose last month is {last}."
        yield _fault((*place, name), "beyond_horizon", detail)


def _cycle(needs: Mapping[str, frozenset[str]]) -> list[str] | None:
    try:
        in_order(needs)
    except CycleError as error:
        # graphlib tells who is needed first; readers follow who needs whom.
        return list(reversed(cast("list[str]", error.args[1])))
    return None


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)


def _fault(place: Place, code: str, detail: str, **context: str | int | None) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(cast("Any", code), "{detail}", {"detail": detail, **context}),
        loc=place,
        input=None,
    )
