"""How a deal's figures moved from version to version, without reading any version's content."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.acceptance import Standing, Status, standing
from app.services.drafts import statement
from app.store import Transaction
from app.store.records import Page, Version
from app.store.versions import all_versions
from app.store.versions import versions as stored_versions


@dataclass(frozen=True, slots=True)
class Placed:
    """A version with its place among the others."""

    version: Version
    status: Status


def timeline(transaction: Transaction, statement_id: str) -> tuple[Placed, ...]:
    """Every version of a statement, in order.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    head = statement(transaction, statement_id).head
    place = standing(transaction, statement_id, head)
    return tuple(_placed(each, place) for each in all_versions(transaction, statement_id))


def versions(
    transaction: Transaction, statement_id: str, limit: int, after: str | None
) -> Page[Placed]:
    """A page of a statement's versions, newest first.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    head = statement(transaction, statement_id).head
    place = standing(transaction, statement_id, head)
    page = stored_versions(transaction, statement_id, limit, after)
    return Page(tuple(_placed(each, place) for each in page.items), page.after)


def _placed(version: Version, place: Standing) -> Placed:
    return Placed(version, place.of(version.version_number))
