from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.routers.answers import strict_router
from app.services.scopes import ALL_SCOPES
from app.store.keys import set_expiry
from tests.routers.conftest import Api


@pytest.fixture
def made(service, api):
    """Make a key over HTTP, and hold it."""

    def make(*scopes, by=api, **fields):
        answer = by("POST", "/v1/keys", json={"name": "made", "scopes": scopes, **fields})
        assert answer.status_code == 201, answer.text
        assert answer.headers["location"] == answer.json()["url"]
        return answer.json(), Api(service, answer.json()["key"])

    return make


def _code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_key_is_shown_once_and_never_told_again(api, made):
    told, holder = made("accounts.read")
    assert holder("GET", "/v1/accounts").status_code == 200
    for path in (told["url"], "/v1/keys", "/v1/audit-events"):
        answer = api("GET", path)
        assert answer.status_code == 200
        assert told["key"] not in answer.text
    assert api("GET", told["url"]).json()["starts_with"] == told["key"][:13]


def test_a_repeated_request_makes_one_key_and_shows_it_to_the_first_only(service, api):
    new = {"name": "once", "scopes": ["accounts.read"]}
    first, second = (
        api("POST", "/v1/keys", json=new, headers={"Idempotency-Key": "k-1"}) for _ in range(2)
    )
    assert first.json()["key"].startswith("vpk_live_")
    assert second.headers["idempotent-replayed"] == "true"
    assert second.json() == {**first.json(), "key": None}
    with service.app.state.store.reading("") as transaction:
        kept = transaction.connection.exec_driver_sql("SELECT body FROM idempotency_key").all()
    assert not any(first.json()["key"].encode() in bytes(row.body or b"") for row in kept)


def test_a_key_gives_away_only_what_it_may_itself(made):
    _, manager = made("keys.manage", "accounts.read")
    _, child = made("accounts.read", by=manager)
    assert child("GET", "/v1/accounts").status_code == 200
    refused = manager("POST", "/v1/keys", json={"name": "x", "scopes": ["audit.read"]})
    assert _code(refused) == (403, "MISSING_SCOPE")
    assert "audit.read" in refused.json()["detail"]


def test_rotating_a_stronger_key_is_no_way_to_its_scopes(api, made):
    _, manager = made("keys.manage", "accounts.read")
    strong = api("GET", "/v1/me").json()["key_id"]
    refused = manager("POST", f"/v1/keys/{strong}/rotation", json={})
    assert _code(refused) == (403, "MISSING_SCOPE")


def test_a_missing_scope_is_named(made):
    _, reader = made("accounts.read")
    refused = reader("POST", "/v1/accounts", json={"name": "A"})
    assert _code(refused) == (403, "MISSING_SCOPE")
    assert "accounts.write" in refused.json()["detail"]
    assert 'scope="accounts.write"' in refused.headers["www-authenticate"]


def test_me_tells_what_a_key_may_until_when_and_where(api, made):
    mine = api("GET", "/v1/me").json()
    assert frozenset(mine["scopes"]) == ALL_SCOPES
    assert mine["expires_at"] is None
    _, holder = made("accounts.read", expires_in_days=7)
    theirs = holder("GET", "/v1/me").json()
    assert theirs["scopes"] == ["accounts.read"]
    assert theirs["workspace_name"] == mine["workspace_name"]
    lasts = datetime.fromisoformat(theirs["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < lasts <= timedelta(days=7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"name": " "},
        {"name": "x" * 101},
        {"name": "x\u0000"},
        {"expires_in_days": 0},
        {"expires_in_days": 10**9},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "9999-12-31T23:59:59-12:00"},
        {"expires_at": "2030-01-01T00:00:00"},
        {"expires_at": "2030-01-01T00:00:00Z", "expires_in_days": 1},
        {"workspace_id": "wsp_0"},
        {"sha256": "0" * 64},
    ],
)
def test_a_key_that_cannot_be_is_refused(api, wrong):
    answer = api("POST", "/v1/keys", json={"name": "x", "scopes": ["accounts.read"], **wrong})
    assert answer.status_code == 422, answer.text


def test_a_revoked_key_is_refused_at_once(api, made):
    told, holder = made("accounts.read")
    assert holder("GET", "/v1/accounts").status_code == 200
    revoked = api("DELETE", told["url"])
    assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
    assert holder("GET", "/v1/accounts").status_code == 401
    again = api("DELETE", told["url"])
    assert again.json()["revoked_at"] == revoked.json()["revoked_at"]
    assert _code(api("POST", f"{told['url']}/rotation", json={})) == (409, "CONFLICT")


def test_the_last_that_can_manage_keys_ends_only_when_somebody_insists(api, made):
    mine = api("GET", "/v1/me").json()["key_id"]
    told, other = made("keys.manage")
    assert api("DELETE", told["url"]).status_code == 200
    assert _code(api("DELETE", f"/v1/keys/{mine}")) == (409, "LAST_MANAGER")
    assert api("GET", "/v1/me").status_code == 200
    assert other("GET", "/v1/me").status_code == 401
    assert api("DELETE", f"/v1/keys/{mine}?force=true").status_code == 200
    assert api("GET", "/v1/me").status_code == 401


