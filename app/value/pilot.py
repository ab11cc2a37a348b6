"""What the outcome of a test does to a case: its range before and after, and what it rests on."""

from __future__ import annotations

from decimal import Decimal

from app.value.calculate import calculate
from app.value.errors import CalculationError
from app.value.figure_words import FigureWords
from app.value.next_evidence_view import PilotEffect, RangeOfValue
from app.value.outcome import Outcome, recorded
from app.value.result import Result
from app.value.simulation import DRAWS, simulate
from app.value.simulation_view import Simulation
from app.value.statement import ValueStatement


def pilot_effect(
    statement: ValueStatement, outcome: Outcome, *, seed: int, draws: int = DRAWS
) -> PilotEffect:
    """What recording an outcome does to the range of Value and to what it rests on.

    Raises:
        CalculationError: the statement has no result, before or after.
        NotVariableError: as `recorded`.
    """
    after = recorded(statement, outcome)
    ranges = [_range_of_value(one, seed, draws) for one in (statement, after)]
    return PilotEffect(
        currency_code=statement.currency_code,
        convention=statement.convention,
        range_reading=statement.range_reading,
        seed=seed,
        draws=draws,
        key=outcome.assumption,
        before=ranges[0],
        after=ranges[1],
        words=_words(statement, *ranges),
    )


def _range_of_value(statement: ValueStatement, seed: int, draws: int) -> RangeOfValue:
    result = calculate(statement)
    try:
        return _drawn(result, simulate(statement, seed=seed, draws=draws))
    except CalculationError as error:
        if error.faults[0].code != "NO_RANGE":
            raise
    return RangeOfValue(
        value=result.value,
        p10=result.value,
        p50=result.value,
        p90=result.value,
        chance_above_zero=Decimal(int(result.value > 0)),
        proof=result.proof,
    )


def _drawn(result: Result, simulation: Simulation) -> RangeOfValue:
    return RangeOfValue(
        value=result.value,
        p10=simulation.value.p10,
        p50=simulation.value.p50,
        p90=simulation.value.p90,
        chance_above_zero=simulation.chances[0].probability,
        proof=result.proof,
    )


def _words(statement: ValueStatement, before: RangeOfValue, after: RangeOfValue) -> str:
    money = FigureWords(statement.currency_code).money

    def told(found: RangeOfValue) -> str:
        if found.p10 is None or found.p90 is None:
            return "no range"
        return f"{money(found.p10)} to {money(found.p90)}"

    return (
        f"Eight times in ten, Value lay within {told(before)}; with the outcome recorded it lies "
        f"within {told(after)}."
    )
