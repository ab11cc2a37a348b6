"""Making a request once, however often it is sent (IETF draft idempotency-key-header).

A key is claimed in a short transaction of its own; the effect and its answer are kept in one.
So a crash in between leaves a claim without effect, which another claim takes over once its
time is up: nothing is done twice, and the key is not blocked for long.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.errors import KeyReusedError, StillRunningError
from app.store import Transaction
from app.store.idempotency import (
    change_claim,
    drop_claim,
    forget_expired,
    insert_claim,
    kept_request,
)
from app.store.records import KeptRequest

MOST_CHARACTERS = 255
KEPT_FOR = timedelta(hours=48)
LEASE = timedelta(seconds=60)
"""How long a claim holds: longer than any request takes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to make one request."""

    key: str
    token: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def claim(transaction: Transaction, key: str, fingerprint: str) -> Claim | Answer:
    """Claim a request, or find the answer it had.

    Raises:
        KeyReusedError: the key was used for another request.
        StillRunningError: the same request is being made right now.
    """
    now = transaction.now
    forget_expired(transaction, key, now)
    mine = Claim(key, secrets.token_hex(16))
    known = kept_request(transaction, key)
    if known is None:
        if insert_claim(transaction, _fields(mine, fingerprint, now)):
            return mine
        raise StillRunningError
    if known.fingerprint != fingerprint:
        raise KeyReusedError
    if known.status is not None:
        return _answer(known)
    if now < known.claimed_until:
        raise StillRunningError
    change_claim(transaction, key, known.claim, _fields(mine, fingerprint, now))
    return mine


def keep(transaction: Transaction, mine: Claim, answer: Answer) -> None:
    """Keep the answer, in the transaction of the effect.

    Raises:
        StillRunningError: the claim's time passed and another took it over.
    """
    fields = {
        "status": answer.status,
        "headers": json.dumps(dict(answer.headers)).encode(),
        "body": answer.body,
    }
    if not change_claim(transaction, mine.key, mine.token, fields):
        raise StillRunningError


def release(transaction: Transaction, mine: Claim) -> None:
    """Give a key back whose request came to nothing: it may be tried again at once."""
    drop_claim(transaction, mine.key, mine.token)


def _fields(mine: Claim, fingerprint: str, now: datetime) -> dict[str, object]:
    return {
        "key": mine.key,
        "fingerprint": fingerprint,
        "claim": mine.token,
        "claimed_until": now + LEASE,
        "expires_at": now + KEPT_FOR,
    }


def _answer(known: KeptRequest) -> Answer:
    headers: dict[str, str] = json.loads(known.headers or b"{}")
    return Answer(known.status or 0, headers, bytes(known.body or b""))
