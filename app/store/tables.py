"""The tables. They never leave the store: what it returns are the records of records.py.

Money is text, because SQLite would keep decimals as floats. Bodies stand in tables of their own,
as the exact bytes that were hashed, so that lists never read them. Every table carries the
workspace, and every query names it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from app.store.plain_json import PlainJson
from app.store.records import ExternalId

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

from app.store import (  # noqa: E402 - their tables are named as above
    tables_acceptances,  # noqa: F401 - for its tables
    tables_brand,  # noqa: F401 - the same
    tables_clients,  # noqa: F401 - the same
    tables_erasure,  # noqa: F401 - the same
    tables_operations,  # noqa: F401 - the same
    tables_proposals,  # noqa: F401 - the same
    tables_references,  # noqa: F401 - the same
)
from app.store.tables_external import ExternalIds  # noqa: E402 - the same

BY_CODE_POINT = String(200).with_variant(String(200, collation="C"), "postgresql")
"""A text that lists sort: alike in both databases, whatever the host's language."""


def _lists(*filters: str, title: str) -> list[Index]:
    """An index for each way in which a list may be filtered and sorted, ties broken by id."""
    sorted_by = ("created_at", "updated_at", title)
    equals: list[tuple[str, ...]] = [(), *((name,) for name in filters)]
    return [Index(None, "workspace_id", *each, by, "id") for each in equals for by in sorted_by]


def _plain_json(empty: str) -> Any:  # noqa: ANN401 - a field of whatever type it stands at
    return Field(sa_type=PlainJson, nullable=False, sa_column_kwargs={"server_default": empty})


class Workspace(SQLModel, table=True):
    """A tenant: whoever shares its keys shares its things."""

    __tablename__ = "workspace"

    id: str = Field(primary_key=True, max_length=30)
    name: str = Field(max_length=100, unique=True)
    created_at: datetime


class ApiKey(SQLModel, table=True):
    """A key, by its hash."""

    __tablename__ = "api_key"

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30, foreign_key="workspace.id", index=True)
    name: str = Field(max_length=100)
    starts_with: str = Field(max_length=13)
    """Enough to recognise a key in a list, too little to use it."""
    sha256: str = Field(max_length=64, unique=True)
    created_at: datetime
    last_used_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    scopes: str | None = Field(default=None, max_length=1000)
    """Separated by spaces; null for all there are, also those of later releases."""
    last_used_address: str | None = Field(default=None, max_length=64)
    created_by: str | None = Field(default=None, max_length=100)


class Kept(SQLModel):
    """What every stored thing of a workspace carries."""

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    revision: int = 1
    created_at: datetime
    created_by: str = Field(max_length=100)
    updated_at: datetime
    updated_by: str = Field(max_length=100)


class Called(Kept):
    """A kept thing that other systems know by ids of their own."""

    external_ids: tuple[ExternalId, ...] = Field(
        default=(), sa_type=ExternalIds, sa_column_kwargs={"server_default": "[]"}
    )
    archived_at: datetime | None = None


class Account(Called, table=True):
    """A customer company."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("segment IN ('alpha', 'beta', 'delta')", name="segment"),
        UniqueConstraint("workspace_id", "id"),
        *_lists("segment", title="name"),
    )

    name: str = Field(max_length=200, sa_type=BY_CODE_POINT)
    segment: str | None = Field(default=None, max_length=10)
    industry: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=12)
    currency_code: str | None = Field(default=None, max_length=3)
    region: str | None = Field(default=None, max_length=200)
    website: str | None = Field(default=None, max_length=300)
    employees: int | None = None
    revenue: str | None = Field(default=None, max_length=40)
    revenue_currency_code: str | None = Field(default=None, max_length=3)
    description: str | None = Field(default=None, sa_type=Text)
    size_drivers: Any = _plain_json("{}")
    brand: Any = Field(default=None, sa_type=PlainJson, nullable=True)


class Opportunity(Called, table=True):
    """One deal with an account; `amount` is a decimal as text."""

    __tablename__ = "opportunity"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "account_id", "id"),
        ForeignKeyConstraint(
            ["workspace_id", "account_id"], ["account.workspace_id", "account.id"]
        ),
        *_lists("account_id", "stage", title="name"),
    )

    account_id: str = Field(max_length=30)
    name: str = Field(max_length=200, sa_type=BY_CODE_POINT)
    stage: str | None = Field(default=None, max_length=100)
    amount: str | None = Field(default=None, max_length=40)
    currency_code: str | None = Field(default=None, max_length=3)
    close_date: date | None = None
    decision_on: date | None = None
    pain: str | None = Field(default=None, sa_type=Text)
    key_players: Any = _plain_json("[]")
    evaluation_plan: Any = _plain_json("[]")
    competitors: Any = _plain_json("[]")
    next_steps: Any = _plain_json("[]")


class Statement(Called, table=True):
    """A value statement; `revision` counts its draft's changes, `head` its versions."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "opportunity_id", "id"),
        ForeignKeyConstraint(
            ["workspace_id", "opportunity_id"], ["opportunity.workspace_id", "opportunity.id"]
        ),
        *_lists("opportunity_id", title="title"),
    )

    opportunity_id: str = Field(max_length=30)
    title: str = Field(max_length=200, sa_type=BY_CODE_POINT)
    currency_code: str = Field(max_length=3)
    head: int = 0
    branched_from_statement_id: str | None = Field(default=None, max_length=30)
    branched_from_version: int | None = None


