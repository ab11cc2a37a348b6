"""OAuth clients: programs that trade a secret of theirs for short-lived tokens."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from app.services.credentials import CLIENT_SECRET, hash_of, new_credential
from app.services.errors import EndedError, NotFoundError
from app.services.fields import Fields
from app.services.keys import LONGEST_OVERLAP, MANAGE, Called, Caller, demand_another_manager
from app.services.scopes import ALL_SCOPES, Scope, demand_held, known
from app.store import Transaction
from app.store.access import OauthClient
from app.store.clients import client_here, insert_client, replace_secret
from app.store.clients import revoke_client as end_client
from app.store.keys import hold_workspace


class ClientFields(Fields):
    """A new client: which program it is, and what it may ask for."""

    name: Called = Field(description="Which program will use it.", examples=["Data warehouse"])
    scopes: frozenset[Scope] = Field(
        min_length=1,
        max_length=len(ALL_SCOPES),
        description="What its tokens may do: no more than the key that makes it.",
        examples=[["accounts.read", "statements.read"]],
    )


class SecretRotationFields(Fields):
    """How a client's secret is replaced."""

    overlap_hours: int = Field(
        default=24,
        ge=0,
        le=LONGEST_OVERLAP,
        description="For which the old secret still works; with 0 also its tokens end at once.",
    )


def new_secret() -> str:
    """Make a client's secret."""
    return new_credential(CLIENT_SECRET)


def create_client(
    transaction: Transaction, fields: ClientFields, secret: str, caller: Caller
) -> OauthClient:
    """Remember a client that the caller makes for their workspace.

    Raises:
        ScopeNotHeldError: it would may what the caller may not.
    """
    demand_held(fields.scopes, caller.scopes)
    return insert_client(transaction, fields.name, tuple(sorted(fields.scopes)), hash_of(secret))


def client_of(transaction: Transaction, client_id: str) -> OauthClient:
    """One client of this workspace.

    Raises:
        NotFoundError: it has none such.
    """
    found = client_here(transaction, client_id)
    if found is None:
        raise NotFoundError("OAuth client", client_id)
    return found


def rotate_secret(
    transaction: Transaction,
    client_id: str,
    fields: SecretRotationFields,
    secret: str,
    caller: Caller,
) -> OauthClient:
    """Give a client a new secret; the one before works on for the overlap.

    Raises:
        NotFoundError: this workspace has none such.
        EndedError: it is revoked.
        ScopeNotHeldError: it may what the caller may not.
    """
    hold_workspace(transaction)
    client = client_of(transaction, client_id)
    if client.revoked_at is not None:
        raise EndedError("OAuth client", client_id)
    demand_held(known(client.scopes), caller.scopes)
    until = transaction.now + timedelta(hours=fields.overlap_hours)
    replace_secret(transaction, client, hash_of(secret), until)
    return client


def revoke_client(transaction: Transaction, client_id: str, *, force: bool = False) -> OauthClient:
    """End a client and its tokens at once.

    Raises:
        NotFoundError: this workspace has none such.
        LastManagerError: nobody could manage its keys any more, and nobody insists.
    """
    hold_workspace(transaction)
    client = client_of(transaction, client_id)
    if not force and client.revoked_at is None and MANAGE in client.scopes:
        demand_another_manager(transaction, client_id)
    return end_client(transaction, client)
