"""Table of which versions the customer accepted. Append-only: triggers refuse every change.

They let a deletion pass only where the account is being erased, which takes its versions along.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel


class Acceptance(SQLModel, table=True):
    """The customer accepted a version, or an acceptance was withdrawn (`stands` is false)."""

    __tablename__ = "acceptance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "version_number"],
            ["version.statement_id", "version.version_number"],
        ),
        Index(None, "workspace_id", "statement_id", "id"),
    )

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    statement_id: str = Field(max_length=30)
    version_number: int
    stands: bool
    accepted_by: str | None = Field(default=None, max_length=200)
    accepted_on: date | None = None
    note: str | None = Field(default=None, max_length=4000)
    recorded_at: datetime
    recorded_by: str = Field(max_length=100)
