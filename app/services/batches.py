"""Many upserts in one transaction, each of which may fail without the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from app.services.errors import InvalidChangeError, ServiceError
from app.services.external import (
    How,
    Upserted,
    upsert_account,
    upsert_opportunity,
    upsert_statement,
)
from app.services.upsert_fields import (
    AccountItem,
    ExternalReference,
    OpportunityItem,
    StatementItem,
)
from app.store import Transaction
from app.store.errors import ConflictError
from app.store.external import Thing, wait_for_turn
from app.store.records import Account, Opportunity, Statement
from app.store.savepoint import attempt
from app.value import faults_of

Item = TypeVar("Item", bound=ExternalReference)
Upsert = Callable[[Transaction, Item, How], Upserted[Thing]]


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that came to nothing, and why."""

    error: ServiceError | ConflictError


@dataclass(frozen=True, slots=True)
class Read(Generic[Item]):
    """The items of a batch as far as they can be read, in their order."""

    items: tuple[Item | Failed, ...]


def read_items(form: type[Item], sent: Sequence[Any]) -> Read[Item]:
    """Read each item for itself, so that one that is not valid spoils no other."""
    return Read(tuple(_read(form, index, each) for index, each in enumerate(sent)))


def upsert_all(
    transaction: Transaction, upsert: Upsert[Item, Thing], read: Read[Item], how: How
) -> list[Upserted[Thing] | Failed]:
    """Upsert one item after the other; what became of each, in their order."""
    wait_for_turn(transaction)
    return [
        item if isinstance(item, Failed) else _outcome(transaction, upsert, (index, item), how)
        for index, item in enumerate(read.items)
    ]


def account_item(transaction: Transaction, item: AccountItem, how: How) -> Upserted[Account]:
    """Upsert one account of a batch."""
    return upsert_account(transaction, item.named, item, how)


def opportunity_item(
    transaction: Transaction, item: OpportunityItem, how: How
) -> Upserted[Opportunity]:
    """Upsert one opportunity of a batch."""
    return upsert_opportunity(transaction, item.named, item, how)


def statement_item(transaction: Transaction, item: StatementItem, how: How) -> Upserted[Statement]:
    """Upsert one statement of a batch."""
    return upsert_statement(transaction, item.named, item, how)


def _read(form: type[Item], index: int, sent: object) -> Item | Failed:
    try:
        return form.model_validate(sent)
    except ValidationError as error:
        placed = [{**each, "loc": ("items", index, *each["loc"])} for each in error.errors()]
        return Failed(InvalidChangeError(faults_of(placed)))


def _outcome(
    transaction: Transaction, upsert: Upsert[Item, Thing], placed: tuple[int, Item], how: How
) -> Upserted[Thing] | Failed:
    index, item = placed
    try:
        with attempt(transaction):
            return upsert(transaction, item, how)
    except InvalidChangeError as error:
        # Its pointers lead into the item; the caller sent a batch.
        return Failed(
            InvalidChangeError(
                [
                    replace(fault, pointer=f"#/items/{index}{fault.pointer[1:]}")
                    for fault in error.faults
                ]
            )
        )
    except (ServiceError, ConflictError) as error:
        return Failed(error)
