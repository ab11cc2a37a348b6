"""One request, however often it is sent: by its Idempotency-Key."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.services import accounts, idempotency
from app.store.idempotency import change_claim, insert_claim
from app.store.records import Author
from tests.routers.conftest import Api

COMPANY = {"name": "Company A"}


@pytest.fixture
def key():
    return str(uuid4())


def _post(api, key, body=COMPANY, path="/v1/accounts"):
    return api("POST", path, json=body, headers={"Idempotency-Key": key})


def _count(api):
    return len(api("GET", "/v1/accounts").json()["items"])


def _workspace(api):
    return api("GET", "/v1/me").json()["workspace_id"]


def _finish_late(transaction, claim, answer):
    accounts.create_account(transaction, accounts.AccountFields(name="Doubled"))
    idempotency.keep(transaction, claim, answer)


def test_the_same_request_is_made_once_and_answered_the_same(api, key):
    first, again = _post(api, key), _post(api, key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("etag", "location", "content-type"):
        assert again.headers[name] == first.headers[name]
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert _count(api) == 1


def test_a_key_in_quotes_is_the_same_key(api, key):
    assert _post(api, f'"{key}"').json() == _post(api, key).json()


def test_without_a_key_each_request_is_another_one(api):
    api("POST", "/v1/accounts", json=COMPANY)
    api("POST", "/v1/accounts", json=COMPANY)
    assert _count(api) == 2


def test_a_key_belongs_to_one_body_one_address_and_one_query(api, key):
    made = _post(api, key).json()
    others = (
        _post(api, key, {"name": "Company B"}),
        _post(api, key, path=f"{made['url']}/archive"),
        api("PATCH", made["url"], json=COMPANY, headers={"Idempotency-Key": key}),
    )
    for other in others:
        assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert _count(api) == 1


def test_another_workspace_may_use_the_same_key(api, stranger, key):
    assert _post(api, key).json()["id"] != _post(stranger, key).json()["id"]
    assert "idempotent-replayed" not in _post(stranger, str(uuid4())).headers


def test_a_key_without_the_scope_is_refused_and_told_no_answer(service, api, key):
    made = _post(api, key)
    reader = {"name": "reader", "scopes": ["accounts.read"]}
    less = Api(service, api("POST", "/v1/keys", json=reader).json()["key"])
    refused = _post(less, key)
    assert (refused.status_code, refused.json()["code"]) == (403, "MISSING_SCOPE")
    assert made.json()["id"] not in refused.text
    assert "idempotent-replayed" not in refused.headers


def test_a_key_that_was_revoked_is_told_no_answer(service, api, key):
    fields = {"name": "writer", "scopes": ["accounts.write"]}
    told = api("POST", "/v1/keys", json=fields).json()
    writer = Api(service, told["key"])
    made = _post(writer, key)
    assert made.status_code == 201
    api("DELETE", told["url"])
    assert _post(writer, key).status_code == 401


def test_a_refusal_that_would_be_the_same_again_is_given_again(api, key):
    deal = {"account_id": f"acc_{'0' * 26}", "name": "A deal"}
    first = _post(api, key, deal, "/v1/opportunities")
    again = _post(api, key, deal, "/v1/opportunities")
    assert (first.status_code, again.status_code) == (404, 404)
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"


def test_who_came_too_late_may_try_again_with_the_same_key(api, key):
    account = api.account()
    headers = {"Idempotency-Key": key, "If-Match": '"older"'}
    stale = api("PATCH", account["url"], json={"name": "B"}, headers=headers)
    assert stale.status_code == 412
    headers["If-Match"] = account["etag"]
    changed = api("PATCH", account["url"], json={"name": "B"}, headers=headers)
    assert (changed.status_code, changed.json()["name"]) == (200, "B")
    assert "idempotent-replayed" not in changed.headers


def test_what_is_not_valid_uses_up_no_key(api, key):
    assert _post(api, key, {"name": ""}).status_code == 422
    assert _post(api, key).status_code == 201


def test_a_failure_of_our_own_gives_the_key_back_at_once(api, key, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(accounts.ACCOUNTS, "insert", fail)
        assert _post(api, key).status_code == 500
    assert _post(api, key).status_code == 201
    assert _count(api) == 1


@pytest.mark.parametrize("hostile", ["", "x" * 256, "a\tb", "\x7f"])
def test_a_key_that_is_none_is_refused(api, hostile):
    answer = _post(api, hostile.encode())
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
    assert _count(api) == 0


def test_many_at_once_make_one(api, key):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(_post(api, key))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {201, 409}
    for refused in (answer for answer in answers if answer.status_code == 409):
        assert refused.json()["code"] == "STILL_RUNNING"
        assert int(refused.headers["retry-after"]) >= 1
    assert _count(api) == 1
    assert _post(api, key).headers["idempotent-replayed"] == "true"


def test_a_claim_without_effect_blocks_for_its_lease_and_no_longer(service, api, key):
    store, workspace = service.app.state.store, _workspace(api)
    made = _post(api, key)
    with store.writing(workspace, "test") as transaction:
        known = idempotency.kept_request(transaction, key)
        running = {"status": None, "claimed_until": datetime.now(UTC) + timedelta(seconds=60)}
        assert change_claim(transaction, key, known.claim, running)
    assert _post(api, key).json()["code"] == "STILL_RUNNING"
    with store.writing(workspace, "test") as transaction:
        over = {"claimed_until": datetime.now(UTC) - timedelta(seconds=1)}
        assert change_claim(transaction, key, known.claim, over)
    taken_over = _post(api, key)
    assert taken_over.status_code == 201
    assert taken_over.json()["id"] != made.json()["id"]


def test_a_runner_whose_claim_was_taken_over_cannot_keep_an_effect(service, api, key):
    store, workspace = service.app.state.store, _workspace(api)
    author = Author("test")
    with store.writing(workspace, author) as transaction:
        slow = idempotency.claim(transaction, key, "f" * 64)
        over = {"claimed_until": transaction.now - timedelta(seconds=1)}
        change_claim(transaction, key, slow.token, over)
    with store.writing(workspace, author) as transaction:
        fast = idempotency.claim(transaction, key, "f" * 64)
    assert fast.token != slow.token
    answer = idempotency.Answer(201, {}, b"{}")
    with pytest.raises(idempotency.StillRunningError), store.writing(workspace, author) as late:
        _finish_late(late, slow, answer)
    with store.writing(workspace, author) as transaction:
        idempotency.keep(transaction, fast, answer)
    assert _count(api) == 0


def test_an_answer_is_forgotten_after_two_days(service, api, key):
    store, workspace = service.app.state.store, _workspace(api)
    _post(api, key)
    with store.writing(workspace, "test") as transaction:
        known = idempotency.kept_request(transaction, key)
        assert known.status == 201
        over = {"expires_at": transaction.now - timedelta(seconds=1)}
        change_claim(transaction, key, known.claim, over)
    again = _post(api, key)
    assert again.status_code == 201
    assert "idempotent-replayed" not in again.headers
    assert _count(api) == 2


def test_an_answer_is_forgotten_in_time_however_many_others_are_due(service, api, key):
    store, workspace = service.app.state.store, _workspace(api)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    fields = {"fingerprint": "f" * 64, "claim": "c" * 32, "status": 201}
    times = {"claimed_until": long_ago, "expires_at": long_ago}
    with store.writing(workspace, "test") as transaction:
        for each in (*(f" {number}" for number in range(120)), key):
            assert insert_claim(transaction, {**fields, **times, "key": each})
    made = _post(api, key)
    assert made.status_code == 201
    assert "idempotent-replayed" not in made.headers


def test_freezing_twice_with_one_key_is_one_version(api, example, key):
    statement = api.statement(example)
    first = _post(api, key, {"label": "One"}, statement["versions_url"])
    again = _post(api, key, {"label": "One"}, statement["versions_url"])
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len(api("GET", statement["versions_url"]).json()["items"]) == 1


def test_calculating_takes_a_key_and_needs_none(api, example, key):
    first = _post(api, key, example, "/v1/calculations")
    assert first.status_code == 200
    assert _post(api, key, {**example, "horizon_years": 2}, "/v1/calculations").status_code == 200


def test_the_contract_says_that_every_post_and_patch_takes_a_key(service):
    for path, operations in service.app.openapi()["paths"].items():
        if path.startswith("/v1"):
            for method in {"post", "patch"} & set(operations):
                named = [each.get("$ref", "") for each in operations[method]["parameters"]]
                assert "#/components/parameters/IdempotencyKey" in named, (method, path)
