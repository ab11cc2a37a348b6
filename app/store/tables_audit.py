"""The tables of the audit: events that are only ever added, and what they say.

What an event says stands apart, because privacy may demand that it goes while the chain of
events stays whole: the chain covers a salted hash of it.
"""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel


class AuditHead(SQLModel, table=True):
    """The last link of a workspace's chain; who writes an event holds this row."""

    __tablename__ = "audit_head"

    workspace_id: str = Field(primary_key=True, max_length=30)
    sequence: int
    sha256: str = Field(max_length=64)


class AuditEvent(SQLModel, table=True):
    """One link; triggers refuse every change of it."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_resource", "workspace_id", "resource_id", "sequence"),
        Index("ix_audit_event_action", "workspace_id", "action", "sequence"),
        Index("ix_audit_event_actor", "workspace_id", "actor_key_id", "sequence"),
    )

    workspace_id: str = Field(primary_key=True, max_length=30)
    sequence: int = Field(primary_key=True)
    id: str = Field(max_length=30)
    at: datetime
    action: str = Field(max_length=60)
    kind: str = Field(max_length=30)
    resource_id: str = Field(max_length=60)
    actor: str = Field(max_length=100)
    actor_key_id: str | None = Field(default=None, max_length=30)
    client: str | None = Field(default=None, max_length=200)
    request_id: str | None = Field(default=None, max_length=64)
    address: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)
    content_sha256: str = Field(max_length=64)
    previous_sha256: str = Field(max_length=64)
    sha256: str = Field(max_length=64)


class AuditContent(SQLModel, table=True):
    """Why, before and after, as JSON; deleted when privacy demands it, never changed."""

    __tablename__ = "audit_content"

    workspace_id: str = Field(primary_key=True, max_length=30)
    sequence: int = Field(primary_key=True)
    salt: bytes = Field(sa_type=LargeBinary)
    content: bytes = Field(sa_type=LargeBinary)
