"""Comparing two states of a statement: versions by their number, or the draft."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic_core import from_json

from app.services.drafts import calculated_draft
from app.services.errors import InvalidChangeError
from app.services.versions import version
from app.store import Transaction
from app.value import ValueStatement
from app.value.comparison import Comparison, compare

State: TypeAlias = int | Literal["draft"]


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
        _statement(transaction, statement_id, before), _statement(transaction, statement_id, after)
    )


def _statement(transaction: Transaction, statement_id: str, state: State) -> ValueStatement:
    if state != "draft":
        content = from_json(version(transaction, statement_id, state).content)
        return ValueStatement.model_validate(content["statement"])
    outcome = calculated_draft(transaction, statement_id).outcome
    if outcome.statement is None:
        raise InvalidChangeError(outcome.faults)
    return outcome.statement
