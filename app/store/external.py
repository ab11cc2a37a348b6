"""What other systems call accounts, opportunities and statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import bindparam, delete, insert, select, text
from sqlmodel import SQLModel

from app.store import tables_external
from app.store.accounts import ACCOUNTS
from app.store.engine import Transaction
from app.store.opportunities import OPPORTUNITIES
from app.store.records import ExternalId
from app.store.shelf import Shelf, table_of
from app.store.statements import STATEMENTS


class Called(Protocol):
    """A thing that other systems know."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def external_ids(self) -> tuple[ExternalId, ...]: ...  # noqa: D102
    @property
    def archived_at(self) -> datetime | None: ...  # noqa: D102


Thing = TypeVar("Thing", bound=Called)


class Register(Generic[Thing]):
    """Which external id names which thing of one shelf: each names one at most.

    An external id stands in the register's table, where it is unique, and beside the thing, where
    it is read with it; both are written here and nowhere else.
    """

    def __init__(self, model: type[SQLModel], shelf: Shelf[Thing]) -> None:
        self.shelf, self._table = shelf, table_of(model)
        self._named = select(self._table.c.thing_id).where(
            self._table.c.workspace_id == bindparam("workspace"),
            self._table.c.crm_system == bindparam("crm_system"),
            self._table.c.external_id == bindparam("external_id"),
        )

    def named(self, transaction: Transaction, external: ExternalId) -> str | None:
        """The id of the thing that an external id names."""
        found = transaction.connection.execute(self._named, _place(transaction, external))
        identifier: str | None = found.scalar_one_or_none()
        return identifier

    def attach(self, transaction: Transaction, external: ExternalId, thing: Thing) -> Thing:
        """Let an external id name a thing that the caller made, or read `to_change`.

        Raises:
            IntegrityError: it names another one; whoever calls this in `attempt` is told of a
                ConflictError.
        """
        row = {
            "workspace_id": transaction.workspace_id,
            "crm_system": external.crm_system,
            "external_id": external.external_id,
            "thing_id": thing.id,
            "created_at": transaction.now,
            "created_by": transaction.actor,
        }
        transaction.connection.execute(insert(self._table).values(row))
        return self._beside(transaction, thing, (*thing.external_ids, external))

    def detach(self, transaction: Transaction, external: ExternalId, thing: Thing) -> Thing:
        """Let an external id name nothing any longer."""
        query = delete(self._table).where(
            self._table.c.workspace_id == transaction.workspace_id,
            self._table.c.crm_system == external.crm_system,
            self._table.c.external_id == external.external_id,
            self._table.c.thing_id == thing.id,
        )
        transaction.connection.execute(query)
        rest = tuple(each for each in thing.external_ids if each != external)
        return self._beside(transaction, thing, rest)

    def _beside(
        self, transaction: Transaction, thing: Thing, external_ids: tuple[ExternalId, ...]
    ) -> Thing:
        # What a thing is called is no part of what it says: its revision, and with it the tag
        # that somebody may be about to send, stays as it is.
        return self.shelf.amend(transaction, thing.id, {"external_ids": external_ids}) or thing


ACCOUNT_IDS = Register(tables_external.AccountExternalId, ACCOUNTS)
OPPORTUNITY_IDS = Register(tables_external.OpportunityExternalId, OPPORTUNITIES)
STATEMENT_IDS = Register(tables_external.StatementExternalId, STATEMENTS)

_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended('batch ' || :workspace, 0))")


def wait_for_turn(transaction: Transaction) -> None:
    """Let one batch of a workspace run after another: two with equal items would lock crosswise."""
    if transaction.connection.dialect.name == "postgresql":
        transaction.connection.execute(_TURN, {"workspace": transaction.workspace_id})


def _place(transaction: Transaction, external: ExternalId) -> dict[str, Any]:
    return {
        "workspace": transaction.workspace_id,
        "crm_system": external.crm_system,
        "external_id": external.external_id,
    }
