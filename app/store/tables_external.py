"""Tables of what other systems call our things, and of the installation's own secrets.

Each kind has a table of its own, so that the database itself keeps an external id from pointing
nowhere or into another workspace. What a thing is called also stands with the thing, as JSON, so
that reading one or listing many asks no second table; store/external.py writes both together.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Dialect, ForeignKeyConstraint, Index, LargeBinary, Text, TypeDecorator
from sqlmodel import Field, SQLModel

from app.store.records import ExternalId


class ExternalIds(TypeDecorator[tuple[ExternalId, ...]]):
    """Pairs of system and id, kept as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: tuple[ExternalId, ...] | None,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> str:
        """Write them."""
        return to_json([[each.crm_system, each.external_id] for each in value or ()]).decode()

    def process_result_value(
        self,
        value: Any | None,  # noqa: ANN401 - as above
        dialect: Dialect,  # noqa: ARG002 - as above
    ) -> tuple[ExternalId, ...]:
        """Read them."""
        return tuple(ExternalId(*pair) for pair in from_json(value or "[]"))


class InstallationSecret(SQLModel, table=True):
    """A secret of this installation, made once by the migration that needs it."""

    __tablename__ = "installation_secret"

    name: str = Field(primary_key=True, max_length=50)
    content: bytes = Field(sa_type=LargeBinary)


class _Called(SQLModel):
    workspace_id: str = Field(primary_key=True, max_length=30)
    crm_system: str = Field(primary_key=True, max_length=50)
    external_id: str = Field(primary_key=True, max_length=255)
    thing_id: str = Field(max_length=30)
    created_at: datetime
    created_by: str = Field(max_length=100)


def _points_to(kind: str) -> tuple[ForeignKeyConstraint, Index]:
    table = f"{kind}_external_id"
    return (
        ForeignKeyConstraint(
            ["workspace_id", "thing_id"],
            [f"{kind}.workspace_id", f"{kind}.id"],
            name=f"fk_{table}_workspace_id_thing_id",
            ondelete="CASCADE",
        ),
        Index(f"ix_{table}_workspace_id_thing_id", "workspace_id", "thing_id"),
    )


class AccountExternalId(_Called, table=True):
    """What another system calls an account."""

    __tablename__ = "account_external_id"
    __table_args__ = _points_to("account")


class OpportunityExternalId(_Called, table=True):
    """What another system calls an opportunity."""

    __tablename__ = "opportunity_external_id"
    __table_args__ = _points_to("opportunity")


class StatementExternalId(_Called, table=True):
    """What another system calls a statement."""

    __tablename__ = "statement_external_id"
    __table_args__ = _points_to("statement")
