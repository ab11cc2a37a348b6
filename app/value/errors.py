"""What can be wrong with a statement, and the one shape in which it is told.

    StatementError
    ├── FormulaError            a formula cannot be read (formulas/errors.py)
    └── CalculationError        the statement is consistent, its arithmetic is not

Faults of shape and consistency arrive as Pydantic's ValidationError, because they are found while
a statement is read; `faults_of` tells them in the same shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class StatementError(Exception):
    """Something about a statement keeps it from having a result."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where, and how to mend it.

    `pointer` is a JSON pointer into the statement. For a fault inside a formula, `formula` is its
    text, `position` the offset of the first offending character (from 0) and `length` how many
    characters the place spans.
    """

    pointer: str
    code: str
    detail: str
    hint: str | None = None
    formula: str | None = None
    position: int | None = None
    length: int | None = None

    @property
    def underlined(self) -> str | None:
        """The formula with the place underlined on a second line."""
        if self.formula is None or self.position is None:
            return None
        return f"{self.formula}\n{' ' * self.position}{'^' * max(1, self.length or 1)}"


class CalculationError(StatementError):
    """The arithmetic of a consistent statement fails, in one or several places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))


def faults_of(errors: Iterable[Mapping[str, Any]], skip: int = 0) -> tuple[Fault, ...]:
    """Tell Pydantic's error details as faults; `skip` leading parts of each place are dropped.

    Example:
        >>> faults_of([{"loc": ("title",), "type": "missing", "msg": "Field required"}])[0].code
        'MISSING'
    """
    return tuple(_fault(error, skip) for error in errors)


def pointer_to(place: Iterable[str | int]) -> str:
    """Write a JSON pointer as a URI fragment (RFC 6901, section 6).

    Example:
        >>> pointer_to(["benefits", 0, "per_year"])
        '#/benefits/0/per_year'
    """
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in place)
    return "#" + "".join(f"/{part}" for part in parts)


def _fault(error: Mapping[str, Any], skip: int) -> Fault:
    context = error.get("ctx") or {}
    return Fault(
        pointer=pointer_to(error["loc"][skip:]),
        code=str(error["type"]).upper(),
        detail=str(error["msg"]),
        hint=context.get("hint"),
        formula=context.get("formula"),
        position=context.get("position"),
        length=context.get("length"),
    )
