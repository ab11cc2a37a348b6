"""Making a won customer's model nobody's: names, sources and sizes taken out as it was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import Field

from app.services.errors import InvalidChangeError
from app.services.fields import Fields, Name
from app.value import Fault, ValueStatement, pointer_to
from app.value.extrapolation import straw_man
from app.value.extrapolation_view import Driver, Reference, Target

MASK = "▮▮▮"
"""What stands where a name stood."""
_OF_PERSONS = ("owner", "confirmed_by", "confirmed_on")
_OF_SOURCES = ("source", "note")
_ROUND_SIZE = "1000"


class Masking(Fields):
    """What is taken out; names of the customer and of their people are, unless it is said."""

    names: bool = Field(
        default=True, description="The customer, key players, owners and whoever confirmed."
    )
    sources: bool = Field(default=True, description="Sources and notes of assumptions.")
    sizes: bool = Field(
        default=False,
        description="Every size driver becomes 1,000, and what scales with it is scaled.",
    )
    words: tuple[Name, ...] = Field(
        default=(), max_length=100, description="Further words to be taken out everywhere."
    )


def anonymised(
    statement: ValueStatement, names: Iterable[str], drivers: Sequence[Driver], masking: Masking
) -> ValueStatement:
    """A statement without what is to be masked, in any of its texts.

    Figures stay as they are, unless sizes are masked.

    Raises:
        InvalidChangeError: a key or a formula contains what is to be masked.
    """
    masked = list(masking.words)
    if masking.names:
        masked += [*names, *([statement.customer] if statement.customer else ())]
        masked += [player.name for player in statement.key_players]
    told = statement.model_dump(mode="json", by_alias=True, exclude_none=True)
    if masking.names:
        told.pop("customer", None)
        for number, player in enumerate(told.get("key_players", ())):
            player["name"] = player.get("role") or f"Key player {number + 1}"
    dropped = (_OF_PERSONS if masking.names else ()) + (_OF_SOURCES if masking.sources else ())
    for assumption in told.get("assumptions", ()):
        for field in dropped:
            assumption.pop(field, None)
    pattern = _pattern(masked)
    plain = ValueStatement.model_validate(_without(told, pattern))
    if left := list(
        _left(plain.model_dump(mode="json", by_alias=True, exclude_none=True), pattern)
    ):
        raise InvalidChangeError(left)
    return _resized(plain, drivers) if masking.sizes and drivers else plain


def round_sizes(drivers: Iterable[Driver]) -> tuple[Driver, ...]:
    """Drivers of a customer whose sizes nobody is to know."""
    return tuple(
        Driver.model_validate({**driver.model_dump(), "value": _ROUND_SIZE}) for driver in drivers
    )


def _resized(statement: ValueStatement, drivers: Sequence[Driver]) -> ValueStatement:
    """The model as a customer of round sizes would have it."""
    reference = Reference(name="Reference", statement=statement, drivers=tuple(drivers))
    target = Target(
        customer=statement.customer,
        currency_code=statement.currency_code,
        drivers=round_sizes(drivers),
    )
    made = {one.key: one for one in straw_man([reference], target).statement.assumptions}
    return statement.model_copy(
        update={
            "assumptions": tuple(
                one.model_copy(
                    update={
                        name: getattr(made[one.key], name)
                        for name in ("value", "initial", "by_year", "low", "high")
                    }
                )
                for one in statement.assumptions
            )
        }
    )


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of some words, whatever their case; the longest first, so that none is left in part."""
    known = sorted({word.strip() for word in words if word.strip()}, key=lambda one: -len(one))
    if not known:
        return None
    either = "|".join(re.escape(word) for word in known)
    return re.compile(f"(?<![^\\W_])(?:{either})(?![^\\W_])", re.IGNORECASE)


def _without(part: Any, pattern: re.Pattern[str] | None) -> Any:  # noqa: ANN401 - whatever JSON holds
    if pattern is None:
        return part
    if isinstance(part, str):
        return pattern.sub(MASK, part)
    if isinstance(part, list):
        return [_without(one, pattern) for one in part]
    if isinstance(part, dict):
        return {
            name: one if name in _NOT_TEXT or _is_key(name, one) else _without(one, pattern)
            for name, one in part.items()
        }
    return part


def _is_key(name: str, value: object) -> bool:
    """Whether a field names parts by their keys, as `pains` does in a benefit.

    The list of the parts themselves has the same name, and an assumption's owner is a person.
    """
    if isinstance(value, list):
        return name in _KEYS and all(isinstance(one, str) for one in value)
    return name == "owner" and isinstance(value, str) and re.fullmatch(_KEY, value) is not None


def _left(part: object, pattern: re.Pattern[str] | None, place: Place = ()) -> Iterator[Fault]:
    """Where something stands that could not be masked: in keys, and formulas that name them."""
    if isinstance(part, str) and pattern is not None and pattern.search(part):
        yield Fault(
            pointer_to(place),
            "NOT_MASKED",
            f"“{part[:80]}” contains what is to be masked, and other parts refer to it.",
            "Rename it in the draft, freeze a version, and make the reference of that one.",
        )
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _left(one, pattern, (*place, name))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _left(one, pattern, (*place, number))


Place = tuple[str | int, ...]
_KEY = r"[a-z][a-z0-9_]{0,63}"
_KEYS = frozenset({"pains", "capabilities", "deliverables", "objectives", "key_players", "between"})
_NOT_TEXT = frozenset(
    {"key", "formula", "upfront", "per_year", "amount", "claim", "reached_by", "reference_value"}
    | {"currency_code", "language", "value", "initial", "by_year", "low", "high", "from", "to"}
    | {"derived_from", "assumption", "pool", "convention", "range_reading", "category", "kind"}
    | {"realisation", "paid_to", "basis", "status", "distribution", "starts_on", "discount_rate"}
    | {"growth", "adoption"}
)
"""Fields that name parts or count; masking a word in them would break the model."""
