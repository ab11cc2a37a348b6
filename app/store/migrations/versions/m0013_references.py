"""Won customers' models, from which straw men are extrapolated."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from app.store.plain_json import PlainJson

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables."""
    _make_reference()
    for columns in (("state", "created_at"), ("created_at",)):
        named = ["workspace_id", *columns, "id"]
        op.create_index(f"ix_reference_{'_'.join(named)}", "reference", named)
    op.create_index("ix_reference_statement_id", "reference", ["statement_id"])
    op.create_table(
        "reference_body",
        _text("reference_id", 30),
        _text("statement_id", 30),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["reference.id"],
            name="fk_reference_body_reference_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_reference_body_statement_id"
        ),
        sa.PrimaryKeyConstraint("reference_id", name="pk_reference_body"),
    )
    op.create_index("ix_reference_body_statement_id", "reference_body", ["statement_id"])


def _make_reference() -> None:
    op.create_table(
        "reference",
        _text("id", 30),
        _text("workspace_id", 30),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        _text("created_by", 100),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        _text("updated_by", 100),
        _text("statement_id", 30),
        sa.Column("version_number", sa.Integer(), nullable=False),
        _text("state", 10),
        _text("name", 200),
        _text("industry", 200, optional=True),
        _text("region", 200, optional=True),
        sa.Column("products", PlainJson(), nullable=True),
        sa.Column("size_drivers", PlainJson(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        _text("currency_code", 3),
        _text("value", 80),
        _text("note", 4000, optional=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        _text("reviewed_by", 100, optional=True),
        _text("words", 8000),
        sa.CheckConstraint(
            "state IN ('in_review', 'published', 'withdrawn')", name="ck_reference_state"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "statement_id"],
            ["statement.workspace_id", "statement.id"],
            name="fk_reference_workspace_id_statement_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reference"),
    )


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, AutoString(length=length), nullable=optional)
