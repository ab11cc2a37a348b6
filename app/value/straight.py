"""Break-evens of figures in which the case is straight, exact in decimals.

A straight line is known by two of its points, and a move changes only the lines that rest on the
figure moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine, lay_out_line
from app.value.formulas import parse
from app.value.grid import Grid
from app.value.inputs import Inputs
from app.value.lines import formulas_of
from app.value.publish import money_rounded
from app.value.ranges import level_of, moved_to
from app.value.sensitivity_view import Target

_ZERO = Decimal(0)
_ONE = Decimal(1)
_NOTHING = Decimal("1e-20")
"""Of the money of the lines moved: what 34 digits leave of changes that cancel each other."""


class Straight:
    """Moves single figures of a case. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case) -> None:
        self.value = case.total("benefit") - case.total("investment")
        self.npv = case.present_value("benefit") - case.present_value("investment")
        self._case = case
        inputs = Inputs(case.statement.assumptions)
        self._behind = [
            (line, {found.key: found for found in inputs.behind(line.line)}) for line in case.lines
        ]
        self._costs = [self._cost(line, behind.values()) for line, behind in self._behind]
        self._slopes: dict[str, dict[Target, Decimal]] = {}

    def work(self, one: Assumption) -> int:
        """Operations that moving a figure takes, about: those of all lines that rest on it."""
        return sum(
            cost
            for cost, (_, behind) in zip(self._costs, self._behind, strict=True)
            if one.key in behind
        )

    def zeros(self, one: Assumption) -> dict[Target, Decimal]:
        """The figure at which each measure is zero; none for one that does not move.

        Raises:
            CalculationError: an amount is too large on the way.
        """
        level = level_of(one) or _ZERO
        measures: dict[Target, Decimal] = {"value": self.value, "npv": self.npv}
        return {
            target: level - measures[target] / slope
            for target, slope in self._slope(one).items()
            if slope
        }

    def moves(self, one: Assumption) -> bool:
        """Whether Value or NPV change at all with a figure."""
        return any(self._slope(one).values())

    def money(self, amount: Decimal) -> Decimal:
        """Money as it leaves."""
        return money_rounded(amount, self._case.statement.currency_code)

    def _cost(self, line: CaseLine, behind: Iterable[Assumption]) -> int:
        written = (*formulas_of(line.line), *(one.formula for one in behind if one.formula))
        periods = self._case.statement.horizon_years + 1
        return periods * sum(parse(text).reads.cost for text in written)

    def _slope(self, one: Assumption) -> dict[Target, Decimal]:
        """What one more of a figure adds to each measure."""
        if one.key not in self._slopes:
            self._slopes[one.key] = self._measured(one)
        return self._slopes[one.key]

    def _measured(self, one: Assumption) -> dict[Target, Decimal]:
        level = level_of(one) or _ZERO
        # Nothing at all is the safest second point: no amount grows beyond its bound.
        other = _ZERO if level else _ONE
        value = npv = moved = _ZERO
        for line, after in self._moved_lines(one, other):
            sign = 1 if line.side == "benefit" else -1
            value += sign * (after.flow.total - line.flow.total)
            npv += sign * (after.present_value - line.present_value)
            moved += abs(after.flow.total) + abs(line.flow.total)
        least = _NOTHING * moved
        steps: dict[Target, Decimal] = {"value": value, "npv": npv}
        return {
            target: step / (other - level) if abs(step) > least else _ZERO
            for target, step in steps.items()
        }

    def _moved_lines(self, one: Assumption, level: Decimal) -> Iterator[tuple[CaseLine, CaseLine]]:
        changed = moved_to(one, level)
        for line, behind in self._behind:
            if one.key in behind:
                assumptions = {**behind, one.key: changed}
                grid = Grid([*assumptions.values()], self._case.statement.horizon_years)
                yield line, lay_out_line(line.side, line.line, "#", grid, self._case.factors)
