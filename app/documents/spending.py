"""What is spent once and what again every year, in figures that add up to the investment shown."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.line_view import Whole
from app.documents.shown import ShownFigures
from app.value import ValueStatement
from app.value.case import case_of
from app.value.formulas.arithmetic import exactly


@dataclass(frozen=True)
class Spending:
    """The investment in two parts."""

    once: Whole
    recurring: Whole


def spending(statement: ValueStatement, shown: ShownFigures) -> Spending:
    """Split the investment: what an investment costs without its `per_year` is spent once."""
    single = [line.model_copy(update={"per_year": None}) for line in statement.investments]
    with exactly():
        reduced = statement.model_copy(update={"benefits": (), "investments": tuple(single)})
        once = shown.of(case_of(reduced).total("investment"))
    total = shown.table.total_investment
    if all(line.per_year is None for line in statement.investments):
        once = total
    return Spending(once, total - once)
