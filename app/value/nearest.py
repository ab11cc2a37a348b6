"""The key that somebody meant who misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MOST_COMPARED = 250_000
"""Pairs of characters, over a whole statement: difflib takes its time, and a statement written to
hurt holds thousands of misspelt keys. One misspelt key of a large statement takes some 100,000."""
_LONGEST = 64


class Nearest:
    """Finds the key nearest to a misspelt one, as long as its patience lasts.

    Example:
        >>> nearest = Nearest()
        >>> nearest.to("usres", ["nodes", "users"])
        'users'
    """

    def __init__(self) -> None:
        self.compared = 0

    def to(self, key: str, known: Iterable[str]) -> str | None:
        """The key meant; None where none is near, or too much was compared already."""
        return self._compare(key[:_LONGEST].lower(), [name[:_LONGEST] for name in known])

    def _compare(self, key: str, names: list[str]) -> str | None:
        self.compared += len(key) * sum(map(len, names))
        if self.compared > _MOST_COMPARED:
            return None
        return next(iter(difflib.get_close_matches(key, names, 1)), None)
