"""Who may do what: every operation of the contract, tried by everybody who may not and by who may.

The requests are made in tests/routers/matrix.py, from the contract itself.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.services.clients import new_secret
from app.services.credentials import hash_of
from app.services.keys import new_key
from app.services.scopes import ALL_SCOPES
from app.store.clients import insert_client
from app.store.keys import insert_key, revoke
from tests.routers.matrix import BEFORE, Owned, nothing_like, operations

FEWEST = 60
"""Operations that the contract had when this was written: fewer would be a mistake of the test."""


@pytest.fixture
def every(service):
    found = list(operations(service.app.openapi()))
    assert len(found) >= FEWEST
    return found


@pytest.fixture
def owned(api, example):
    return Owned(api, example)


@pytest.fixture
def holder(service, api):
    """The service as the holder of another key of the same workspace sees it."""
    workspace_id = api("GET", "/v1/me").json()["workspace_id"]

    def made(scopes=None, expires_at=None, *, is_revoked=False):
        key = new_key()
        sha256 = hashlib.sha256(key.encode()).hexdigest()
        with service.app.state.store.writing(workspace_id, "test") as transaction:
            kept = insert_key(
                transaction,
                workspace_id,
                "holder",
                key[:13],
                sha256,
                scopes=None if scopes is None else tuple(sorted(scopes)),
                expires_at=expires_at,
            )
            if is_revoked:
                revoke(transaction, kept.id)
        return replace(api, key=key)

    return made


@pytest.fixture
def token_holder(service, api):
    """The service as a program with a token for the same workspace sees it."""
    workspace_id = api("GET", "/v1/me").json()["workspace_id"]

    def made(scopes):
        secret = new_secret()
        with service.app.state.store.writing(workspace_id, "test") as transaction:
            client = insert_client(transaction, "program", tuple(scopes), hash_of(secret))
        form = {"grant_type": "client_credentials", "client_id": client.id}
        answer = service.client.post("/oauth/token", data={**form, "client_secret": secret})
        assert answer.status_code == 200, answer.text
        return replace(api, key=answer.json()["access_token"])

    return made


@pytest.fixture(params=["key", "token"])
def held(request):
    """Both ways in."""
    return request.getfixturevalue("holder" if request.param == "key" else "token_holder")


def test_nobody_may_do_anything_without_a_key(service, every, owned):
    anybody = service.client.request
    wrong = _complaints(every, owned, lambda _: anybody, (401, "UNAUTHENTICATED"))
    assert not wrong, "\n".join(wrong)


def test_a_key_that_expired_may_do_nothing(every, owned, holder):
    late = holder(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    wrong = _complaints(every, owned, lambda _: late, (401, "UNAUTHENTICATED"))
    assert not wrong, "\n".join(wrong)


def test_a_key_that_was_revoked_may_do_nothing(every, owned, holder):
    ended = holder(is_revoked=True)
    wrong = _complaints(every, owned, lambda _: ended, (401, "UNAUTHENTICATED"))
    assert not wrong, "\n".join(wrong)


def test_a_token_of_a_revoked_client_may_do_nothing(every, owned, api, token_holder):
    ended = token_holder(ALL_SCOPES)
    client_id = ended("GET", "/v1/me").json()["key_id"]
    assert api("DELETE", f"/v1/oauth-clients/{client_id}").is_success
    wrong = _complaints(every, owned, lambda _: ended, (401, "UNAUTHENTICATED"))
    assert not wrong, "\n".join(wrong)


def test_a_token_that_expired_may_do_nothing(every, owned, token_holder, monkeypatch):
    monkeypatch.setattr("app.services.oauth.LIFETIME", timedelta(seconds=-1))
    late = token_holder(ALL_SCOPES)
    wrong = _complaints(every, owned, lambda _: late, (401, "UNAUTHENTICATED"))
    assert not wrong, "\n".join(wrong)


def test_nobody_with_every_scope_but_the_needed_one_may(every, owned, api, held):
    needed = {operation.scope for operation in every if operation.scope is not None}
    assert needed <= ALL_SCOPES
    keys = {scope: held(ALL_SCOPES - {scope}) for scope in needed}
    asked = [operation for operation in every if operation.scope is not None]
    for operation in asked:  # what is owned is made before the events are counted
        operation.request(owned)
    before = _last_event(api)
    wrong = _complaints(asked, owned, lambda each: keys[each.scope], (403, "MISSING_SCOPE"))
    assert not wrong, "\n".join(wrong)
    assert _last_event(api) == before, "a refused request changed something"


def test_whoever_has_nothing_but_the_needed_scope_may(every, api, example, held):
    scopes = {operation.scope for operation in every}
    keys = {scope: held(set() if scope is None else {scope}) for scope in scopes}
    by_name = {operation.name: operation for operation in every}
    wrong, shared = [], Owned(api, example)
    for operation in every:
        owned = shared if operation.method == "get" else Owned(api, example)
        if operation.name in BEFORE:
            assert _answered(api, by_name[BEFORE[operation.name]].request(owned)).is_success
        request, before = operation.request(owned), _last_event(api)
        answer = _answered(keys[operation.scope], request)
        documented = str(answer.status_code) in operation.described["responses"]
        if not (answer.is_success and documented):
            wrong.append(f"{operation.name}: {_start(answer)}")
        if _last_event(api) != before and (operation.scope or "").endswith(".read"):
            wrong.append(f"{operation.name} changes something with {operation.scope}")
    assert not wrong, "\n".join(wrong)


def test_another_workspace_never_learns_that_a_thing_exists(every, owned, api, stranger):
    """What is another's is answered as what nobody has, word by word; nothing of it is shown."""
    for operation in every:
        operation.request(owned)
    before, missing = _last_event(api), nothing_like(owned)
    wrong = []
    for operation in every:
        ours, nobodys = operation.request(owned), operation.request(missing)
        foreign = _answered(stranger, ours)
        if ours == nobodys:  # it names nothing
            wrong += _shown(operation, foreign, owned)
            continue
        nothing = _answered(stranger, nobodys)
        if _told(foreign, owned) != _told(nothing, missing):
            wrong.append(f"{operation.name}: {_start(foreign)}, but of nobody's {_start(nothing)}")
        if not _is_refused(foreign):
            wrong.append(f"{operation.name}: {_start(foreign)}")
    assert not wrong, "\n".join(wrong)
    assert _last_event(api) == before, "a stranger changed something"