def test_a_key_that_has_expired_manages_nothing(service, api, made):
    mine = api("GET", "/v1/me").json()["key_id"]
    told, _ = made("keys.manage", expires_in_days=1)
    workspace_id = api("GET", "/v1/me").json()["workspace_id"]
    with service.app.state.store.writing(workspace_id, "test") as transaction:
        set_expiry(transaction, told["id"], datetime.now(UTC), mine)
    assert api("GET", told["url"]).json()["state"] == "expired"
    assert _code(api("DELETE", f"/v1/keys/{mine}")) == (409, "LAST_MANAGER")


def test_rotation_leaves_the_old_key_for_the_overlap(api, made):
    old, holder = made("accounts.read")
    new = api("POST", f"{old['url']}/rotation", json={"overlap_hours": 2}).json()
    assert new["scopes"] == old["scopes"]
    assert new["name"] == old["name"]
    lasts = datetime.fromisoformat(api("GET", old["url"]).json()["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=1, minutes=59) < lasts <= timedelta(hours=2)
    assert holder("GET", "/v1/accounts").status_code == 200
    assert Api(holder.service, new["key"])("GET", "/v1/accounts").status_code == 200


def test_rotation_without_overlap_ends_the_old_key_at_once(api, made):
    old, holder = made("accounts.read")
    assert holder("GET", "/v1/accounts").status_code == 200
    assert api("POST", f"{old['url']}/rotation", json={"overlap_hours": 0}).status_code == 201
    assert holder("GET", "/v1/accounts").status_code == 401


def test_rotation_never_lengthens_a_life_and_repeats_it(api, made):
    old, _ = made("accounts.read", expires_in_days=1)
    new = api("POST", f"{old['url']}/rotation", json={"overlap_hours": 168}).json()
    assert api("GET", old["url"]).json()["expires_at"] == old["expires_at"]
    lasts = datetime.fromisoformat(new["expires_at"]) - datetime.fromisoformat(new["created_at"])
    assert abs(lasts - timedelta(days=1)) < timedelta(seconds=1)
    answer = api("POST", f"{old['url']}/rotation", json={"overlap_hours": 169})
    assert answer.status_code == 422


def test_keys_are_listed_page_by_page_newest_first(api, made):
    names = [made("accounts.read", name=f"k{number}")[0]["name"] for number in range(3)]
    found, url = [], "/v1/keys?limit=2"
    while url:
        page = api("GET", url).json()
        found += [key["name"] for key in page["items"]]
        url = page["next_url"]
    assert found == [*reversed(names), "rep"]


def test_use_is_told_with_its_address(api, made):
    told, holder = made("accounts.read")
    assert api("GET", told["url"]).json()["last_used_at"] is None
    holder("GET", "/v1/accounts")
    used = api("GET", told["url"]).json()
    assert used["last_used_at"] is not None
    assert used["last_used_address"] == "testclient"


def test_the_audit_tells_of_keys_without_secrets(api, made):
    told, _ = made("accounts.read")
    api("POST", f"{told['url']}/rotation", json={})
    api("DELETE", told["url"])
    events = api("GET", f"/v1/audit-events?resource_id={told['id']}").json()["items"]
    assert [each["action"] for each in events] == ["key.revoked", "key.rotated", "key.created"]
    assert "sha256" not in str([(each["before"], each["after"]) for each in events])


def test_a_key_comes_in_either_header(service, api):
    get = service.client.get
    assert get("/v1/me", headers={"X-API-Key": api.key}).status_code == 200
    both = {"X-API-Key": api.key, "Authorization": f"Bearer {api.key}"}
    assert get("/v1/me", headers=both).status_code == 200
    proxy = {"X-API-Key": api.key, "Authorization": "Basic dXNlcjpwYXNz"}
    assert get("/v1/me", headers=proxy).status_code == 200


@pytest.mark.parametrize(
    "names",
    [("Authorization", "Authorization"), ("Authorization", "X-API-Key"), ("X-API-Key",) * 2],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_two_different_keys_are_refused_whichever_comes_first(
    service, api, stranger, names, is_reversed
):
    prefix = {"Authorization": "Bearer ", "X-API-Key": ""}
    given = [
        (name, prefix[name] + key) for name, key in zip(names, (api.key, stranger.key), strict=True)
    ]
    headers = given[::-1] if is_reversed else given
    answer = service.client.get("/v1/me", headers=headers)
    assert _code(answer) == (401, "UNAUTHENTICATED")
    assert "Several keys" in answer.json()["detail"]


@pytest.mark.parametrize("key", ["x" * 201, "x" * 60_000, "vpk_live_" + "0" * 49, "\xe9" * 30])
def test_a_hostile_key_is_nobody(service, key):
    headers = {"X-API-Key": key.encode("latin-1")}
    assert service.client.get("/v1/me", headers=headers).status_code == 401


def test_a_flood_of_headers_changes_nothing(service, api):
    flood = [(f"X-{number}", "x") for number in range(5000)]
    headers = [*flood, ("Authorization", f"Bearer {api.key}")]
    assert service.client.get("/v1/me", headers=headers).status_code == 200


def test_a_route_that_says_no_scope_fails_at_the_start():
    router = strict_router("Keys")

    async def forgotten():
        return None

    with pytest.raises(TypeError, match=r"/v1/forgotten says no scope: put @needs"):
        router.get("/forgotten", name="forgotten")(forgotten)
