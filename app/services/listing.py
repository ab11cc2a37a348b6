"""Lists of accounts, opportunities and statements, and what is shown with their items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.services.external import Kind
from app.store import Transaction
from app.store.accounts import ACCOUNTS
from app.store.external import Thing
from app.store.opportunities import OPPORTUNITIES
from app.store.records import Account, ExternalId, Opportunity, Page, Statement, Version
from app.store.shelf import NEWEST, Archived, Order
from app.store.versions import newest_versions


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stretch of a list is wanted, and of which things."""

    limit: int
    after: str | None = None
    order: Order = NEWEST
    updated_after: datetime | None = None
    external: ExternalId | None = None
    archived: Archived = "exclude"
    equals: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """What is shown with a list's items, by id; versions by their statement's."""

    accounts: Mapping[str, Account] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    versions: Mapping[str, Version] = field(default_factory=dict)


NOTHING = Around()


def listed(transaction: Transaction, kind: Kind[Thing], wanted: Wanted) -> Page[Thing]:
    """A stretch of a list."""
    equals = {name: value for name, value in wanted.equals.items() if value is not None}
    if wanted.external is not None:
        identifier = kind.register.named(transaction, wanted.external)
        if identifier is None:
            return Page((), None)
        equals["id"] = identifier
    return kind.register.shelf.page(
        transaction,
        wanted.limit,
        wanted.after,
        order=wanted.order,
        updated_after=wanted.updated_after,
        archived=wanted.archived,
        **equals,
    )


def around_opportunities(
    transaction: Transaction, opportunities: tuple[Opportunity, ...], expand: frozenset[str]
) -> Around:
    """What `expand` names around opportunities: in one query, however many they are."""
    if "account" not in expand:
        return Around()
    ids = {each.account_id for each in opportunities}
    return Around(accounts=ACCOUNTS.several(transaction, ids))


def around_statements(
    transaction: Transaction, statements: tuple[Statement, ...], expand: frozenset[str]
) -> Around:
    """What `expand` names around statements: in one query each, however many they are."""
    versions, opportunities, accounts = {}, {}, {}
    if "latest_version" in expand:
        versions = newest_versions(transaction, {each.id for each in statements})
    if expand & {"opportunity", "account"}:
        ids = {each.opportunity_id for each in statements}
        opportunities = OPPORTUNITIES.several(transaction, ids)
    if "account" in expand:
        of = {each.account_id for each in opportunities.values()}
        accounts = ACCOUNTS.several(transaction, of)
    return Around(accounts, opportunities, versions)
