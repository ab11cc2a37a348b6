"""API keys: made, shown once, remembered as a hash, rotated, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from app.services.credentials import KEY, hash_of, new_credential
from app.services.errors import (
    EndedError,
    InvalidChangeError,
    LastManagerError,
    NotFoundError,
)
from app.services.fields import Fields
from app.services.scopes import ALL_SCOPES, Scope, demand_held, known
from app.store import Store, Transaction
from app.store.access import ApiKey
from app.store.clients import unrevoked_clients
from app.store.keys import (
    hold_workspace,
    insert_key,
    key_by_hash,
    key_here,
    keys,
    revoke,
    set_expiry,
    unrevoked_keys,
    workspace_named,
)
from app.value import Fault, pointer_to

WORKSPACE = "main"
"""The workspace of keys for which no other is named."""
LONGEST_OVERLAP = 168
"""Hours for which an old secret may work beside the new one."""

MANAGE: Scope = "keys.manage"
Called = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Days = Annotated[int, Field(ge=1, le=3650)]
_SHOWN_CHARACTERS = 13
_LAST_YEAR = 9000
_PAST = Fault(
    pointer_to(("expires_at",)), "IN_THE_PAST", "The key would have ended before it was made."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a key is: the workspace everything of theirs is bound to."""

    key_id: str
    workspace_id: str
    name: str
    scopes: frozenset[Scope] = ALL_SCOPES
    expires_at: datetime | None = None


class Lifetime(Fields):
    """How long a key is to live, said in one way or the other."""

    expires_at: AwareDatetime | None = Field(
        default=None, description="When it ends; never where neither this nor the days are said."
    )
    expires_in_days: Days | None = Field(default=None, description="The same, in days from now.")

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        if self.expires_at is not None and self.expires_in_days is not None:
            raise ValueError("say expires_at or expires_in_days, not both")
        if self.expires_at is not None and not 1970 <= self.expires_at.year <= _LAST_YEAR:  # noqa: PLR2004 - what any time zone leaves a time
            raise ValueError(f"expires_at lies between the years 1970 and {_LAST_YEAR}")
        return self

    def end(self, now: datetime) -> datetime | None:
        """When a key made now ends; None for never.

        Raises:
            InvalidChangeError: it would have ended already.
        """
        if self.expires_in_days is not None:
            return now + timedelta(days=self.expires_in_days)
        if self.expires_at is not None and self.expires_at <= now:
            raise InvalidChangeError([_PAST])
        return None if self.expires_at is None else self.expires_at.astimezone(now.tzinfo)


class KeyFields(Lifetime):
    """A new key: who will use it, and for what."""

    name: Called = Field(description="Who or what will use it.", examples=["CRM synchronisation"])
    scopes: frozenset[Scope] = Field(
        min_length=1,
        max_length=len(ALL_SCOPES),
        description="What it may do: no more than the key that makes it.",
        examples=[["accounts.read", "statements.read"]],
    )


class RotationFields(Lifetime):
    """How a key is replaced by a new one; without a lifetime it lives as long as the old one."""

    overlap_hours: int = Field(
        default=24, ge=0, le=LONGEST_OVERLAP, description="For which the old one still works."
    )


def new_key() -> str:
    """Make a key."""
    return new_credential(KEY)


def remember_key(  # noqa: PLR0913, PLR0917 - what a key consists of
    transaction: Transaction,
    key: str,
    name: str,
    workspace: str = WORKSPACE,
    scopes: frozenset[Scope] | None = None,
    expires_at: datetime | None = None,
) -> ApiKey:
    """Remember a key by its hash, in the workspace of that name; without scopes it has all."""
    return insert_key(
        transaction,
        workspace_named(transaction, workspace),
        name,
        key[:_SHOWN_CHARACTERS],
        hash_of(key),
        scopes=None if scopes is None else tuple(sorted(scopes)),
        expires_at=expires_at,
    )


