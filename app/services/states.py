"""A statement in one of its states: a version by its number, or the draft."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic_core import from_json

from app.services.drafts import calculated_draft
from app.services.errors import InvalidChangeError
from app.services.versions import version
from app.store import Transaction
from app.value import ValueStatement

State: TypeAlias = int | Literal["draft"]


def statement_at(transaction: Transaction, statement_id: str, state: State) -> ValueStatement:
    """What a statement says, or said.

    Raises:
        NotFoundError: this workspace has no such statement or version.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    if state != "draft":
        content = from_json(version(transaction, statement_id, state).content)
        return ValueStatement.model_validate(content["statement"])
    outcome = calculated_draft(transaction, statement_id).outcome
    if outcome.statement is None:
        raise InvalidChangeError(outcome.faults)
    return outcome.statement
