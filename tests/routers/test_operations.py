"""Documents that are made while their caller does something else."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic, sleep

import pytest
from fastapi.testclient import TestClient

from app.documents.errors import PrintTimeoutError
from app.main import create_app
from app.services import operations
from app.services.operation_runner import OperationRunner
from app.settings import Settings

ASYNC = {"Prefer": "respond-async, wait=1"}
KEY = "chosen-by-the-installer"


@pytest.fixture
def version(api, example):
    statement = api.statement(example)
    return api("POST", statement["versions_url"], json={}).json()


def finished(get, url):
    until = monotonic() + 120
    while monotonic() < until:
        told = get(url).json()
        if told["finished_at"]:
            return told
        sleep(0.05)
    raise TimeoutError(url)


def test_who_does_not_wait_gets_an_operation_and_then_the_same_document(api, version):
    url = f"{version['document_url']}?variant=summary"
    answer = api("GET", url, headers=ASYNC)
    told = answer.json()
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == told["url"]
    assert answer.headers["preference-applied"] == "respond-async"
    assert answer.headers["retry-after"] == str(told["retry_after_seconds"])
    done = finished(lambda place: api("GET", place), told["url"])
    assert (done["status"], done["failure"], done["retry_after_seconds"]) == (
        "succeeded",
        None,
        None,
    )
    made = api("GET", done["document_url"])
    now = api("GET", url)
    assert made.content == now.content
    for name in ("etag", "content-type", "content-disposition"):
        assert made.headers[name] == now.headers[name], name
    had = api("GET", done["document_url"], headers={"If-None-Match": made.headers["etag"]})
    assert had.status_code == 304


def test_the_default_is_to_wait_and_the_query_decides_over_the_header(api, version):
    url = f"{version['document_url']}?variant=summary"
    assert api("GET", url, headers={"Prefer": "return=minimal"}).status_code == 200
    assert api("GET", f"{url}&respond=sync", headers=ASYNC).status_code == 200
    assert api("GET", f"{url}&respond=async").status_code == 202
    assert api("GET", f"{url}&respond=later").status_code == 400


def test_it_is_told_to_the_audit_and_to_verification_as_if_it_had_been_waited_for(api, version):
    told = api("GET", f"{version['document_url']}?variant=summary&respond=async").json()
    done = finished(lambda place: api("GET", place), told["url"])
    document = api("GET", done["document_url"]).content
    headers = {"Content-Type": "application/pdf"}
    assert (
        api("POST", "/v1/verify", content=document, headers=headers).json()["verdict"] == "current"
    )
    events = api("GET", f"/v1/audit-events?resource_id={version['id']}").json()["items"]
    assert "document.printed" in [event["action"] for event in events]


def test_an_order_sent_twice_with_one_key_is_one_operation(api, example):
    headers = {**ASYNC, "Idempotency-Key": "print-once"}
    first = api("POST", "/v1/documents?variant=summary", json=example, headers=headers)
    again = api("POST", "/v1/documents?variant=summary", json=example, headers=headers)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["idempotent-replayed"] == "true"
    done = finished(lambda place: api("GET", place), first.json()["url"])
    assert api("GET", done["document_url"]).content.startswith(b"%PDF")


def test_a_draft_is_printed_as_it_was_when_it_was_ordered(api, example):
    statement = api.statement(example)
    url = f"{statement['draft_url']}/document.pdf?variant=summary"
    before = api("GET", url).content
    told = api("GET", f"{url}&respond=async").json()
    api("PATCH", statement["draft_url"], json={"title": "B"}, headers={"If-Match": "*"})
    done = finished(lambda place: api("GET", place), told["url"])
    assert api("GET", done["document_url"]).content == before


def test_what_cannot_be_ordered_is_told_at_once(api, example):
    benefit = {**example["benefits"][0], "per_year": "users / (arpu_now - arpu_now)"}
    statement = api.statement({**example, "benefits": [benefit]})
    assert api("GET", f"{statement['draft_url']}/document.pdf", headers=ASYNC).status_code == 422
    assert api("GET", "/v1/operations/opn_nothing").status_code == 404
    assert api("GET", "/v1/operations/opn_nothing/document").status_code == 404
    assert api("DELETE", "/v1/operations/opn_nothing").status_code == 404


def test_another_workspace_sees_no_operation(api, stranger, version):
    told = api("GET", f"{version['document_url']}?variant=summary&respond=async").json()
    done = finished(lambda place: api("GET", place), told["url"])
    assert stranger("GET", told["url"]).status_code == 404
    assert stranger("GET", done["document_url"]).status_code == 404
    assert stranger("DELETE", told["url"]).status_code == 404
    assert api("GET", told["url"]).status_code == 200


def test_a_cancelled_operation_is_gone(api, version):
    told = api("GET", f"{version['document_url']}?respond=async").json()
    gone = api("DELETE", told["url"])
    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert api("GET", told["url"]).status_code == 404
    assert api("GET", f"{told['url']}/document").status_code == 404


def test_an_operation_goes_with_its_account(api, version):
    url, once = f"{version['document_url']}?variant=summary", {**ASYNC, "Idempotency-Key": "gone"}
    told = api("GET", url, headers=once).json()
    assert told["statement_id"] == version["statement_id"]
    done = finished(lambda place: api("GET", place), told["url"])
    statement = api("GET", f"/v1/statements/{version['statement_id']}").json()
    deal = api("GET", f"/v1/opportunities/{statement['opportunity_id']}").json()
    account = f"/v1/accounts/{deal['account_id']}"
    confirm = api("GET", f"{account}/deletion-preview").json()["confirm"]
    gone = api("DELETE", f"{account}?confirm={confirm}")
    assert gone.json()["kept_answers"] == 1  # the kept 202 names a file after the customer
    assert api("GET", done["document_url"]).status_code == 404


def test_a_workspace_orders_no_more_than_may_wait(api, example, monkeypatch):
    monkeypatch.setattr(operations, "MOST_UNFINISHED", 0)
    answer = api("POST", "/v1/documents", json=example, headers=ASYNC)
    assert (answer.status_code, answer.json()["code"]) == (503, "TOO_MANY_OPERATIONS")
    assert answer.headers["retry-after"] == "5"


class Own:
    """A service of the test's own, which can be left and started again."""

    def __init__(self, folder):
        self.folder = folder

    def start(self, lease=timedelta(seconds=90)):
        app = create_app(Settings(data=self.folder, bootstrap_key=KEY))
        app.state.operations = OperationRunner(app.state.store, app.state.printer, lease)
        return app, TestClient(app, headers={"Authorization": f"Bearer {KEY}"})


