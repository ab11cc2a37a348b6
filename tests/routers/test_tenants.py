"""Every operation that names a stored thing, tried by a stranger: generated from the contract."""

from __future__ import annotations

import pytest

BODIES = {
    "changeAccount": {"name": "Taken over"},
    "changeOpportunity": {"name": "Taken over"},
    "changeDraft": {"title": "Taken over"},
    "createVersion": {},
    "upsertAccount": {"name": "Taken over"},
    "upsertOpportunity": {"name": "Taken over", "account_id": "acc_" + "0" * 26},
    "analyseDraftTwoWayTable": {"row": "users", "column": "arpu_target"},
    "analyseVersionTwoWayTable": {"row": "users", "column": "arpu_target"},
    "analyseDraftConcession": {"price_cut": "0.10"},
    "analyseVersionConcession": {"price_cut": "0.10"},
}
QUERIES = {"compareStates": "?from=1"}


@pytest.fixture
def owned(api, example):
    statement = api.statement(example)
    api("POST", statement["versions_url"], json={})
    opportunity = api("GET", f"/v1/opportunities/{statement['opportunity_id']}").json()
    for url in (statement["url"], opportunity["url"], f"/v1/accounts/{opportunity['account_id']}"):
        assert api("PUT", f"{url}/external-ids/salesforce/1").status_code == 200
    return {
        "statement_id": statement["id"],
        "opportunity_id": opportunity["id"],
        "account_id": opportunity["account_id"],
        "version_number": "1",
        "crm_system": "salesforce",
        "external_id": "1",
    }


def _addressed(service):
    for path, operations in service.app.openapi()["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/v1") and "{" in path:
                yield path, method, operation["operationId"]


def test_a_stranger_never_learns_that_a_thing_exists(service, api, stranger, owned, example):
    put = {"opportunity_id": "opp_" + "0" * 26, "statement": example}
    bodies = {"replaceDraft": example, "upsertStatement": put, **BODIES}
    tried = 0
    for path, method, name in _addressed(service):
        asked = path + QUERIES.get(name, "")
        address = asked.format_map(owned)
        missing = asked.format_map({**owned, **{key: f"{key[:3]}_{'0' * 26}" for key in owned}})
        body = {"json": bodies[name]} if name in bodies else {}
        headers = {"If-Match": "*"}
        foreign = stranger(method, address, headers=headers, **body)
        nothing = stranger(method, missing, headers=headers, **body)
        assert foreign.status_code == nothing.status_code == 404, (name, foreign.text)
        assert _told(foreign) == _told(nothing), name
        tried += 1
    assert tried >= 12
    assert api("GET", f"/v1/statements/{owned['statement_id']}").json()["title"] == example["title"]


def test_a_stranger_never_finds_a_thing_in_a_list(stranger, owned):
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


def _told(answer):
    problem = answer.json()
    return {name: problem[name] for name in ("type", "title", "status", "code")}
