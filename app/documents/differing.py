"""What differs between two statements, field by field, as a document lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.documents.wording import NAMES
from app.value.differences import Difference

MOST_DIFFERENCES = 80
_MOST_VALUES = 12
_CODED = frozenset(
    {"basis", "status", "category", "realisation", "convention", "range_reading", "distribution"}
)
_FIGURES = frozenset(
    {"value", "by_year", "initial", "low", "high", "at_least", "at_most", "horizon_years"}
    | {"starts_month", "ends_month"}
)
_FRACTIONS = frozenset({"discount_rate", "risk_adjustment", "adoption", "growth"})

Reads = Literal["text", "figure", "percent", "code", "parts"]


@dataclass(frozen=True)
class DifferenceView:
    """One difference; `before` and `after` hold no more than can be read, `parts` only counts."""

    kind: Literal["added", "removed", "changed"]
    part: str
    name: str
    field: str | None
    reads: Reads
    before: tuple[str, ...]
    after: tuple[str, ...]
    before_count: int
    after_count: int


def differences_shown(found: Sequence[Difference]) -> tuple[tuple[DifferenceView, ...], int]:
    """The differences there is room for, and how many more there are."""
    kept = found if len(found) <= MOST_DIFFERENCES + 1 else found[:MOST_DIFFERENCES]
    return tuple(map(_shown, kept)), len(found) - len(kept)


def _shown(one: Difference) -> DifferenceView:
    whole = one.kind != "changed"
    before, after = ((), ()) if whole else (_values(one.before), _values(one.after))
    reads: Reads = "text" if whole else _reads(one.field or "", before + after, one)
    told = 0 if reads == "parts" else _MOST_VALUES
    return DifferenceView(
        kind=one.kind,
        part=one.part.replace(" ", "_"),
        name=_name(one),
        field=one.field,
        reads=reads,
        before=before[:told],
        after=after[:told],
        before_count=len(before),
        after_count=len(after),
    )


def _name(one: Difference) -> str:
    """What the part is called; the words of a change begin with it."""
    called = one.words.split(": ", 1)
    if one.part == "statement":
        return ""
    if one.kind != "changed":
        return called[-1]
    spoken = (one.field or "").replace("_", " ")
    return one.words.partition(f", {spoken}: ")[0]


def _reads(field: str, values: Sequence[str], one: Difference) -> Reads:
    parts = (*_list(one.before), *_list(one.after))
    if any(isinstance(part, dict | list) for part in parts):
        return "parts"
    if field in _CODED and all(value in NAMES for value in values):
        return "code"
    if field in _FRACTIONS:
        return "percent"
    return "figure" if field in _FIGURES else "text"


def _values(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    return tuple(str(part) for part in _list(value))


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401 - whatever JSON holds
    if value is None:
        return ()
    if isinstance(value, dict):
        return (value,)
    return value if isinstance(value, list) else (value,)
