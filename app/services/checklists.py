"""How a workspace wants its cases checked, and checking one so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.services.preconditions import Precondition
from app.store import Transaction
from app.store.checklists import checklist_of, put_checklist
from app.store.records import KeptChecklist
from app.value import ValueStatement
from app.value.findings import Checklist, check
from app.value.findings_view import CaseCheck


@dataclass(frozen=True, slots=True)
class ChosenChecklist:
    """A workspace's checklist: as shipped, at revision 0, where it made no choice."""

    id: str
    revision: int
    checklist: Checklist


def checklist(transaction: Transaction) -> ChosenChecklist:
    """The workspace's checklist."""
    return _chosen(transaction, checklist_of(transaction))


def choose(
    transaction: Transaction, chosen: Checklist, precondition: Precondition
) -> ChosenChecklist:
    """Put the workspace's checklist in the place of what it was.

    Raises:
        StaleError: nothing was written.
    """
    kept = checklist_of(transaction, to_change=True)
    before = _chosen(transaction, kept)
    precondition.hold("checklist", before)
    if chosen == before.checklist:
        return before
    after = put_checklist(transaction, kept, chosen.model_dump_json().encode())
    transaction.record(
        "checklist.changed",
        "checklist",
        after.id,
        before=before.checklist.model_dump(mode="json"),
        after=chosen.model_dump(mode="json"),
    )
    return ChosenChecklist(after.id, after.revision, chosen)


def checked(statement: ValueStatement, chosen: Checklist) -> CaseCheck:
    """Check a statement by every rule that a checklist leaves on.

    Raises:
        CalculationError: the statement has no result.
    """
    findings = check(statement, chosen)
    count = Counter(finding.severity for finding in findings)
    return CaseCheck(
        currency_code=statement.currency_code,
        convention=statement.convention,
        errors=count["error"],
        warnings=count["warning"],
        information=count["information"],
        findings=findings,
        off=chosen.off,
    )


def _chosen(transaction: Transaction, kept: KeptChecklist | None) -> ChosenChecklist:
    if kept is None:
        return ChosenChecklist(transaction.workspace_id, 0, Checklist())
    return ChosenChecklist(kept.id, kept.revision, Checklist.model_validate_json(kept.content))
