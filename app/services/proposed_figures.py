"""One proposed figure and what is doubtful about it, told so that somebody can decide.

Whoever types into a spreadsheet means something: 15 for 15 %, "1,200" for a number, a formula where
a figure was. Nothing is guessed silently: what is doubtful is told with what it may mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from app.services.draft_places import FRACTIONS, MONTHS, part_at, place_of, same
from app.value.figures import read_figure, write_figure

_ONE, _MANY = Decimal(1), Decimal(100)
_FRACTION_UNITS = re.compile(r"%|percent|fraction|ratio|share", re.IGNORECASE)
_MOST_APART = 100
"""How many times a figure may change before somebody should look again."""
_SCALES = (1000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a proposed figure that somebody should look at.

    `place` is a cell; `readings` are figures that may be meant instead.
    """

    code: str
    detail: str
    hint: str
    place: str | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """A change of one figure: from `original`, what it was made from, to `proposed`.

    `proposed` is None where what was given can be read in no way, or in more than one.
    """

    path: str
    label: str
    unit: str | None
    original: str | None
    proposed: str | None
    place: str | None
    reason: str | None
    doubts: tuple[Doubt, ...]


def judged(change: ProposedFigure, said: Mapping[str, Any]) -> ProposedFigure:
    """A change with every doubt that its figures alone give; `said` is what it was made from."""
    if change.proposed is None or change.path == "convention":
        return change
    readable = _readable(change)
    if readable.proposed is None:
        return readable
    doubts = (*readable.doubts, *_doubts(readable, said, Decimal(readable.proposed)))
    return replace(readable, doubts=doubts)


def without_zeros(figure: Decimal) -> str:
    """A figure as people write it.

    Example:
        >>> without_zeros(Decimal("1.50")), without_zeros(Decimal("1E+3"))
        ('1.5', '1000')
    """
    return write_figure(figure.normalize() + 0)


def _readable(change: ProposedFigure) -> ProposedFigure:
    try:
        figure = read_figure(change.proposed)
    except PydanticCustomError as error:
        doubt = Doubt("UNREADABLE_FIGURE", error.message(), "Accept it with the figure you mean.")
        return replace(change, proposed=None, doubts=(*change.doubts, doubt))
    return replace(change, proposed=write_figure(figure))


def _doubts(change: ProposedFigure, said: Mapping[str, Any], figure: Decimal) -> Iterator[Doubt]:
    place = place_of(change.path)
    field = place.field if place else ""
    original = None if change.original is None else Decimal(change.original)
    if field in MONTHS and figure != figure.to_integral_value():
        yield Doubt("NOT_WHOLE", "Months are whole numbers.", "Accept it with a whole number.")
    is_fraction = field in FRACTIONS or bool(_FRACTION_UNITS.search(change.unit or ""))
    if _is_percentage(figure, original, is_fraction=is_fraction):
        yield _percentage(change, figure)
    elif original is not None:
        yield from _magnitude(change, figure, original)
    part = part_at(said, place) if place else None
    if place is not None and place.is_of_an_assumption and part is not None:
        yield from _bounds(part, change, figure)


def _is_percentage(figure: Decimal, original: Decimal | None, *, is_fraction: bool) -> bool:
    """Whether a fraction became a percentage without its sign."""
    if abs(figure) <= _ONE or (original is not None and abs(original) > _ONE):
        return False
    if is_fraction:
        return True
    if original is None or original == 0:
        return False
    return abs(original) < _ONE and _are_near(figure / _MANY, original)


def _percentage(change: ProposedFigure, figure: Decimal) -> Doubt:
    reading = without_zeros(figure / _MANY)
    return Doubt(
        "PERCENTAGE_FOR_FRACTION",
        f"{change.proposed} stands where a fraction was ({change.original or 'none'}): is it "
        f"{change.proposed} %, which is {reading}?",
        f"Accept it with the value {reading} if a percentage is meant.",
        change.place,
        (reading,),
    )


def _magnitude(change: ProposedFigure, figure: Decimal, original: Decimal) -> Iterator[Doubt]:
    if original == 0 or figure == 0:
        return
    if (figure < 0) != (original < 0):
        yield Doubt(
            "OTHER_SIGN",
            f"{change.original} became {change.proposed}: the sign changed.",
            "Look whether a saving became a cost.",
            change.place,
            (without_zeros(-figure),),
        )
    times = abs(figure / original)
    if 1 / Decimal(_MOST_APART) < times < _MOST_APART:
        return
    scales = (_ONE / scale if times > 1 else Decimal(scale) for scale in _SCALES)
    readings = tuple(
        without_zeros(figure * scale) for scale in scales if _are_near(figure * scale, original)
    )
    yield Doubt(
        "OTHER_MAGNITUDE",
        f"{change.original} became {change.proposed}, more than {_MOST_APART} times "
        f"{'as much' if times > 1 else 'less'}.",
        "Look whether thousands, or a comma for the decimal point, were meant.",
        change.place,
        readings,
    )


def _bounds(part: Mapping[str, Any], change: ProposedFigure, figure: Decimal) -> Iterator[Doubt]:
    low, high = part.get("low"), part.get("high")
    if (low is not None and figure < Decimal(low)) or (high is not None and figure > Decimal(high)):
        yield Doubt(
            "OUTSIDE_RANGE",
            f"{change.proposed} lies outside of the range from {low or '…'} to {high or '…'}.",
            "The range is what was thought likely: ask why, and change it too.",
            change.place,
        )
    least, most = part.get("at_least"), part.get("at_most")
    if (least is not None and figure < Decimal(least)) or (
        most is not None and figure > Decimal(most)
    ):
        yield Doubt(
            "OUTSIDE_BOUNDS",
            f"{change.proposed} is not between at_least {least or '…'} and at_most {most or '…'}.",
            "It cannot be accepted before those are changed in the draft.",
            change.place,
        )


def _are_near(one: Decimal, other: Decimal) -> bool:
    return other != 0 and Decimal("0.1") <= abs(one / other) <= 10  # noqa: PLR2004 - one digit apart


def is_a_change(change: ProposedFigure) -> bool:
    """Whether anything would be another figure, or nobody knows."""
    return change.proposed is None or not same(change.proposed, change.original)
