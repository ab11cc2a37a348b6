from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.routers.test_external_ids import by_id

KINDS = ("accounts", "opportunities", "statements")
JSON = {"Content-Type": "application/json"}


def account(number, **fields):
    named = {"crm_system": "salesforce", "external_id": f"a/{number}"}
    return {**named, "name": f"Company {number}", **fields}


def put(api, items, kind="accounts", query=""):
    return api("POST", f"/v1/{kind}:batchUpsert{query}", json={"items": items})


def test_each_item_is_answered_for_itself_in_the_order_they_were_sent(api):
    api("PUT", by_id("accounts", "a/1"), json={"name": "There already"})
    answer = put(api, [account(0), account(1), account(2, segment="gamma"), account(3)])
    assert answer.status_code == 207
    told = answer.json()
    assert [item["status"] for item in told["items"]] == [201, 200, 422, 201]
    assert told["failed_count"] == 1
    assert told["items"][1]["body"]["name"] == "Company 1"
    assert told["items"][2]["body"] is None
    problem = told["items"][2]["problem"]
    assert (problem["code"], problem["status"]) == ("INVALID", 422)
    assert problem["errors"][0]["pointer"] == "#/items/2/segment"
    assert api("GET", by_id("accounts", "a/3")).json() == told["items"][3]["body"]
    assert api("GET", by_id("accounts", "a/2")).status_code == 404


def test_the_same_external_id_twice_is_handled_in_order(api):
    told = put(api, [account(1), account(1, name="Later"), account(1, name="Later")]).json()
    assert [item["status"] for item in told["items"]] == [201, 200, 200]
    assert len({item["body"]["id"] for item in told["items"]}) == 1
    assert told["items"][1]["body"] == told["items"][2]["body"]
    assert len(api("GET", "/v1/accounts").json()["items"]) == 1


def test_an_atomic_batch_keeps_everything_or_nothing_and_names_every_failure(api):
    bad = [account(0), {"name": "A"}, account(2, name=""), account(3)]
    answer = put(api, bad, query="?atomic=true")
    assert (answer.status_code, answer.json()["code"]) == (422, "BATCH_REFUSED")
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"#/items/1/crm_system", "#/items/1/external_id", "#/items/2/name"}
    assert api("GET", "/v1/accounts").json()["items"] == []
    good = put(api, [account(0), account(3)], query="?atomic=true")
    assert good.status_code == 200
    assert [item["status"] for item in good.json()["items"]] == [201, 201]


def test_an_atomic_batch_names_what_is_not_there(api):
    unknown = {"crm_system": "salesforce", "external_id": "nobody"}
    named = {"crm_system": "salesforce", "external_id": "1"}
    put(api, [account(0)])
    known = {"crm_system": "salesforce", "external_id": "a/0"}
    deals = [
        {**named, "name": "A deal", "account_external_id": known},
        {**named, "name": "A deal", "account_external_id": unknown},
    ]
    answer = put(api, deals, "opportunities", "?atomic=true")
    assert answer.json()["errors"] == [
        {
            "pointer": "#/items/1",
            "code": "NOT_FOUND",
            "detail": "There is no account salesforce/nobody.",
        }
    ]
    assert api("GET", "/v1/opportunities").json()["items"] == []
    told = put(api, deals, "opportunities").json()
    assert [item["status"] for item in told["items"]] == [201, 404]


def test_update_only_creates_nothing(api):
    put(api, [account(0)])
    told = put(api, [account(0, name="B"), account(1)], query="?update_only=true").json()
    assert [item["status"] for item in told["items"]] == [200, 404]
    assert [each["name"] for each in api("GET", "/v1/accounts").json()["items"]] == ["B"]


