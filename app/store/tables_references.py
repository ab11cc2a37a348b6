"""Tables of references: won customers' models, from which straw men are extrapolated.

What a reference says of its customer's figures stands in a table of its own, so that lists and
searches never read it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from app.store.plain_json import PlainJson


class Reference(SQLModel, table=True):
    """A version of a won customer, published for others to start from; `words` is searched."""

    __tablename__ = "reference"
    __table_args__ = (
        CheckConstraint("state IN ('in_review', 'published', 'withdrawn')", name="state"),
        ForeignKeyConstraint(
            ["workspace_id", "statement_id"], ["statement.workspace_id", "statement.id"]
        ),
        Index(None, "workspace_id", "state", "created_at", "id"),
        Index(None, "workspace_id", "created_at", "id"),
    )

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    revision: int = 1
    created_at: datetime
    created_by: str = Field(max_length=100)
    updated_at: datetime
    updated_by: str = Field(max_length=100)
    statement_id: str = Field(max_length=30, index=True)
    version_number: int
    state: str = Field(default="in_review", max_length=10)
    name: str = Field(max_length=200)
    industry: str | None = Field(default=None, max_length=200)
    region: str | None = Field(default=None, max_length=200)
    products: Any = Field(default=None, sa_type=PlainJson, nullable=True)
    size_drivers: Any = Field(default=None, sa_type=PlainJson, nullable=True)
    dated_on: date | None = None
    currency_code: str = Field(max_length=3)
    value: str = Field(max_length=80)
    note: str | None = Field(default=None, max_length=4000)
    masked: bool
    reviewed_by: str | None = Field(default=None, max_length=100)
    words: str = Field(max_length=8000)


class ReferenceBody(SQLModel, table=True):
    """The model of a reference, anonymised as it was chosen: a statement as JSON."""

    __tablename__ = "reference_body"

    reference_id: str = Field(
        primary_key=True, max_length=30, foreign_key="reference.id", ondelete="CASCADE"
    )
    statement_id: str = Field(max_length=30, foreign_key="statement.id", index=True)
    content: bytes = Field(sa_type=LargeBinary)
