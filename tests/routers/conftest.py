from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.services.examples import examples
from app.services.keys import new_key, remember_key
from app.settings import Settings


@dataclass
class Service:
    """A whole running service, and keys for as many workspaces as wanted."""

    app: object
    client: TestClient

    def key(self, workspace=None):
        key = new_key()
        with self.app.state.store.writing("", "test") as transaction:
            remember_key(transaction, key, "rep", workspace or f"workspace-{uuid4()}")
        return key


@dataclass
class Api:
    """The service as the holder of one key sees it."""

    service: Service
    key: str

    def __call__(self, method, path, **more):
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        return self.service.client.request(method, path, headers=headers, **more)

    def account(self, **fields):
        answer = self("POST", "/v1/accounts", json={"name": "Company A", **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def opportunity(self, **fields):
        account_id = fields.pop("account_id", None) or self.account()["id"]
        deal = {"account_id": account_id, "name": "A deal", **fields}
        answer = self("POST", "/v1/opportunities", json=deal)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def statement(self, body, **fields):
        opportunity_id = self.opportunity(**fields)["id"]
        new = {"opportunity_id": opportunity_id, "statement": body}
        answer = self("POST", "/v1/statements", json=new)
        assert answer.status_code == 201, answer.text
        return answer.json()


@pytest.fixture(scope="session")
def service(shared_place):
    settings = Settings(
        data=shared_place.file.parent, database_url=shared_place.url, print_workers=1
    )
    app = create_app(settings)
    with TestClient(app) as client:
        yield Service(app, client)


@pytest.fixture
def api(service):
    """The service, in a workspace of the test's own."""
    return Api(service, service.key())


@pytest.fixture
def stranger(service):
    """The service as another workspace sees it."""
    return Api(service, service.key())


@pytest.fixture
def example():
    """The example deal's statement."""
    found = {each["statement"]["title"]: each["statement"] for each in examples()}
    return found["New data services"]
