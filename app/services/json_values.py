"""Comparing and copying JSON values within bounds of depth and number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_MOST_VALUES = 300_000
"""Looked at by one patch; the largest draft holds some 70,000."""
_DEEPEST = 64


class TooMuchError(Exception):
    """Too many values, or too deep ones."""


@dataclass(slots=True)
class DocumentLimits:
    """How many values may still be looked at."""

    left: int = _MOST_VALUES

    def copied(self, value: object, depth: int = 0) -> Any:  # noqa: ANN401 - JSON may be anything
        """A copy that shares nothing, to stand at a depth.

        Raises:
            TooMuchError: it is too large or too deep.
        """
        self._count(depth)
        if isinstance(value, dict):
            return {name: self.copied(each, depth + 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self.copied(each, depth + 1) for each in value]
        return value

    def same(self, one: object, other: object, depth: int = 0) -> bool:
        """Whether two values are equal as RFC 6902 says: true is not 1, but 1 is 1.0.

        Raises:
            TooMuchError: they are too large or too deep.
        """
        self._count(depth)
        if isinstance(one, dict) and isinstance(other, dict):
            return one.keys() == other.keys() and all(
                self.same(each, other[name], depth + 1) for name, each in one.items()
            )
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(
                self.same(*pair, depth + 1) for pair in zip(one, other, strict=True)
            )
        return isinstance(one, bool) == isinstance(other, bool) and one == other

    def _count(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooMuchError(f"The patch compares and copies more than {_MOST_VALUES:,} values.")
        if depth > _DEEPEST:
            raise TooMuchError(f"What it makes is nested deeper than {_DEEPEST} levels.")
