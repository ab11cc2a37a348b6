"""What the store returns of proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes to change in a draft, without the single changes.

    `form` is how it came, `workbook` or `json`. `base_version_number` and `base_revision` say what
    it was made from: a version, or the draft at that revision; neither where that is not known.
    """

    id: str
    revision: int
    statement_id: str
    state: str
    form: str
    proposed_by: str | None
    proposed_by_role: str | None
    note: str | None
    base_version_number: int | None
    base_revision: int | None
    item_count: int
    doubtful_count: int
    accepted_count: int
    refused_count: int
    withdrawal_note: str | None
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """What was decided on one single change; `figure` is what was put into the draft."""

    place: int
    path: str
    decision: str
    reason: str | None
    figure: str | None
    confirmed_by: str | None
    draft_revision: int
    decided_at: datetime
    decided_by: str
