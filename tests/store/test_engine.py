from __future__ import annotations

import os
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store import Store
from app.store.accounts import ACCOUNTS
from app.store.errors import (
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreReplacedError,
    StoreUnreachableError,
    told_as_store_errors,
)
from app.store.schema import open_store
from tests.store.kept import kept_account, kept_statement, kept_version


def test_what_was_committed_is_there_after_opening_again(place):
    first = open_store(place.url, place.file)
    with first.writing("wsp", "test") as transaction:
        kept = kept_account(transaction)
    first.close()
    second = open_store(place.url, place.file)
    with second.reading("wsp") as transaction:
        assert ACCOUNTS.one(transaction, kept.id) == kept
    second.close()


def test_a_block_that_raises_keeps_nothing(store):
    with pytest.raises(ZeroDivisionError), store.writing("wsp", "test") as transaction:
        _keep_and_fail(transaction)
    with store.reading("wsp") as transaction:
        assert ACCOUNTS.page(transaction, 10, None).items == ()


def test_a_reader_cannot_write_on_sqlite(tmp_path):
    store = open_store(None, tmp_path / "value.db")
    with pytest.raises(StoreReadOnlyError), store.reading("wsp") as transaction:
        ACCOUNTS.insert(transaction, {"name": "Company A"})
    store.close()


def test_sqlite_syncs_every_commit_and_logs_ahead(tmp_path):
    store = open_store(None, tmp_path / "value.db")
    with store.writing("wsp", "test") as transaction:
        settings = [
            transaction.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]
    store.close()


def test_many_writers_wait_for_each_other_and_none_fails(store, workspaces):
    ours, _ = workspaces
    with store.writing(ours, "test") as transaction:
        statement = kept_statement(transaction)
    numbers, failed = [], []

    def freeze() -> None:
        for _ in range(5):
            try:
                with store.writing(ours, "test") as transaction:
                    numbers.append(kept_version(transaction, statement.id).version_number)
            except StoreError as error:
                failed.append(error)

    threads = [threading.Thread(target=freeze) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(numbers) == list(range(1, 41))


def test_a_database_file_that_was_deleted_takes_no_more_writes(tmp_path):
    store = open_store(None, tmp_path / "value.db")
    (tmp_path / "value.db").unlink()
    with pytest.raises(StoreReplacedError):
        store.check()
    with pytest.raises(StoreReplacedError), store.writing("wsp", "test"):
        pass
    store.close()


def _change_and_lose(transaction, file):
    kept_account(transaction)
    file.unlink()


def test_a_database_file_that_is_deleted_while_a_change_is_made_keeps_nothing(tmp_path):
    store = open_store(None, tmp_path / "value.db")
    with pytest.raises(StoreReplacedError), store.writing("wsp", "test") as transaction:
        _change_and_lose(transaction, tmp_path / "value.db")
    with store.reading("wsp") as transaction:
        assert ACCOUNTS.page(transaction, 10, None).items == ()
    store.close()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    (tmp_path / "value.db").write_bytes(b"certainly not a database, but long enough" * 50)
    with pytest.raises(StoreError):
        Store(None, tmp_path / "value.db")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnreachableError):
        Store(None, tmp_path / "data" / "value.db")


def test_a_place_that_cannot_be_a_folder_is_said_so(tmp_path):
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StoreUnreachableError):
        Store(None, tmp_path / "data" / "value.db")


def test_a_database_that_does_not_answer_is_unreachable(tmp_path):
    with pytest.raises(StoreUnreachableError):
        open_store(f"postgresql:///?host={tmp_path}&user=value", tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_BUSY_SNAPSHOT", StoreBusyError),
        ("SQLITE_FULL", StoreFullError),
        ("SQLITE_READONLY_DBMOVED", StoreReadOnlyError),
        ("SQLITE_IOERR_WRITE", StoreUnreachableError),
        ("40001", StoreBusyError),
        ("53100", StoreFullError),
        ("25006", StoreReadOnlyError),
        ("57P01", StoreUnreachableError),
    ],
)
def test_a_drivers_error_is_told_by_its_name(name, kind):
    class DriverError(Exception):
        sqlite_errorname = name

    with pytest.raises(kind), told_as_store_errors():
        raise DBAPIError("SELECT 1", None, DriverError())


def test_a_full_disk_is_told_and_heals(tmp_path):
    store = open_store(None, tmp_path / "value.db")
    with store.writing("wsp", "test") as transaction:
        pages = transaction.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        transaction.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")
    with pytest.raises(StoreFullError):
        _fill(store)
    with store.writing("wsp", "test") as transaction:
        transaction.connection.exec_driver_sql("PRAGMA max_page_count=100000")
    _fill(store)
    with store.reading("wsp") as transaction:
        assert transaction.connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    store.close()


def _keep_and_fail(transaction):
    ACCOUNTS.insert(transaction, {"name": "Company A"})
    raise ZeroDivisionError


def _fill(store):
    with store.writing("wsp", "test") as transaction:
        for _ in range(300):
            kept_account(transaction, "A" * 200)
