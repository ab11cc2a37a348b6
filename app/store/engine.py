"""Connections, and the one way to use them: a transaction bound to one workspace.

SQLite has exactly one writing connection in one process at a time (SQLite before 3.51.3 can
damage a WAL file when two connections write and checkpoint in the same instant): writers begin
IMMEDIATE, behind a file lock that other processes of ours respect. Readers end each read at once
(AUTOCOMMIT), because a forgotten read transaction lets the WAL grow without bound.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from app.store import chain, guard
from app.store.errors import (
    StoreBusyError,
    StoreReplacedError,
    StoreUnreachableError,
    told_as_store_errors,
)
from app.store.records import Author, Event

CONNECTIONS = 8
"""To PostgreSQL, per process; as many threads use them, so that nobody waits on the pool."""
READERS = 4
_SECONDS_TO_WAIT = 5
_SECONDS_BETWEEN_TRIES = 0.005
_NOBODY = Author("")


@dataclass(frozen=True, slots=True)
class Transaction:
    """A connection bound to one workspace: what every query of the store asks for.

    `now` is the same throughout; `events` is what the audit will be told at the commit.
    """

    connection: Connection
    workspace_id: str
    author: Author
    now: datetime
    events: list[Event] = field(default_factory=list)

    @property
    def actor(self) -> str:
        """The author's name, as the records remember it."""
        return self.author.name

    def record(  # noqa: PLR0913 - what an event consists of
        self,
        action: str,
        kind: str,
        id_: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        *,
        workspace_id: str | None = None,
    ) -> None:
        """Tell the audit what was done, such as `account.created`; kept with the change itself.

        `workspace_id` is named where the transaction is not bound to the thing's workspace.
        """
        self.events.append(Event(action, kind, id_, before, after, workspace_id))


class Store:
    """The database behind two doors: `reading` and `writing`.

    Attributes:
        reads_at_once: a read takes microseconds and may run on the event loop.
        writers: how many transactions may write side by side.
    """

    def __init__(self, url: str | None, file: Path) -> None:
        """Connect to PostgreSQL at `url`, or to the SQLite database in `file`.

        Raises:
            StoreError: the database cannot be opened.
        """
        self.reads_at_once = url is None
        self.writers = 1 if url is None else CONNECTIONS
        self._file = file if url is None else None
        self._turn = threading.Lock()
        with told_as_store_errors():
            if url is None:
                self._open_file(file)
            else:
                self._writer: Engine = _postgresql(url)
                self._reader: Engine = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        guard.watch(self._writer)

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()
        if self._file is not None:
            os.close(self._lock)

    @contextmanager
    def reading(self, workspace_id: str, author: Author = _NOBODY) -> Iterator[Transaction]:
        """Read; each statement sees what is committed when it runs."""
        with told_as_store_errors(), self._reader.connect() as connection:
            yield Transaction(connection, workspace_id, author, datetime.now(UTC))

    @contextmanager
    def writing(self, workspace_id: str, author: Author | str) -> Iterator[Transaction]:
        """Write; committed when the block ends, undone when it raises.

        An author without a key is named by their name alone.

        Raises:
            StoreError: also from the commit; then nothing was kept.
            UnrecordedChangeError: something was changed and nothing recorded.
        """
        self.check_file()
        with told_as_store_errors(), self._alone(), self._writer.begin() as connection:
            who = Author(author) if isinstance(author, str) else author
            guard.begin(connection)
            transaction = Transaction(connection, workspace_id, who, datetime.now(UTC))
            yield transaction
            guard.demand_events(connection, transaction.events)
            if transaction.events:
                chain.append(connection, workspace_id, who, transaction.now, transaction.events)
            self.check_file()  # it may have gone while this waited for its turn

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and nothing else."""
        return self._writer

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A writing connection; on SQLite without foreign keys.

        A table rebuilt with them on would silently delete the rows that point to it.
        """
        with told_as_store_errors(), self._alone(), self._writer.connect() as connection:
            self._foreign_keys(connection, "OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                self._foreign_keys(connection, "ON")

    def check(self) -> None:
        """Ask the database for an answer.

        Raises:
            StoreError: it has none to give.
        """
        self.check_file()
        with told_as_store_errors(), self._reader.connect() as connection:
            connection.execute(text("SELECT 1")).one()

    def check_file(self) -> None:
        """Make sure that the file is still the one that was opened.

        SQLite itself goes on writing into a deleted file without a word.

        Raises:
            StoreReplacedError: it was deleted or replaced.
        """
        if self._file is not None and _inode(self._file) != self._opened:
            raise StoreReplacedError(str(self._file))

    def _open_file(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnreachableError(f"{file}: {error.strerror}") from error
        self._writer = _sqlite(file, writes=True)
        with self._writer.connect():  # sets WAL before any reader opens the file
            self._reader = _sqlite(file, writes=False)
        self._opened = _inode(file)

    def _foreign_keys(self, connection: Connection, state: Literal["ON", "OFF"]) -> None:
        if self._file is not None:  # on the driver's connection: no transaction may have begun
            connection.connection.cursor().execute(f"PRAGMA foreign_keys={state}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._file is None:
            yield
            return
        # The file lock is the process's: it does not keep our own threads apart.
        if not self._turn.acquire(timeout=_SECONDS_TO_WAIT):
            raise StoreBusyError("Others of this process write.")
        try:
            self._lock_out_other_processes()
            try:
                yield
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_UN)
        finally:
            self._turn.release()

    def _lock_out_other_processes(self) -> None:
        # Waiting inside flock would be for ever: the process that holds it may have been stopped.
        end = monotonic() + _SECONDS_TO_WAIT
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > end:
                    raise StoreBusyError("Another process of ours writes.") from None
                sleep(_SECONDS_BETWEEN_TRIES)
            else:
                return


def _sqlite(file: Path, *, writes: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{file}",
        poolclass=QueuePool,
        pool_size=1 if writes else READERS,
        max_overflow=0 if writes else 4 * READERS,
        pool_timeout=_SECONDS_TO_WAIT,
        pool_reset_on_return="rollback" if writes else None,
        isolation_level=None if writes else "AUTOCOMMIT",
        connect_args={"check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
    if writes:
        event.listen(engine, "begin", lambda connection: _run(connection, "BEGIN IMMEDIATE"))
    return engine


def _prepare_writer(raw: object, _record: object) -> None:
    _prepare(raw, "journal_mode=WAL", "synchronous=FULL", "journal_size_limit=67108864")


def _prepare_reader(raw: object, _record: object) -> None:
    _prepare(raw, "query_only=ON")


def _prepare(raw: object, *more: str) -> None:
    raw.isolation_level = None  # type: ignore[attr-defined] # the driver never begins by itself
    first = (f"busy_timeout={1000 * _SECONDS_TO_WAIT}", "foreign_keys=ON", "cache_size=-16000")
    for pragma in (*first, *more):
        raw.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _postgresql(url: str) -> Engine:
    _, _, address = url.partition("://")
    return create_engine(
        f"postgresql+psycopg://{address}",
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=_SECONDS_TO_WAIT,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": _SECONDS_TO_WAIT,
            "options": "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000",
        },
    )


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _inode(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
