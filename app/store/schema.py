"""Whether the database's tables are those of this release, and bringing them there."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from app.store.engine import Store
from app.store.errors import SchemaBehindError, StoreError

NEEDED = "0013"
"""The newest migration; Alembic itself is only loaded when there is something to do."""

MIGRATIONS = Path(__file__).with_name("migrations")


def open_store(database_url: str | None, file: Path) -> Store:
    """Open the database; the embedded one is brought to this release, another one is not.

    Raises:
        SchemaBehindError: the database at the address is not of this release.
        StoreError: it cannot be opened.
    """
    store = Store(database_url, file)
    try:
        if database_url is None:
            migrate(store)
        check_schema(store)
    except StoreError:
        store.close()
        raise
    return store


def check_schema(store: Store) -> None:
    """Make sure that the tables are those of this release.

    Raises:
        SchemaBehindError: they are older, newer or missing.
    """
    found = revision(store)
    if found != NEEDED:
        raise SchemaBehindError(found, NEEDED)


def migrate(store: Store) -> None:
    """Bring the tables to this release; does nothing when they are there already.

    Raises:
        SchemaBehindError: a later release made them.
    """
    found = revision(store)
    if found == NEEDED:
        return
    from alembic import command  # noqa: PLC0415 - 150 ms that a second start does without
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.migrating() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, NEEDED)
        except CommandError:
            raise SchemaBehindError(found, NEEDED) from None


def revision(store: Store) -> str | None:
    """The migration at which the tables stand; None for an empty database."""
    with store.reading("") as transaction:
        if not inspect(transaction.connection).has_table("alembic_version"):
            return None
        found = transaction.connection.execute(text("SELECT version_num FROM alembic_version"))
        return found.scalar_one_or_none()
