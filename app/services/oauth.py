"""OAuth 2.0 client credentials (RFC 6749, 4.4): a client's id and secret in, a token out."""

from __future__ import annotations

import hmac
import math
import re
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Literal

from app.services.credentials import MOST_CHARACTERS, TOKEN, hash_of, new_credential
from app.services.scopes import known
from app.store import Transaction
from app.store.access import OauthClient
from app.store.clients import client_anywhere, insert_token, live_secrets

LIFETIME = timedelta(hours=1)

Refusal = Literal[
    "invalid_request",
    "invalid_client",
    "invalid_scope",
    "unsupported_grant_type",
    "slow_down",
]

_MOST_FAILURES = 10
_SECONDS_COUNTED = 60.0
_MOST_COUNTED = 10_000
_NO_HASH = "0" * 64
_CLIENT_ID = re.compile(r"cli_[0-9a-z]{26}", re.ASCII)


class TokenRefusedError(Exception):
    """No token, and why: with the error code of RFC 6749, or RFC 8628's `slow_down`."""

    def __init__(self, error: Refusal, description: str, wait: int | None = None) -> None:
        self.error, self.description, self.wait = error, description, wait
        super().__init__(f"{error}: {description}")


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, shown once, and what it may do until when."""

    token: str
    scopes: tuple[str, ...]
    expires_at: datetime


class Guesses:
    """Slows whoever guesses secrets: ten failures a minute, by client and address.

    It remembers the ten thousand that failed last, so that a flood of names fills no memory.
    """

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients and addresses are remembered."""
        return len(self._failures)

    def hold(self, client_id: str, address: str) -> None:
        """Let a try through and take it for a failure, unless too many have failed.

        Raises:
            TokenRefusedError: they have; it says how long to wait.
        """
        now, who = monotonic(), (_as_id(client_id), address)
        failed = self._failures.setdefault(who, deque())
        self._failures.move_to_end(who)
        if len(self._failures) > _MOST_COUNTED:
            self._failures.popitem(last=False)
        while failed and failed[0] <= now - _SECONDS_COUNTED:
            failed.popleft()
        if len(failed) >= _MOST_FAILURES:
            wait = math.ceil(failed[0] + _SECONDS_COUNTED - now)
            raise TokenRefusedError(
                "slow_down", f"Too many tries have failed. Try again in {wait} s.", max(1, wait)
            )
        failed.append(now)

    def forgive(self, client_id: str, address: str) -> None:
        """Take a try for what it was: a success."""
        failed = self._failures.get((_as_id(client_id), address))
        if failed:
            failed.pop()


def authenticated(transaction: Transaction, client_id: str, secret: str) -> OauthClient:
    """The client with that id and secret; who has neither learns not which of them is wrong.

    Raises:
        TokenRefusedError: there is none such, or it is revoked.
    """
    given = hash_of(secret[: MOST_CHARACTERS + 1])
    asked = _as_id(client_id)  # PostgreSQL refuses to look for some texts that are none
    client = client_anywhere(transaction, asked)
    hashes = live_secrets(transaction, asked) or (_NO_HASH,)
    matches = [hmac.compare_digest(given, each) for each in hashes]
    if client is None or not any(matches):
        raise TokenRefusedError("invalid_client", "There is no client with this id and secret.")
    return client


def granted(client: OauthClient, asked: str | None) -> tuple[str, ...]:
    """What a token may do: all that its client may, or the part that was asked for.

    Raises:
        TokenRefusedError: more was asked for.
    """
    held = known(client.scopes)
    wanted = frozenset((asked or "").split()) or held
    if more := sorted(wanted - held):
        raise TokenRefusedError(
            "invalid_scope",
            f"The client has not the scope {_shown(more[0])}; it has {_shown(*held)}.",
        )
    return tuple(sorted(wanted))


def issue_token(transaction: Transaction, client: OauthClient, scopes: tuple[str, ...]) -> Grant:
    """Make a token."""
    made = Grant(new_credential(TOKEN), scopes, transaction.now + LIFETIME)
    insert_token(transaction, client, hash_of(made.token), scopes, made.expires_at)
    return made


def _as_id(client_id: str) -> str:
    """Whatever cannot be an id is one and the same: nobody's."""
    return client_id if _CLIENT_ID.fullmatch(client_id) else ""


def _shown(*scopes: str) -> str:
    """Scopes within the characters that RFC 6749 allows a description."""
    text = " ".join(sorted(scopes))
    return "".join(each if " " <= each <= "~" and each not in '"\\' else "?" for each in text)[:400]
