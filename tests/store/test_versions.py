from __future__ import annotations

import pytest

from app.store.errors import ConflictError
from app.store.versions import content_of, version, versions
from tests.store.kept import kept_statement, kept_version

CHANGES = [
    "UPDATE version SET label = 'another'",
    "UPDATE version_body SET content = content",
    "DELETE FROM version",
    "DELETE FROM version_body",
]


@pytest.fixture
def frozen(store, workspaces):
    with store.writing(workspaces[0], "rep") as transaction:
        return kept_version(transaction, kept_statement(transaction).id)


@pytest.mark.parametrize("change", CHANGES)
def test_no_sql_changes_a_version(store, frozen, workspaces, change):
    with pytest.raises(ConflictError), store.writing(workspaces[0], "test") as transaction:
        transaction.connection.exec_driver_sql(change)
    with store.reading(workspaces[0]) as transaction:
        assert version(transaction, frozen.statement_id, 1) == frozen
        assert content_of(transaction, frozen) == b'{"statement":{}}'


@pytest.mark.parametrize("table", ["version", "version_body"])
def test_no_replacing_and_no_truncating_changes_a_version(store, place, frozen, workspaces, table):
    change = (
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - our own names
        if place.kind == "sqlite"
        else f"TRUNCATE {table} CASCADE"
    )
    with pytest.raises(ConflictError), store.writing(workspaces[0], "test") as transaction:
        transaction.connection.exec_driver_sql(change)
    with store.reading(workspaces[0]) as transaction:
        assert version(transaction, frozen.statement_id, 1) == frozen


def test_the_store_offers_no_way_to_change_or_delete_a_version():
    import app.store.versions as module  # noqa: PLC0415 - looked at as a whole

    names = {name for name in vars(module) if not name.startswith("_")}
    assert not {name for name in names if name.startswith(("update", "delete", "remove", "change"))}
    assert "update" not in names
    assert "delete" not in names


def test_versions_are_listed_newest_first_and_go_on_where_a_page_ended(store, workspaces):
    ours, _ = workspaces
    with store.writing(ours, "rep") as transaction:
        statement = kept_statement(transaction)
        for _ in range(5):
            kept_version(transaction, statement.id)
    with store.reading(ours) as transaction:
        first = versions(transaction, statement.id, 2, None)
        second = versions(transaction, statement.id, 2, first.after)
        third = versions(transaction, statement.id, 2, second.after)
    pages = [[each.version_number for each in page.items] for page in (first, second, third)]
    assert pages == [[5, 4], [3, 2], [1]]
    assert third.after is None


def test_another_workspace_has_no_such_version(store, frozen, workspaces):
    with store.reading(workspaces[1]) as transaction:
        assert version(transaction, frozen.statement_id, 1) is None
        assert versions(transaction, frozen.statement_id, 10, None).items == ()
