"""Secrets that callers hold and we know by their hash only: keys, client secrets, tokens.

Each is a prefix, 43 characters of base 62 (256 bits) and a checksum of 6: whoever scans texts for
leaked ones can tell one without asking us. Random as they are, a fast hash is enough.
"""

from __future__ import annotations

import hashlib
import secrets
import string
import zlib

KEY = "vpk_live_"
CLIENT_SECRET = "vps_"  # noqa: S105 - only its beginning
TOKEN = "vpt_"  # noqa: S105 - the same
MOST_CHARACTERS = 200
"""Of any secret, the one an installer may choose included; longer ones are not looked at."""

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM_CHARACTERS = 43
_CHECK_CHARACTERS = 6


def new_credential(prefix: str) -> str:
    """Make a secret."""
    random = _base_62(secrets.randbits(256), _RANDOM_CHARACTERS)
    return f"{prefix}{random}{_checksum(random)}"


def is_mistyped(credential: str) -> bool:
    """Whether a secret of our form fails its checksum, which nobody needs a database to see."""
    prefix = next((each for each in (KEY, TOKEN) if credential.startswith(each)), None)
    if prefix is None:
        return False
    body = credential.removeprefix(prefix)
    random, check = body[:-_CHECK_CHARACTERS], body[-_CHECK_CHARACTERS:]
    return len(random) != _RANDOM_CHARACTERS or check != _checksum(random)


def hash_of(credential: str) -> str:
    """The SHA-256 by which a secret is known."""
    return hashlib.sha256(credential.encode()).hexdigest()


def _checksum(text: str) -> str:
    return _base_62(zlib.crc32(text.encode()), _CHECK_CHARACTERS)


def _base_62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
