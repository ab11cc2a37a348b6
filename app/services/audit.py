"""Verifying the audit: walking a workspace's chain from its first link to its head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from app.store import Transaction
from app.store.audit import ERASED, head, links
from app.store.chain import FIRST, Head, content_hash, link_hash

_NOWHERE = Head(0, FIRST)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a walk; `broken_at` is the first link that is not as it was written.

    `sha256` is that of the last whole link: noted elsewhere, it vouches for all before it.
    """

    links: int
    erased: int
    sha256: str
    broken_at: int | None = None
    reason: str | None = None

    def __str__(self) -> str:
        if self.broken_at is not None:
            return f"BROKEN at link {self.broken_at}: {self.reason}"
        return f"{self.links} links, {self.erased} erased, whole; last {self.sha256}"


class BrokenChainError(Exception):
    """A link is not as it was written."""

    def __init__(self, sequence: int, reason: str) -> None:
        self.sequence, self.reason = sequence, reason
        super().__init__(f"Link {sequence} is broken: {reason}")


def verify(transaction: Transaction) -> Verdict:
    """Walk the workspace's chain, and name the first broken link.

    A broken chain proves that somebody with access to the database rewrote it. A whole one proves
    it only together with a head that was noted elsewhere: who may write everything may also write
    a whole new chain.
    """
    walk = _Walk(head(transaction) or _NOWHERE)
    broken_at, reason = None, None
    try:
        for link in links(transaction):
            walk.step(link)
        walk.arrive(head(transaction) or _NOWHERE)
    except BrokenChainError as broken:
        broken_at, reason = broken.sequence, broken.reason
    return Verdict(walk.sequence, walk.missing, walk.sha256, broken_at, reason)


class _Walk:
    """On the way others may write: the end lies between the head of before and that of after."""

    def __init__(self, before: Head) -> None:
        self._before = before
        self.sequence, self.sha256 = 0, FIRST
        self.missing, self.accounted_for = 0, 0

    def step(self, link: Mapping[str, Any]) -> None:
        """Go on to the next link."""
        expected = self.sequence + 1
        if link["sequence"] != expected:
            raise BrokenChainError(expected, f"it is missing; {link['sequence']} comes next.")
        if link["previous_sha256"] != self.sha256:
            raise BrokenChainError(expected, f"it does not follow link {self.sequence}.")
        if link_hash(link) != link["sha256"]:
            raise BrokenChainError(expected, "it was changed after it was written.")
        self._read(link)
        self.sequence, self.sha256 = expected, link["sha256"]
        self._compare(self._before)

    def arrive(self, after: Head) -> None:
        """Compare the last link with what the head remembers."""
        if not self._before.sequence <= self.sequence <= after.sequence:
            remembered = max(self._before.sequence, after.sequence)
            raise BrokenChainError(
                min(self.sequence, remembered) + 1,
                f"the chain ends at link {self.sequence}, its head remembers {remembered}.",
            )
        self._compare(after)
        if self.missing > self.accounted_for:
            raise BrokenChainError(
                self.sequence,
                f"{self.missing} links have lost their content, and erasures account for "
                f"{self.accounted_for}.",
            )

    def _compare(self, head: Head) -> None:
        if head.sequence == self.sequence and head.sha256 != self.sha256:
            raise BrokenChainError(self.sequence, "it is not the one its head remembers.")

    def _read(self, link: Mapping[str, Any]) -> None:
        if link["content"] is None:
            self.missing += 1
        elif content_hash(link["salt"], link["content"]) != link["content_sha256"]:
            raise BrokenChainError(link["sequence"], "its content was changed.")
        elif link["action"] == ERASED:
            self.accounted_for += from_json(link["content"])["after"]["contents"]
