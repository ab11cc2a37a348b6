"""Single figures of a draft by their path, as workbooks name them: found, and put.

`assumptions/KEY/value`, `assumptions/KEY/by_year/0`, `discount_rate`, `benefits/KEY/growth` and so
on: `app.documents.workbook.places` lists them all. A draft here is plain JSON, as it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Json = dict[str, Any]

PATH = (
    r"(discount_rate|convention"
    r"|assumptions/[a-z][a-z0-9_]{0,63}/(value|initial|by_year/[0-9]{1,2})"
    r"|(benefits|investments)/[a-z][a-z0-9_]{0,63}/"
    r"(starts_month|ends_month|growth|risk_adjustment|adoption/[0-9]{1,2}|one_off/[0-9]{1,3}/month))"
)
LONGEST_PATH = 100
FRACTIONS = frozenset({"discount_rate", "growth", "risk_adjustment", "adoption"})
MONTHS = frozenset({"starts_month", "ends_month", "one_off"})


@dataclass(frozen=True, slots=True)
class Place:
    """A path, taken apart: `field` of the part `key` in `list_name`, or of the statement."""

    list_name: str | None
    key: str | None
    field: str
    index: int | None

    @property
    def is_of_an_assumption(self) -> bool:
        """Whether who changes it must say where the figure comes from."""
        return self.list_name == "assumptions"


_BY_YEAR = Place("assumptions", None, "by_year", None)


def place_of(path: str) -> Place | None:
    """A path taken apart; None where it is none.

    Example:
        >>> place_of("assumptions/users/by_year/2")
        Place(list_name='assumptions', key='users', field='by_year', index=2)
    """
    if not re.fullmatch(PATH, path):
        return None
    steps = path.split("/")
    if len(steps) == 1:
        return Place(None, None, path, None)
    return Place(steps[0], steps[1], steps[2], int(steps[3]) if len(steps) > 3 else None)  # noqa: PLR2004 - list, key, field


def part_at(said: Mapping[str, Any], place: Place) -> Json | None:
    """The part in which a figure stands; the statement itself where it is in none."""
    if place.list_name is None:
        return dict(said)
    parts = said.get(place.list_name) or ()
    return next((part for part in parts if part.get("key") == place.key), None)


def figure_at(said: Mapping[str, Any], path: str) -> str | None:
    """The figure at a path, as text; what holds by default where nothing is said.

    None where there is none: the part is gone, or says its figure in another form.
    """
    place = place_of(path)
    part = part_at(said, place) if place else None
    if place is None or part is None:
        return None
    if place.index is None:
        found = part.get(place.field)
        if found is None and place.field == "initial":
            found = part.get("value")
        return _default(said, place) if found is None else str(found)
    among = _among(said, place, part)
    if place.index >= len(among):
        return None
    found = among[place.index]
    return str(found["month"] if place.field == "one_off" else found)


def put_figure(said: Json, path: str, figure: str) -> bool:
    """Put a figure in the place of the one at a path; False where there is none.

    `said` is changed. An assumption that has one value for every period and gets another one for
    one of them says its figures by year from then on.
    """
    place = place_of(path)
    if place is None or figure_at(said, path) is None:
        return False
    part = said if place.list_name is None else part_at(said, place)
    if part is None:
        return False
    if place.field in {"by_year", "initial"} and part.get("value") is not None:
        part["by_year"] = list(_among(said, _BY_YEAR, part))
        part["initial"] = part.pop("value")
    told: str | int = int(figure) if place.field in MONTHS and _is_whole(figure) else figure
    if place.index is None:
        part[place.field] = told
    elif place.field == "one_off":
        part["one_off"][place.index]["month"] = told
    else:
        part[place.field][place.index] = told
    return True


def same(one: str | None, other: str | None) -> bool:
    """Whether two figures, or two words, are the same.

    Example:
        >>> same("1.50", "1.5"), same("year_end", "mid_year"), same(None, "0")
        (True, False, False)
    """
    if one is None or other is None:
        return one is other
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def label_of(said: Mapping[str, Any], path: str) -> str:
    """What people call the figure at a path: the part's own words, else the path's."""
    place = place_of(path)
    part = part_at(said, place) if place else None
    if place is None or place.list_name is None or part is None:
        return path
    words = str(part.get("label") or part.get("statement") or place.key)
    if place.field == "value":
        return words
    number = "" if place.index is None else f" {place.index + 1}"
    return f"{words}: {place.field.replace('_', ' ')}{number}"


def _among(said: Mapping[str, Any], place: Place, part: Json) -> Sequence[Any]:
    """The figures of a list; one value for every period is the same figure in each year."""
    if place.field == "by_year" and part.get("value") is not None:
        return [part["value"]] * int(said.get("horizon_years", 1))
    return part.get(place.field) or ()


def _default(said: Mapping[str, Any], place: Place) -> str | None:
    if place.field == "convention":
        return "year_end"
    if place.list_name == "assumptions" or place.list_name is None:
        return None
    months = str(12 * int(said.get("horizon_years", 1)))
    return {"starts_month": "1", "ends_month": months}.get(place.field, "0")


def _is_whole(figure: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,9}", figure) is not None
