from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from app.services import oauth
from tests.routers.conftest import Api

WRONG = "vps_wrong"
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture(autouse=True)
def _nobody_guessed(service):
    service.app.state.guesses = oauth.Guesses()


@pytest.fixture
def client(api):
    """A client that may read accounts and statements."""
    scopes = ["accounts.read", "statements.read"]
    answer = api("POST", "/v1/oauth-clients", json={"name": "warehouse", "scopes": scopes})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def take(service, client):
    """Ask for a token."""

    def ask(**fields):
        named = {"client_id": client["id"], "client_secret": client["client_secret"]}
        form = {name: text for name, text in {**GRANT, **named, **fields}.items() if text}
        return service.client.post("/oauth/token", data=form)

    return ask


def _basic(client_id, secret):
    given = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {given}"}


def _error(answer):
    return answer.status_code, answer.json()["error"]


def test_a_secret_is_traded_for_a_token_that_may_what_the_client_may(service, api, take):
    answer = take()
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 3600)
    assert token["scope"] == "accounts.read statements.read"
    holder = Api(service, token["access_token"])
    account = api.account()
    assert holder("GET", f"/v1/accounts/{account['id']}").status_code == 200
    assert holder("POST", "/v1/accounts", json={"name": "A"}).status_code == 403
    me = holder("GET", "/v1/me").json()
    assert (me["name"], me["scopes"]) == ("warehouse", ["accounts.read", "statements.read"])
    assert me["workspace_id"] == api("GET", "/v1/me").json()["workspace_id"]


def test_a_token_is_a_foreigner_elsewhere(service, stranger, take):
    holder = Api(service, take().json()["access_token"])
    account = stranger.account()
    assert holder("GET", f"/v1/accounts/{account['id']}").status_code == 404


def test_a_token_may_be_asked_to_do_less(service, take):
    token = take(scope="accounts.read").json()
    assert token["scope"] == "accounts.read"
    holder = Api(service, token["access_token"])
    assert holder("GET", "/v1/accounts").status_code == 200
    assert holder("GET", "/v1/statements").status_code == 403


@pytest.mark.parametrize("scope", ["audit.read", "accounts.read keys.manage", 'x"\\é', "x" * 2000])
def test_a_token_may_never_do_more(take, scope):
    answer = take(scope=scope)
    assert _error(answer) == (400, "invalid_scope")
    assert answer.json()["error_description"].isascii()


def test_id_and_secret_also_come_as_basic(service, client):
    headers = _basic(client["id"], client["client_secret"])
    answer = service.client.post("/oauth/token", data=GRANT, headers=headers)
    assert answer.status_code == 200
    both = {**GRANT, "client_id": client["id"], "client_secret": client["client_secret"]}
    answer = service.client.post("/oauth/token", data=both, headers=headers)
    assert _error(answer) == (400, "invalid_request")


@pytest.mark.parametrize("wrong", ["Basic", "Basic !", "Basic Y2xp", "Bearer x", "Basic /w=="])
def test_what_is_no_basic_is_no_client(service, wrong):
    answer = service.client.post("/oauth/token", data=GRANT, headers={"Authorization": wrong})
    assert _error(answer) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_wrong_secret_and_an_unknown_client_are_answered_alike(take):
    wrong = take(client_secret=WRONG)
    unknown = take(client_id="cli_" + "0" * 26)
    assert _error(wrong) == (401, "invalid_client")
    assert wrong.headers["www-authenticate"].startswith("Basic")
    assert wrong.json() == unknown.json()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"scope": "x" * 9000}, "invalid_request"),
    ],
)
def test_a_request_that_is_none_is_told_what_is_wrong(take, fields, error):
    answer = take(**fields)
    assert _error(answer) == (400, error)
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()) == {"error", "error_description"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"grant_type":"client_credentials"}', "application/json"),
        (b"grant_type=client_credentials&grant_type=password", None),
        (b"grant_type=%ff", None),
        (b"\xff\xfe", None),
        (b"&".join(b"a%d=1" % number for number in range(100)), None),
    ],
)
def test_hostile_forms_are_refused(service, body, kind):
    headers = {"Content-Type": kind or "application/x-www-form-urlencoded"}
    answer = service.client.post("/oauth/token", content=body, headers=headers)
    assert _error(answer) == (400, "invalid_request")


@pytest.mark.parametrize("hostile", ["%00", "cli_%00", "%F0%9F%98%80", "x" * 7000])
def test_an_id_that_cannot_be_one_is_nobodys(service, hostile):
    body = f"grant_type=client_credentials&client_id={hostile}&client_secret=%00"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = service.client.post("/oauth/token", content=body, headers=headers)
    assert _error(answer) == (401, "invalid_client")


