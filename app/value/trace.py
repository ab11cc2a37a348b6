"""The trace: every figure of a result with its formula, its inputs and each step between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.value.assumptions import Assumption
from app.value.case import case_of
from app.value.figure_words import FigureWords
from app.value.formulas.arithmetic import exactly
from app.value.measures import measures_of
from app.value.publish import publish
from app.value.statement import ValueStatement
from app.value.trace_figures import FigureTracer
from app.value.trace_lines import LineTracer
from app.value.trace_view import AssumptionTrace, LineTrace, Trace
from app.value.uses import uses_of


def trace(statement: ValueStatement) -> Trace:
    """Take every figure of a statement's result apart.

    Raises:
        CalculationError: arithmetic without a result, all places at once.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "1000", "unit": "sheet"}],
        ...     benefits=[{"key": "saved", "statement": "Save", "per_year": "sheets * 2"}],
        ... )
        >>> trace(statement).lines[0].formulas[0].whole.readings[0].text
        '1,000 sheets × 2 = €2,000'
    """
    with exactly():
        case = case_of(statement)
        result = publish(case, measures_of(case))
        words = FigureWords(statement.currency_code)
        tracer, figures = LineTracer(case, result, words), FigureTracer(case, result, words)
        lines = tracer.lines()
        assumptions = tuple(_assumptions(statement, tracer, lines))
        return Trace(
            currency_code=result.currency_code,
            convention=result.convention,
            engine=result.engine,
            periods=result.periods,
            complete=tracer.complete,
            lines=lines,
            assumptions=assumptions,
            cash_flow=figures.cash_flow(),
            figures=tuple(figures.figures()),
        )


def _assumptions(
    statement: ValueStatement, tracer: LineTracer, lines: tuple[LineTrace, ...]
) -> Iterator[AssumptionTrace]:
    uses = uses_of(statement)
    rows: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for row in line.inputs:
            rows[row.key].append(row.ref)
    for index, assumption in enumerate(statement.assumptions):
        yield AssumptionTrace(
            key=assumption.key,
            label=_called(assumption),
            unit=assumption.unit,
            basis=assumption.basis,
            status=assumption.status,
            source=assumption.source,
            by_period=tracer.figures(assumption),
            calculation=tracer.formula(assumption, f"#/assumptions/{index}/formula"),
            used_by=uses.get(assumption.key, ()),
            rows=tuple(rows[assumption.key]),
        )


def _called(assumption: Assumption) -> str:
    return assumption.label or assumption.key
