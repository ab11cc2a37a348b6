"""How documents look: choosing it for a workspace and for an account, and what comes of both.

The account's brand goes before the workspace's, member by member; what neither says is the
product's own look. Documents always take the brand of today, also those of old versions.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import from_json

from app.documents import brand as looks
from app.documents.brand import Logo
from app.documents.errors import LogoRefusedError
from app.documents.logos.cleaning import clean_logo
from app.documents.palette import Correction, palette_of
from app.services.accounts import account, open_account
from app.services.errors import InvalidChangeError
from app.services.preconditions import Precondition
from app.services.profiles import Brand
from app.store import Transaction
from app.store.accounts import ACCOUNTS
from app.store.brands import brand_of, layers_of, logo_of, put_brand, put_logo, remove_logo
from app.store.records import Account, BrandLayers, KeptBrand
from app.value import Fault


@dataclass(frozen=True, slots=True)
class Look:
    """A brand ready to print with, and what had to be corrected in it."""

    brand: looks.Brand
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class ChosenBrand:
    """A workspace's brand: at revision 0, and of nobody, where it made no choice."""

    id: str
    revision: int
    fields: Brand
    logo: Logo | None
    updated_at: datetime | None = None
    updated_by: str | None = None

    @property
    def look(self) -> Look:
        """What documents look like that are nobody else's."""
        return look(self.fields, self.logo)


@dataclass(frozen=True, slots=True)
class AccountBrand:
    """An account's own brand, and what comes of it together with the workspace's."""

    account: Account
    fields: Brand
    logo: Logo | None
    look: Look


def cleaned(content: bytes, pointer: str) -> Logo:
    """A logo, drawn anew.

    Raises:
        InvalidChangeError: it is none.
    """
    try:
        return clean_logo(content)
    except LogoRefusedError as error:
        fault = Fault(pointer, "LOGO_REFUSED", error.detail, error.hint)
        raise InvalidChangeError([fault]) from None


def look(fields: Brand, logo: Logo | None) -> Look:
    """What documents look like in a brand."""
    palette, corrections = palette_of(fields.primary_colour, fields.accent_colour)
    brand = looks.Brand(
        name=fields.name or None,
        palette=palette,
        typeface=fields.typeface or "Inter",
        logo=logo,
        legal_text=fields.legal_text or None,
        contact=fields.contact or None,
    )
    return Look(brand, corrections)


def statement_brand(transaction: Transaction, statement_id: str) -> looks.Brand:
    """What the documents of a statement look like today."""
    return _look_of(layers_of(transaction, statement_id)).brand


def workspace_brand(transaction: Transaction) -> ChosenBrand:
    """The workspace's brand."""
    return _chosen(transaction, brand_of(transaction))


def tried_brand(transaction: Transaction, tried: Brand, logo: Logo | None) -> looks.Brand:
    """What documents would look like in a brand that is not kept; the rest is the workspace's."""
    kept = brand_of(transaction)
    layers = BrandLayers(
        workspace=kept.content if kept else None,
        workspace_logo=kept.logo if kept else None,
        account=tried.model_dump(),
        account_logo=_written(logo) if logo else None,
    )
    return _look_of(layers).brand


def choose_brand(
    transaction: Transaction, fields: Brand, precondition: Precondition
) -> ChosenBrand:
    """Put a brand in the place of the workspace's; its logo stays.

    Raises:
        StaleError: nothing was written.
    """
    return _put(transaction, precondition, lambda before: (fields, before.logo))


def choose_logo(
    transaction: Transaction, logo: Logo | None, precondition: Precondition
) -> ChosenBrand:
    """Put a logo, or none, in the place of the workspace's.

    Raises:
        StaleError: nothing was written.
    """
    return _put(transaction, precondition, lambda before: (before.fields, logo))


def forget_brand(transaction: Transaction, precondition: Precondition) -> ChosenBrand:
    """Return to the product's own look.

    Raises:
        StaleError: nothing was written.
    """
    return _put(transaction, precondition, lambda _: (Brand(), None))


