from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import app.store.tables  # noqa: F401 - fills the metadata
from app.store.errors import SchemaBehindError
from app.store.schema import MIGRATIONS, NEEDED, migrate, open_store, revision


def test_the_migrations_make_the_tables_of_this_release(store):
    with store.migrating() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(found, SQLModel.metadata) == []


def test_the_needed_revision_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [NEEDED]


def test_migrating_twice_does_nothing_the_second_time(store):
    migrate(store)
    assert revision(store) == NEEDED


def test_the_embedded_database_is_migrated_when_it_is_opened(tmp_path):
    store = open_store(None, tmp_path / "new" / "value.db")
    assert revision(store) == NEEDED
    store.close()


def test_a_database_at_an_address_is_not_migrated_by_opening_it(postgresql, tmp_path):
    with pytest.raises(SchemaBehindError, match="value migrate"):
        open_store(f"{postgresql}&dbname=postgres", tmp_path)


def test_a_database_of_a_later_release_is_refused(place):
    store = open_store(place.url, place.file)
    with store.writing("", "test") as transaction:
        transaction.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaBehindError, match="9999"):
        open_store(place.url, place.file)
    store.close()
