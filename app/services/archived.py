"""What is archived is not changed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from app.services.errors import ArchivedError
from app.store import Transaction
from app.store.archives import Kind, outermost_archived


class Archivable(Protocol):
    """A record that may be archived."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def archived_at(self) -> datetime | None: ...  # noqa: D102


Record = TypeVar("Record", bound=Archivable)


def unless_archived(transaction: Transaction, kind: Kind, record: Record) -> Record:
    """The record, to be changed or to have something put within it.

    Raises:
        ArchivedError: it is archived; says what is to be restored first.
    """
    if record.archived_at is None:
        return record
    raise ArchivedError(kind, record.id, *outermost_archived(transaction, kind, record.id))
