"""Every request that the contract shows is made, and answered as the contract says."""

from __future__ import annotations

import json

from app.routers.request_examples import EXAMPLE_IDS
from app.services.examples import examples

FOUND = {each["statement"]["title"]: each["statement"] for each in examples()}

PARTS = {  # what the example deal has; what is put anew is called spare
    "assumption_key": "users",
    "benefit_key": "arpu_uplift",
    "capability_key": "data_services",
    "deliverable_key": "expansion",
    "investment_key": "nms",
    "key_player_key": "cmo",
    "pain_key": "flat_arpu",
}
LACKING = ("{alternative_key}", "{objective_key}", "{pool_key}", "{scenario_key}")
"""Parts of which the example deal has none."""


def test_every_example_is_answered_as_documented(service, api):
    made, wrong = 0, []
    for asked in _requests(service.app.openapi()):
        operation, answer = asked[0], _made(api, asked)
        made += 1
        documented = [status for status in operation["responses"] if status < "300"]
        if str(answer.status_code) not in documented:
            wrong.append((operation["operationId"], answer.status_code, answer.text[:300]))
    assert wrong == [], "\n".join(map(str, wrong))
    assert made >= 40


def _requests(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                shown = content["schema"].get("examples", [])
                shown = [content["example"]] if "example" in content else shown
                given = content.get("examples", {}).values()
                for example in [*shown, *(each["value"] for each in given)]:
                    if kind.endswith("json") and not (method == "patch" and path.endswith(LACKING)):
                        yield operation, method, path, kind, example


def _made(api, asked):
    """Make a request of the contract on things of its own."""
    operation, method, path, kind, example = asked
    owned = _owned(api)
    body = json.dumps(example)
    for name, identifier in EXAMPLE_IDS.items():
        body = body.replace(identifier, owned[name])
    if operation["operationId"] == "withdrawAcceptance":
        accepted = {"accepted_by": "CFO", "accepted_on": "2026-11-20"}
        version = f"/v1/statements/{owned['statement_id']}/versions/1"
        assert api("POST", f"{version}/acceptance", json=accepted).is_success
    headers = {"Content-Type": kind}
    if "428" in operation["responses"]:
        headers["If-Match"] = "*"
    places = owned | PARTS if method == "patch" else owned
    return api(method.upper(), path.format_map(places), content=body, headers=headers)


def _owned(api):
    statement = api.statement(FOUND["New data services"])
    assert api("POST", statement["versions_url"], json={}).status_code == 201
    opportunity = api("GET", f"/v1/opportunities/{statement['opportunity_id']}").json()
    return {
        "statement_id": statement["id"],
        "opportunity_id": opportunity["id"],
        "account_id": opportunity["account_id"],
        "version_number": "1",
        "crm_system": "salesforce",
        "external_id": statement["id"],
        "key_id": _created(api, "/v1/keys")["id"],
        "client_id": _created(api, "/v1/oauth-clients")["id"],
        "proposal_id": _proposal(api, statement),
        "reference_id": _reference(api, statement),
        "assumption_key": "users",
        **{
            f"{kind.replace(' ', '_')}_key": "spare"
            for kind in (
                *("benefit", "investment", "capability", "deliverable", "pain"),
                *("key player", "objective", "pool", "scenario", "alternative"),
            )
        },
    }


def _proposal(api, statement):
    body = {"items": [{"key": "users", "value": "90000"}]}
    answer = api("POST", f"{statement['url']}/proposals", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def _reference(api, statement):
    new = {"name": "Like this one", "statement_id": statement["id"], "version_number": 1}
    made = api("POST", "/v1/references", json=new).json()
    headers = {"If-Match": made["etag"]}
    assert api("POST", f"{made['url']}/publication", headers=headers).is_success
    return made["id"]


def _created(api, path):
    answer = api("POST", path, json={"name": "Cockpit", "scopes": ["statements.read"]})
    assert answer.status_code == 201, answer.text
    return answer.json()
