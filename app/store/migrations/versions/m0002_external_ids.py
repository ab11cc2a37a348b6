"""What other systems call our things, indexes for every list, and the secret that signs cursors."""

import secrets
from itertools import product

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"

_KINDS = ("account", "opportunity", "statement")
_TITLES = {"account": "name", "opportunity": "name", "statement": "title"}
_FILTERS = {
    "account": ((), ("segment",)),
    "opportunity": ((), ("account_id",), ("stage",)),
    "statement": ((), ("opportunity_id",)),
}


def upgrade() -> None:
    """Make the tables and indexes."""
    for kind in _KINDS:
        _external_ids(kind)
        _sortable_alike_everywhere(kind)
        _indexes(kind)
    _cursor_secret()


def _external_ids(kind: str) -> None:
    table = f"{kind}_external_id"
    op.create_table(
        table,
        sa.Column("workspace_id", AutoString(length=30), nullable=False),
        sa.Column("crm_system", AutoString(length=50), nullable=False),
        sa.Column("external_id", AutoString(length=255), nullable=False),
        sa.Column("thing_id", AutoString(length=30), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", AutoString(length=100), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "crm_system", "external_id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "thing_id"],
            [f"{kind}.workspace_id", f"{kind}.id"],
            name=f"fk_{table}_workspace_id_thing_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index(f"ix_{table}_workspace_id_thing_id", table, ["workspace_id", "thing_id"])
    op.add_column(
        kind, sa.Column("external_ids", sa.Text(), nullable=False, server_default=sa.text("'[]'"))
    )


def _sortable_alike_everywhere(kind: str) -> None:
    """Sort texts by code point, as SQLite does; a host's language would sort by its own rules."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(kind, _TITLES[kind], type_=sa.String(200, collation="C"))


def _indexes(kind: str) -> None:
    sorted_by = ("created_at", "updated_at", _TITLES[kind])
    for equal, column in product(_FILTERS[kind], sorted_by):
        columns = ["workspace_id", *equal, column, "id"]
        op.create_index(f"ix_{kind}_{'_'.join(columns)}", kind, columns)


def _cursor_secret() -> None:
    table = op.create_table(
        "installation_secret",
        sa.Column("name", AutoString(length=50), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_installation_secret"),
    )
    op.bulk_insert(table, [{"name": "cursors", "content": secrets.token_bytes(32)}])
