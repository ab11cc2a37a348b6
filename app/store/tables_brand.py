"""The tables of how documents look: a workspace's brand, and the logos of accounts.

What an account says of its own brand beside the logo stands with the account.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, LargeBinary
from sqlmodel import Field, SQLModel


class WorkspaceBrand(SQLModel, table=True):
    """A workspace's brand as JSON, and its logo: a line of JSON, then the picture's bytes."""

    __tablename__ = "workspace_brand"

    workspace_id: str = Field(primary_key=True, max_length=30, foreign_key="workspace.id")
    revision: int = 1
    content: bytes = Field(sa_type=LargeBinary)
    logo: bytes | None = Field(default=None, sa_type=LargeBinary)
    updated_at: datetime
    updated_by: str = Field(max_length=100)


class AccountLogo(SQLModel, table=True):
    """The logo of an account, kept as a workspace's; the account's revision counts its changes."""

    __tablename__ = "account_logo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "account_id"], ["account.workspace_id", "account.id"]
        ),
    )

    account_id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    content: bytes = Field(sa_type=LargeBinary)
