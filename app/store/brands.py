"""How documents look: a brand of the workspace, and a logo of an account, or none of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.store import tables
from app.store.engine import Transaction
from app.store.records import BrandLayers, KeptBrand
from app.store.shelf import table_of
from app.store.tables_brand import AccountLogo, WorkspaceBrand

_ACCOUNT, _DEAL = table_of(tables.Account), table_of(tables.Opportunity)
_STATEMENT = table_of(tables.Statement)
_BRAND, _LOGO = table_of(WorkspaceBrand), table_of(AccountLogo)
_OUR_BRAND = select(_BRAND).where(_BRAND.c.workspace_id == bindparam("workspace"))
_OUR_LOGO = select(_LOGO.c.content).where(
    _LOGO.c.workspace_id == bindparam("workspace"), _LOGO.c.account_id == bindparam("account")
)
_LAYERS = select(
    _BRAND.c.content.label("workspace"),
    _BRAND.c.logo.label("workspace_logo"),
    _ACCOUNT.c.brand.label("account"),
    _LOGO.c.content.label("account_logo"),
)
_OF_STATEMENT = _LAYERS.select_from(
    _STATEMENT.join(_DEAL, _DEAL.c.id == _STATEMENT.c.opportunity_id)
    .join(_ACCOUNT, _ACCOUNT.c.id == _DEAL.c.account_id)
    .outerjoin(_LOGO, _LOGO.c.account_id == _ACCOUNT.c.id)
    .outerjoin(_BRAND, _BRAND.c.workspace_id == _STATEMENT.c.workspace_id)
).where(_STATEMENT.c.workspace_id == bindparam("workspace"), _STATEMENT.c.id == bindparam("id"))


def layers_of(transaction: Transaction, statement_id: str) -> BrandLayers:
    """What the workspace and the account say of how a statement's documents look."""
    parameters = {"workspace": transaction.workspace_id, "id": statement_id}
    row = transaction.connection.execute(_OF_STATEMENT, parameters).one_or_none()
    return BrandLayers() if row is None else BrandLayers(**row._asdict())


def brand_of(transaction: Transaction, *, to_change: bool = False) -> KeptBrand | None:
    """The workspace's brand; None where it made no choice."""
    query = _OUR_BRAND.with_for_update() if to_change else _OUR_BRAND
    parameters = {"workspace": transaction.workspace_id}
    row = transaction.connection.execute(query, parameters).one_or_none()
    if row is None:
        return None
    fields: dict[str, Any] = row._asdict()
    return KeptBrand(id=fields.pop("workspace_id"), **fields)


def put_brand(
    transaction: Transaction, before: KeptBrand | None, content: bytes, logo: bytes | None
) -> KeptBrand:
    """Put a brand in the place of the one read `to_change` in the same transaction."""
    revision = 1 if before is None else before.revision + 1
    now, actor, ours = transaction.now, transaction.actor, transaction.workspace_id
    row = {
        "revision": revision,
        "content": content,
        "logo": logo,
        "updated_at": now,
        "updated_by": actor,
    }
    if before is None:
        transaction.connection.execute(insert(_BRAND).values(workspace_id=ours, **row))
    else:
        query = update(_BRAND).where(_BRAND.c.workspace_id == ours).values(**row)
        transaction.connection.execute(query)
    return KeptBrand(ours, revision, content, logo, now, actor)


def logo_of(transaction: Transaction, account_id: str) -> bytes | None:
    """The logo of an account; None where it has none of its own."""
    parameters = {"workspace": transaction.workspace_id, "account": account_id}
    found: bytes | None = transaction.connection.execute(_OUR_LOGO, parameters).scalar_one_or_none()
    return found


def put_logo(transaction: Transaction, account_id: str, content: bytes) -> None:
    """Put a logo in the place of whatever there is, for an account that the caller holds."""
    remove_logo(transaction, account_id)
    row = {"account_id": account_id, "workspace_id": transaction.workspace_id, "content": content}
    transaction.connection.execute(insert(_LOGO).values(row))


def remove_logo(transaction: Transaction, account_id: str) -> bool:
    """Remove an account's logo; whether there was one."""
    query = delete(_LOGO).where(
        _LOGO.c.workspace_id == transaction.workspace_id, _LOGO.c.account_id == account_id
    )
    return transaction.connection.execute(query).rowcount > 0
