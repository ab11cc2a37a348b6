"""Comparing two states of a statement: versions by their number, or the draft."""

from __future__ import annotations

from app.services.fields import Fields
from app.services.states import State, statement_at
from app.store import Transaction
from app.value import ValueStatement
from app.value.comparison import Comparison, compare


class TwoStatements(Fields):
    """Two states of one case, neither of them stored; in one currency."""

    before: ValueStatement
    after: ValueStatement


def comparison(
    transaction: Transaction, statement_id: str, before: State, after: State
) -> Comparison:
    """What changed from one state to another, and what each change did to Value.

    Raises:
        NotFoundError: this workspace has no such statement or version.
        CalculationError: the draft has no result yet.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    return compare(
        statement_at(transaction, statement_id, before),
        statement_at(transaction, statement_id, after),
    )


def comparison_of(_transaction: Transaction, asked: TwoStatements) -> Comparison:
    """The same for two states that are stored nowhere.

    Raises:
        CalculationError: one of them has no result.
    """
    return compare(asked.before, asked.after)
