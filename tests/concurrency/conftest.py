from __future__ import annotations

import pytest

from tests.databases import new_place
from tests.faults.server import Server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def server(request, tmp_path_factory):
    """The real service on a port of its own."""
    place = new_place(request.param, tmp_path_factory.mktemp("crowd"), request)
    place.file.parent.mkdir(exist_ok=True)
    server = Server(place.file.parent, place.url)
    try:
        server.start()
        yield server
    finally:
        server.close()
