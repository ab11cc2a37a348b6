from __future__ import annotations

from copy import deepcopy

import pytest

from tests.contract.breaking import breaking

OLD = {
    "paths": {
        "/v1/deals": {
            "post": {
                "operationId": "createDeal",
                "security": [{"apiKey": ["deals.write"]}],
                "parameters": [
                    {
                        "in": "query",
                        "name": "stage",
                        "schema": {"type": "string", "maxLength": 20, "minLength": 1},
                    },
                    {"$ref": "#/components/parameters/Key"},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/New"}},
                        "application/merge-patch+json": {"schema": {"type": "object"}},
                    }
                },
                "responses": {
                    "201": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Deal"}}
                        }
                    },
                    "404": {"content": {}},
                },
            },
            "get": {"operationId": "listDeals", "responses": {"200": {"content": {}}}},
        }
    },
    "components": {
        "parameters": {"Key": {"in": "header", "name": "Key", "schema": {"type": "string"}}},
        "schemas": {
            "New": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 200, "pattern": "^a"},
                    "segment": {"enum": ["alpha", "beta"], "type": "string"},
                    "amount": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]},
                    "lines": {"type": "array", "items": {"$ref": "#/components/schemas/New"}},
                },
            },
            "Deal": {
                "type": "object",
                "required": ["id", "segment"],
                "properties": {
                    "id": {"type": "string", "maxLength": 30},
                    "segment": {"type": "string", "enum": ["alpha", "beta"]},
                    "amount": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Deal"}},
                },
            },
        },
    },
}
POST = ("paths", "/v1/deals", "post")
NEW, DEAL = (("components", "schemas", name, "properties") for name in ("New", "Deal"))
ANSWER = (*POST, "responses", "201", "content", "application/json")

GONE = [
    (("paths", "/v1/deals"), "POST /v1/deals: the operation is gone"),
    (("paths", "/v1/deals", "get"), "GET /v1/deals: the operation is gone"),
    ((*POST, "parameters", 0), "query parameter stage: it is gone"),
    ((*POST, "parameters", 1), "header parameter Key: it is gone"),
    ((*POST, "requestBody"), "takes no body any more"),
    (
        (*POST, "requestBody", "content", "application/merge-patch+json"),
        "merge-patch+json is not taken any more",
    ),
    ((*POST, "responses", "201"), "POST /v1/deals 201: it does not answer so any more"),
    (ANSWER, "application/json is not answered any more"),
    ((*DEAL, "segment"), "201/segment: the field is gone"),
    ((*NEW, "segment"), "request/segment: the field is gone"),
    ((*NEW, "amount", "anyOf", 1), "request/amount: the type string is not taken any more"),
]
CHANGED = [
    ((*POST, "operationId"), "makeDeal", "operationId createDeal became makeDeal"),
    ((*POST, "security"), [{"apiKey": ["admin"]}], "it needs another scope"),
    (("paths", "/v1/deals", "get", "security"), [{"apiKey": []}], "it needs another scope"),
    ((*POST, "parameters", 0, "required"), True, "stage: it is required now"),
    ((*POST, "parameters", 0, "schema", "maxLength"), 10, "narrowed from 20 to 10"),
    ((*POST, "parameters", 0, "schema", "minLength"), 2, "minLength narrowed from 1 to 2"),
    ((*POST, "requestBody", "required"), True, "its body is required now"),
    (("components", "schemas", "New", "required"), ["name", "segment"], "segment: the field is r"),
    (("components", "schemas", "Deal", "required"), ["id"], "segment: the field may be missing"),
    ((*NEW, "segment", "enum"), ["alpha"], "the values ['beta'] are not taken any more"),
    ((*NEW, "name", "enum"), ["a"], "only ['a'] are taken now"),
    ((*NEW, "name", "pattern"), "^ab", "pattern ^a became ^ab"),
    ((*NEW, "name", "format"), "email", "format None became email"),
    ((*NEW, "name", "type"), "integer", "the type string is not taken any more"),
    ((*NEW, "amount", "anyOf", 0, "minimum"), 1, "minimum narrowed from 0 to 1"),
    ((*NEW, "lines", "maxItems"), 5, "maxItems narrowed from None to 5"),
    ((*DEAL, "id", "type"), "integer", "the type integer is answered now"),
    ((*DEAL, "id", "type"), ["string", "null"], "the type null is answered now"),
]
FREE = [
    (("paths", "/v1/more"), {"get": {"operationId": "listMore", "responses": {}}}),
    ((*POST, "responses", "402"), {"content": {}}),
    ((*POST, "security"), []),
    ((*NEW, "note"), {"type": "string"}),
    ((*NEW, "name", "maxLength"), 300),
    ((*NEW, "segment", "enum"), ["alpha", "beta", "delta"]),
    ((*NEW, "amount", "anyOf", 1), {"type": ["string", "null"]}),
    ((*DEAL, "note"), {"type": "string"}),
    ((*DEAL, "segment", "enum"), ["alpha", "beta", "delta"]),
    ((*DEAL, "id", "maxLength"), 40),
    (("components", "schemas", "Deal", "required"), ["id", "segment", "amount"]),
]


@pytest.mark.parametrize(("place", "told"), GONE)
def test_what_is_gone_breaks_a_client(place, told):
    new = deepcopy(OLD)
    del _parent(new, place)[place[-1]]
    assert told in "\n".join(breaking(OLD, new))


@pytest.mark.parametrize(("place", "value", "told"), CHANGED)
def test_what_is_changed_breaks_a_client(place, value, told):
    assert told in "\n".join(breaking(OLD, _changed(place, value)))


@pytest.mark.parametrize(("place", "value"), FREE)
def test_what_is_added_or_widened_breaks_nobody(place, value):
    assert breaking(OLD, _changed(place, value)) == []


def test_a_new_parameter_may_not_be_required():
    new = deepcopy(OLD)
    told = {"in": "query", "name": "more", "schema": {"type": "string"}, "required": True}
    new["paths"]["/v1/deals"]["post"]["parameters"].append(told)
    assert breaking(OLD, new) == ["POST /v1/deals query parameter more: it is new and required."]


def test_closing_an_open_object_breaks_who_sent_more():
    old = deepcopy(OLD)
    old["components"]["schemas"]["New"].pop("additionalProperties")
    assert "fields that nobody knows are refused now" in "\n".join(breaking(old, OLD))


def _changed(place, value):
    new = deepcopy(OLD)
    _parent(new, place)[place[-1]] = value
    return new


def _parent(document, place):
    for step in place[:-1]:
        document = document[step]
    return document