def account_brand(transaction: Transaction, account_id: str) -> AccountBrand:
    """What the documents of an account look like.

    Raises:
        NotFoundError: this workspace has no such account.
    """
    return _of_account(transaction, account(transaction, account_id))


def choose_account_logo(
    transaction: Transaction, account_id: str, logo: Logo | None, precondition: Precondition
) -> AccountBrand:
    """Put a logo, or none, in the place of an account's; it counts as a change of the account.

    Raises:
        NotFoundError, ArchivedError, StaleError: nothing was written.
    """
    before = open_account(transaction, account_id)
    precondition.hold("account", before)
    had = _read(logo_of(transaction, account_id))
    if had == logo:
        return _of_account(transaction, before)
    if logo is None:
        remove_logo(transaction, account_id)
    else:
        put_logo(transaction, account_id, _written(logo))
    after = ACCOUNTS.change(transaction, account_id, {}) or before
    transaction.record(
        "account.logo_changed",
        "account",
        account_id,
        before={"logo": _noted(had)},
        after={"logo": _noted(logo)},
    )
    return _of_account(transaction, after)


def _of_account(transaction: Transaction, found: Account) -> AccountBrand:
    kept, logo = brand_of(transaction), logo_of(transaction, found.id)
    layers = BrandLayers(
        workspace=kept.content if kept else None,
        workspace_logo=kept.logo if kept else None,
        account=found.brand,
        account_logo=logo,
    )
    own = Brand.model_validate(found.brand or {})
    return AccountBrand(found, own, _read(logo), _look_of(layers))


def _look_of(layers: BrandLayers) -> Look:
    said: dict[str, Any] = {}
    for layer in (Brand.model_validate_json(layers.workspace or b"{}"), layers.account):
        told = layer.model_dump() if isinstance(layer, Brand) else layer or {}
        said |= {name: value for name, value in told.items() if value}
    logo = layers.account_logo or layers.workspace_logo
    return look(Brand.model_validate(said), _read(logo))


def _put(
    transaction: Transaction,
    precondition: Precondition,
    changed: Callable[[ChosenBrand], tuple[Brand, Logo | None]],
) -> ChosenBrand:
    kept = brand_of(transaction, to_change=True)
    before = _chosen(transaction, kept)
    precondition.hold("brand", before)
    fields, logo = changed(before)
    if (fields, logo) == (before.fields, before.logo):
        return before
    content = fields.model_dump_json(exclude_none=True).encode()
    after = put_brand(transaction, kept, content, _written(logo) if logo else None)
    transaction.record(
        "brand.changed",
        "brand",
        after.id,
        before={**before.fields.model_dump(mode="json"), "logo": _noted(before.logo)},
        after={**fields.model_dump(mode="json"), "logo": _noted(logo)},
    )
    return _chosen(transaction, after)


def _chosen(transaction: Transaction, kept: KeptBrand | None) -> ChosenBrand:
    if kept is None:
        return ChosenBrand(transaction.workspace_id, 0, Brand(), None)
    return ChosenBrand(
        kept.id,
        kept.revision,
        Brand.model_validate_json(kept.content),
        _read(kept.logo),
        kept.updated_at,
        kept.updated_by,
    )


def _noted(logo: Logo | None) -> dict[str, Any] | None:
    """What the audit says of a logo: which one, not the picture itself."""
    if logo is None:
        return None
    return {"media_type": logo.media_type, "sha256": logo.sha256}


def _written(logo: Logo) -> bytes:
    """A logo as it is kept: what it is in a line of JSON, then its very bytes."""
    told = {"media_type": logo.media_type, "width": logo.width, "height": logo.height}
    return json.dumps(told).encode() + b"\n" + logo.content


def _read(kept: bytes | None) -> Logo | None:
    if kept is None:
        return None
    told, _, content = bytes(kept).partition(b"\n")
    return Logo(content=content, **from_json(told))
