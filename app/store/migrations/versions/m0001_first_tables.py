"""The first tables, and the triggers that keep a version from ever changing."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, parents first."""
    _workspaces_and_keys()
    _accounts()
    _opportunities()
    _statements()
    _versions()
    if op.get_bind().dialect.name == "sqlite":
        _guard_versions_on_sqlite()
    else:
        _guard_versions_on_postgresql()


def _workspaces_and_keys() -> None:
    op.create_table(
        "workspace",
        _text("id", 30),
        _text("name", 100),
        _time("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sa.UniqueConstraint("name", name="uq_workspace_name"),
    )
    op.create_table(
        "api_key",
        _text("id", 30),
        _text("workspace_id", 30),
        _text("name", 100),
        _text("starts_with", 13),
        _text("sha256", 64),
        _time("created_at"),
        _time("last_used_at", optional=True),
        _time("expires_at", optional=True),
        _time("revoked_at", optional=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_api_key_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.UniqueConstraint("sha256", name="uq_api_key_sha256"),
    )
    op.create_index("ix_api_key_workspace_id", "api_key", ["workspace_id"])


def _accounts() -> None:
    op.create_table(
        "account",
        *_kept(),
        _text("name", 200),
        _text("segment", 10, optional=True),
        _text("industry", 200, optional=True),
        _text("language", 12, optional=True),
        _text("currency_code", 3, optional=True),
        sa.CheckConstraint("segment IN ('alpha', 'beta', 'delta')", name="ck_account_segment"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_account_workspace_id_id"),
    )


def _opportunities() -> None:
    op.create_table(
        "opportunity",
        *_kept(),
        _text("account_id", 30),
        _text("name", 200),
        _text("stage", 100, optional=True),
        _text("amount", 40, optional=True),
        _text("currency_code", 3, optional=True),
        sa.Column("close_date", sa.Date(), nullable=True),
        *_child_of("opportunity", "account"),
    )


def _statements() -> None:
    op.create_table(
        "statement",
        *_kept(),
        _text("opportunity_id", 30),
        _text("title", 200),
        _text("currency_code", 3),
        sa.Column("head", sa.Integer(), nullable=False),
        *_child_of("statement", "opportunity"),
    )
    op.create_table(
        "draft_body",
        _text("statement_id", 30),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name="fk_draft_body_statement_id"
        ),
        sa.PrimaryKeyConstraint("statement_id", name="pk_draft_body"),
    )


def _versions() -> None:
    op.create_table(
        "version",
        _text("id", 30),
        _text("workspace_id", 30),
        _text("statement_id", 30),
        sa.Column("version_number", sa.Integer(), nullable=False),
        _text("label", 200, optional=True),
        _text("note", 4000, optional=True),
        _text("stage", 100, optional=True),
        _text("author", 100),
        _time("created_at"),
        _text("engine", 20),
        _text("content_hash", 64),
        _text("title", 200),
        _text("currency_code", 3),
        *(_text(name, 80) for name in ("total_benefits", "total_investment", "value")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "statement_id"],
            ["statement.workspace_id", "statement.id"],
            name="fk_version_workspace_id_statement_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_version"),
        sa.UniqueConstraint(
            "statement_id", "version_number", name="uq_version_statement_id_version_number"
        ),
    )
    op.create_table(
        "version_body",
        _text("version_id", 30),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name="fk_version_body_version_id"),
        sa.PrimaryKeyConstraint("version_id", name="pk_version_body"),
    )


def _guard_versions_on_sqlite() -> None:
    for table in ("version", "version_body"):
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
            )
    # INSERT OR REPLACE deletes without asking the triggers above.
    op.execute(
        "CREATE TRIGGER version_no_replace BEFORE INSERT ON version "
        "WHEN EXISTS (SELECT 1 FROM version WHERE id = NEW.id OR "
        "(statement_id = NEW.statement_id AND version_number = NEW.version_number)) "
        "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER version_body_no_replace BEFORE INSERT ON version_body "
        "WHEN EXISTS (SELECT 1 FROM version_body WHERE version_id = NEW.version_id) "
        "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
    )


def _guard_versions_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a version never changes'; END $$"
    )
    for table in ("version", "version_body"):
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _kept() -> tuple[sa.Column[object], ...]:
    return (
        _text("id", 30),
        _text("workspace_id", 30),
        sa.Column("revision", sa.Integer(), nullable=False),
        _time("created_at"),
        _text("created_by", 100),
        _time("updated_at"),
        _text("updated_by", 100),
    )


def _child_of(table: str, parent: str) -> tuple[sa.Constraint, ...]:
    """A child's parent lies in the same workspace, by the database's own word."""
    column = f"{parent}_id"
    return (
        sa.ForeignKeyConstraint(
            ["workspace_id", column],
            [f"{parent}.workspace_id", f"{parent}.id"],
            name=f"fk_{table}_workspace_id_{column}",
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("workspace_id", "id", name=f"uq_{table}_workspace_id_id"),
        sa.UniqueConstraint(
            "workspace_id", column, "id", name=f"uq_{table}_workspace_id_{column}_id"
        ),
    )


def _text(name: str, length: int, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, AutoString(length=length), nullable=optional)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, UTCDateTime(), nullable=optional)
