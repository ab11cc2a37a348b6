from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from app.services.accounts import change_account, create_account
from app.services.audit import verify
from app.services.fields import AccountFields
from app.services.preconditions import Precondition
from app.store.accounts import ACCOUNTS
from app.store.audit import erase_content, events
from app.store.chain import MOST_BYTES
from app.store.errors import ConflictError
from app.store.guard import UnrecordedChangeError
from app.store.keys import workspace_named
from app.store.records import Author
from app.store.schema import open_store

TABLES = ("audit_event", "audit_content", "audit_head")
REFUSED = [
    "UPDATE audit_event SET action = 'nothing'",
    "DELETE FROM audit_event",
    "UPDATE audit_content SET content = content",
    "DELETE FROM audit_head",
    "UPDATE audit_head SET sequence = sequence - 1",
    "UPDATE audit_head SET workspace_id = 'another', sequence = sequence + 1",
]
TAMPERED = [
    ("UPDATE audit_event SET actor = 'somebody else' WHERE sequence = 3", 3, "changed after"),
    ("DELETE FROM audit_event WHERE sequence = 3", 3, "missing; 4 comes next"),
    ("DELETE FROM audit_event WHERE sequence >= 5", 5, "ends at link 4, its head remembers 6"),
    ("DELETE FROM audit_event", 1, "ends at link 0, its head remembers 6"),
    ("DELETE FROM audit_head", 1, "ends at link 6, its head remembers 0"),
    ("UPDATE audit_head SET sha256 = '0'", 6, "not the one its head remembers"),
    ("UPDATE audit_content SET content = salt WHERE sequence = 2", 2, "content was changed"),
    ("DELETE FROM audit_content WHERE sequence = 2", 6, "1 links have lost their content"),
    (
        (
            "UPDATE audit_event SET sequence = CASE sequence WHEN 2 THEN -1 ELSE -2 END "
            "WHERE sequence IN (2, 3);"
            "UPDATE audit_event SET sequence = CASE sequence WHEN -1 THEN 3 ELSE 2 END "
            "WHERE sequence < 0"
        ),
        2,
        "does not follow link 1",
    ),
]


@pytest.fixture
def store(place):
    opened = open_store(place.url, place.file)
    yield opened
    opened.close()


@pytest.fixture
def ours(store):
    with store.writing("", "test") as transaction:
        return workspace_named(transaction, "ours")


@pytest.fixture
def five_changes(store, ours):
    """The chain: the workspace was created, then an account, which was changed four times."""
    author = Author("rep", client="crm", reason="Call of Tuesday", address="127.0.0.1")
    with store.writing(ours, author) as transaction:
        made = create_account(transaction, AccountFields(name="Company 0"))
    for number in range(1, 5):
        with store.writing(ours, author) as transaction:
            change_account(transaction, made.id, {"name": f"Company {number}"}, Precondition())
    return made.id


def test_events_tell_who_what_why_and_what_differs(store, ours, five_changes):
    with store.reading(ours) as transaction:
        newest = events(transaction, 10, None).items[0]
    assert (newest.action, newest.resource_id) == ("account.changed", five_changes)
    assert (newest.actor, newest.client, newest.reason) == ("rep", "crm", "Call of Tuesday")
    assert (newest.before, newest.after) == ({"name": "Company 3"}, {"name": "Company 4"})


@pytest.mark.usefixtures("five_changes")
def test_numbers_have_no_gap_and_the_chain_is_whole(store, ours):
    with store.reading(ours) as transaction:
        numbers = [event.sequence_number for event in events(transaction, 10, None).items]
        verdict = verify(transaction)
    assert numbers == [6, 5, 4, 3, 2, 1]
    assert (verdict.links, verdict.erased, verdict.broken_at) == (6, 0, None)


