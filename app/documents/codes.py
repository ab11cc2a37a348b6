"""The short code on every page: enough of a content hash to find a version, and to be read aloud.

Crockford's base 32: no I, L, O or U, whatever is typed instead is understood. The last character
checks the others (Luhn's sum, modulo 32), so that a slip of the finger is no forgery. A code opens
nothing: it is only looked up within the workspace of whoever asks.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 15
_GROUP = 4
BITS = 5 * _CHARACTERS
"""Of the hash: among a thousand million contents, two share a code with a chance of 1 in 75,000."""
HEX_DIGITS = BITS // 4
"""So many digits of the hash a code tells whole: where to look for it."""
_READ = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE = re.compile(rf"[{_ALPHABET}]{{{_CHARACTERS + 1}}}")
PREFIX = "vc"
"""What our metadata in a file are named by."""
CONTENT_HASH = re.compile(rb'\bvc:ContentHash="([0-9a-f]{64})"')
"""How a file's metadata name the content that it is of, in plain bytes."""
PRINTED_CODE = re.compile(
    rb"(?<![0-9A-Z-])(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z-])"
)
"""How a code stands in a text."""


class MistypedCodeError(ValueError):
    """A text that is no code, or one with a slip in it."""


def code_of(content_hash: str) -> str:
    """The code of a content hash (SHA-256 in hexadecimal).

    Example:
        >>> code_of("5f2c9a1b7e3d4c6f" * 4)
        'BWP9-M6VY-7N66-YQSR'
    """
    number = int(content_hash, 16) >> (4 * len(content_hash) - BITS)
    digits = [(number >> (5 * place)) & 31 for place in reversed(range(_CHARACTERS))]
    text = "".join(_ALPHABET[digit] for digit in (*digits, _check(digits)))
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def read_code(typed: str) -> str:
    """A code as it is printed, of one as it was typed.

    Raises:
        MistypedCodeError: it is none.

    Example:
        >>> read_code("bwp9m6vy 7n66yqsz")
        'BWP9-M6VY-7N66-YQSR'
    """
    text = re.sub(r"[\s-]", "", typed).upper().translate(_READ)
    if not _CODE.fullmatch(text):
        raise MistypedCodeError(
            f"A code has {_CHARACTERS + 1} letters and digits, such as BWP9-M6VY-7N66-YQSR."
        )
    digits = [_ALPHABET.index(character) for character in text]
    if _check(digits[:-1]) != digits[-1]:
        raise MistypedCodeError("The code has a slip in it: its last character checks the others.")
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def start_of_hash(code: str) -> str:
    """The first hexadecimal digits of every content hash with this code.

    Example:
        >>> start_of_hash("BWP9-M6VY-7N66-YQSR")
        '5f2c9a1b7e3d4c6f5f'
    """
    number = 0
    for character in code.replace("-", "")[:-1]:
        number = number << 5 | _ALPHABET.index(character)
    return f"{number >> BITS % 4:0{HEX_DIGITS}x}"


def _check(digits: list[int]) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled // 32 + doubled % 32
    return -total % 32
