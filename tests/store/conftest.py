from __future__ import annotations

import pytest

from app.store.keys import workspace_named
from app.store.schema import open_store


@pytest.fixture
def store(place):
    opened = open_store(place.url, place.file)
    yield opened
    opened.close()


@pytest.fixture
def workspaces(store):
    """Two workspaces: ours and another's."""
    with store.writing("", "test") as transaction:
        return workspace_named(transaction, "ours"), workspace_named(transaction, "theirs")
