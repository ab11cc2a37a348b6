"""Versions frozen before their figures stood beside them: the migration fills those in."""

from __future__ import annotations

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from app.services.content import canonical, content_hash
from app.services.examples import examples
from app.store import Store
from app.store.errors import ConflictError
from app.store.schema import MIGRATIONS, migrate
from app.store.versions import content_of, version
from app.value import ValueStatement, calculate

MADE = "1, '2026-01-01 00:00:00', 'rep', '2026-01-01 00:00:00', 'rep'"
KEPT = "id, workspace_id, revision, created_at, created_by, updated_at, updated_by"


def _row(table, columns, values):
    return f"INSERT INTO {table} ({KEPT}, {columns}) VALUES ({values})"  # noqa: S608 - our own rows


ROWS = (
    "INSERT INTO workspace (id, name, created_at) VALUES ('w', 'ours', '2026-01-01 00:00:00')",
    _row("account", "name", f"'a', 'w', {MADE}, 'Company A'"),
    _row("opportunity", "account_id, name", f"'o', 'w', {MADE}, 'a', 'A deal'"),
    _row(
        "statement",
        "opportunity_id, title, currency_code, head",
        f"'s', 'w', {MADE}, 'o', 'A deal', 'EUR', 1",
    ),
)
VERSION = text(
    "INSERT INTO version (id, workspace_id, statement_id, version_number, author, created_at, "
    "engine, content_hash, title, currency_code, total_benefits, total_investment, value) VALUES "
    "('v', 'w', 's', 1, 'rep', '2026-01-01 00:00:00', '1', :hash, 'A deal', 'EUR', '2', '1', '1')"
)
BODY = text("INSERT INTO version_body (version_id, content) VALUES ('v', :content)")


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request, tmp_path):
    """A database as it was before versions carried these figures."""
    url = _empty_database(request) if request.param == "postgresql" else None
    store = Store(url, tmp_path / "value.db")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.migrating() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    yield store
    store.close()


def _empty_database(request):
    cluster, name = request.getfixturevalue("postgresql"), "before_figures"
    with psycopg.connect(f"{cluster}&dbname=postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{cluster}&dbname={name}"


@pytest.fixture
def frozen(older):
    """The example deal, frozen in that database: its content and its result."""
    deal = next(each for each in examples() if each["statement"]["title"] == "New data services")
    statement = ValueStatement.model_validate(deal["statement"])
    result = calculate(statement)
    content = canonical(statement, result)
    with older.migrating() as connection:
        for row in ROWS:
            connection.exec_driver_sql(row)
        connection.execute(VERSION, {"hash": content_hash(content)})
        connection.execute(BODY, {"content": content})
    return content, result


def test_a_version_frozen_before_has_the_figures_that_it_printed(older, frozen):
    content, result = frozen
    migrate(older)
    with older.reading("w") as transaction:
        found = version(transaction, "s", 1)
        assert content_of(transaction, found) == content
    printed = result.model_dump(mode="json")["metrics"]
    for name in ("npv", "roi", "payback_months"):
        assert getattr(found, name) == printed[name]
    assert found.proven_share == "0.333333"
    assert found.content_hash == content_hash(content)


def test_a_version_that_was_filled_in_changes_no_more(older, frozen):
    migrate(older)
    for change in ("UPDATE version SET npv = '0'", "DELETE FROM version"):
        with pytest.raises(ConflictError), older.writing("w", "test") as transaction:
            transaction.connection.exec_driver_sql(change)
    with older.reading("w") as transaction:
        assert version(transaction, "s", 1).npv == str(frozen[1].metrics.npv)
