"""How documents look: a brand of each workspace, a logo of each account."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "workspace_brand",
        sa.Column("workspace_id", AutoString(length=30), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", AutoString(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_workspace_brand_workspace_id"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_workspace_brand"),
    )
    op.create_table(
        "account_logo",
        sa.Column("account_id", AutoString(length=30), nullable=False),
        sa.Column("workspace_id", AutoString(length=30), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["account.workspace_id", "account.id"],
            name="fk_account_logo_workspace_id",
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_account_logo"),
    )
