"""The case: everything exact, before anything is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from app.value.cashflow import Amounts, Flow, active_years, lay_out, minus, summed, year_of
from app.value.errors import CalculationError, Fault
from app.value.formulas import parse
from app.value.grid import Grid
from app.value.lines import Benefit, Investment
from app.value.metrics import discount_factors, present_value
from app.value.statement import ValueStatement

Side = Literal["benefit", "investment"]
AnyLine: TypeAlias = Benefit | Investment

LARGEST_AMOUNT = Decimal(10) ** 18
"""The bound of every figure of a statement; no sum over lines, months and growth overflows then."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A line with money, laid out before and after its risk adjustment."""

    side: Side
    line: AnyLine
    before_risk: Flow
    flow: Flow
    present_value: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """A statement's lines and their sums; `factors` are the discount factors by month."""

    statement: ValueStatement
    grid: Grid
    factors: tuple[Decimal, ...]
    lines: tuple[CaseLine, ...]
    benefits: Flow
    investment: Flow
    net: Flow
    _sums: dict[tuple[str, Side], Decimal] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def total(self, side: Side, *, before_risk: bool = False) -> Decimal:
        """The plain sum of one side over the horizon."""
        asked = ("before risk" if before_risk else "after risk", side)
        if asked not in self._sums:
            lines = self.on(side)
            flows = [line.before_risk if before_risk else line.flow for line in lines]
            self._sums[asked] = sum([flow.total for flow in flows], _ZERO)
        return self._sums[asked]

    def present_value(self, side: Side) -> Decimal:
        """The discounted sum of one side."""
        asked = ("present value", side)
        if asked not in self._sums:
            self._sums[asked] = sum([line.present_value for line in self.on(side)], _ZERO)
        return self._sums[asked]

    def on(self, side: Side) -> tuple[CaseLine, ...]:
        """The lines of one side, in the statement's order."""
        return tuple([line for line in self.lines if line.side == side])


def case_of(statement: ValueStatement) -> Case:
    """Evaluate a statement. Call it inside `arithmetic.exactly()`.

    Raises:
        CalculationError: arithmetic without a result, all places at once.
    """
    years = statement.horizon_years
    grid = Grid(statement.assumptions, years)
    factors = discount_factors(statement.discount_rate, years, statement.convention)
    lines = _lines(statement, grid, factors)
    benefits = summed([line.flow for line in lines if line.side == "benefit"], years)
    investment = summed([line.flow for line in lines if line.side == "investment"], years)
    net = minus(benefits, investment)
    return Case(statement, grid, factors, lines, benefits, investment, net)


def lay_out_line(
    side: Side, line: AnyLine, pointer: str, grid: Grid, factors: Sequence[Decimal]
) -> CaseLine:
    """Evaluate one line over a grid; `pointer` says where it stands, for its errors.

    Raises:
        CalculationError: arithmetic without a result, in this line.
    """
    before = lay_out(line, _amounts(line, pointer, grid), grid.periods - 1)
    risk = line.risk_adjustment or _ZERO
    flow = before.times(1 - risk if side == "benefit" else 1 + risk)
    return CaseLine(side, line, before, flow, present_value(flow.twelfths, factors))


def amount_of(grid: Grid, text: str, pointer: str, period: int) -> Decimal | Fault:
    """A formula's figure in a period, below the largest amount; or the fault that keeps it away."""
    found = grid.evaluate(parse(text), pointer, period)
    if isinstance(found, Decimal) and abs(found) >= LARGEST_AMOUNT:
        return _too_large(text, pointer)
    return found


def _lines(
    statement: ValueStatement, grid: Grid, factors: Sequence[Decimal]
) -> tuple[CaseLine, ...]:
    faults: dict[Fault, None] = {}
    lines: list[CaseLine] = []
    sides: tuple[tuple[Side, str, Sequence[AnyLine]], ...] = (
        ("benefit", "benefits", statement.benefits),
        ("investment", "investments", statement.investments),
    )
    for side, name, given in sides:
        for index, line in enumerate(given):
            try:
                if line.has_money:
                    lines.append(lay_out_line(side, line, f"#/{name}/{index}", grid, factors))
            except CalculationError as error:
                faults |= dict.fromkeys(error.faults)
    if faults:
        raise CalculationError(tuple(faults))
    return tuple(lines)


def _amounts(line: AnyLine, pointer: str, grid: Grid) -> Amounts:
    faults: dict[Fault, None] = {}

    def money(text: str, place: str, period: int) -> Decimal:
        found = amount_of(grid, text, f"{pointer}/{place}", period)
        if isinstance(found, Decimal):
            return found
        faults[found] = None
        return _ZERO

    years = active_years(line, grid.periods - 1) if line.per_year is not None else ()
    amounts = Amounts(
        upfront=money(line.upfront, "upfront", 0) if line.upfront is not None else _ZERO,
        per_year={year: money(line.per_year or "", "per_year", year) for year in years},
        one_off=tuple(
            (flow.month, money(flow.amount, f"one_off/{number}/amount", year_of(flow.month)))
            for number, flow in enumerate(line.one_off)
        ),
    )
    if faults:
        raise CalculationError(tuple(faults))
    return amounts


def _too_large(text: str, pointer: str) -> Fault:
    return Fault(
        pointer=pointer,
        code="AMOUNT_TOO_LARGE",
        detail=f"The amount is {LARGEST_AMOUNT:,} or more; amounts stay below that",
        hint="Look for a factor that is counted twice.",
        formula=text,
        position=0,
        length=len(text),
    )