def first_key(store: Store, chosen: str | None) -> str | None:
    """Make sure that there is a key: the chosen one, or a new one where there is none at all.

    Returns:
        The key that was made, to be shown once; None where none was needed.
    """
    with store.writing("", "installation") as transaction:
        if chosen is not None:
            if key_by_hash(transaction, hash_of(chosen)) is None:
                remember_key(transaction, chosen, "bootstrap")
            return None
        if keys(transaction):
            return None
        made = new_key()
        remember_key(transaction, made, "first key")
        return made


def create_key(transaction: Transaction, fields: KeyFields, key: str, caller: Caller) -> ApiKey:
    """Remember a key that the caller makes for their workspace.

    Raises:
        ScopeNotHeldError: it would may what the caller may not.
        InvalidChangeError: its end is past.
    """
    demand_held(fields.scopes, caller.scopes)
    return insert_key(
        transaction,
        transaction.workspace_id,
        fields.name,
        key[:_SHOWN_CHARACTERS],
        hash_of(key),
        scopes=tuple(sorted(fields.scopes)),
        expires_at=fields.end(transaction.now),
    )


def key_of(transaction: Transaction, key_id: str) -> ApiKey:
    """One key of this workspace.

    Raises:
        NotFoundError: it has none such.
    """
    found = key_here(transaction, key_id)
    if found is None:
        raise NotFoundError("key", key_id)
    return found


def rotate_key(
    transaction: Transaction, key_id: str, fields: RotationFields, key: str, caller: Caller
) -> ApiKey:
    """Put a new key in an old one's place; the old one works on for the overlap.

    Raises:
        NotFoundError: this workspace has none such.
        EndedError: it has ended already.
        ScopeNotHeldError: it may what the caller may not.
    """
    hold_workspace(transaction)
    old, now = key_of(transaction, key_id), transaction.now
    if not is_alive(old, now):
        raise EndedError("key", key_id)
    demand_held(scopes_of(old), caller.scopes)
    lifetime = None if old.expires_at is None else now + (old.expires_at - old.created_at)
    made = insert_key(
        transaction,
        transaction.workspace_id,
        old.name,
        key[:_SHOWN_CHARACTERS],
        hash_of(key),
        scopes=old.scopes,
        expires_at=fields.end(now) or lifetime,
    )
    until = now + timedelta(hours=fields.overlap_hours)
    set_expiry(transaction, old.id, min(until, old.expires_at or until), made.id)
    return made


def revoke_key(transaction: Transaction, key_id: str, *, force: bool = False) -> ApiKey:
    """End a key at once.

    Raises:
        NotFoundError: this workspace has none such.
        LastManagerError: nobody could manage its keys any more, and nobody insists.
    """
    hold_workspace(transaction)
    found = key_of(transaction, key_id)
    if not force and is_alive(found, transaction.now) and MANAGE in scopes_of(found):
        demand_another_manager(transaction, key_id)
    return revoke(transaction, key_id) or found


def demand_another_manager(transaction: Transaction, ending: str) -> None:
    """See to it that somebody can manage this workspace's keys when a key or client ends.

    Raises:
        LastManagerError: nobody could.
    """
    of_keys = (
        key.id
        for key in unrevoked_keys(transaction)
        if is_alive(key, transaction.now) and MANAGE in scopes_of(key)
    )
    of_clients = (each.id for each in unrevoked_clients(transaction) if MANAGE in each.scopes)
    if not {*of_keys, *of_clients} - {ending}:
        raise LastManagerError(ending)


def scopes_of(key: ApiKey) -> frozenset[Scope]:
    """What a key may do, as far as this release knows it."""
    return ALL_SCOPES if key.scopes is None else known(key.scopes)


def is_alive(key: ApiKey, now: datetime) -> bool:
    """Whether a key lets anybody in."""
    return key.revoked_at is None and (key.expires_at is None or now < key.expires_at)
