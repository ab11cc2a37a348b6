"""What changed between two states of a statement: field by field, in reading order, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from app.value.errors import pointer_to
from app.value.parts import Part
from app.value.result import ResultPart
from app.value.statement import ValueStatement

_FIGURES = frozenset({"value", "by_year", "initial", "low", "high", "at_least", "at_most"})
_LONGEST_TOLD = 120

Json: TypeAlias = str | int | bool | list[Any] | dict[str, Any] | None

_LISTS = {
    "pains": "pain",
    "key_players": "key player",
    "objectives": "objective",
    "assumptions": "assumption",
    "capabilities": "capability",
    "deliverables": "deliverable",
    "benefits": "benefit",
    "investments": "investment",
    "pools": "pool",
    "scenarios": "scenario",
    "alternatives": "alternative",
}


class Difference(ResultPart):
    """One field that differs, or one part that is new or gone.

    `pointer` leads to the place in the later state, for a part that is gone in the earlier one.
    """

    kind: Literal["added", "removed", "changed"]
    part: str
    key: str | None
    field: str | None
    pointer: str
    before: Json
    after: Json
    words: str


def differences(before: ValueStatement, after: ValueStatement) -> tuple[Difference, ...]:
    """All differences, in the order in which a statement is read.

    Example:
        >>> first = ValueStatement(title="A", currency_code="EUR", horizon_years=1,
        ...                        discount_rate="0.1")
        >>> [found.words for found in differences(first, first.model_copy(update={"title": "B"}))]
        ['Title: A → B']
    """
    found: list[Difference] = []
    for name in ValueStatement.model_fields:
        if name in _LISTS:
            found += _of_list(name, getattr(before, name), getattr(after, name))
        elif getattr(before, name) != getattr(after, name):
            place = _Place("statement", None, (name,), _spoken(name).capitalize())
            found.append(place.changed(name, before, after))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of the statement, where it stands, and what readers call it."""

    part: str
    key: str | None
    path: tuple[str | int, ...]
    called: str

    def changed(self, field: str, before: Part, after: Part) -> Difference:
        old, new = (_json(part).get(_wire_name(part, field)) for part in (before, after))
        unit = getattr(after, "unit", None) if field in _FIGURES else None
        ending = f" {unit}" if unit and new is not None else ""
        return Difference(
            kind="changed",
            part=self.part,
            key=self.key,
            field=_wire_name(after, field),
            pointer=pointer_to(self.path),
            before=old,
            after=new,
            words=f"{self.called}: {_told(old)} → {_told(new)}{ending}",
        )

    def whole(self, kind: Literal["added", "removed"], part: Part) -> Difference:
        return Difference(
            kind=kind,
            part=self.part,
            key=self.key,
            field=None,
            pointer=pointer_to(self.path),
            before=_json(part) if kind == "removed" else None,
            after=_json(part) if kind == "added" else None,
            words=f"{kind.capitalize()} {self.part}: {self.called}",
        )


def _of_list(name: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[Difference]:
    before, after = (
        {_key(part): (index, part) for index, part in enumerate(parts)} for parts in (old, new)
    )
    for key, (index, part) in before.items():
        if key not in after:
            yield _Place(_LISTS[name], key, (name, index), _called(part)).whole("removed", part)
    for key, (index, part) in after.items():
        if key not in before:
            yield _Place(_LISTS[name], key, (name, index), _called(part)).whole("added", part)
            continue
        for field in type(part).model_fields:
            if getattr(before[key][1], field) != getattr(part, field):
                path = (name, index, _wire_name(part, field))
                called = f"{_called(part)}, {_spoken(_wire_name(part, field))}"
                place = _Place(_LISTS[name], key, path, called)
                yield place.changed(field, before[key][1], part)


def _key(part: Part) -> str:
    return str(getattr(part, "key", ""))


def _called(part: Part) -> str:
    names = (getattr(part, name, None) for name in ("label", "statement", "name", "key"))
    return str(next(name for name in names if name))


def _json(part: Part) -> dict[str, Json]:
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)


def _wire_name(part: Part, field: str) -> str:
    return type(part).model_fields[field].alias or field


def _spoken(field: str) -> str:
    return field.replace("_", " ")


def _told(value: Json) -> str:
    """A value as a person would read it out; a long one is cut, it stands in full beside."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        same = len(value) > 1 and all(item == value[0] for item in value)
        text = f"{_told(value[0])} each" if same else ", ".join(_told(item) for item in value)
    elif isinstance(value, dict):
        text = ", ".join(f"{_spoken(name)} {_told(item)}" for name, item in value.items())
    else:
        text = str(value)
    return text if len(text) <= _LONGEST_TOLD else text[: _LONGEST_TOLD - 1] + "…"
