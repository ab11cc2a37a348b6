"""How much work a statement is, told without doing it."""

from __future__ import annotations

from app.value.formulas import parse
from app.value.lines import formulas_of
from app.value.statement import ValueStatement

_FOR_A_LINE = 30
"""A line is laid out over months, discounted and judged, whatever its formulas say."""
_FOR_A_FIGURE = 2
_FOR_RATES = 10
"""Of each pair of periods: where the sign changes each year, there are many rates of return."""


def operations(statement: ValueStatement) -> int:
    """About how many operations calculating a statement takes; each takes up to a microsecond.

    Example:
        >>> operations(ValueStatement(
        ...     title="A licence", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "100 * 12"}],
        ... ))
        106
    """
    lines = (*statement.benefits, *statement.investments)
    written = [one.formula for one in statement.assumptions if one.formula is not None]
    written += [text for line in lines for text in formulas_of(line)]
    formulas = sum(parse(text).reads.cost for text in written)
    others = _FOR_A_LINE * len(lines) + _FOR_A_FIGURE * len(statement.assumptions)
    periods = statement.horizon_years + 1
    return periods * (formulas + others + _FOR_RATES * periods)