def test_nothing_may_stand_in_the_address(service, client):
    url = f"/oauth/token?client_id={client['id']}&client_secret={client['client_secret']}"
    assert _error(service.client.post(url, data=GRANT)) == (400, "invalid_request")


def test_whoever_guesses_waits(take, monkeypatch):
    for _ in range(10):
        assert take(client_secret=WRONG).status_code == 401
    slowed = take()
    assert _error(slowed) == (429, "slow_down")
    assert 0 < int(slowed.headers["retry-after"]) <= 60
    monkeypatch.setattr("app.services.oauth.monotonic", lambda: 10**9)
    assert take().status_code == 200


def test_who_knows_the_secret_is_never_slowed(take):
    assert {take().status_code for _ in range(15)} == {200}


def test_a_flood_of_guesses_fills_no_memory():
    guesses = oauth.Guesses()
    for number in range(12_000):
        guesses.hold("cli_" + f"{number:026}", "10.0.0.1")
    assert len(guesses) == 10_000


def test_revoking_a_client_ends_its_tokens_at_once(service, api, client, take):
    holder = Api(service, take().json()["access_token"])
    assert holder("GET", "/v1/accounts").status_code == 200
    assert api("DELETE", client["url"]).status_code == 200
    assert holder("GET", "/v1/accounts").status_code == 401
    assert _error(take()) == (401, "invalid_client")
    refused = api("POST", f"{client['url']}/secret-rotation", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "CONFLICT")


def test_a_token_ends_and_is_forgotten(service, take, monkeypatch):
    monkeypatch.setattr("app.services.oauth.LIFETIME", timedelta(seconds=-1))
    late = take().json()["access_token"]
    assert Api(service, late)("GET", "/v1/me").status_code == 401
    monkeypatch.undo()
    take()
    with service.app.state.store.reading("") as transaction:
        kept = transaction.connection.exec_driver_sql("SELECT sha256 FROM oauth_token").all()
    assert oauth.hash_of(late) not in [row.sha256 for row in kept]
    assert late not in str(kept)


def test_a_new_secret_works_beside_the_one_before_and_no_older_one(api, client, take):
    secrets = [client["client_secret"]]
    for _ in range(2):
        answer = api("POST", f"{client['url']}/secret-rotation", json={"overlap_hours": 1})
        assert answer.status_code == 201, answer.text
        secrets.append(answer.json()["client_secret"])
    told = [take(client_secret=secret).status_code for secret in secrets]
    assert told == [401, 200, 200]


def test_a_secret_replaced_without_overlap_takes_its_tokens_along(service, api, client, take):
    holder = Api(service, take().json()["access_token"])
    assert holder("GET", "/v1/accounts").status_code == 200
    new = api("POST", f"{client['url']}/secret-rotation", json={"overlap_hours": 0}).json()
    assert holder("GET", "/v1/accounts").status_code == 401
    assert take().status_code == 401
    assert take(client_secret=new["client_secret"]).status_code == 200


def test_a_client_may_no_more_than_who_made_it(service, api):
    new = {"name": "manager", "scopes": ["keys.manage"]}
    manager = Api(service, api("POST", "/v1/keys", json=new).json()["key"])
    more = {"name": "x", "scopes": ["audit.read"]}
    refused = manager("POST", "/v1/oauth-clients", json=more)
    assert (refused.status_code, refused.json()["code"]) == (403, "MISSING_SCOPE")
    strong = api("POST", "/v1/oauth-clients", json=more).json()
    refused = manager("POST", f"{strong['url']}/secret-rotation", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "MISSING_SCOPE")


def test_a_secret_is_shown_once(api, client):
    for path in (client["url"], "/v1/oauth-clients", "/v1/audit-events"):
        answer = api("GET", path)
        assert answer.status_code == 200
        assert client["client_secret"] not in answer.text
    found = api("GET", "/v1/oauth-clients").json()["items"]
    assert [each["id"] for each in found] == [client["id"]]


def test_the_contract_says_how_a_token_is_taken(service):
    document = service.client.get("/openapi.json").json()
    way = document["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert way["tokenUrl"] == "/oauth/token"
    taken = document["paths"]["/oauth/token"]["post"]
    assert set(taken["requestBody"]["content"]) == {"application/x-www-form-urlencoded"}
    for status in ("400", "401", "429"):
        schema = taken["responses"][status]["content"]["application/json"]["schema"]
        assert schema["$ref"].endswith("/OauthError")
    for path, operations in document["paths"].items():
        for operation in operations.values() if path.startswith("/v1") else ():
            asked = {scope for each in operation["security"] for scope in each.get("oauth2", ())}
            assert asked <= set(way["scopes"]), path
