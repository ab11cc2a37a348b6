"""API keys: made, shown once, remembered as a hash, recognised, ended.

A key is `vpk_live_`, 43 characters of base 62 (256 bits) and a checksum of 6: whoever scans texts
for leaked keys can tell one without asking us.
"""

from __future__ import annotations

import hashlib
import secrets
import string
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from app.services.scopes import ALL_SCOPES, Scope
from app.store import Store, StoreError, Transaction
from app.store.keys import insert_key, key_by_hash, keys, mark_used, workspace_named
from app.store.records import ApiKey

WORKSPACE = "main"
"""The workspace of keys for which no other is named."""
PREFIX = "vpk_live_"

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_CHARACTERS = 43
_CHECK_CHARACTERS = 6
_SHOWN_CHARACTERS = 13
_MARK_USE_EVERY = timedelta(minutes=1)
_SECONDS_REMEMBERED = 1.0
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a key is: the workspace everything of theirs is bound to."""

    key_id: str
    workspace_id: str
    name: str
    scopes: frozenset[Scope] = ALL_SCOPES


def new_key() -> str:
    """Make a key."""
    random = _base_62(secrets.randbits(256), _RANDOM_CHARACTERS)
    return f"{PREFIX}{random}{_checksum(random)}"


def is_mistyped(key: str) -> bool:
    """Whether a key of our form fails its checksum, which nobody needs a database to see."""
    body = key.removeprefix(PREFIX)
    if body == key:
        return False
    random, check = body[:-_CHECK_CHARACTERS], body[-_CHECK_CHARACTERS:]
    return len(random) != _RANDOM_CHARACTERS or check != _checksum(random)


def remember_key(
    transaction: Transaction, key: str, name: str, workspace: str = WORKSPACE
) -> ApiKey:
    """Remember a key by its hash, in the workspace of that name."""
    workspace_id = workspace_named(transaction, workspace)
    return insert_key(transaction, workspace_id, name, key[:_SHOWN_CHARACTERS], _hash(key))


def first_key(store: Store, chosen: str | None) -> str | None:
    """Make sure that there is a key: the chosen one, or a new one where there is none at all.

    Returns:
        The key that was made, to be shown once; None where none was needed.
    """
    with store.writing("", "installation") as transaction:
        if chosen is not None:
            if key_by_hash(transaction, _hash(chosen)) is None:
                remember_key(transaction, chosen, "bootstrap")
            return None
        if keys(transaction):
            return None
        made = new_key()
        remember_key(transaction, made, "first key")
        return made


class KeyRing:
    """Recognises callers by their keys.

    A key is looked up at most once a second, so that a revoked one is refused within that time
    wherever it was revoked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembered: dict[str, tuple[Caller, float]] = {}
        self._marked: dict[str, float] = {}

    def remembered(self, key: str) -> Caller | None:
        """The caller, if the key was looked up a moment ago; takes a microsecond."""
        caller, until = self._remembered.get(key, (None, 0.0))
        return caller if monotonic() < until else None

    def look_up(self, key: str) -> Caller | None:
        """The caller by the store's word; None where the key is unknown, expired or revoked."""
        if is_mistyped(key):
            return None
        with self._store.reading("") as transaction:
            found = key_by_hash(transaction, _hash(key))
        if found is None or not _is_alive(found, datetime.now(UTC)):
            self._remembered.pop(key, None)
            return None
        self._mark_used(found)
        caller = Caller(found.id, found.workspace_id, found.name)
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
            self._marked.clear()
        self._remembered[key] = (caller, monotonic() + _SECONDS_REMEMBERED)
        return caller

    def _mark_used(self, found: ApiKey) -> None:
        if found.last_used_at and datetime.now(UTC) - found.last_used_at < _MARK_USE_EVERY:
            return
        # Also a mark that failed counts: who only reads must not wait for a busy store each time.
        tried, now = self._marked.get(found.id), monotonic()
        if tried is not None and now - tried < _MARK_USE_EVERY.total_seconds():
            return
        self._marked[found.id] = now
        # A store that cannot be written to is no reason to refuse a reader.
        with suppress(StoreError), self._store.writing(found.workspace_id, "") as transaction:
            mark_used(transaction, found.id)


def _is_alive(key: ApiKey, now: datetime) -> bool:
    return key.revoked_at is None and (key.expires_at is None or now < key.expires_at)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _checksum(text: str) -> str:
    return _base_62(zlib.crc32(text.encode()), _CHECK_CHARACTERS)


def _base_62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
