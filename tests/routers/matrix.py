"""A request for every operation of the contract: what the matrix of who may do what is made of.

A route is tried the moment it stands in the contract. Where its request cannot be made from there,
a test fails and says what to add here: a line in BODIES, QUERIES, BEFORE or MAKERS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from app.documents.codes import code_of
from tests.routers.matrix_bodies import BODIES

Json = dict[str, Any]

QUERIES = {"compareStates": "?from=1", "deleteAccount": "?confirm={confirm}"}
"""What must be asked with an address; `{confirm}` stands for what MAKERS makes."""

BEFORE = {
    "withdrawAcceptance": "acceptVersion",
    "getBrandLogo": "replaceBrandLogo",
    "getAccountLogo": "replaceAccountLogo",
}
"""Which operation must have been done before another one can be."""

_PLAIN = {
    "string": "Something",
    "integer": 1,
    "boolean": True,
    "date": "2027-04-01",
    "date-time": "2027-04-01T12:00:00Z",
}


class Owned(dict[str, Any]):
    """What one workspace owns, by the names of path parameters; made when first named."""

    def __init__(self, api: Callable[..., Any], example: Json) -> None:
        self.api = api
        super().__init__(statement=example)

    def __missing__(self, name: str) -> Any:
        maker = MAKERS.get(name)
        assert maker is not None, (
            f"The matrix owns no {name!r}. Add to MAKERS in tests/routers/matrix.py how a thing "
            "with it is made."
        )
        self[name] = maker(self)
        return self[name]

    def made(self, url: str, body: Json) -> Json:
        """What comes of a POST."""
        answer = self.api("POST", url, json=body)
        assert answer.is_success, answer.text
        return answer.json()


def _published(owned: Owned) -> str:
    """A reference that straw men may be extrapolated from."""
    new = {
        "name": "A customer like this one",
        "statement_id": owned["statement_id"],
        "version_number": int(owned["version_number"]),
    }
    made = owned.made("/v1/references", new)
    headers = {"If-Match": made["etag"]}
    assert owned.api("POST", f"{made['url']}/publication", headers=headers).is_success
    return made["id"]


MAKERS: dict[str, Callable[[Owned], str]] = {
    "account_id": lambda owned: owned.made("/v1/accounts", {"name": "Company A"})["id"],
    "opportunity_id": lambda owned: owned.made(
        "/v1/opportunities", {"account_id": owned["account_id"], "name": "A deal"}
    )["id"],
    "statement_id": lambda owned: owned.made(
        "/v1/statements",
        {"opportunity_id": owned["opportunity_id"], "statement": owned["statement"]},
    )["id"],
    "assumption_key": lambda owned: _part(owned, "assumptions", {"value": "1"}),
    "scenario_key": lambda owned: _part(owned, "scenarios", {}),
    "pool_key": lambda owned: _part(owned, "pools", {"per_year": "1"}),
    "key_player_key": lambda owned: _part(owned, "key_players", {"name": "Somebody"}),
    "pain_key": lambda owned: _part(owned, "pains", {"statement": "It hurts"}),
    "capability_key": lambda owned: _part(owned, "capabilities", {"statement": "See it"}),
    "deliverable_key": lambda owned: _part(owned, "deliverables", {"statement": "A course"}),
    "benefit_key": lambda owned: _part(owned, "benefits", {"statement": "Save paper"}),
    "investment_key": lambda owned: _part(owned, "investments", {"statement": "Licences"}),
    "objective_key": lambda owned: _part(owned, "objectives", {"statement": "Earn more"}),
    "alternative_key": lambda owned: _part(owned, "alternatives", {"statement": "Wait"}),
    "version_number": lambda owned: str(
        owned.made(f"/v1/statements/{owned['statement_id']}/versions", {})["version_number"]
    ),
    "code": lambda owned: code_of(
        owned.api(
            "GET", f"/v1/statements/{owned['statement_id']}/versions/{owned['version_number']}"
        ).json()["content_hash"]
    ),
    "operation_id": lambda owned: _finished(
        owned,
        owned.made("/v1/documents?variant=summary&respond=async", owned["statement"])["id"],
    ),
    "proposal_id": lambda owned: owned.made(
        f"/v1/statements/{owned['statement_id']}/proposals",
        {"items": [{"key": "users", "value": "90000"}]},
    )["id"],
    "reference_id": _published,
    "crm_system": lambda _: "salesforce",
    "external_id": lambda owned: _called_by_crm(owned, f"crm-{uuid4().hex}"),
    "key_id": lambda owned: owned.made("/v1/keys", {"name": "Another", "scopes": ["keys.manage"]})[
        "id"
    ],
    "client_id": lambda owned: owned.made(
        "/v1/oauth-clients", {"name": "Another", "scopes": ["keys.manage"]}
    )["id"],
    "confirm": lambda owned: owned.api(
        "GET", f"/v1/accounts/{owned['account_id']}/deletion-preview"
    ).json()["confirm"],
}


def _part(owned: Owned, list_name: str, fields: Json) -> str:
    """The key of a part that nothing names."""
    url = f"/v1/statements/{owned['statement_id']}/draft/{list_name}/spare"
    answer = owned.api("PUT", url, json=fields, headers={"If-Match": "*"})
    assert answer.is_success, answer.text
    return "spare"


@dataclass(frozen=True)
class Operation:
    """One operation of the contract."""

    path: str
    method: str
    described: Json
    document: Json

    @property
    def name(self) -> str:
        return self.described["operationId"]

    @property
    def scope(self) -> str | None:
        """The one scope that it needs, by the contract's word."""
        (scopes,) = {tuple(*way.values()) for way in self.described["security"]}
        return scopes[0] if scopes else None

    def request(self, owned: Json) -> tuple[str, str, Json]:
        """Method, address and the rest of a request about what is owned."""
        url = f"{self.path}{QUERIES.get(self.name, '')}".format_map(owned)
        more: Json = {"headers": {"If-Match": "*"}}
        content = self.described.get("requestBody", {}).get("content", {})
        if content:
            more["json"] = _filled(self._body(content), owned)
            more["headers"]["Content-Type"] = next(iter(content))
        return self.method.upper(), url, more

    def _body(self, content: Json) -> Any:
        if self.name in BODIES:
            return BODIES[self.name]
        (described,) = content.values()
        body = _example(described)
        return self._value("body", described["schema"]) if body is None else body

    def _value(self, field: str, schema: Json) -> Any:
        """An example of what a field may say, from the contract; of required fields only."""
        name = schema.get("$ref", "").rpartition("/")[2]
        form = {**self.document["components"]["schemas"].get(name, {}), **schema}
        if field in MAKERS or name.startswith("ValueStatement"):
            return f"{{{field if field in MAKERS else 'statement'}}}"
        if (example := _example(form)) is not None:
            return example
        if "anyOf" in form:
            return self._value(field, form["anyOf"][0])
        kind = form.get("type")
        if kind == "object" and "properties" in form:
            required = form.get("required", ())
            return {each: self._value(each, form["properties"][each]) for each in required}
        if kind == "array":
            return [self._value(field, form["items"])] * max(1, form.get("minItems", 1))
        plain = None if "pattern" in form else _PLAIN.get(form.get("format", kind))
        found = form["enum"][0] if "enum" in form else plain
        assert found is not None, (
            f"The matrix knows no {field!r} for {self.name}. Give the body or the field an example "
            "in its route, or add the body to BODIES in tests/routers/matrix_bodies.py."
        )
        return found


