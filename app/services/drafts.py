"""Statements and their drafts: created, read, replaced, patched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from app.services.accounts import open_opportunity
from app.services.archived import unless_archived
from app.services.changes import demand, hold, remember, remember_first
from app.services.content import Outcome, content_hash, draft_content, outcome_of
from app.services.errors import InvalidChangeError, NotFoundError
from app.services.json_patch import patched
from app.services.patching import merged
from app.services.preconditions import Precondition
from app.store import Transaction
from app.store.records import Draft, NewDraft, Origin, Statement
from app.store.statements import STATEMENTS, draft_of, insert_draft, replace_draft
from app.value import ValueStatement, faults_of
from app.value.changed_figures import (
    StatusRemark,
    in_review_where_changed,
    kept_though_changed,
)
from app.value.raised_status import raised_without_proof


@dataclass(frozen=True, slots=True)
class CalculatedDraft:
    """A draft with what comes of it."""

    draft: Draft
    outcome: Outcome


def statement(transaction: Transaction, statement_id: str) -> Statement:
    """One statement without its draft.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    found = STATEMENTS.one(transaction, statement_id)
    if found is None:
        raise NotFoundError("statement", statement_id)
    return found


def create_statement(
    transaction: Transaction,
    opportunity_id: str,
    draft: ValueStatement,
    origin: Origin | None = None,
) -> Statement:
    """Keep a new statement with its first draft; one that branched off says from where.

    Raises:
        NotFoundError: this workspace has no such opportunity.
    """
    open_opportunity(transaction, opportunity_id)
    content = draft_content(draft)
    kept = NewDraft(draft.title, draft.currency_code, content)
    made = insert_draft(transaction, opportunity_id, kept, origin)
    remember_first(transaction, made, content)
    said = {
        "opportunity_id": opportunity_id,
        "title": draft.title,
        "currency_code": draft.currency_code,
        "draft_sha256": content_hash(content),
    }
    if origin is not None:
        said["branched_from"] = f"{origin.statement_id}/{origin.version_number or 'draft'}"
    transaction.record("statement.created", "statement", made.id, after=said)
    return made


def draft(transaction: Transaction, statement_id: str, *, to_change: bool = False) -> Draft:
    """A statement's draft as it was put.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    found = draft_of(transaction, statement_id, to_change=to_change)
    if found is None:
        raise NotFoundError("statement", statement_id)
    if to_change:
        unless_archived(transaction, "statement", found.statement)
    return found


def calculated_draft(transaction: Transaction, statement_id: str) -> CalculatedDraft:
    """A statement's draft with its result.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    return _calculated(draft(transaction, statement_id))


def put_draft(
    transaction: Transaction,
    statement_id: str,
    replacement: ValueStatement,
    precondition: Precondition,
    *,
    demands_proof: bool = True,
) -> CalculatedDraft:
    """Put another draft in the place of the one the caller read.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError: nothing was written.
    """
    before = draft(transaction, statement_id, to_change=True)
    demand(transaction, precondition, before)
    made = replaced(transaction, before, replacement, demands_proof=demands_proof)
    return _calculated(made)


def refresh_draft(
    transaction: Transaction,
    statement_id: str,
    replacement: ValueStatement,
    precondition: Precondition,
) -> Statement:
    """Put another draft in the place of whichever there is, without calculating it.

    For who is the master of a statement, such as a CRM; a precondition holds where there is one.

    Raises:
        NotFoundError, StaleError: nothing was written.
    """
    before = draft(transaction, statement_id, to_change=True)
    hold(transaction, precondition, before)
    # The master of a statement answers for what it claims.
    return replaced(transaction, before, replacement, demands_proof=False).statement


def patch_draft(
    transaction: Transaction,
    statement_id: str,
    patch: dict[str, Any] | list[Any],
    precondition: Precondition,
) -> CalculatedDraft:
    """Make of the draft the caller read what a JSON Merge Patch says, or a JSON Patch: a list.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError, InvalidChangeError,
            PatchTestFailedError: nothing was written.
    """
    before = draft(transaction, statement_id, to_change=True)
    demand(transaction, precondition, before)
    present = from_json(before.content)
    made = patched(present, patch) if isinstance(patch, list) else merged(present, patch)
    try:
        replacement = ValueStatement.model_validate(made)
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None
    return _calculated(replaced(transaction, before, replacement))


def replaced(
    transaction: Transaction,
    before: Draft,
    replacement: ValueStatement,
    *,
    demands_proof: bool = True,
) -> Draft:
    """Put another draft in the place of one that was read to be changed, and remember the change.

    The caller has made sure of the precondition. A proven figure that changes without its proof is
    in review from then on. What was said before, or is answered for elsewhere, may be said without
    proof: then nothing is demanded, and what was proven otherwise is only remarked.

    Raises:
        InvalidChangeError: the status of an assumption rises without proof.
    """
    replacement, remarks = _proven(before, replacement, demands_proof=demands_proof)
    content = draft_content(replacement)
    if content == before.content:
        return before  # a repeated change changes nothing, its tag neither
    statement = replace_draft(
        transaction, before.statement, replacement.title, replacement.currency_code, content
    )
    remember(transaction, before, statement, content, remarks)
    said = from_json(before.content), from_json(content)
    transaction.record("draft.changed", "statement", statement.id, *said)
    return Draft(statement, content, before.account_name, before.stage)


def _proven(
    before: Draft, replacement: ValueStatement, *, demands_proof: bool
) -> tuple[ValueStatement, tuple[StatusRemark, ...]]:
    try:
        said = ValueStatement.model_validate_json(before.content)
    except ValidationError:
        return replacement, ()  # it breaks a rule of this release: nobody knows what it claimed
    if not demands_proof:
        return replacement, kept_though_changed(said, replacement)
    if faults := raised_without_proof(said, replacement):
        raise InvalidChangeError(faults)
    return in_review_where_changed(said, replacement)


def _calculated(draft: Draft) -> CalculatedDraft:
    return CalculatedDraft(draft, outcome_of(draft.content, draft.account_name))
