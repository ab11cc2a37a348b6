"""Recognising callers: by their key, or by the token of their OAuth client."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

from app.services.credentials import MOST_CHARACTERS, TOKEN, hash_of, is_mistyped
from app.services.keys import Caller, is_alive, scopes_of
from app.services.scopes import known
from app.store import Store, StoreError, Transaction
from app.store.access import ApiKey
from app.store.clients import token_by_hash
from app.store.keys import key_by_hash, mark_used

_MARK_USE_EVERY = timedelta(minutes=1)
_SECONDS_REMEMBERED = 1.0
_MOST_REMEMBERED = 10_000


class KeyRing:
    """Recognises callers by what they hold.

    It is looked up at most once a second, so that a revoked one is refused within that time
    wherever it was revoked, and at once where this process revoked it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._remembered: dict[str, tuple[Caller, float]] = {}
        self._marked: dict[str, float] = {}
        self._forgotten = 0

    def remembered(self, credential: str) -> Caller | None:
        """The caller, if they were looked up a moment ago; takes a microsecond."""
        caller, until = self._remembered.get(credential, (None, 0.0))
        return caller if monotonic() < until else None

    def forget(self) -> None:
        """Ask the store again about everybody: a key or a client has just ended."""
        self._forgotten += 1
        self._remembered.clear()

    def look_up(self, credential: str, address: str | None = None) -> Caller | None:
        """The caller by the store's word; None where they are unknown, expired or revoked."""
        if len(credential) > MOST_CHARACTERS or is_mistyped(credential):
            return None
        forgotten = self._forgotten
        caller = self._known(credential, address)
        if caller is None:
            self._remembered.pop(credential, None)
        elif forgotten == self._forgotten:  # else it may have ended since it was read
            self._remember(credential, caller)
        return caller

    def _known(self, credential: str, address: str | None) -> Caller | None:
        sha256 = hash_of(credential)
        with self._store.reading("") as transaction:
            if credential.startswith(TOKEN):
                return _client_by_token(transaction, sha256)
            found = key_by_hash(transaction, sha256)
        if found is None or not is_alive(found, datetime.now(UTC)):
            return None
        self._mark_used(found, address)
        return Caller(found.id, found.workspace_id, found.name, scopes_of(found), found.expires_at)

    def _remember(self, credential: str, caller: Caller) -> None:
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
            self._marked.clear()
        lasts = _SECONDS_REMEMBERED
        if caller.expires_at is not None:
            lasts = min(lasts, (caller.expires_at - datetime.now(UTC)).total_seconds())
        self._remembered[credential] = (caller, monotonic() + lasts)

    def _mark_used(self, found: ApiKey, address: str | None) -> None:
        if found.last_used_at and datetime.now(UTC) - found.last_used_at < _MARK_USE_EVERY:
            return
        # Also a mark that failed counts: who only reads must not wait for a busy store each time.
        tried, now = self._marked.get(found.id), monotonic()
        if tried is not None and now - tried < _MARK_USE_EVERY.total_seconds():
            return
        self._marked[found.id] = now
        # A store that cannot be written to is no reason to refuse a reader.
        with suppress(StoreError), self._store.writing(found.workspace_id, "") as transaction:
            mark_used(transaction, found.id, address)


def _client_by_token(transaction: Transaction, sha256: str) -> Caller | None:
    token = token_by_hash(transaction, sha256)
    if token is None:
        return None
    client = token.client
    return Caller(
        client.id, client.workspace_id, client.name, known(token.scopes), token.expires_at
    )
