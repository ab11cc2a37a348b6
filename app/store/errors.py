"""What can go wrong with the store itself.

StoreError
├── StoreBusyError          somebody else writes for longer than we wait; again in a moment
├── StoreFullError          no space left; reading goes on, writing heals itself with space
├── StoreReadOnlyError      reading goes on
├── StoreUnreachableError   the database or its disk does not answer
├── StoreReplacedError      the database's file is not the one that was opened
├── StoreDamagedError       pages cannot be read; restore a backup
├── SchemaBehindError       the tables are not those of this release
└── ConflictError           a rule of the tables refused the change
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """The store could not do what it was asked."""


class StoreBusyError(StoreError):
    """Other writers held the store for longer than this one waits."""


class StoreFullError(StoreError):
    """The disk of the store has no space left."""


class StoreReadOnlyError(StoreError):
    """The store accepts no changes."""


class StoreUnreachableError(StoreError):
    """The database does not answer."""


class StoreReplacedError(StoreError):
    """The database file was deleted or replaced under the running service."""


class StoreDamagedError(StoreError):
    """The database cannot be read as one."""


class SchemaBehindError(StoreError):
    """The tables in the database are not those of this release."""

    def __init__(self, found: str | None, needed: str) -> None:
        self.found, self.needed = found, needed
        super().__init__(
            f"The database's tables are at revision {found or 'none'}, this release needs "
            f"{needed}. Run: value migrate, or start the release that made them."
        )


class ConflictError(StoreError):
    """A unique, foreign-key or immutability rule of the tables refused the change."""


@contextmanager
def told_as_store_errors() -> Iterator[None]:
    """Raise a database driver's error as the store's own.

    By the driver's error name or SQLSTATE, never by its text, which changes between releases.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreBusyError("No connection became free in time.") from error
    except DBAPIError as error:
        raise _store_error(error) from error


def _store_error(error: DBAPIError) -> StoreError:
    name = _name(error)
    for prefixes, kind in _KINDS:
        if name.startswith(prefixes):
            return kind(name)
    if error.connection_invalidated or not name:
        return StoreUnreachableError(name)
    return StoreError(name)


def _name(error: DBAPIError) -> str:
    sqlite = getattr(error.orig, "sqlite_errorname", None)
    return str(sqlite or getattr(error.orig, "sqlstate", None) or "")


_KINDS: tuple[tuple[tuple[str, ...], type[StoreError]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED", "40001", "40P01", "55P03", "57014"), StoreBusyError),
    (("SQLITE_FULL", "53100"), StoreFullError),
    (("SQLITE_READONLY", "25006"), StoreReadOnlyError),
    (("SQLITE_CONSTRAINT", "23", "P0001"), ConflictError),
    (("SQLITE_IOERR", "SQLITE_CANTOPEN", "08", "57", "53"), StoreUnreachableError),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX"), StoreDamagedError),
)
