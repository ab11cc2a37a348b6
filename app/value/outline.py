"""A statement as far as it can be read: its lists, keys and formulas, each with its place.

Also of one whose shape is faulty: what cannot be read is left out, its fault is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import BaseModel

from app.value.formulas import FormulaError, parse
from app.value.formulas.references import References

LISTS = (
    "pains",
    "key_players",
    "objectives",
    "assumptions",
    "capabilities",
    "deliverables",
    "benefits",
    "investments",
    "pools",
    "scenarios",
    "correlations",
    "alternatives",
)
_FORMULAS = (
    ("assumptions", ("formula",)),
    ("benefits", ("upfront", "per_year")),
    ("investments", ("upfront", "per_year")),
    ("pools", ("per_year",)),
    ("objectives", ("reached_by",)),
    ("alternatives", ("reference_value",)),
)
_FORMULAS_WITHIN = (
    ("benefits", "one_off", "amount"),
    ("investments", "one_off", "amount"),
    ("benefits", "draws_on", "claim"),
    ("alternatives", "positive_differentiation", "amount"),
    ("alternatives", "negative_differentiation", "amount"),
)
_WITH_FORMULAS = tuple(
    (name, own, tuple(within[1:] for within in _FORMULAS_WITHIN if within[0] == name))
    for name, own in _FORMULAS
)
_MOST_PARTS_READ = 2000

Place: TypeAlias = tuple[str | int, ...]
Fields: TypeAlias = Mapping[str, Any]
Parts: TypeAlias = Mapping[str, list[Fields]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A formula that reads well, with its place in the statement."""

    place: Place
    text: str
    needs: References


class Outline:
    """The lists, keys and formulas of a statement, as far as they can be read."""

    def __init__(self, statement: object) -> None:
        fields = fields_of(statement)
        self.parts = {name: parts_of(fields.get(name)) for name in LISTS}
        self.keys = {
            name: [part.get("key") for part in parts] for name, parts in self.parts.items()
        }
        horizon = fields.get("horizon_years")
        self.years = horizon if isinstance(horizon, int) and horizon > 0 else None
        self.formulas = [
            placed
            for place, text in _texts(self.parts)
            if (placed := _placed(place, text)) is not None
        ]

    def within(self, name: str, inner: str) -> Iterator[tuple[Place, Fields]]:
        """The parts that stand in a list of each part of a list, with their places."""
        return _within(self.parts, name, inner)


def formula_texts(statement: object) -> list[str]:
    """The formulas of a statement as they were written, none of them read yet."""
    fields = fields_of(statement)
    texts: list[object] = []
    for name, own, within in _WITH_FORMULAS:
        for part in parts_of(fields.get(name) or ()):
            texts += map(part.get, own)
            for inner, field in within:
                texts += [one.get(field) for one in parts_of(part.get(inner) or ())]
    return [text for text in texts if isinstance(text, str)]


def parts_of(value: object) -> list[Fields]:
    """The parts in a list, as many as are read; of anything else, none."""
    return (
        [fields_of(part) for part in value[:_MOST_PARTS_READ]]
        if isinstance(value, list | tuple)
        else []
    )


def fields_of(part: object) -> Fields:
    """The fields of a part, read or raw; of anything else, none."""
    if type(part) is dict:
        return part  # what a megabyte holds tens of thousands of is told apart first
    if isinstance(part, BaseModel):
        return vars(part)
    return part if isinstance(part, Mapping) else {}


def _texts(parts: Parts) -> Iterator[tuple[Place, object]]:
    for name, fields in _FORMULAS:
        for index, part in enumerate(parts[name]):
            for field in fields:
                yield (name, index, field), part.get(field)
    for name, inner, field in _FORMULAS_WITHIN:
        for place, part in _within(parts, name, inner):
            yield (*place, field), part.get(field)


def _within(parts: Parts, name: str, inner: str) -> Iterator[tuple[Place, Fields]]:
    for index, part in enumerate(parts[name]):
        for number, one in enumerate(parts_of(part.get(inner))):
            yield (name, index, inner, number), one


def _placed(place: Place, text: object) -> Placed | None:
    if not isinstance(text, str):
        return None
    try:
        return Placed(place, text, parse(text).reads)
    except FormulaError:
        return None  # a fault of shape, told where the text was read
