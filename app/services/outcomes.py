"""Recording what a test brought to light in the draft."""

from __future__ import annotations

from app.services.drafts import CalculatedDraft, put_draft
from app.services.preconditions import Precondition
from app.services.states import statement_at
from app.store import Transaction
from app.value.outcome import Outcome, recorded


def record_outcome(
    transaction: Transaction, statement_id: str, outcome: Outcome, precondition: Precondition
) -> CalculatedDraft:
    """Put an outcome in the place of what the draft assumed.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError, InvalidChangeError, StatementError:
            nothing was written.
    """
    draft = statement_at(transaction, statement_id, "draft")
    after = recorded(draft, outcome)
    # An outcome says itself where it is written down, or who confirms it.
    return put_draft(transaction, statement_id, after, precondition, demands_proof=False)