class DraftBody(SQLModel, table=True):
    """A draft as it was put: its JSON, in bytes."""

    __tablename__ = "draft_body"

    statement_id: str = Field(primary_key=True, max_length=30, foreign_key="statement.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DraftChange(SQLModel, table=True):
    """What a draft said after one of its changes, who made it and why.

    `told` and `content` are JSON, compressed: the differences in words, and the whole draft.
    """

    __tablename__ = "draft_change"

    statement_id: str = Field(
        primary_key=True, max_length=30, foreign_key="statement.id", ondelete="CASCADE"
    )
    revision: int = Field(primary_key=True)
    changed_at: datetime
    changed_by: str = Field(max_length=100)
    key_id: str | None = Field(default=None, max_length=30)
    client: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=500)
    request_id: str | None = Field(default=None, max_length=64)
    told: bytes = Field(sa_type=LargeBinary)
    content: bytes = Field(sa_type=LargeBinary)


class Version(SQLModel, table=True):
    """A frozen draft; triggers refuse every change of it."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("statement_id", "version_number"),
        Index(None, "workspace_id", "content_hash"),
        ForeignKeyConstraint(
            ["workspace_id", "statement_id"], ["statement.workspace_id", "statement.id"]
        ),
    )

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30)
    statement_id: str = Field(max_length=30)
    version_number: int
    label: str | None = Field(default=None, max_length=200)
    note: str | None = Field(default=None, max_length=4000)
    stage: str | None = Field(default=None, max_length=100)
    author: str = Field(max_length=100)
    created_at: datetime
    engine: str = Field(max_length=20)
    content_hash: str = Field(max_length=64)
    title: str = Field(max_length=200)
    currency_code: str = Field(max_length=3)
    total_benefits: str = Field(max_length=80)
    total_investment: str = Field(max_length=80)
    value: str = Field(max_length=80)
    npv: str | None = Field(default=None, max_length=80)
    roi: str | None = Field(default=None, max_length=80)
    payback_months: str | None = Field(default=None, max_length=80)
    proven_share: str | None = Field(default=None, max_length=80)


class VersionBody(SQLModel, table=True):
    """The canonical JSON of statement, result and engine: the very bytes of the content hash."""

    __tablename__ = "version_body"

    version_id: str = Field(primary_key=True, max_length=30, foreign_key="version.id")
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class IdempotencyKey(SQLModel, table=True):
    """A request that is made once, however often it is sent; `status` is null while it runs."""

    __tablename__ = "idempotency_key"

    workspace_id: str = Field(primary_key=True, max_length=30)
    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    claim: str = Field(max_length=32)
    """Who runs it: a later claim takes it from one who let their time pass."""
    claimed_until: datetime
    expires_at: datetime = Field(index=True)
    status: int | None = None
    headers: bytes | None = Field(default=None, sa_type=LargeBinary)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)


class Checklist(SQLModel, table=True):
    """How a workspace wants its cases checked: its JSON, in bytes."""

    __tablename__ = "checklist"

    workspace_id: str = Field(primary_key=True, max_length=30, foreign_key="workspace.id")
    revision: int = 1
    content: bytes = Field(sa_type=LargeBinary)
    updated_at: datetime
    updated_by: str = Field(max_length=100)
