"""What must hold between the parts of a statement: names, references, cycles, the horizon.

Every rule reads plain fields, so that it also works on a statement whose shape is faulty: then one
answer tells all faults, those of shape and those between parts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain, islice
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from app.value.formulas import FormulaError, parse
from app.value.formulas.references import References

MOST_WORK = 1_000_000
"""Operations a statement may take over all its periods; a large real one takes some 50,000."""

_LISTS = (
    "pains",
    "key_players",
    "assumptions",
    "capabilities",
    "deliverables",
    "benefits",
    "investments",
)
_REFERENCES = (
    ("pains", "owner", "key_players"),
    ("capabilities", "deliverables", "deliverables"),
    ("benefits", "pains", "pains"),
    ("benefits", "capabilities", "capabilities"),
    ("benefits", "key_players", "key_players"),
    ("investments", "deliverables", "deliverables"),
)
_MOST_PARTS_READ = 2000
MOST_TOLD = 200
"""Faults between parts told in one answer; a statement with more has one cause."""
_MOST_COMPARED = 20_000
"""Keys compared with a misspelt one, over a whole statement: difflib takes its time."""

Place = tuple[str | int, ...]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A formula that reads well, with its place in the statement."""

    place: Place
    text: str
    needs: References


def inconsistencies(statement: object) -> list[InitErrorDetails]:
    """All that does not fit together in a statement, or in the raw data of a faulty one."""
    outline = _Outline(_fields(statement))
    told = chain(
        outline.too_much_work(),
        outline.doubled_keys(),
        outline.broken_references(),
        outline.beyond_horizon(),
        outline.unknown_names(),
        outline.cycles(),
    )
    return list(islice(told, MOST_TOLD))


def merged(shape: ValidationError | None, faults: Sequence[InitErrorDetails]) -> ValidationError:
    """One error that tells the faults of shape and those between parts."""
    first = [
        InitErrorDetails(
            type=PydanticCustomError(error["type"], error["msg"], error.get("ctx") or None),
            loc=error["loc"],
            input=error["input"],
        )
        for error in (shape.errors(include_url=False) if shape else ())
    ]
    return ValidationError.from_exception_data("ValueStatement", [*first, *faults])


