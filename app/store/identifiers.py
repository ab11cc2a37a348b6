"""Identifiers that say what they name and sort by when they were made: `acc_` + a UUIDv7."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Literal

Prefix = Literal["wsp", "key", "cli", "acc", "opp", "stm", "ver", "aud", "acp", "opn", "prp", "ref"]

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_CHARACTERS = 26


def new_identifier(prefix: Prefix, now: datetime) -> str:
    """Make an identifier: a UUIDv7 (RFC 9562) in Crockford's base 32, in lower case.

    Example:
        >>> from datetime import UTC
        >>> new_identifier("acc", datetime(2026, 11, 25, tzinfo=UTC))[:10]
        'acc_01m880'
    """
    return f"{prefix}_{_in_base_32(_uuid7(now))}"


def _uuid7(now: datetime) -> int:
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(74)
    version, variant = 7, 2
    high = (milliseconds << 16) | (version << 12) | (random >> 62)
    return (high << 64) | (variant << 62) | (random & ((1 << 62) - 1))


def _in_base_32(number: int) -> str:
    digits = ((number >> (5 * place)) & 31 for place in reversed(range(_CHARACTERS)))
    return "".join(_ALPHABET[digit] for digit in digits)
