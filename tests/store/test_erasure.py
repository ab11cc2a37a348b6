"""An erasure is the one way in which versions go, and only those of its account."""

from __future__ import annotations

import pytest

from app.store.erasure import erase, extent
from app.store.errors import ConflictError
from app.store.statements import STATEMENTS
from app.store.versions import version, versions
from tests.store.kept import kept_statement, kept_version

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


@pytest.mark.parametrize("table", ["version_body", "version"])
def test_no_sql_deletes_a_version_of_an_account_that_is_not_erased(store, workspaces, deals, table):
    (gone, _), (_, other) = deals
    column = "version_id" if table == "version_body" else "id"
    with (
        pytest.raises(ConflictError),
        store.writing(  # noqa: PT012 - all of it is one attempt
            workspaces[0], "rep"
        ) as transaction,
    ):
        run = transaction.connection.exec_driver_sql
        run(ALLOW.format(gone))
        run(
            f"DELETE FROM {table} WHERE {column} IN "  # noqa: S608 - our own names
            f"(SELECT id FROM version WHERE statement_id = '{other}')"
        )
    with store.reading(workspaces[0]) as transaction:
        assert version(transaction, other, 1) is not None


def test_an_erasure_changes_no_version(store, workspaces, deals):
    (gone, its), _ = deals
    with (
        pytest.raises(ConflictError),
        store.writing(  # noqa: PT012 - all of it is one attempt
            workspaces[0], "rep"
        ) as transaction,
    ):
        run = transaction.connection.exec_driver_sql
        run(ALLOW.format(gone))
        run(f"UPDATE version SET label = 'another' WHERE statement_id = '{its}'")  # noqa: S608 - ours


def test_an_account_does_not_go_while_its_erasure_stands(store, workspaces):
    with (
        pytest.raises(ConflictError),
        store.writing(  # noqa: PT012 - all of it is one attempt
            workspaces[0], "rep"
        ) as transaction,
    ):
        statement = kept_statement(transaction)
        run = transaction.connection.exec_driver_sql
        account_id = run(
            "SELECT account_id FROM opportunity WHERE id = "  # noqa: S608 - our own id
            f"'{statement.opportunity_id}'"
        ).scalar_one()
        run(ALLOW.format(account_id))
        run(f"DELETE FROM draft_change WHERE statement_id = '{statement.id}'")  # noqa: S608 - ours
        run(f"DELETE FROM draft_body WHERE statement_id = '{statement.id}'")  # noqa: S608 - ours
        run(f"DELETE FROM statement WHERE id = '{statement.id}'")  # noqa: S608 - ours
        run(f"DELETE FROM opportunity WHERE id = '{statement.opportunity_id}'")  # noqa: S608 - ours
        run(f"DELETE FROM account WHERE id = '{account_id}'")  # noqa: S608 - ours
