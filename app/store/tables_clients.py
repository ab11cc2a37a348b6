"""The tables of OAuth clients: who they are, their secrets and their tokens, both by hash."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class OauthClient(SQLModel, table=True):
    """A program that trades its secret for tokens; `scopes` are separated by spaces."""

    __tablename__ = "oauth_client"

    id: str = Field(primary_key=True, max_length=30)
    workspace_id: str = Field(max_length=30, foreign_key="workspace.id", index=True)
    name: str = Field(max_length=100)
    scopes: str = Field(max_length=1000)
    created_at: datetime
    created_by: str = Field(max_length=100)
    last_used_at: datetime | None = None
    last_used_address: str | None = Field(default=None, max_length=64)
    revoked_at: datetime | None = None


class OauthSecret(SQLModel, table=True):
    """One of a client's secrets: two while it changes them."""

    __tablename__ = "oauth_secret"

    sha256: str = Field(primary_key=True, max_length=64)
    client_id: str = Field(max_length=30, foreign_key="oauth_client.id", index=True)
    created_at: datetime
    expires_at: datetime | None = None


class OauthToken(SQLModel, table=True):
    """An access token; gone soon after it expired."""

    __tablename__ = "oauth_token"

    sha256: str = Field(primary_key=True, max_length=64)
    client_id: str = Field(max_length=30, foreign_key="oauth_client.id", index=True)
    scopes: str = Field(max_length=1000)
    expires_at: datetime = Field(index=True)
