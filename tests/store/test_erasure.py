"""An erasure is the one way in which versions go, and only those of its account."""

from __future__ import annotations

import pytest

from app.store.erasure import erase, extent
from app.store.errors import ConflictError
from app.store.statements import STATEMENTS
from app.store.versions import version, versions
from tests.store.kept import kept_account, kept_statement, kept_version

ALLOW = "INSERT INTO erasure (account_id) VALUES ('{}')"


@pytest.fixture
def deals(store, workspaces):
    """Two statements with a version each, of two accounts: the accounts' and statements' ids."""
    with store.writing(workspaces[0], "rep") as transaction:
        made = [kept_statement(transaction) for _ in range(2)]
        for statement in made:
            kept_version(transaction, statement.id)
        accounts = transaction.connection.exec_driver_sql(
            "SELECT account_id, statement.id FROM opportunity "
            "JOIN statement ON statement.opportunity_id = opportunity.id ORDER BY statement.id"
        ).all()
    return [tuple(row) for row in accounts]


def test_an_erasure_takes_one_account_and_leaves_the_other(store, workspaces, deals):
    (gone, its), (_, other) = deals
    with store.writing(workspaces[0], "rep") as transaction:
        assert extent(transaction, gone).counts["version"] == 1
        erase(transaction, gone)
        transaction.record("account.erased", "account", gone)
    with store.reading(workspaces[0]) as transaction:
        assert STATEMENTS.one(transaction, its) is None
        assert version(transaction, its, 1) is None
        assert len(versions(transaction, other, 10, None).items) == 1
        left = transaction.connection.exec_driver_sql("SELECT count(*) FROM erasure")
        assert left.scalar_one() == 0


def _write(store, workspace_id, *statements):
    with store.writing(workspace_id, "rep") as transaction:
        for statement in statements:
            transaction.connection.exec_driver_sql(statement)


@pytest.mark.parametrize(("table", "column"), [("version_body", "version_id"), ("version", "id")])
def test_no_sql_deletes_a_version_of_an_account_that_is_not_erased(
    store, workspaces, deals, table, column
):
    (gone, _), (_, other) = deals
    theirs = f"SELECT id FROM version WHERE statement_id = '{other}'"  # noqa: S608 - our own id
    remove = f"DELETE FROM {table} WHERE {column} IN ({theirs})"  # noqa: S608 - our own names
    with pytest.raises(ConflictError):
        _write(store, workspaces[0], ALLOW.format(gone), remove)
    with store.reading(workspaces[0]) as transaction:
        assert version(transaction, other, 1) is not None


def test_an_erasure_changes_no_version(store, workspaces, deals):
    (gone, its), _ = deals
    change = f"UPDATE version SET label = 'another' WHERE statement_id = '{its}'"  # noqa: S608 - ours
    with pytest.raises(ConflictError):
        _write(store, workspaces[0], ALLOW.format(gone), change)


def test_an_account_does_not_go_while_its_erasure_stands(store, workspaces):
    with store.writing(workspaces[0], "rep") as transaction:
        account_id = kept_account(transaction).id
    remove = f"DELETE FROM account WHERE id = '{account_id}'"  # noqa: S608 - our own id
    with pytest.raises(ConflictError):
        _write(store, workspaces[0], ALLOW.format(account_id), remove)
