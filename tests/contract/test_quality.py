"""What importers of the contract ask of it: names, sentences, bounds, examples."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import validate

RESERVED = {
    *("currency", "number", "limit", "date", "order", "object", "type", "system", "group"),
    *("class", "case", "end", "from", "to", "list", "map", "set", "select", "where", "public"),
}
"""Words that Apex keeps for itself: its generators rename such fields."""
ALLOWED = {
    "ProblemDocument/type": "RFC 9457 names it",
    "ProblemKind/type": "the same",
    "Metric/from": "the statement's own language",
    "Metric/to": "the statement's own language",
}
INSIDE = ("items", "additionalProperties", "anyOf", "oneOf", "allOf", "prefixItems")


@pytest.fixture(scope="module")
def contract(service):
    return json.loads(json.dumps(service.app.openapi()))


@pytest.fixture(scope="module")
def operations(contract):
    return [each for methods in contract["paths"].values() for each in methods.values()]


@pytest.fixture(scope="module")
def described(contract, operations):
    """Every schema of the contract with its place."""
    found = [
        each
        for name, schema in contract["components"]["schemas"].items()
        for each in _every(schema, name)
    ]
    for operation in operations:
        for parameter in operation.get("parameters", ()):
            if "$ref" not in parameter:
                place = f"{operation['operationId']}?{parameter['name']}"
                found += _every(parameter["schema"], place)
    return found


def test_it_is_valid_openapi(contract):
    validate(contract)


def test_every_text_has_a_length_a_pattern_or_a_format(described):
    bounded = {"maxLength", "pattern", "enum", "format", "const"}
    texts = [(place, each) for place, each in described if each.get("type") == "string"]
    assert len(texts) > 100
    assert [place for place, each in texts if not bounded & each.keys()] == []


def test_every_list_has_a_length(described):
    lists = [(place, each) for place, each in described if each.get("type") == "array"]
    assert [place for place, each in lists if "maxItems" not in each] == []


def test_every_whole_number_has_a_range(described):
    ends = {"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}
    free = [
        place
        for place, each in described
        if each.get("type") == "integer"
        and not {"enum", "const"} & each.keys()
        and not all(end & each.keys() for end in ends)
    ]
    assert free == []


def test_no_field_has_a_name_that_apex_reserves(described):
    fields = [f"{place}/{name}" for place, each in described for name in each.get("properties", ())]
    taken = {field for field in fields if field.rsplit("/", 1)[1] in RESERVED}
    assert taken - ALLOWED.keys() == set()


def test_every_schema_has_a_name_of_letters_and_digits(contract):
    names = contract["components"]["schemas"]
    assert [name for name in names if not (name.isascii() and name.isalnum())] == []
    assert [name for name, each in names.items() if each["title"] != name] == []


def test_every_request_has_an_example(operations):
    without = [
        operation["operationId"]
        for operation in operations
        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
        if kind.endswith("json")  # a file has no example that anybody could read
        and not ({"example", "examples"} & content.keys() or content["schema"].get("examples"))
    ]
    assert without == []


def _every(schema, place):
    if isinstance(schema, list):
        for each in schema:
            yield from _every(each, place)
    elif isinstance(schema, dict):
        yield place, schema
        for name in INSIDE:
            yield from _every(schema.get(name), place)
        for name, each in schema.get("properties", {}).items():
            yield from _every(each, f"{place}/{name}")
