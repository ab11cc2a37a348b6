"""Accounts and opportunities as the sales process knows them; archiving; erasing for privacy."""

import secrets

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from app.store.plain_json import PlainJson

revision = "0003"
down_revision = "0002"

_VERSION_OF_ERASED = (
    "SELECT 1 FROM erasure JOIN opportunity ON opportunity.account_id = erasure.account_id "
    "JOIN statement ON statement.opportunity_id = opportunity.id "
)
_IS_ERASED = {
    "version": _VERSION_OF_ERASED + "WHERE statement.id = OLD.statement_id",
    "version_body": _VERSION_OF_ERASED
    + "JOIN version ON version.statement_id = statement.id WHERE version.id = OLD.version_id",
}
"""Whether a row belongs to an account that is being erased in this very transaction."""


def upgrade() -> None:
    """Make the columns, the table and the triggers that let an erasure, and nothing else, pass."""
    for kind in ("account", "opportunity", "statement"):
        op.add_column(kind, sa.Column("archived_at", UTCDateTime(), nullable=True))
    _profile()
    _deal_plan()
    _erasure()
    if op.get_bind().dialect.name == "sqlite":
        _let_erasures_pass_on_sqlite()
    else:
        _let_erasures_pass_on_postgresql()


def _profile() -> None:
    for name, length in (
        ("region", 200),
        ("website", 300),
        ("revenue", 40),
        ("revenue_currency_code", 3),
    ):
        op.add_column("account", sa.Column(name, AutoString(length=length), nullable=True))
    op.add_column("account", sa.Column("employees", sa.Integer(), nullable=True))
    op.add_column("account", sa.Column("description", sa.Text(), nullable=True))
    op.add_column("account", _plain("size_drivers", "{}"))
    op.add_column("account", sa.Column("brand", PlainJson(), nullable=True))


def _deal_plan() -> None:
    op.add_column("opportunity", sa.Column("decision_on", sa.Date(), nullable=True))
    op.add_column("opportunity", sa.Column("pain", sa.Text(), nullable=True))
    for name in ("key_players", "evaluation_plan", "competitors", "next_steps"):
        op.add_column("opportunity", _plain(name, "[]"))


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("account_id", AutoString(length=30), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_erasure_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_erasure"),
    )
    secret = sa.table(
        "installation_secret",
        sa.column("name", sa.String()),
        sa.column("content", sa.LargeBinary()),
    )
    op.bulk_insert(secret, [{"name": "erasures", "content": secrets.token_bytes(32)}])


def _let_erasures_pass_on_sqlite() -> None:
    for table, is_erased in _IS_ERASED.items():
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"WHEN NOT EXISTS ({is_erased}) "
            "BEGIN SELECT RAISE(ABORT, 'a version never changes'); END"
        )


def _let_erasures_pass_on_postgresql() -> None:
    for table, is_erased in _IS_ERASED.items():
        op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE FUNCTION refuse_{table}_delete() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF NOT EXISTS ({is_erased}) THEN "
            "RAISE EXCEPTION 'a version never changes'; END IF; RETURN OLD; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_delete()"
        )


def _plain(name: str, empty: str) -> sa.Column[object]:
    return sa.Column(name, PlainJson(), nullable=False, server_default=sa.text(f"'{empty}'"))
