"""Operations in the store: made once, in turn, by whoever holds the claim."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import operations as store_of
from app.store.operations import (
    SUCCEEDED,
    claim_next,
    count_operations,
    document_of,
    finish,
    forget_expired,
    give_back,
    insert_operation,
    is_any_due,
    operation,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def placed(store, workspace, ordered=b"{}", lives=HOUR):
    with store.writing(workspace, "rep") as transaction:
        fields = {
            "expires_at": transaction.now + lives,
            "media_type": "application/pdf",
            "file_name": "a.pdf",
            "subject": None,
        }
        made = insert_operation(transaction, fields, ordered)
        transaction.record("operation.created", "operation", made.id)
    return made


def claimed(store, claim="mine", lease=MINUTE):
    with store.writing("", "runner") as transaction:
        return claim_next(transaction, claim, transaction.now + lease)


def finished(store, mine):
    with store.writing(mine.operation.workspace_id, "runner") as transaction:
        return finish(transaction, mine, status=SUCCEEDED, document=b"%PDF")


def test_an_order_comes_back_as_it_was_and_its_document_too(store, workspaces):
    made = placed(store, workspaces[0], b'{"title":"\xc3\x84"}' * 1000)
    mine = claimed(store)
    assert (mine.operation.id, mine.ordered) == (made.id, b'{"title":"\xc3\x84"}' * 1000)
    assert finished(store, mine)
    with store.reading(workspaces[0]) as transaction:
        done = operation(transaction, made.id)
        assert (done.status, done.attempts) == (SUCCEEDED, 1)
        assert document_of(transaction, done) == b"%PDF"
        assert count_operations(transaction) == (1, 0)
        assert not is_any_due(transaction)


def test_what_is_claimed_is_nobody_elses_until_its_lease_is_over(store, workspaces):
    placed(store, workspaces[0])
    first = claimed(store, "first", lease=timedelta(seconds=-1))
    second = claimed(store, "second")
    assert second.operation.attempts == 2
    assert claimed(store, "third") is None
    assert not finished(store, first)
    assert finished(store, second)


def test_what_is_given_back_is_made_again_and_was_no_attempt(store, workspaces):
    placed(store, workspaces[0])
    mine = claimed(store)
    with store.writing(workspaces[0], "runner") as transaction:
        give_back(transaction, mine, transaction.now)
    assert claimed(store, "again").operation.attempts == 1


def test_each_workspace_is_served_in_its_turn(store, workspaces):
    ours, theirs = workspaces
    for _ in range(3):
        placed(store, ours)
    for _ in range(2):
        placed(store, theirs)
    served = []
    while mine := claimed(store):
        assert finished(store, mine)
        served.append(mine.operation.workspace_id)
    assert served == [ours, theirs, ours, theirs, ours]


def test_another_workspace_sees_none(store, workspaces):
    made = placed(store, workspaces[0])
    finished(store, claimed(store))
    with store.reading(workspaces[1]) as transaction:
        assert operation(transaction, made.id) is None
        assert document_of(transaction, made) is None
        assert count_operations(transaction) == (0, 0)


def test_what_is_over_is_neither_seen_nor_made_nor_kept(store, workspaces):
    made = placed(store, workspaces[0], lives=timedelta(seconds=-1))
    assert claimed(store) is None
    with store.writing(workspaces[0], "runner") as transaction:
        assert operation(transaction, made.id) is None
        forget_expired(transaction)
        left = transaction.connection.exec_driver_sql("SELECT count(*) FROM operation")
        assert left.scalar_one() == 0


@pytest.mark.parametrize("name", ["ordered", "document"])
def test_no_list_reads_what_is_large(name):
    assert name not in store_of._TOLD  # noqa: SLF001 - what every query reads