def test_statements_are_made_and_refreshed_many_at_once(api, example):
    deal = api.opportunity()["id"]
    items = [
        {
            "crm_system": "odoo",
            "external_id": str(number),
            "opportunity_id": deal,
            "statement": {**example, "title": f"Statement {number}"},
        }
        for number in range(20)
    ]
    items[7]["statement"] = {**example, "discount_rate": "8"}
    told = put(api, items, "statements").json()
    assert [item["status"] for item in told["items"]] == [201] * 7 + [422] + [201] * 12
    fault = told["items"][7]["problem"]["errors"][0]
    assert fault["pointer"] == "#/items/7/statement/discount_rate"
    again = put(api, items, "statements").json()
    assert [item["status"] for item in again["items"]] == [200] * 7 + [422] + [200] * 12
    assert again["items"][3]["body"] == told["items"][3]["body"]


def test_a_batch_of_failures_alone_is_no_failure_of_the_service(api):
    told = put(api, [{}, None, [], 17, "x", {"name": 1}])
    assert told.status_code == 207
    assert {item["status"] for item in told.json()["items"]} == {422}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("items", [[], [{}] * 201, None, {}, "x"])
def test_a_batch_has_one_to_two_hundred_items(api, kind, items):
    answer = put(api, items, kind)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["pointer"] == "#/items"


def test_a_batch_may_be_larger_than_another_body_but_not_without_bound(api):
    body = json.dumps({"items": [account(0)]}).encode()
    large = body + b" " * (4_900_000 - len(body))
    assert api("POST", "/v1/accounts:batchUpsert", content=large, headers=JSON).status_code == 207
    for content in (b" " * 5_000_001, (b" " * 1_000_000 for _ in range(6))):
        answer = api("POST", "/v1/accounts:batchUpsert", content=content, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
    other = api("POST", "/v1/accounts", content=b" " * 1_000_001, headers=JSON)
    assert other.status_code == 413


def test_a_batch_is_made_once_for_one_key(api):
    headers = {"Idempotency-Key": "batch-1"}
    body = {"items": [account(0)]}
    first = api("POST", "/v1/accounts:batchUpsert", json=body, headers=headers)
    again = api("POST", "/v1/accounts:batchUpsert", json=body, headers=headers)
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.json()["items"][0]["status"] == 201


def test_a_refused_batch_is_refused_again_and_leaves_its_key_to_no_other(api):
    headers = {"Idempotency-Key": "batch-2"}
    path = "/v1/accounts:batchUpsert?atomic=true"
    bad, good = {"items": [account(0), {}]}, {"items": [account(0)]}
    first = api("POST", path, json=bad, headers=headers)
    again = api("POST", path, json=bad, headers=headers)
    assert (first.status_code, again.headers["idempotent-replayed"]) == (422, "true")
    assert again.json()["errors"] == first.json()["errors"]
    other = api("POST", path, json=good, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    assert api("GET", "/v1/accounts").json()["items"] == []


def test_a_stranger_changes_nothing_by_a_batch(api, stranger):
    mine = put(api, [account(0)]).json()["items"][0]["body"]
    theirs = put(stranger, [account(0, name="Taken over")]).json()["items"][0]
    assert theirs["status"] == 201
    assert api("GET", mine["url"]).json() == mine
    deal = {"crm_system": "sf", "external_id": "1", "name": "A", "account_id": mine["id"]}
    assert put(stranger, [deal], "opportunities").json()["items"][0]["status"] == 404


def test_batches_at_once_with_the_same_items_in_any_order_make_each_once(api):
    items = [account(number) for number in range(20)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(lambda n: put(api, items if n % 2 else items[::-1]).json(), range(8))
        )
    statuses = [item["status"] for answer in answers for item in answer["items"]]
    assert sorted(statuses) == [200] * 140 + [201] * 20
    assert len(api("GET", "/v1/accounts?limit=200").json()["items"]) == 20


def test_the_contract_describes_what_an_item_is(service):
    schemas = service.client.get("/openapi.json").json()["components"]["schemas"]
    items = schemas["AccountBatch"]["properties"]["items"]
    assert (items["minItems"], items["maxItems"]) == (1, 200)
    assert items["items"]["$ref"].endswith("/AccountItem")
    assert {"crm_system", "external_id", "name"} <= set(schemas["AccountItem"]["required"])
