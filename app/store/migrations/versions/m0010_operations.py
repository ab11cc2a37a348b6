"""Documents that went out, by their hash, and documents that are still being made."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables, and find versions by what they say."""
    op.create_index(
        "ix_version_workspace_id_content_hash", "version", ["workspace_id", "content_hash"]
    )
    _issued_documents()
    _operations()


def _issued_documents() -> None:
    op.create_table(
        "issued_document",
        _text("workspace_id", 30),
        _text("sha256", 64),
        _text("statement_id", 30),
        sa.Column("version_number", sa.Integer(), nullable=True),
        _text("content_hash", 64),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("first_issued_at", UTCDateTime(), nullable=False),
        _of_a_statement("issued_document"),
        sa.PrimaryKeyConstraint("workspace_id", "sha256", name="pk_issued_document"),
    )
    _index("issued_document", "workspace_id", "content_hash")
    _index("issued_document", "workspace_id", "statement_id")


def _operations() -> None:
    op.create_table(
        "operation",
        _text("id", 30),
        _text("workspace_id", 30),
        _text("statement_id", 30, optional=True),
        _text("status", 10),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        _text("created_by", 100),
        _text("key_id", 30, optional=True),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        _text("claim", 32, optional=True),
        sa.Column("claimed_until", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("ordered", sa.LargeBinary(), nullable=False),
        _text("media_type", 100),
        _text("file_name", 300),
        _text("etag", 80, optional=True),
        _text("failure", 60, optional=True),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        _of_a_statement("operation"),
        sa.PrimaryKeyConstraint("id", name="pk_operation"),
    )
    _index("operation", "status", "claimed_until")
    _index("operation", "workspace_id", "status")
    _index("operation", "workspace_id", "statement_id")
    _index("operation", "expires_at")


def _of_a_statement(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "statement_id"],
        ["statement.workspace_id", "statement.id"],
        name=f"fk_{table}_workspace_id_statement_id",
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, AutoString(length=length), nullable=optional)
