"""The commands `value keys` and `value workspaces`."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from app.cli_store import minute, opened
from app.services.keys import WORKSPACE, new_key, remember_key
from app.services.scopes import ALL_SCOPES, MEANING, Scope, known
from app.store.access import ApiKey
from app.store.errors import ConflictError
from app.store.keys import insert_workspace, keys, revoke, workspaces

keys_cli = typer.Typer(no_args_is_help=True, help="API keys: create · list · revoke.")
workspaces_cli = typer.Typer(no_args_is_help=True, help="Workspaces (tenants): create · list.")

_MOST_CHARACTERS = 100
Workspace = Annotated[str, typer.Option(help="The workspace, made where it is missing.")]
Scopes = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        help=f"What it may do; may be repeated; everything by default: {', '.join(MEANING)}.",
    ),
]
Days = Annotated[
    int | None,
    typer.Option("--expires-in", metavar="DAYS", min=1, max=3650, help="Never by default."),
]


@keys_cli.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="Who or what will use it.")],
    workspace: Workspace = WORKSPACE,
    scope: Scopes = None,
    expires_in: Days = None,
) -> None:
    """Make an API key and show it, once."""
    key, scopes = new_key(), _scopes(scope)
    end = None if expires_in is None else datetime.now(UTC) + timedelta(days=expires_in)
    with opened() as store, store.writing("", "command line") as transaction:
        remember_key(transaction, key, name[:_MOST_CHARACTERS], _name(workspace), scopes, end)
    typer.echo(key)


@keys_cli.command("list")
def list_keys(
    workspace: Annotated[
        str | None, typer.Option(help="Of this workspace only, by its name.")
    ] = None,
) -> None:
    """List the API keys: whose, for what, when used and ended; never the key itself."""
    with opened() as store, store.reading("") as transaction:
        names = {each.id: each.name for each in workspaces(transaction)}
        for key in keys(transaction):
            if workspace in (None, names[key.workspace_id]):
                typer.echo(_line(key, names[key.workspace_id]))


@keys_cli.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(help="Its id, as `keys list` shows.")],
) -> None:
    """End an API key; a running service refuses it within a second."""
    with opened() as store, store.writing("", "command line") as transaction:
        revoked = revoke(transaction, key_id)
    if revoked is None:
        sys.exit(f"value: There is no key {key_id}. `value keys list` shows them all.")
    typer.echo(f"{revoked.id} is revoked.")


@workspaces_cli.command("create")
def create_workspace(
    name: Annotated[str, typer.Argument(help="Its name, by which commands know it.")],
) -> None:
    """Make a workspace: a tenant, whose things nobody else sees."""
    try:
        with opened() as store, store.writing("", "command line") as transaction:
            made = insert_workspace(transaction, _name(name))
    except ConflictError:
        sys.exit(f"value: There is a workspace {name} already; `value workspaces list` shows it.")
    typer.echo(made.id)


@workspaces_cli.command("list")
def list_workspaces() -> None:
    """List the workspaces, and how many keys of each nobody revoked."""
    with opened() as store, store.reading("") as transaction:
        live = Counter(key.workspace_id for key in keys(transaction) if key.revoked_at is None)
        for each in workspaces(transaction):
            made = f"made {minute(each.created_at)}"
            typer.echo(f"{each.id}  {made}  {live[each.id]} keys  {each.name}")


def _scopes(given: list[str] | None) -> frozenset[Scope] | None:
    if not given:
        return None
    if unknown := sorted(frozenset(given) - ALL_SCOPES):
        sys.exit(f"value: There is no scope {unknown[0]}. Scopes are {', '.join(MEANING)}.")
    return known(given)


def _name(given: str) -> str:
    name = given.strip()
    if not 0 < len(name) <= _MOST_CHARACTERS or not name.isprintable():
        sys.exit(f"value: A workspace's name has 1 to {_MOST_CHARACTERS} printable characters.")
    return name


def _line(key: ApiKey, workspace: str) -> str:
    return "  ".join(
        (
            key.id,
            f"{key.starts_with}…",
            f"made {minute(key.created_at)}",
            f"last used {minute(key.last_used_at)}" if key.last_used_at else "never used",
            _end(key),
            workspace,
            key.name,
            "everything" if key.scopes is None else " ".join(key.scopes),
        )
    )


def _end(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {minute(key.revoked_at)}"
    if key.expires_at is None:
        return "live"
    has_ended = key.expires_at <= datetime.now(UTC)
    return f"{'expired' if has_ended else 'live until'} {minute(key.expires_at)}"
