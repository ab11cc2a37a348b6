"""The tables of documents that went out, and of those that are still being made.

An issued document is remembered by the hash of its bytes, never by the bytes. An operation keeps
what was ordered and what came of it, and lives an hour.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from app.store.plain_json import PlainJson


class IssuedDocument(SQLModel, table=True):
    """A document that was handed out: of a version, or of the draft, which has no number."""

    __tablename__ = "issued_document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "statement_id"], ["statement.workspace_id", "statement.id"]
        ),
        Index(None, "workspace_id", "content_hash"),
        Index(None, "workspace_id", "statement_id"),
    )

    workspace_id: str = Field(primary_key=True, max_length=30)
    sha256: str = Field(primary_key=True, max_length=64)
    statement_id: str = Field(max_length=30)
    version_number: int | None = None
    content_hash: str = Field(max_length=64)
    layout: Any = Field(sa_type=PlainJson, nullable=False)
    first_issued_at: datetime


class Operation(SQLModel, table=True):
    """A document that is made while its caller does something else.

    `subject` is whose document it is, as JSON; null where its statement is stored nowhere.
    `ordered` is the whole order: whoever finds the operation unfinished can make the document.
    """

    __tablename__ = "operation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "statement_id"], ["statement.workspace_id", "statement.id"]
        ),
        Index(None, "status", "claimed_until"),
        Index(None, "workspace_id", "status"),
        Index(None, "workspace_id", "statement_id"),
    )

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    statement_id: str | None = Field(default=None, max_length=30)
    status: str = Field(max_length=10)
    created_at: datetime
    created_by: str = Field(max_length=100)
    key_id: str | None = Field(default=None, max_length=30)
    expires_at: datetime = Field(index=True)
    finished_at: datetime | None = None
    claim: str | None = Field(default=None, max_length=32)
    """Who makes it: a later claim takes it from one who let their time pass."""
    claimed_until: datetime
    attempts: int = 0
    subject: Any = Field(sa_type=PlainJson, nullable=True)
    ordered: bytes = Field(sa_type=LargeBinary)
    media_type: str = Field(max_length=100)
    file_name: str = Field(max_length=300)
    etag: str | None = Field(default=None, max_length=80)
    failure: str | None = Field(default=None, max_length=60)
    document: bytes | None = Field(default=None, sa_type=LargeBinary)