def order(client, example):
    answer = client.post("/v1/documents?variant=summary&respond=async", json=example)
    assert answer.status_code == 202, answer.text
    return answer.json()["url"]


def test_what_a_stopped_service_did_not_finish_is_made_by_the_next_one(tmp_path, example):
    own = Own(tmp_path)
    app, client = own.start()
    app.state.operations.look = lambda: None
    app.state.operations.start = lambda: None  # a process that is killed before it begins
    with client:
        url = order(client, example)
        assert client.get(url).json()["status"] == "waiting"
    _, client = own.start()
    with client:
        assert finished(client.get, url)["status"] == "succeeded"
        assert client.get(f"{url}/document").content.startswith(b"%PDF")


def test_what_was_being_made_when_a_service_ended_is_made_again(tmp_path, example):
    own = Own(tmp_path)
    app, client = own.start(lease=timedelta(seconds=3))
    app.state.operations.stop = app.state.operations.join = lambda: None  # as if it were killed
    app.state.printer.make = lambda *_: sleep(1000)
    with client:
        url = order(client, example)
        until = monotonic() + 20
        while client.get(url).json()["status"] != "running" and monotonic() < until:
            sleep(0.05)
        answer = client.get(f"{url}/document")
        assert (answer.status_code, answer.json()["code"]) == (409, "NOT_FINISHED")
    _, client = own.start()
    with client:
        assert finished(client.get, url)["status"] == "succeeded"


def test_a_document_that_takes_too_long_is_told_in_the_operation(tmp_path, example):
    app, client = Own(tmp_path).start()

    def too_long(*_):
        raise PrintTimeoutError(20)

    app.state.printer.make = too_long
    with client:
        url = order(client, example)
        told = finished(client.get, url)
        assert (told["status"], told["failure"]["code"]) == ("failed", "PRINT_TIMEOUT")
        assert client.get(f"{url}/document").json()["code"] == "NOT_FINISHED"