def test_what_is_undone_leaves_no_event(store, ours):
    def fail():
        with store.writing(ours, "rep") as transaction:
            create_account(transaction, AccountFields(name="Company A"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading(ours) as transaction:
        assert [event.action for event in events(transaction, 9, None).items] == [
            "workspace.created"
        ]


@pytest.mark.usefixtures("five_changes")
@pytest.mark.parametrize("change", REFUSED)
def test_no_sql_rewrites_the_audit(store, ours, change):
    with pytest.raises(ConflictError), store.writing(ours, "rep") as transaction:
        transaction.connection.exec_driver_sql(change)
    with store.reading(ours) as transaction:
        assert verify(transaction).broken_at is None


@pytest.mark.parametrize("table", TABLES)
def test_no_replacing_and_no_truncating_rewrites_the_audit(store, place, ours, table):
    change = (
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - our own names
        if place.kind == "sqlite"
        else f"TRUNCATE {table}"
    )
    with pytest.raises(ConflictError), store.writing(ours, "rep") as transaction:
        transaction.connection.exec_driver_sql(change)


@pytest.mark.usefixtures("five_changes")
@pytest.mark.parametrize("tampered", TAMPERED)
def test_the_first_broken_link_is_named(store, place, ours, tampered):
    changes, link, reason = tampered
    _tamper(store, place, changes)
    with store.reading(ours) as transaction:
        verdict = verify(transaction)
    assert verdict.broken_at == link
    assert reason in verdict.reason


def test_erased_content_is_gone_and_the_chain_stays_whole(store, ours, five_changes):
    with store.writing(ours, "privacy officer") as transaction:
        assert erase_content(transaction, [five_changes]) == 5
    with store.reading(ours) as transaction:
        found = events(transaction, 10, None, resource_id=five_changes).items
        kept = transaction.connection.execute(text("SELECT content FROM audit_content")).scalars()
        assert not any(b"Company" in bytes(content) for content in kept)
        verdict = verify(transaction)
    assert all(event.is_erased and event.before is None and event.after is None for event in found)
    assert (verdict.erased, verdict.broken_at) == (5, None)


@pytest.mark.usefixtures("five_changes")
def test_erasing_what_is_not_there_records_nothing(store, ours):
    with store.writing(ours, "privacy officer") as transaction:
        assert erase_content(transaction, [f"acc_{number}" for number in range(1200)]) == 0
        assert transaction.events == []


def test_a_change_without_an_event_is_not_kept(store, ours):
    with pytest.raises(UnrecordedChangeError, match="account"):  # noqa: SIM117 - one refusal
        with store.writing(ours, "rep") as transaction:
            ACCOUNTS.insert(transaction, {"name": "Company A"})
    with store.reading(ours) as transaction:
        assert ACCOUNTS.page(transaction, 10, None).items == ()


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO workspace SELECT 'wsp_2', 'second', created_at FROM workspace",
        "UPDATE workspace SET name = 'renamed'",
        "WITH every AS (SELECT id FROM workspace) DELETE FROM workspace WHERE id IN every",
    ],
)
def test_plain_sql_is_not_forgotten_either(store, place, ours, change):
    if place.kind == "postgresql":
        change = change.replace("IN every", "IN (SELECT id FROM every)")
    with pytest.raises(UnrecordedChangeError, match="workspace"):  # noqa: SIM117 - one refusal
        with store.writing(ours, "rep") as transaction:
            transaction.connection.exec_driver_sql(change)


def test_a_change_that_meets_no_row_needs_no_event(store, ours):
    with store.writing(ours, "rep") as transaction:
        assert ACCOUNTS.change(transaction, "acc_0", {"name": "Nobody"}) is None


def test_more_than_a_few_kilobytes_are_kept_by_their_hash_alone(store, ours):
    with store.writing(ours, "rep") as transaction:
        transaction.record("test.done", "test", "tst", after={"text": "x" * MOST_BYTES})
    with store.reading(ours) as transaction:
        after = events(transaction, 1, None).items[0].after
    assert after["left_out_bytes"] > MOST_BYTES
    assert len(after["left_out_sha256"]) == 64


def test_hostile_texts_are_kept_short_and_break_nothing(store, ours):
    hostile = "\0\ud7ff' ; DROP TABLE audit_event --" * 500
    author = Author("rep", client=hostile, reason=hostile, user_agent=hostile, address=hostile)
    with store.writing(ours, author) as transaction:
        transaction.record("test.done", "test", "x" * 1000, {"a": "\0"}, {"a": hostile[:100]})
    with store.reading(ours) as transaction:
        found = events(transaction, 1, None).items[0]
        assert verify(transaction).broken_at is None
    assert max(len(found.client), len(found.user_agent), len(found.reason)) <= 500


def test_many_writers_make_one_chain(store, ours):
    def write(number):
        for each in range(5):
            with store.writing(ours, f"rep {number}") as transaction:
                create_account(transaction, AccountFields(name=f"Company {number}-{each}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading(ours) as transaction:
        verdict = verify(transaction)
    assert (verdict.links, verdict.broken_at) == (41, None)


def test_two_who_write_into_the_same_new_workspaces_wait_for_each_other(store):
    def write(first, second):
        for number in range(10):
            with store.writing("", "test") as transaction:
                for workspace in (first, second):
                    transaction.record(
                        "test.done", "test", "tst", workspace_id=f"{workspace}{number}"
                    )

    threads = [threading.Thread(target=write, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading("a9") as transaction:
        assert verify(transaction).links == 2


def test_long_chains_are_walked_in_pages(store, ours):
    with store.writing(ours, "rep") as transaction:
        for number in range(1200):
            transaction.record("test.done", "test", f"tst_{number}")
    with store.reading(ours) as transaction:
        assert verify(transaction).links == 1201


def _tamper(store, place, changes):
    """Rewrite the audit as somebody could who owns the database."""
    with store.writing("", "intruder") as transaction:
        connection = transaction.connection
        if place.kind == "sqlite":
            query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE :name"
            for name in connection.execute(text(query), {"name": "audit%"}).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            for table in TABLES:
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for change in changes.split(";"):
            connection.exec_driver_sql(change)
