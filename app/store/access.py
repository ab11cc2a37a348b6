"""Who may come in, as the store returns it: workspaces, keys, OAuth clients and their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key as it is remembered: never the key itself."""

    id: str
    workspace_id: str
    name: str
    starts_with: str
    created_at: datetime
    created_by: str | None
    last_used_at: datetime | None
    last_used_address: str | None
    expires_at: datetime | None
    revoked_at: datetime | None
    scopes: tuple[str, ...] | None
    """None for all there are, also those of later releases."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A tenant."""

    id: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OauthClient:
    """A program that trades its secret for tokens: never the secret itself."""

    id: str
    workspace_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    last_used_at: datetime | None
    last_used_address: str | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class OauthToken:
    """An access token that is alive, and whose it is."""

    client: OauthClient
    scopes: tuple[str, ...]
    expires_at: datetime
