from __future__ import annotations

from decimal import Decimal

import pytest

from app.store.accounts import ACCOUNTS
from app.store.errors import ConflictError
from app.store.opportunities import OPPORTUNITIES
from app.store.statements import STATEMENTS, draft_of, replace_draft
from tests.store.kept import kept_account, kept_statement


def test_money_comes_back_to_the_last_digit(store, workspaces):
    with store.writing(workspaces[0], "test") as transaction:
        statement = kept_statement(transaction)
        opportunity = OPPORTUNITIES.one(transaction, statement.opportunity_id)
    assert opportunity.amount == Decimal("12345678901234567.123456")


def test_times_come_back_with_their_zone_and_to_the_microsecond(store, workspaces):
    with store.writing(workspaces[0], "test") as transaction:
        kept = kept_account(transaction)
        assert kept.created_at == transaction.now
    with store.reading(workspaces[0]) as transaction:
        assert ACCOUNTS.one(transaction, kept.id).created_at == kept.created_at
        assert kept.created_at.utcoffset().total_seconds() == 0


def test_another_workspace_sees_nothing_and_changes_nothing(store, workspaces):
    ours, theirs = workspaces
    with store.writing(ours, "test") as transaction:
        kept = kept_account(transaction)
    with store.writing(theirs, "test") as transaction:
        assert ACCOUNTS.one(transaction, kept.id) is None
        assert ACCOUNTS.page(transaction, 10, None).items == ()
        assert ACCOUNTS.change(transaction, kept.id, {"name": "Taken over"}) is None
    with store.reading(ours) as transaction:
        assert ACCOUNTS.one(transaction, kept.id) == kept


def test_the_database_refuses_a_child_in_another_workspace(store, workspaces):
    ours, theirs = workspaces
    with store.writing(ours, "test") as transaction:
        account = kept_account(transaction)
    with pytest.raises(ConflictError), store.writing(theirs, "test") as transaction:
        OPPORTUNITIES.insert(transaction, {"account_id": account.id, "name": "A deal"})


def test_the_database_refuses_a_segment_nobody_knows(store, workspaces):
    with pytest.raises(ConflictError), store.writing(workspaces[0], "test") as transaction:
        ACCOUNTS.insert(transaction, {"name": "Company A", "segment": "gamma"})


def test_a_change_counts_the_revision_and_says_who(store, workspaces):
    with store.writing(workspaces[0], "rep") as transaction:
        kept = kept_account(transaction)
    with store.writing(workspaces[0], "engineer") as transaction:
        changed = ACCOUNTS.change(transaction, kept.id, {"name": "Company B"})
        transaction.record("account.changed", "account", kept.id)
    assert (changed.revision, changed.name) == (2, "Company B")
    assert (changed.created_by, changed.updated_by) == ("rep", "engineer")


def test_a_draft_is_replaced_with_its_title(store, workspaces):
    with store.writing(workspaces[0], "test") as transaction:
        before = kept_statement(transaction)
        replace_draft(transaction, before, "Another title", "EUR", b'{"a":1}')
    with store.reading(workspaces[0]) as transaction:
        draft = draft_of(transaction, before.id)
    assert draft.content == b'{"a":1}'
    assert (draft.statement.title, draft.statement.currency_code) == ("Another title", "EUR")
    assert (draft.statement.revision, draft.account_name) == (2, "Company A")


def test_lists_are_filtered_and_newest_first(store, workspaces):
    with store.writing(workspaces[0], "test") as transaction:
        statements = [kept_statement(transaction) for _ in range(3)]
    with store.reading(workspaces[0]) as transaction:
        everything = STATEMENTS.page(transaction, 10, None).items
        one = STATEMENTS.page(
            transaction, 10, None, opportunity_id=statements[1].opportunity_id
        ).items
    assert [each.id for each in everything] == sorted((s.id for s in statements), reverse=True)
    assert one == (statements[1],)
