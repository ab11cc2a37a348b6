"""The OpenAPI document, as the API's contract."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app.problems import PROBLEM_JSON
from app.routers.answers import meaning
from app.routers.bounds import bound
from app.routers.naming import name_schemas
from app.routers.oauth import TOKEN_PATH
from app.routers.request_examples import show_requests
from app.routers.strict import PROTECTED, SCOPE
from app.routers.wire import ProblemDocument
from app.services.proposal_fields import ProposalFields
from app.services.scopes import MEANING

TAGS = [
    {"name": "Calculations", "description": "A value statement in, its result out."},
    {"name": "Documents", "description": "A value statement in, its document out."},
    {"name": "Accounts", "description": "The customer companies."},
    {"name": "Opportunities", "description": "The deals with an account."},
    {"name": "Statements", "description": "Value statements and their working drafts."},
    {"name": "External ids", "description": "The same three, by what other systems call them."},
    {
        "name": "Proposals",
        "description": "What others would change in a draft: workbooks, or single figures.",
    },
    {"name": "Versions", "description": "Drafts, frozen with their results; never changed."},
    {"name": "Analyses", "description": "What a result rests on, and what would change it."},
    {"name": "Brand", "description": "How documents look, and in whose name."},
    {"name": "Rules", "description": "How cases are checked."},
    {"name": "Keys", "description": "Who may come in."},
    {"name": "Audit", "description": "Who did what, when, why and from where."},
    {"name": "Health", "description": "Whether the service can serve. Needs no key."},
    {"name": "Problems", "description": "Every kind of problem. Needs no key."},
]
DESCRIPTION = """
Builds value statements for business-to-business deals: **Value = Total Benefits − Total
Investment**. Figures are decimals, sent as strings; fractions are fractions (10 % is `"0.10"`).
Everything under `/v1` needs an API key: `Authorization: Bearer vpk_live_…`, or `X-API-Key`; or a
token of `POST /oauth/token`. Whatever goes wrong is
told as a problem document (RFC 9457); `/problems` lists every kind. Ignore values you do not know:
new ones may be added.
"""

IDEMPOTENCY = (
    "A key of your choice, new for every new request, the same to try one again: it is made once. "
    "The answer is kept for 48 hours and given again with `Idempotent-Replayed: true`; while the "
    "first is being made the answer is 409, with another body 422."
)

_WAYS_IN: dict[str, Any] = {
    "apiKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key: of `POST /v1/keys`, or of whoever runs the service.",
    },
    "apiKeyHeader": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key, for clients that cannot send Authorization. Two different "
        "keys in one request are refused.",
    },
    "oauth2": {
        "type": "oauth2",
        "description": "A token of an hour for a client of `POST /v1/oauth-clients`.",
        "flows": {"clientCredentials": {"tokenUrl": TOKEN_PATH, "scopes": dict(MEANING)}},
    },
}

_EXAMPLE = Path(__file__).parents[1] / "examples" / "new-data-services.json"


def publish_contract(app: FastAPI) -> None:
    """Let the app answer /openapi.json with our document, made when first asked for."""

    @cache
    def document() -> dict[str, Any]:
        made = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            tags=TAGS,
        )
        _say_who_may_come_in(made)
        _describe_problems(made)
        _say_how_to_try_again(made)
        _show_the_example(made)
        show_requests(made, example_statement())
        bound(made)
        name_schemas(made)
        return made

    app.openapi = document  # type: ignore[method-assign]


def example_statement() -> dict[str, Any]:
    """The example deal's statement."""
    loaded: dict[str, Any] = json.loads(_EXAMPLE.read_text(encoding="utf-8"))["statement"]
    return loaded


def _say_who_may_come_in(document: dict[str, Any]) -> None:
    document["components"]["securitySchemes"] = _WAYS_IN
    for path, operations in document["paths"].items():
        if path.startswith(PROTECTED):
            for operation in operations.values():
                scope = operation.pop(SCOPE, None)
                operation["security"] = [{way: [scope] if scope else []} for way in _WAYS_IN]


def _say_how_to_try_again(document: dict[str, Any]) -> None:
    """Every POST and PATCH under /v1 takes an Idempotency-Key, and says what may come of it."""
    document["components"].setdefault("parameters", {})["IdempotencyKey"] = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": IDEMPOTENCY,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        "example": "6fd2a1de-9f0a-4b0f-8d53-3f1d2f3f4c11",
    }
    for path, operations in document["paths"].items():
        for method in {"post", "patch"} & set(operations) if path.startswith(PROTECTED) else ():
            operation = operations[method]
            told = operation["responses"]
            operation.setdefault("parameters", []).append(
                {"$ref": "#/components/parameters/IdempotencyKey"}
            )
            for status in (409, 422):
                content = told["400"]["content"]
                told.setdefault(str(status), {"description": meaning(status), "content": content})


def _describe_problems(document: dict[str, Any]) -> None:
    """Say what a problem looks like, and whatever else is named and not a route's own.

    FastAPI's own description of invalid parameters goes: they are problems too, with status 400.
    """
    for operations in document["paths"].values():
        for operation in operations.values():
            answers = operation["responses"]
            if PROBLEM_JSON not in answers.get("422", {}).get("content", {PROBLEM_JSON: None}):
                del answers["422"]
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _, told = models_json_schema(
        [(ProblemDocument, "serialization"), (ProposalFields, "validation")],
        ref_template="#/components/schemas/{model}",
    )
    for name, schema in told["$defs"].items():
        schemas.setdefault(name, schema)


def _show_the_example(document: dict[str, Any]) -> None:
    statement = example_statement()
    for path in ("/v1/calculations", "/v1/documents"):
        content = document["paths"][path]["post"]["requestBody"]["content"]
        content["application/json"]["example"] = statement
    draft = document["paths"]["/v1/statements/{statement_id}/draft"]["put"]["requestBody"]
    draft["content"]["application/json"]["example"] = statement