def in_order(needs: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Names in an order in which each comes after those it needs.

    Raises:
        graphlib.CycleError: there is none.
    """
    return tuple(TopologicalSorter(needs).static_order())


class _Outline:
    """The lists, keys and formulas of a statement, as far as they can be read."""

    def __init__(self, fields: Fields) -> None:
        self.parts = {name: _parts(fields.get(name)) for name in _LISTS}
        self.keys = {
            name: [part.get("key") for part in parts] for name, parts in self.parts.items()
        }
        horizon = fields.get("horizon_years")
        self.years = horizon if isinstance(horizon, int) and horizon > 0 else None
        self.formulas = [placed for placed in self._formulas() if placed is not None]
        self._compared = 0

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
        for index, benefit in enumerate(self.parts["benefits"]):
            metric = _fields(benefit.get("metric"))
            for end, key in (
                ("from", metric.get("from_", metric.get("from"))),
                ("to", metric.get("to")),
            ):
                yield from self._broken(("benefits", index, "metric", end), key, "assumptions")

    def _broken(self, place: Place, keys: object, target: str) -> Iterator[InitErrorDetails]:
        for key in keys if isinstance(keys, list | tuple) else (keys,):
            if isinstance(key, str) and key not in self.keys[target]:
                detail = f"There is no {key} in {target}."
                yield _fault(
                    place, "unknown_key", detail, hint=self._nearest(key, self.keys[target])
                )

    def beyond_horizon(self) -> Iterator[InitErrorDetails]:
        if self.years is None:
            return
        for index, assumption in enumerate(self.parts["assumptions"]):
            figures = assumption.get("by_year")
            if isinstance(figures, list | tuple) and len(figures) != self.years:
                detail = (
                    f"by_year has exactly one figure for each year of the horizon: "
                    f"{self.years}, not {len(figures)}."
                )
                yield _fault(("assumptions", index, "by_year"), "by_year_length", detail)
        for name in ("benefits", "investments"):
            for index, line in enumerate(self.parts[name]):
                yield from _line_beyond((name, index), line, 12 * self.years)

    def unknown_names(self) -> Iterator[InitErrorDetails]:
        keys = self.keys["assumptions"]
        known = {key for key in keys if isinstance(key, str)}
        for placed in self.formulas:
            names = {name.name: name for name in reversed(placed.needs.names)}
            for name in reversed(names.values()):
                if name.name not in known:
                    yield _fault(
                        placed.place,
                        "unknown_name",
                        f"There is no assumption “{name.name[:64]}” (column {name.start + 1})",
                        hint=self._nearest(name.name, keys) or "Add it to the assumptions.",
                        formula=placed.text,
                        position=name.start,
                        length=name.end - name.start,
                    )

    def cycles(self) -> Iterator[InitErrorDetails]:
        places: dict[str, _Placed] = {
            str(self.keys["assumptions"][int(placed.place[1])]): placed
            for placed in self.formulas
            if placed.place[0] == "assumptions"
        }
        needs = {key: placed.needs.now & places.keys() for key, placed in places.items()}
        while cycle := _cycle(needs):
            yield _fault(
                places[cycle[0]].place,
                "cycle",
                f"Circular: {' → '.join(cycle)}. Each needs the next in the same period.",
                hint="Where the period before is meant, write PREV(…).",
                formula=places[cycle[0]].text,
            )
            needs = {key: now - set(cycle) for key, now in needs.items() if key not in cycle}

    def too_much_work(self) -> Iterator[InitErrorDetails]:
        periods = 1 + (self.years or 0)
        work = periods * sum(placed.needs.cost for placed in self.formulas)
        if work > MOST_WORK:
            detail = (
                f"The formulas take about {work:,} operations over {periods} periods; "
                f"at most {MOST_WORK:,} are calculated. Powers and logarithms count most."
            )
            yield _fault((), "too_much_work", detail)

    def _nearest(self, key: str, known: Sequence[object]) -> str | None:
        self._compared += len(known)
        if self._compared > _MOST_COMPARED:
            return None
        near = difflib.get_close_matches(
            key[:64].lower(), [name[:64] for name in known if isinstance(name, str)], 1
        )
        return f"Did you mean “{near[0]}”?" if near else None

    def _formulas(self) -> Iterator[_Placed | None]:
        for index, assumption in enumerate(self.parts["assumptions"]):
            yield _placed(("assumptions", index, "formula"), assumption.get("formula"))
        for name in ("benefits", "investments"):
            for index, line in enumerate(self.parts[name]):
                yield _placed((name, index, "upfront"), line.get("upfront"))
                yield _placed((name, index, "per_year"), line.get("per_year"))
                for number, flow in enumerate(_parts(line.get("one_off"))):
                    place = (name, index, "one_off", number, "amount")
                    yield _placed(place, flow.get("amount"))


def _line_beyond(place: Place, line: Fields, last: int) -> Iterator[InitErrorDetails]:
    starts, ends = line.get("starts_month"), line.get("ends_month")
    for name, month in (("starts_month", starts), ("ends_month", ends)):
        if isinstance(month, int) and month > last:
            detail = f"Month {month} lies beyond the horizon, whose last month is {last}."
            yield _fault((*place, name), "beyond_horizon", detail)
    if isinstance(starts, int) and isinstance(ends, int) and starts > ends:
        detail = f"The line ends in month {ends}, before it starts in month {starts}."
        yield _fault((*place, "ends_month"), "ends_before_start", detail)
    for index, flow in enumerate(_parts(line.get("one_off"))):
        month = flow.get("month")
        if isinstance(month, int) and month > last:
            detail = f"Month {month} lies beyond the horizon, whose last month is {last}."
            yield _fault((*place, "one_off", index, "month"), "beyond_horizon", detail)


def _placed(place: Place, text: object) -> _Placed | None:
    if not isinstance(text, str):
        return None
    try:
        return _Placed(place, text, parse(text).reads)
    except FormulaError:
        return None  # a fault of shape, told where the text was read


def _cycle(needs: Mapping[str, frozenset[str]]) -> list[str] | None:
    try:
        in_order(needs)
    except CycleError as error:
        # graphlib tells who is needed first; readers follow who needs whom.
        return list(reversed(cast("list[str]", error.args[1])))
    return None


def _parts(value: object) -> list[Fields]:
    return (
        [_fields(part) for part in value[:_MOST_PARTS_READ]]
        if isinstance(value, list | tuple)
        else []
    )


def _fields(part: object) -> Fields:
    if isinstance(part, BaseModel):
        return vars(part)
    return part if isinstance(part, Mapping) else {}


def _fault(place: Place, code: str, detail: str, **context: str | int | None) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(cast("Any", code), "{detail}", {"detail": detail, **context}),
        loc=place,
        input=None,
    )
