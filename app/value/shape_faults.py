"""Faults of shape, as many as one answer tells.

A megabyte holds a hundred thousand of them. Counting them takes no time, telling each takes
microseconds during which nobody else is answered; so only the first are told, with how many more
there are. Whoever mends those finds the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

MOST_TOLD = 200
"""Faults of one kind told in one answer; a statement with more has one cause."""
MOST_LISTED = 5_000
"""Faults that are listed to tell the first of them; of a statement with more, nothing else is
looked at."""
_PARTS_KEPT = 5
_FIELDS_KEPT = 40
_LONGEST_LIST = 500

Read = Callable[[Any], object]


def first_faults(found: ValidationError, data: object, read: Read) -> list[InitErrorDetails]:
    """The first faults of shape, and how many more there are.

    `read` is what found them in `data`. Where they are too many to be listed, it reads again what
    is left when every list is cut after its first parts and every part after its first fields of
    whatever name; what is missing then was cut away, and is not told.
    """
    count = found.error_count()
    faults = _listed(found) if count <= MOST_LISTED else _of_what_is_left(data, read)
    told = faults[:MOST_TOLD]
    if count == len(told):
        return told
    return [*told, further(f"There are {count - len(told):,} further faults of shape.")]


def as_error(*faults: InitErrorDetails) -> ValidationError:
    """One error that tells all faults of a statement."""
    return ValidationError.from_exception_data("ValueStatement", list(faults))


def further(detail: str) -> InitErrorDetails:
    """The fault that says that there are more than are told."""
    detail = f"{detail} Mend what is told first, then send it again."
    return InitErrorDetails(
        type=PydanticCustomError("further_faults", "{detail}", {"detail": detail}),
        loc=(),
        input=None,
    )


def _listed(found: ValidationError) -> list[InitErrorDetails]:
    return [
        InitErrorDetails(
            type=PydanticCustomError(error["type"], error["msg"], error.get("ctx") or None),
            loc=error["loc"],
            input=error["input"],
        )
        for error in found.errors(include_url=False)
    ]


def _of_what_is_left(data: object, read: Read) -> list[InitErrorDetails]:
    try:
        read(_cut(data))
    except ValidationError as error:
        if error.error_count() <= MOST_LISTED:
            return [fault for fault in _listed(error) if fault["type"].type != "missing"]  # type: ignore[union-attr]
    return []


def _cut(data: object) -> object:
    """The first fields of a statement, and of its lists the first fields of the first parts."""
    if not isinstance(data, Mapping):
        return data
    return {name: _cut_list(value) for name, value in islice(data.items(), _FIELDS_KEPT)}


def _cut_list(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) > _LONGEST_LIST:
        return value  # a list beyond every bound is one fault
    return [
        dict(islice(part.items(), _FIELDS_KEPT)) if isinstance(part, Mapping) else part
        for part in value[:_PARTS_KEPT]
    ]
