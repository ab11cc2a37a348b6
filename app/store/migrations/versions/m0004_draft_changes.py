"""What drafts said after each of their changes, and who made it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "draft_change",
        sa.Column("statement_id", AutoString(length=30), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("changed_by", AutoString(length=100), nullable=False),
        sa.Column("key_id", AutoString(length=30), nullable=True),
        sa.Column("client", AutoString(length=200), nullable=True),
        sa.Column("reason", AutoString(length=500), nullable=True),
        sa.Column("request_id", AutoString(length=64), nullable=True),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "revision", name="pk_draft_change"),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name="fk_draft_change_statement_id",
            ondelete="CASCADE",
        ),
    )
