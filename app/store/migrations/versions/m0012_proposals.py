"""What somebody proposes to change in drafts, and what was decided on it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    _make_proposal()
    for by in ("created_at", "updated_at"):
        for columns in (("statement_id", by), ("statement_id", "state", by)):
            named = ["workspace_id", *columns, "id"]
            op.create_index(f"ix_proposal_{'_'.join(named)}", "proposal", named)
    op.create_table(
        "proposal_body",
        _text("proposal_id", 30),
        _text("statement_id", 30),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_belongs("proposal_body"),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_proposal_body"),
    )
    op.create_index("ix_proposal_body_statement_id", "proposal_body", ["statement_id"])
    op.create_table(
        "proposal_decision",
        _text("proposal_id", 30),
        sa.Column("place", sa.Integer(), nullable=False),
        _text("statement_id", 30),
        _text("path", 200),
        _text("decision", 10),
        _text("reason", 4000, optional=True),
        _text("figure", 100, optional=True),
        _text("confirmed_by", 200, optional=True),
        sa.Column("draft_revision", sa.Integer(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        _text("decided_by", 100),
        *_belongs("proposal_decision"),
        sa.PrimaryKeyConstraint("proposal_id", "place", name="pk_proposal_decision"),
    )
    op.create_index("ix_proposal_decision_statement_id", "proposal_decision", ["statement_id"])


def _make_proposal() -> None:
    op.create_table(
        "proposal",
        _text("id", 30),
        _text("workspace_id", 30),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        _text("created_by", 100),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        _text("updated_by", 100),
        _text("statement_id", 30),
        _text("state", 10),
        _text("form", 10),
        _text("proposed_by", 200, optional=True),
        _text("proposed_by_role", 200, optional=True),
        _text("note", 4000, optional=True),
        sa.Column("base_version_number", sa.Integer(), nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=True),
        *(
            sa.Column(f"{counted}_count", sa.Integer(), nullable=False)
            for counted in ("item", "doubtful", "accepted", "refused")
        ),
        _text("withdrawal_note", 4000, optional=True),
        sa.CheckConstraint("state IN ('open', 'decided', 'withdrawn')", name="ck_proposal_state"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "statement_id"],
            ["statement.workspace_id", "statement.id"],
            name="fk_proposal_workspace_id_statement_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
    )


def _belongs(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=f"fk_{table}_proposal_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=f"fk_{table}_statement_id"
        ),
    )


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, AutoString(length=length), nullable=optional)
