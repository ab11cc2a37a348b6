"""What a key may do, and OAuth clients with their secrets and tokens."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Let keys that there are do everything, as before, and make the tables."""
    for name, length in (("scopes", 1000), ("last_used_address", 64), ("created_by", 100)):
        op.add_column("api_key", sa.Column(name, AutoString(length=length), nullable=True))
    _clients()
    _secrets()
    _tokens()


def _clients() -> None:
    op.create_table(
        "oauth_client",
        _text("id", 30),
        _text("workspace_id", 30),
        _text("name", 100),
        _text("scopes", 1000),
        _moment("created_at"),
        _text("created_by", 100),
        _moment("last_used_at", optional=True),
        sa.Column("last_used_address", AutoString(length=64), nullable=True),
        _moment("revoked_at", optional=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_oauth_client_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_oauth_client"),
    )
    op.create_index("ix_oauth_client_workspace_id", "oauth_client", ["workspace_id"])


def _secrets() -> None:
    op.create_table(
        "oauth_secret",
        _text("sha256", 64),
        _text("client_id", 30),
        _moment("created_at"),
        _moment("expires_at", optional=True),
        _client("oauth_secret"),
        sa.PrimaryKeyConstraint("sha256", name="pk_oauth_secret"),
    )
    op.create_index("ix_oauth_secret_client_id", "oauth_secret", ["client_id"])


def _tokens() -> None:
    op.create_table(
        "oauth_token",
        _text("sha256", 64),
        _text("client_id", 30),
        _text("scopes", 1000),
        _moment("expires_at"),
        _client("oauth_token"),
        sa.PrimaryKeyConstraint("sha256", name="pk_oauth_token"),
    )
    for column in ("client_id", "expires_at"):
        op.create_index(f"ix_oauth_token_{column}", "oauth_token", [column])


def _client(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["client_id"], ["oauth_client.id"], name=f"fk_{table}_client_id")


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, AutoString(length=length), nullable=False)


def _moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, UTCDateTime(), nullable=optional)
