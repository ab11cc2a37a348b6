"""Tables of proposals: what somebody proposes to change in a draft, and what was decided on it.

What was proposed stands in a table of its own, as it was read, so that lists never read it.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel


class Proposal(SQLModel, table=True):
    """What somebody proposes to change in a statement's draft, without the single changes."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'decided', 'withdrawn')", name="state"),
        ForeignKeyConstraint(
            ["workspace_id", "statement_id"], ["statement.workspace_id", "statement.id"]
        ),
        Index(None, "workspace_id", "statement_id", "created_at", "id"),
        Index(None, "workspace_id", "statement_id", "updated_at", "id"),
        Index(None, "workspace_id", "statement_id", "state", "created_at", "id"),
        Index(None, "workspace_id", "statement_id", "state", "updated_at", "id"),
    )

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    revision: int = 1
    created_at: datetime
    created_by: str = Field(max_length=100)
    updated_at: datetime
    updated_by: str = Field(max_length=100)
    statement_id: str = Field(max_length=30)
    state: str = Field(max_length=10)
    form: str = Field(max_length=10)
    """How it came: `workbook` or `json`."""
    proposed_by: str | None = Field(default=None, max_length=200)
    proposed_by_role: str | None = Field(default=None, max_length=200)
    note: str | None = Field(default=None, max_length=4000)
    base_version_number: int | None = None
    base_revision: int | None = None
    """The draft's, where it was made from a draft that is remembered."""
    item_count: int
    doubtful_count: int
    accepted_count: int = 0
    refused_count: int = 0
    withdrawal_note: str | None = Field(default=None, max_length=4000)


class ProposalBody(SQLModel, table=True):
    """The single changes as they were read: JSON, compressed."""

    __tablename__ = "proposal_body"

    proposal_id: str = Field(
        primary_key=True, max_length=30, foreign_key="proposal.id", ondelete="CASCADE"
    )
    statement_id: str = Field(max_length=30, foreign_key="statement.id", index=True)
    content: bytes = Field(sa_type=LargeBinary)


class ProposalDecision(SQLModel, table=True):
    """What was decided on one single change; the last decision on a path holds."""

    __tablename__ = "proposal_decision"

    proposal_id: str = Field(
        primary_key=True, max_length=30, foreign_key="proposal.id", ondelete="CASCADE"
    )
    place: int = Field(primary_key=True)
    """Counted from 1 within the proposal."""
    statement_id: str = Field(max_length=30, foreign_key="statement.id", index=True)
    path: str = Field(max_length=200)
    decision: str = Field(max_length=10)
    reason: str | None = Field(default=None, max_length=4000)
    figure: str | None = Field(default=None, max_length=100)
    """What was put into the draft; none where it was refused."""
    confirmed_by: str | None = Field(default=None, max_length=200)
    draft_revision: int
    decided_at: datetime
    decided_by: str = Field(max_length=100)
