"""Entity tags, and holding a change to the one its author read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from app.services.errors import PreconditionMissingError, StaleError

_DIGITS = 24


class Revised(Protocol):
    """A record that counts its changes."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def revision(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Precondition:
    """The tags a caller named; None where they named none, `*` for whichever there is."""

    etags: frozenset[str] | None = None

    def hold(self, kind: str, record: Revised) -> None:
        """Let a change pass only if its author read this very revision, or named none.

        Raises:
            StaleError: they read another one.
        """
        if self.etags is not None and not self.etags & {etag_of(record), "*"}:
            raise StaleError(kind, etag_of(record))

    def demand(self, kind: str, record: Revised) -> None:
        """Let a change pass only if its author named the revision they read.

        Raises:
            PreconditionMissingError: they named none.
            StaleError: they read another one.
        """
        if self.etags is None:
            raise PreconditionMissingError(kind, etag_of(record))
        self.hold(kind, record)


def etag_of(record: Revised) -> str:
    """The strong entity tag of a record's present revision."""
    return etag_of_revision(record.id, record.revision)


def etag_of_revision(id_: str, revision: int) -> str:
    """The strong entity tag of one of a record's revisions."""
    return etag(id_, str(revision))


def etag(*parts: str) -> str:
    """The strong entity tag of whatever `parts` tell apart."""
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:_DIGITS]}"'
