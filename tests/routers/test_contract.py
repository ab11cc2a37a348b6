from __future__ import annotations

import re

import pytest

OAUTH = "/oauth/token"
"""Its errors are RFC 6749's; tests/routers/test_oauth.py looks at them."""
CAMEL_CASE = re.compile(r"[a-z]+([A-Z][a-z]+)*")


@pytest.fixture
def contract(service):
    return service.client.get("/openapi.json").json()


@pytest.fixture
def operations(contract):
    return [
        (path, method, operation)
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_openapi_3_1(contract):
    assert contract["openapi"].startswith("3.1")


def test_every_operation_has_a_name_a_summary_and_a_sentence(operations):
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(set(names)) == len(names) >= 20
    for _, _, operation in operations:
        assert CAMEL_CASE.fullmatch(operation["operationId"])
        assert operation["summary"]
        assert operation["description"].endswith(".")
        assert len(operation["tags"]) == 1


def test_every_operation_says_what_can_go_wrong(operations):
    for path, method, operation in operations:
        if path == OAUTH:
            continue
        statuses = set(operation["responses"])
        assert {"400", "405", "500"} <= statuses, (path, method)
        if "{" in path:
            assert "404" in statuses, (path, method)
        if "requestBody" in operation:
            assert {"413", "415", "422"} <= statuses, (path, method)


def test_every_problem_is_described_as_a_problem_document(operations):
    for path, _, operation in operations:
        for status, answer in operation["responses"].items():
            if status >= "400" and path != OAUTH:
                for kind in ("application/problem+json", "application/json"):
                    schema = answer["content"][kind]["schema"]
                    assert schema["$ref"].endswith("/ProblemDocument"), (path, status)


def test_only_operations_under_v1_ask_for_a_key(operations):
    for path, _, operation in operations:
        assert ("security" in operation) == path.startswith("/v1")


def test_the_result_is_described_although_it_goes_out_as_bytes(contract):
    answer = contract["paths"]["/v1/calculations"]["post"]["responses"]["200"]
    assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Result")


def test_the_example_in_the_contract_works(contract, api):
    body = contract["paths"]["/v1/calculations"]["post"]["requestBody"]["content"]
    answer = api("POST", "/v1/calculations", json=body["application/json"]["example"])
    assert answer.json()["value"] == "2000016.00"


def test_the_documentation_loads_nothing_from_elsewhere(service):
    page = service.client.get("/docs")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(loaded) >= 3
    for address in loaded:
        assert address.startswith("/docs/assets/")
        assert service.client.get(address).status_code == 200
    assert "//" not in "".join(loaded)


def test_every_problem_has_a_page_at_its_type(service, api):
    kinds = service.client.get("/problems").json()
    assert len(kinds) >= 20
    for kind in kinds:
        assert service.client.get(kind["type"]).json() == kind
    problem = api("GET", "/v1/accounts/acc_0").json()
    assert service.client.get(problem["type"]).json()["code"] == problem["code"]