def test_no_filter_shows_what_is_anothers(every, owned, stranger):
    tried = 0
    for operation in every:
        parameters = operation.described.get("parameters", ())
        names = {each.get("name") for each in parameters if each.get("in") == "query"}
        for name in sorted(names & {"account_id", "opportunity_id", "statement_id"}):
            method, url, more = operation.request(owned)
            answer = stranger(method, f"{url}?{name}={owned[name]}", **more)
            assert answer.json().get("items") == [], (operation.name, answer.text)
            tried += 1
    assert tried >= 2


def test_a_stranger_never_finds_a_thing_in_a_list(stranger, owned):
    assert owned["statement_id"]
    lists = ("/v1/accounts", "/v1/opportunities", "/v1/statements")
    for path in lists:
        assert stranger("GET", path).json()["items"] == []
    filtered = f"/v1/opportunities?account_id={owned['account_id']}"
    assert stranger("GET", filtered).json()["items"] == []


def test_a_stranger_cannot_go_on_with_ones_cursor(api, stranger):
    for _ in range(3):
        api.account()
    cursor = api("GET", "/v1/accounts?limit=1").json()["next_cursor"]
    answer = stranger("GET", f"/v1/accounts?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")


def test_a_stranger_cannot_put_a_statement_into_ones_deal(stranger, owned, example):
    new = {"opportunity_id": owned["opportunity_id"], "statement": example}
    assert stranger("POST", "/v1/statements", json=new).status_code == 404


def test_an_identifier_of_another_kind_is_not_found(api, owned):
    assert api("GET", f"/v1/accounts/{owned['opportunity_id']}").status_code == 404
    assert api("GET", f"/v1/statements/{owned['account_id']}/draft").status_code == 404


def _complaints(every, owned, who, expected):
    """Every operation that answers `who` is asked for it otherwise than with status and code."""
    wrong = []
    for operation in every:
        answer = _answered(who(operation), operation.request(owned))
        is_problem = answer.headers["content-type"] == "application/problem+json"
        if (answer.status_code, answer.json()["code"] if is_problem else None) != expected:
            wrong.append(f"{operation.name}: {_start(answer)}, not {expected}")
    return wrong


def _last_event(api):
    return api("GET", "/v1/audit-events?limit=1").json()["items"][0]["sequence_number"]


def _answered(api, request):
    method, url, more = request
    return api(method, url, **more)


def _told(answer, things):
    """What is answered, without the names of what was asked for and of the request."""
    if not answer.headers["content-type"].endswith("json"):
        return answer.status_code, None
    text = answer.text
    for name, value in sorted(things.items()):
        if name.endswith("_id"):
            text = text.replace(value, "_")
    told = json.loads(text)
    told.pop("request_id", None)
    for item in told.get("items", ()):
        (item.get("problem") or {}).pop("request_id", None)
    return answer.status_code, told


def _is_refused(answer):
    if answer.status_code == 207:
        return all(item["status"] == 404 for item in answer.json()["items"])
    return answer.status_code == 404


def _shown(operation, answer, owned):
    ids = [owned[name] for name in owned if name.endswith("_id") and "_" in owned[name]]
    return [f"{operation.name} shows {each}" for each in ids if each in answer.text]


def _start(answer):
    return f"{answer.status_code} {answer.text[:300]}"
