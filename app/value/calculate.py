"""The pipeline: a statement in, its result out."""

from __future__ import annotations

from app.value.case import case_of
from app.value.formulas.arithmetic import exactly
from app.value.judgement import judgement_of
from app.value.measures import measures_of
from app.value.publish import publish
from app.value.result import Result
from app.value.statement import ValueStatement


def calculate(statement: ValueStatement) -> Result:
    """Calculate everything a statement says, in exact decimals, rounded once at the end.

    The same statement gives the same result, byte for byte, on every machine.

    Raises:
        CalculationError: arithmetic without a result, all places at once.

    Example:
        >>> statement = ValueStatement(
        ...     title="A licence", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "1200"}],
        ...     investments=[{"key": "fee", "statement": "Licence", "upfront": "500"}],
        ... )
        >>> calculate(statement).value
        Decimal('700.00')
    """
    with exactly():
        case = case_of(statement)
        measures = measures_of(case)
        return publish(case, measures, judgement_of(case, measures))