def operations(document: Json) -> Iterator[Operation]:
    """Every operation under /v1."""
    for path, methods in document["paths"].items():
        if path.startswith("/v1"):
            for method, described in methods.items():
                yield Operation(path, method, described, document)


def nothing_like(owned: Owned) -> Json:
    """The same names, of things that nobody has."""
    return {name: _nobodys(name, value) for name, value in owned.items()}


def _nobodys(name: str, value: Any) -> Any:
    if name == "external_id":
        return "crm-nobodys"
    is_id = name.endswith("_id") and isinstance(value, str) and "_" in value
    return f"{value.partition('_')[0]}_{'0' * 26}" if is_id else value


def _finished(owned: Owned, operation_id: str) -> str:
    until = monotonic() + 60
    while monotonic() < until:
        told = owned.api("GET", f"/v1/operations/{operation_id}").json()
        if told["finished_at"]:
            assert told["status"] == "succeeded", told
            return operation_id
        sleep(0.1)
    raise TimeoutError("The operation was not finished.")


def _called_by_crm(owned: Owned, external_id: str) -> str:
    for kind in ("account", "opportunity", "statement"):
        things = "opportunities" if kind == "opportunity" else f"{kind}s"
        url = f"/v1/{things}/{owned[f'{kind}_id']}"
        answer = owned.api("PUT", f"{url}/external-ids/{owned['crm_system']}/{external_id}")
        assert answer.is_success, answer.text
    return external_id


def _example(described: Json) -> Any:
    if "example" in described:
        return described["example"]
    examples = described.get("examples")
    if isinstance(examples, dict):
        return next(iter(examples.values()))["value"]
    return examples[0] if examples else described.get("const", described.get("default"))


def _filled(body: Any, owned: Json) -> Any:
    if isinstance(body, dict):
        return {name: _filled(value, owned) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, owned) for value in body]
    is_named = isinstance(body, str) and body.startswith("{") and body.endswith("}")
    return owned[body[1:-1]] if is_named else body
