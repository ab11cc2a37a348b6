from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from app.store import guard, tables, tables_external
from app.store.accounts import ACCOUNTS
from app.store.errors import ConflictError
from app.store.external import ACCOUNT_IDS
from app.store.records import ExternalId
from app.store.savepoint import attempt
from app.store.shelf import table_of

EXTERNAL = ExternalId("salesforce", "0017/é 🙂")


@pytest.fixture
def named(store, workspaces):
    with store.writing(workspaces[0], "rep") as transaction:
        transaction.record("account.created", "account", "acc")
        account = ACCOUNTS.insert(transaction, {"name": "Company A"})
        return ACCOUNT_IDS.attach(transaction, EXTERNAL, account)


def test_a_thing_comes_back_with_what_it_is_called_and_its_revision_stays(store, workspaces, named):
    assert (named.external_ids, named.revision) == ((EXTERNAL,), 1)
    with store.reading(workspaces[0]) as transaction:
        assert ACCOUNT_IDS.named(transaction, EXTERNAL) == named.id
        assert ACCOUNTS.one(transaction, named.id) == named
        assert ACCOUNTS.page(transaction, 10, None).items == (named,)
        assert ACCOUNTS.several(transaction, [named.id, "acc_x"]) == {named.id: named}


def test_an_external_id_names_nothing_in_another_workspace_or_case(store, workspaces, named):
    ours, theirs = workspaces
    assert named.external_ids
    with store.reading(theirs) as transaction:
        assert ACCOUNT_IDS.named(transaction, EXTERNAL) is None
    with store.reading(ours) as transaction:
        other = ExternalId("salesforce", EXTERNAL.external_id.upper())
        assert ACCOUNT_IDS.named(transaction, other) is None


def test_the_database_lets_an_external_id_name_one_thing_only(store, workspaces, named):
    with store.writing(workspaces[0], "rep") as transaction:
        transaction.record("account.created", "account", "acc")
        other = ACCOUNTS.insert(transaction, {"name": "Company B"})
        with pytest.raises(ConflictError), attempt(transaction):
            ACCOUNT_IDS.attach(transaction, EXTERNAL, other)
        assert ACCOUNT_IDS.named(transaction, EXTERNAL) == named.id
        assert ACCOUNTS.one(transaction, other.id).external_ids == ()


def test_the_database_refuses_an_external_id_for_another_workspaces_thing(store, workspaces, named):
    with pytest.raises(ConflictError), store.writing(workspaces[1], "rep") as transaction:
        ACCOUNT_IDS.attach(transaction, ExternalId("hubspot", "1"), named)


def test_what_is_detached_names_nothing(store, workspaces, named):
    with store.writing(workspaces[0], "rep") as transaction:
        transaction.record("account.external_ids_changed", "account", named.id)
        assert ACCOUNT_IDS.detach(transaction, EXTERNAL, named).external_ids == ()
        assert ACCOUNT_IDS.named(transaction, EXTERNAL) is None


def test_external_ids_go_with_the_thing_they_name(store, workspaces, named):
    account = table_of(tables.Account)
    called = table_of(tables_external.AccountExternalId)
    with store.writing(workspaces[0], "rep") as transaction:
        transaction.record("account.deleted", "account", named.id)
        transaction.connection.execute(delete(account).where(account.c.id == named.id))
        assert transaction.connection.execute(select(called)).all() == []


def test_an_attempt_that_fails_leaves_nothing_behind_not_even_a_word_to_the_audit(
    store, workspaces
):
    def spoil(transaction):
        with attempt(transaction):
            ACCOUNTS.insert(transaction, {"name": "Company B"})
            transaction.record("account.created", "account", "acc")
            raise LookupError

    with store.writing(workspaces[0], "rep") as transaction:
        with pytest.raises(LookupError):
            spoil(transaction)
        assert transaction.events == []
        assert guard.noted(transaction.connection) == frozenset()
        assert ACCOUNTS.page(transaction, 1, None).items == ()
