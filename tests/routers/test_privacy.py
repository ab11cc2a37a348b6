from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import inspect, text

from app.store.erasure import CONTENT

KEPT = {
    "erasure": "a row lives no longer than its transaction",
    "audit_event": "ids and hashes only; what was said stands in audit_content",
    "audit_content": "erased by the resource's id, in store/audit.py",
    "idempotency_key": "erased where the answer mentions an id",
}
"""Tables beside CONTENT that may hold or name something of an account, and why none stays."""
NOT_OF_ACCOUNTS = {
    "alembic_version",
    "api_key",
    "audit_head",
    "checklist",
    "workspace_brand",
    "installation_secret",
    "oauth_client",
    "oauth_secret",
    "oauth_token",
    "workspace",
}


@pytest.fixture
def customer():
    """A name that stands nowhere else in the database."""
    return f"Holdings {uuid4()}"


@pytest.fixture
def deal(api, example, customer):
    account = api.account(name=customer, brand={"name": customer})
    statement = api.statement(example, account_id=account["id"], pain=customer)
    key = {"Idempotency-Key": f"once {uuid4()}"}
    frozen = api("POST", statement["versions_url"], json={"note": customer}, headers=key)
    assert frozen.status_code == 201, frozen.text
    accepted = {"accepted_by": customer, "accepted_on": "2027-01-01"}
    told = api("POST", f"{statement['versions_url']}/1/acceptance", json=accepted)
    assert told.status_code in {200, 201}, told.text
    tag = {"If-Match": "*"}
    api("PATCH", statement["draft_url"], json={"title": customer}, headers=tag)
    named = f"{account['url']}/external-ids/salesforce/001"
    assert api("PUT", named).status_code in {200, 201}
    return {"account": account, "statement": statement}


def _everything(store):
    with store.reading("") as transaction:
        connection = transaction.connection
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our names
            yield table, [tuple(row) for row in rows]


def _holding(store, *needles):
    def seen(value):
        raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for decompressor in (zlib.decompress, bytes):
            try:
                yield decompressor(raw)
            except zlib.error:
                continue

    return {
        table
        for table, rows in _everything(store)
        for row in rows
        for value in row
        for raw in seen(value)
        if any(needle.encode() in raw for needle in needles)
    }


def test_a_preview_says_what_would_go_and_removes_nothing(api, deal, customer):
    account = deal["account"]
    preview = api("GET", f"{account['url']}/deletion-preview").json()
    assert preview["name"] == customer
    counts = preview["counts"]
    assert [counts[kind] for kind in ("account", "opportunity", "statement", "version")] == [1] * 4
    assert {each["kind"] for each in preview["named"]} == {"opportunity", "statement", "version"}
    assert api("GET", account["url"]).status_code == 200


def test_deleting_an_account_leaves_nothing_anybody_wrote(service, api, deal, example, customer):
    store, account, statement = service.app.state.store, deal["account"], deal["statement"]
    other = api.statement(example)
    assert {"account", "version", "acceptance", "audit_content", "idempotency_key"} <= _holding(
        store, customer
    )
    preview = api("GET", f"{account['url']}/deletion-preview").json()
    deleted = api("DELETE", f"{account['url']}?confirm={preview['confirm']}")
    assert deleted.status_code == 200, deleted.text
    assert deleted.json()["counts"] == preview["counts"]
    assert deleted.json()["statement_ids"] == [statement["id"]]
    assert deleted.json()["kept_answers"] == 1
    assert _holding(store, customer) == set()
    assert _holding(store, account["id"], statement["id"]) <= {"audit_event", "audit_content"}
    for url in (account["url"], statement["url"], f"{statement['versions_url']}/1"):
        assert api("GET", url).status_code == 404
    assert api("GET", other["url"]).status_code == 200
    assert api("GET", other["draft_url"]).status_code == 200
    events = api("GET", f"/v1/audit-events?resource_id={account['id']}").json()["items"]
    assert events[0]["action"] == "account.erased"
    assert events[0]["after"]["statement_ids"] == [statement["id"]]
    assert all(event["after"] is None for event in events[1:])


def test_what_changed_since_the_preview_is_not_deleted(api, deal):
    account, statement = deal["account"], deal["statement"]
    preview = api("GET", f"{account['url']}/deletion-preview").json()
    tag = {"If-Match": "*"}
    api("PATCH", statement["draft_url"], json={"title": "Another"}, headers=tag)
    answer = api("DELETE", f"{account['url']}?confirm={preview['confirm']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_CONFIRMED")
    assert api("GET", statement["url"]).json()["title"] == "Another"
    again = api("GET", f"{account['url']}/deletion-preview").json()["confirm"]
    assert api("DELETE", f"{account['url']}?confirm={again}").status_code == 200
    assert api("DELETE", f"{account['url']}?confirm={again}").status_code == 404


def _with_moment(token, moment):
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    late = int(moment.timestamp()).to_bytes(8)
    return base64.urlsafe_b64encode(late + raw[8:]).decode().rstrip("=")


@pytest.mark.parametrize("token", ["x", "é", "A" * 54, "%00", "🙂", "=" * 99])
def test_a_confirmation_nobody_gave_deletes_nothing(api, token):
    account = api.account()
    answer = api("DELETE", account["url"], params={"confirm": token})
    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_CONFIRMED")
    assert api("GET", account["url"]).status_code == 200


def test_a_confirmation_is_for_one_account_and_its_time_is_not_stretched(api):
    mine, other = api.account(), api.account()
    token = api("GET", f"{mine['url']}/deletion-preview").json()["confirm"]
    assert api("DELETE", f"{other['url']}?confirm={token}").status_code == 409
    longer = _with_moment(token, datetime.now(UTC) + timedelta(days=1))
    assert api("DELETE", f"{mine['url']}?confirm={longer}").status_code == 409
    assert api("DELETE", mine["url"]).status_code == 400
    assert api("DELETE", f"{mine['url']}?confirm={token}").status_code == 200


def test_every_table_says_whether_it_holds_content_of_accounts(service):
    told = {name for name, _, _ in CONTENT} | {"account"} | KEPT.keys() | NOT_OF_ACCOUNTS
    names = {"account_id", "opportunity_id", "statement_id", "version_id", "thing_id"}
    with service.app.state.store.reading("") as transaction:
        looked_at = inspect(transaction.connection)
        tables = set(looked_at.get_table_names())
        assert tables <= told, f"Say in store/erasure.py what goes: {sorted(tables - told)}"
        for table in sorted(NOT_OF_ACCOUNTS & tables):
            columns = {column["name"] for column in looked_at.get_columns(table)}
            assert not columns & names, f"{table} belongs to CONTENT in store/erasure.py"
