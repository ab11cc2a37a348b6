"""The value bridge: how much of a change in Value each single change accounts for.

Line by line, exactly, independent of order (Shapley), summing to the minor unit. Lines that stand
in one state only count with the figure printed in that state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError
from typing import Literal, TypeAlias

from app.value.case import Case, CaseLine, Side, case_of
from app.value.errors import CalculationError
from app.value.formulas.arithmetic import exactly
from app.value.mixture import Change, ChangeKind, LineKey, Mixture
from app.value.shapley import attribute, attribute_by_sample
from app.value.statement import ValueStatement

MOST_EXACT = 12
"""Changes in one line up to which all their combinations are evaluated."""

PieceKind: TypeAlias = ChangeKind | Literal["line_added", "line_removed", "several"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The four additive quantities; `value` is benefits less investment, `npv` discounted."""

    value: Decimal = Decimal(0)
    npv: Decimal = Decimal(0)
    total_benefits: Decimal = Decimal(0)
    total_investment: Decimal = Decimal(0)

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.value + other.value,
            self.npv + other.npv,
            self.total_benefits + other.total_benefits,
            self.total_investment + other.total_investment,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """What one change accounts for, exact.

    `several` stands for changes of one line that have a result only together. `exact` is false
    where a line has so many changes that their orders were sampled.
    """

    kind: PieceKind
    key: str
    side: Side | None
    amounts: Amounts
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one case to another, in pieces that add up; the largest change of Value first."""

    before: Case
    after: Case
    pieces: tuple[Piece, ...]


def bridge(before: ValueStatement, after: ValueStatement) -> Bridge:
    """Attribute the change between two states of a statement in one currency.

    Raises:
        CalculationError: one of the two has no result.
    """
    with exactly():
        cases = case_of(before), case_of(after)
        lines = tuple({(line.side, line.line.key): line for line in case.lines} for case in cases)
        pieces = [
            *_common(Mixture(before, after), [key for key in lines[0] if key in lines[1]]),
            *_on_one_side("line_removed", lines[0], lines[1], -1),
            *_on_one_side("line_added", lines[1], lines[0], 1),
        ]
    moved = [piece for piece in pieces if piece.amounts != Amounts()]
    ordered = sorted(moved, key=lambda piece: (-abs(piece.amounts.value), -abs(piece.amounts.npv)))
    return Bridge(*cases, tuple(ordered))


def _on_one_side(
    kind: PieceKind,
    lines: dict[LineKey, CaseLine],
    others: dict[LineKey, CaseLine],
    direction: int,
) -> Iterable[Piece]:
    for (side, key), line in lines.items():
        if (side, key) not in others:
            amounts = (direction * line.flow.total, direction * line.present_value)
            yield Piece(kind, key, side, _signed(side, amounts))


def _common(mixture: Mixture, lines: Iterable[LineKey]) -> Iterable[Piece]:
    """The pieces of lines in both states, each change summed over the lines it moves."""
    amounts: defaultdict[tuple[PieceKind, str, Side | None], Amounts] = defaultdict(Amounts)
    estimated: set[tuple[PieceKind, str, Side | None]] = set()
    for line in lines:
        changes = mixture.changes_of(line)
        for piece in _of_line(mixture, line, changes):
            place = (piece.kind, piece.key, piece.side)
            amounts[place] += piece.amounts
            if not piece.exact:
                estimated.add(place)
    for (kind, key, side), total in amounts.items():
        yield Piece(kind, key, side, total, exact=(kind, key, side) not in estimated)


def _of_line(mixture: Mixture, line: LineKey, changes: Sequence[Change]) -> Iterable[Piece]:
    if not changes:
        return

    def outcome(made: int) -> tuple[Decimal, Decimal]:
        chosen = (change for index, change in enumerate(changes) if made >> index & 1)
        return mixture.amounts(line, frozenset(chosen))

    exact = len(changes) <= MOST_EXACT
    try:
        shares = (attribute if exact else attribute_by_sample)(len(changes), outcome)
    except (CalculationError, CycleError):
        old, new = outcome(0), outcome((1 << len(changes)) - 1)
        whole = (new[0] - old[0], new[1] - old[1])
        yield Piece("several", line[1], line[0], _signed(line[0], whole))
        return
    for change, share in zip(changes, shares, strict=True):
        amounts = _signed(line[0], (share[0], share[1]))
        yield Piece(change.kind, change.key, change.side, amounts, exact)


def _signed(side: Side, amounts: tuple[Decimal, Decimal]) -> Amounts:
    total, present = amounts
    if side == "benefit":
        return Amounts(value=total, npv=present, total_benefits=total)
    return Amounts(value=-total, npv=-present, total_investment=total)
