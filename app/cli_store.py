"""The store as commands open it, and times as they show them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from app.settings import read_settings
from app.store import Store
from app.store.schema import open_store


@contextmanager
def opened() -> Iterator[Store]:
    """The store that the environment names, for as long as a command runs."""
    settings = read_settings()
    store = open_store(settings.database_url, settings.database_file)
    try:
        yield store
    finally:
        store.close()


def minute(when: datetime) -> str:
    """A time to the minute."""
    return f"{when:%Y-%m-%d %H:%M}"
