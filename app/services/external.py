"""Accounts, opportunities and statements by what other systems call them.

Such a system is the master of what it says: what it sends is merged into what is kept as a JSON
Merge Patch is (null clears, a list is replaced, what is left out stays), and the last one wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic

from app.services.accounts import (
    change_account,
    change_opportunity,
    create_account,
    create_opportunity,
    open_opportunity,
)
from app.services.archived import unless_archived
from app.services.drafts import create_statement, refresh_draft
from app.services.errors import ExternalIdTakenError, InvalidChangeError, NotFoundError
from app.services.fields import AccountFields, Fields, OpportunityFields
from app.services.preconditions import Precondition
from app.services.upsert_fields import OpportunityUpsert, StatementUpsert
from app.store import Transaction, archives
from app.store.errors import ConflictError
from app.store.external import ACCOUNT_IDS, OPPORTUNITY_IDS, STATEMENT_IDS, Register, Thing
from app.store.records import Account, ExternalId, Opportunity, Statement
from app.store.savepoint import attempt
from app.store.statements import STATEMENTS
from app.value import Fault

MOST_EXTERNAL_IDS = 20
"""Of one thing."""

_NOT_FIELDS = {"crm_system", "external_id", "account_external_id"}


@dataclass(frozen=True, slots=True)
class Kind(Generic[Thing]):
    """One kind of thing that other systems know by ids of their own."""

    name: archives.Kind
    register: Register[Thing]


ACCOUNT = Kind("account", ACCOUNT_IDS)
OPPORTUNITY = Kind("opportunity", OPPORTUNITY_IDS)
STATEMENT = Kind("statement", STATEMENT_IDS)


@dataclass(frozen=True, slots=True)
class How:
    """How an upsert is to be made: on which revision, and whether a new thing may come of it."""

    precondition: Precondition = field(default_factory=Precondition)
    update_only: bool = False


@dataclass(frozen=True, slots=True)
class Upserted(Generic[Thing]):
    """What came of an upsert; `is_new` unless it was there before."""

    thing: Thing
    is_new: bool


def called(transaction: Transaction, kind: Kind[Thing], external: ExternalId) -> Thing:
    """The thing that an external id names.

    Raises:
        NotFoundError: it names none in this workspace.
    """
    identifier = kind.register.named(transaction, external)
    found = kind.register.shelf.one(transaction, identifier) if identifier else None
    if found is None:
        raise NotFoundError(kind.name, _told(external))
    return found


def upsert_account(
    transaction: Transaction, external: ExternalId, fields: AccountFields, how: How
) -> Upserted[Account]:
    """Keep what another system says about its account.

    Raises:
        NotFoundError, StaleError, InvalidChangeError: nothing was written.
    """
    return _upsert(
        transaction,
        (ACCOUNT, external, how),
        lambda: create_account(transaction, AccountFields.model_validate(_given(fields))),
        lambda id_: change_account(transaction, id_, _given(fields), how.precondition),
    )


def upsert_opportunity(
    transaction: Transaction, external: ExternalId, fields: OpportunityUpsert, how: How
) -> Upserted[Opportunity]:
    """Keep what another system says about its opportunity.

    Raises:
        NotFoundError: also of its account. Nothing was written.
        StaleError, InvalidChangeError: nothing was written.
    """
    account_id = fields.account_id
    if fields.account_external_id is not None:
        account_id = called(transaction, ACCOUNT, fields.account_external_id.named).id
    given = {**_given(fields), "account_id": account_id}
    return _upsert(
        transaction,
        (OPPORTUNITY, external, how),
        lambda: create_opportunity(transaction, OpportunityFields.model_validate(given)),
        lambda id_: change_opportunity(transaction, id_, given, how.precondition),
    )


def upsert_statement(
    transaction: Transaction, external: ExternalId, fields: StatementUpsert, how: How
) -> Upserted[Statement]:
    """Keep another system's statement: what it sends becomes the draft.

    Raises:
        NotFoundError: also of its opportunity. Nothing was written.
        StaleError: nothing was written.
    """
    opportunity_id = fields.opportunity_id
    if fields.opportunity_external_id is not None:
        opportunity_id = called(transaction, OPPORTUNITY, fields.opportunity_external_id.named).id
    assert opportunity_id is not None  # noqa: S101 - the form has exactly one of the two
    return _upsert(
        transaction,
        (STATEMENT, external, how),
        lambda: create_statement(transaction, opportunity_id, fields.statement),
        lambda id_: _refresh(transaction, id_, opportunity_id, fields, how),
    )


def attach(transaction: Transaction, kind: Kind[Thing], id_: str, external: ExternalId) -> Thing:
    """Let one more external id name a thing; one that does already changes nothing.

    Raises:
        NotFoundError: this workspace has no such thing.
        ExternalIdTakenError: it names another one.
        InvalidChangeError: the thing has as many as it may have.
    """
    thing = _to_change(transaction, kind, id_)
    if external in thing.external_ids:
        return thing
    if len(thing.external_ids) >= MOST_EXTERNAL_IDS:
        raise InvalidChangeError([_too_many(kind.name)])
    try:
        with attempt(transaction):
            after = kind.register.attach(transaction, external, thing)
    except ConflictError:
        other = kind.register.named(transaction, external)
        raise ExternalIdTakenError(kind.name, _told(external), other or "another one") from None
    _record(transaction, kind, thing, after)
    return after


def detach(transaction: Transaction, kind: Kind[Thing], id_: str, external: ExternalId) -> Thing:
    """Let an external id no longer name a thing.

    Raises:
        NotFoundError: this workspace has no such thing, or it is not called so.
    """
    thing = _to_change(transaction, kind, id_)
    if external not in thing.external_ids:
        raise NotFoundError("external id", f"{_told(external)} of {kind.name} {id_}")
    after = kind.register.detach(transaction, external, thing)
    _record(transaction, kind, thing, after)
    return after


def _upsert(
    transaction: Transaction,
    what: tuple[Kind[Thing], ExternalId, How],
    create: Callable[[], Thing],
    change: Callable[[str], Thing],
) -> Upserted[Thing]:
    kind, external, how = what
    found = kind.register.named(transaction, external)
    may_create = not how.update_only and how.precondition.etags is None
    if found is None and may_create:
        try:
            with attempt(transaction):
                made = create()
                named = kind.register.attach(transaction, external, made)
                _record(transaction, kind, made, named)
            return Upserted(named, is_new=True)
        except ConflictError:
            # Another writer was a moment earlier; what it made is there now.
            found = kind.register.named(transaction, external)
            if found is None:
                raise
    if found is None:
        raise NotFoundError(kind.name, _told(external))
    return Upserted(change(found), is_new=False)


def _refresh(
    transaction: Transaction, id_: str, opportunity_id: str, fields: StatementUpsert, how: How
) -> Statement:
    present = refresh_draft(transaction, id_, fields.statement, how.precondition)
    if present.opportunity_id == opportunity_id:
        return present
    # The other system moved it, as it does when it merges two deals.
    open_opportunity(transaction, opportunity_id)
    moved = STATEMENTS.change(transaction, id_, {"opportunity_id": opportunity_id}) or present
    said = [{"opportunity_id": each.opportunity_id} for each in (present, moved)]
    transaction.record("statement.moved", "statement", id_, *said)
    return moved


def _given(fields: Fields) -> dict[str, Any]:
    return fields.model_dump(exclude_unset=True, exclude=_NOT_FIELDS)


def _to_change(transaction: Transaction, kind: Kind[Thing], id_: str) -> Thing:
    thing = kind.register.shelf.one(transaction, id_, to_change=True)
    if thing is None:
        raise NotFoundError(kind.name, id_)
    return unless_archived(transaction, kind.name, thing)


def _record(transaction: Transaction, kind: Kind[Thing], before: Thing, after: Thing) -> None:
    said = [
        {"external_ids": [_told(external) for external in thing.external_ids]}
        for thing in (before, after)
    ]
    transaction.record(f"{kind.name}.external_ids_changed", kind.name, after.id, *said)


def _told(external: ExternalId) -> str:
    return f"{external.crm_system}/{external.external_id}"


def _too_many(kind: str) -> Fault:
    return Fault(
        "#",
        "TOO_MANY_EXTERNAL_IDS",
        f"The {kind} has {MOST_EXTERNAL_IDS} external ids already, which is the most.",
        "Take away one that no system uses any longer.",
    )
