"""The audit, and the triggers that let nobody rewrite it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0008"
down_revision = "0007"

_REFUSED = "the audit never changes"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit_head",
        _text("workspace_id", 30),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("sha256", 64),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_audit_head"),
    )
    _events()
    op.create_table(
        "audit_content",
        *_link(),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "sequence", name="pk_audit_content"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def _events() -> None:
    optional = {
        "actor_key_id": 30,
        "client": 200,
        "request_id": 64,
        "address": 64,
        "user_agent": 300,
    }
    op.create_table(
        "audit_event",
        *_link(),
        _text("id", 30),
        sa.Column("at", UTCDateTime(), nullable=False),
        _text("action", 60),
        _text("kind", 30),
        _text("resource_id", 60),
        _text("actor", 100),
        *(_text(name, length, optional=True) for name, length in optional.items()),
        *(_text(name, 64) for name in ("content_sha256", "previous_sha256", "sha256")),
        sa.PrimaryKeyConstraint("workspace_id", "sequence", name="pk_audit_event"),
    )
    for name, column in (
        ("resource", "resource_id"),
        ("action", "action"),
        ("actor", "actor_key_id"),
    ):
        op.create_index(
            f"ix_audit_event_{name}", "audit_event", ["workspace_id", column, "sequence"]
        )


def _guard_on_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    for table, change in (
        ("audit_event", "UPDATE"),
        ("audit_event", "DELETE"),
        ("audit_content", "UPDATE"),
        ("audit_head", "DELETE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} {refuse}"
        )
    # INSERT OR REPLACE deletes without asking the triggers above.
    for table, same in (
        ("audit_event", "workspace_id = NEW.workspace_id AND sequence = NEW.sequence"),
        ("audit_content", "workspace_id = NEW.workspace_id AND sequence = NEW.sequence"),
        ("audit_head", "workspace_id = NEW.workspace_id"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - our names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
        )
    op.execute(
        "CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head "
        f"WHEN NEW.sequence <= OLD.sequence OR NEW.workspace_id <> OLD.workspace_id {refuse}"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    refuse = "EXECUTE FUNCTION refuse_audit_change()"
    for table, changes in (
        ("audit_event", "UPDATE OR DELETE"),
        ("audit_content", "UPDATE"),
        ("audit_head", "DELETE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE {changes} ON {table} FOR EACH ROW {refuse}"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {refuse}"
        )
    op.execute(
        "CREATE TRIGGER audit_head_only_forward BEFORE UPDATE ON audit_head FOR EACH ROW "
        "WHEN (NEW.sequence <= OLD.sequence OR NEW.workspace_id <> OLD.workspace_id) "
        f"{refuse}"
    )


def _link() -> tuple[sa.Column[object], ...]:
    return (
        _text("workspace_id", 30),
        sa.Column("sequence", sa.Integer(), nullable=False),
    )


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, AutoString(length=length), nullable=optional)
