"""Operations on arrays of draws: recorded once, replayed chunk by chunk.

What is recorded is no code and is never turned into code: a list of NumPy functions with the
numbers of their operands. Equal operations are recorded once, constants are calculated while
recording, and what no result needs is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Value: TypeAlias = int
"""The number of something recorded: a column, a constant, or the result of an operation."""

CHUNK = 8192
"""Lanes worked on at a time, so that what is read again is still in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A function `run(*operands, out)` on arrays or single numbers.

    `partial` ones may answer NaN, which stands for “no result”. `in_place` ones may write where
    they read.
    """

    name: str
    run: Callable[..., object]
    gives_truth: bool = False
    partial: bool = False
    commutes: bool = False
    in_place: bool = True


@dataclass(frozen=True, slots=True)
class _Recorded:
    """One of: a column (named), a constant, an operation with its operands."""

    name: str | None = None
    constant: float | bool | None = None
    operation: Operation | None = None
    operands: tuple[Value, ...] = ()
    partial: bool = False


class Recorder:
    """Collects operations; each method returns the number by which its result is known."""

    def __init__(self) -> None:
        self.recorded: list[_Recorded] = []
        self._known: dict[object, Value] = {}

    def column(self, name: str) -> Value:
        """A column of figures, handed in when the tape runs."""
        return self._add(("column", name), _Recorded(name=name))

    def constant(self, figure: float | bool) -> Value:  # noqa: FBT001 - truths are figures here
        """The same figure in every lane; NaN stands for “no figure”."""
        partial = figure != figure  # noqa: PLR0124 - only NaN differs from itself
        known = ("constant", type(figure), "NaN" if partial else figure)
        return self._add(known, _Recorded(constant=figure, partial=partial))

    def apply(self, operation: Operation, *operands: Value) -> Value:
        """The result of an operation."""
        if operation.commutes:
            operands = tuple(sorted(operands))
        constants = [self.constant_of(operand) for operand in operands]
        if all(constant is not None for constant in constants):
            return self.constant(_calculated(operation, constants))
        partial = operation.partial or any(self.recorded[one].partial for one in operands)
        made = _Recorded(operation=operation, operands=operands, partial=partial)
        return self._add((operation.name, operands), made)

    def constant_of(self, value: Value) -> float | bool | None:
        """The figure of a constant, None for anything else."""
        return self.recorded[value].constant

    def may_have_no_result(self, value: Value) -> bool:
        """Whether some lane could hold NaN."""
        return self.recorded[value].partial

    def _add(self, known: object, made: _Recorded) -> Value:
        if known not in self._known:
            self._known[known] = len(self.recorded)
            self.recorded.append(made)
        return self._known[known]


class Tape:
    """The operations that some results need, with places for what lies between."""

    def __init__(self, recorder: Recorder, results: Sequence[Value]) -> None:
        self._recorded = recorder.recorded
        needed = _needed(self._recorded, results)
        self.columns = tuple(
            name for value in needed if (name := self._recorded[value].name) is not None
        )
        self._registers: list[object] = []
        self._truths: list[int] = []
        self._numbers: list[int] = []
        self._register_of = self._places(needed, results)
        self._steps = [
            (made.operation.run, tuple(map(self._register_of.get, (*made.operands, value))))
            for value in needed
            if (made := self._recorded[value]).operation is not None
        ]
        self._results = [self._register_of[value] for value in results]

    def __len__(self) -> int:
        """How many operations there are."""
        return len(self._steps)

    def run(self, columns: Mapping[str, Floats | float], lanes: int) -> Floats:
        """Play the tape over columns of `lanes` figures, or single figures.

        Shapes:
            Returns (results, lanes).
        """
        found = np.empty((len(self._results), lanes))
        registers = self._registers.copy()
        for register in self._numbers:
            registers[register] = np.empty(min(CHUNK, lanes))
        for register in self._truths:
            registers[register] = np.empty(min(CHUNK, lanes), np.bool_)
        with np.errstate(all="ignore"):
            for start in range(0, lanes, CHUNK):
                self._play(registers, columns, found[:, start : start + CHUNK], start)
        return found

    def _play(
        self,
        registers: list[object],
        columns: Mapping[str, Floats | float],
        found: Floats,
        start: int,
    ) -> None:
        count = found.shape[1]
        for register, name in enumerate(self.columns):
            column = columns[name]
            registers[register] = (
                column[start : start + count] if isinstance(column, np.ndarray) else column
            )
        for register in (*self._numbers, *self._truths):
            registers[register] = registers[register][:count]  # type: ignore[index]
        for run, places in self._steps:
            run(*[registers[place] for place in places])  # type: ignore[index]
        for row, register in zip(found, self._results, strict=True):
            row[:] = registers[register]

    def _places(self, needed: Sequence[Value], results: Sequence[Value]) -> dict[Value, int]:
        """A register for everything needed; one that is no longer read is used again."""
        places: dict[Value, int] = {}
        for value in sorted(needed, key=lambda one: self._recorded[one].name is None):
            made = self._recorded[value]
            if made.operation is None:
                places[value] = len(self._registers)
                self._registers.append(made.constant)
        last_read = {one: value for value in needed for one in self._recorded[value].operands}
        last_read |= dict.fromkeys(results, len(self._recorded))
        free: dict[bool, list[int]] = {True: [], False: []}
        for value in needed:
            made = self._recorded[value]
            if made.operation is None:
                continue
            ended = [
                one
                for one in dict.fromkeys(made.operands)
                if last_read[one] == value and self._recorded[one].operation is not None
            ]
            if made.operation.in_place:
                self._release(ended, places, free)
            places[value] = self._place(free, truth=made.operation.gives_truth)
            if not made.operation.in_place:
                self._release(ended, places, free)
        return places

    def _place(self, free: dict[bool, list[int]], *, truth: bool) -> int:
        if free[truth]:
            return free[truth].pop()
        self._registers.append(None)
        (self._truths if truth else self._numbers).append(len(self._registers) - 1)
        return len(self._registers) - 1

    def _release(
        self, ended: Sequence[Value], places: Mapping[Value, int], free: dict[bool, list[int]]
    ) -> None:
        for value in ended:
            operation = self._recorded[value].operation
            free[operation is not None and operation.gives_truth].append(places[value])


def _needed(recorded: Sequence[_Recorded], results: Sequence[Value]) -> list[Value]:
    """What the results rest on, in the order recorded, so each after its operands."""
    found: set[Value] = set()
    pending = list(results)
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending.extend(recorded[value].operands)
    return sorted(found)


def _calculated(operation: Operation, constants: Sequence[object]) -> float | bool:
    out: NDArray[Any] = np.empty(1, np.bool_ if operation.gives_truth else np.float64)
    with np.errstate(all="ignore"):
        operation.run(*(np.array([constant]) for constant in constants), out)
    found: float | bool = out[0].item()
    return found
