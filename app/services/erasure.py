"""Erasing an account for privacy, in two deliberate steps: look at what goes, then confirm it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.services.accounts import account
from app.services.errors import ConfirmationError, NotFoundError
from app.store import Transaction
from app.store.accounts import ACCOUNTS
from app.store.erasure import Extent, Kind, Named, erase, extent, ids_within, named_within
from app.store.installation import erasure_secret

CONFIRMED_FOR = timedelta(minutes=15)
MOST_NAMED = 200
"""Of each kind; the counts, and what is confirmed, are of all."""

_SIGNATURE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would remove, and the token that confirms exactly that."""

    account_id: str
    name: str
    counts: Mapping[str, int]
    named: tuple[Named, ...]
    confirm: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What was removed."""

    account_id: str
    counts: Mapping[str, int]
    ids: Mapping[Kind, tuple[str, ...]]
    kept_answers: int


def preview(transaction: Transaction, account_id: str) -> Preview:
    """What erasing an account would remove, now.

    Raises:
        NotFoundError: this workspace has no such account.
    """
    found = account(transaction, account_id)
    what = extent(transaction, account_id)
    until = (transaction.now + CONFIRMED_FOR).replace(microsecond=0)
    kinds: tuple[Kind, ...] = ("opportunity", "statement", "version")
    named = [named_within(transaction, account_id, kind, MOST_NAMED) for kind in kinds]
    return Preview(
        account_id,
        found.name,
        what.counts,
        tuple(each for some in named for each in some),
        _token(transaction, account_id, what, until),
        until,
    )


def erase_account(transaction: Transaction, account_id: str, confirm: str) -> Erased:
    """Remove an account with all within it; only what was looked at, and only while it is fresh.

    The audit keeps that it happened, with counts and ids and nothing anybody wrote.

    Raises:
        NotFoundError: this workspace has no such account.
        ConfirmationError: the token confirms something else, or its time is over.
    """
    if ACCOUNTS.one(transaction, account_id, to_change=True) is None:
        raise NotFoundError("account", account_id)
    what = extent(transaction, account_id, to_erase=True)
    until = _until(confirm)
    mine = None if until is None else _token(transaction, account_id, what, until)
    if until is None or mine is None or not hmac.compare_digest(mine, confirm):
        raise ConfirmationError(account_id, is_late=False)
    if until < transaction.now:
        raise ConfirmationError(account_id, is_late=True)
    ids = ids_within(transaction, account_id)
    answers = erase(transaction, account_id)
    said = {"counts": what.counts, **{f"{kind}_ids": list(some) for kind, some in ids.items()}}
    transaction.record("account.erased", "account", account_id, after=said)
    return Erased(account_id, what.counts, ids, answers)


def _token(transaction: Transaction, account_id: str, what: Extent, until: datetime) -> str:
    moment = int(until.timestamp()).to_bytes(8)
    signed = b"\n".join(
        (transaction.workspace_id.encode(), account_id.encode(), what.sha256.encode(), moment)
    )
    signature = hmac.digest(erasure_secret(transaction), signed, hashlib.sha256)
    return base64.urlsafe_b64encode(moment + signature).decode().rstrip("=")


def _until(confirm: str) -> datetime | None:
    try:
        raw = base64.b64decode(confirm + "=" * (-len(confirm) % 4), altchars=b"-_", validate=True)
        seconds = int.from_bytes(raw[:-_SIGNATURE_BYTES])
        return datetime.fromtimestamp(seconds, UTC) if len(raw) == 8 + _SIGNATURE_BYTES else None
    except (ValueError, OverflowError, OSError, binascii.Error):
        return None
