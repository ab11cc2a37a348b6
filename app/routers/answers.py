"""Answers that are sent as bytes, and how operations are described in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from app.problem_types import PROBLEM_TYPES
from app.problems import PROBLEM_JSON
from app.routers.negotiation import has_it
from app.routers.strict import StrictRoute
from app.routers.wire import Stored

FRESH = "private, no-cache"
"""For what may be kept, if asked for again before use."""
FOREVER = "private, max-age=31536000, immutable"
PROBLEM = "#/components/schemas/ProblemDocument"
PROBLEM_KINDS = ("application/json", PROBLEM_JSON)
"""A problem has one shape under both; the plain one is for who takes no other."""
ALWAYS = (400, 401, 403, 405, 500, 503)


_JSON = "application/json"


def document_answer(media_types: Iterable[str]) -> dict[str, Any]:
    """A document in one of some forms, for the contract."""
    binary, data = {"type": "string", "format": "binary"}, {"type": "object"}
    content = {kind: {"schema": data if kind == _JSON else binary} for kind in media_types}
    return {"description": "The document.", "content": content}


def strict_router(tag: str) -> APIRouter:
    """A router under /v1 for one resource."""
    return APIRouter(prefix="/v1", tags=[tag], route_class=StrictRoute)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems an operation can answer with, those of every operation included.

    Named by reference, not by model: FastAPI would build a validator for each of some thousand
    answers, which doubles the time of a start.
    """
    return {
        status: {
            "description": meaning(status),
            "content": {kind: {"schema": {"$ref": PROBLEM}} for kind in PROBLEM_KINDS},
        }
        for status in sorted({*ALWAYS, *statuses})
    }


def meaning(status: int) -> str:
    """What each problem of a status means."""
    return " ".join(
        f"`{kind.code}`: {kind.explanation}" for kind in PROBLEM_TYPES if kind.status == status
    )


def json_bytes(model: BaseModel) -> bytes:
    """A model as it goes out: nulls are said."""
    return model.model_dump_json(by_alias=True).encode()


def as_json(
    content: bytes, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """An answer whose JSON is already there."""
    return Response(content, status, headers, "application/json")


def as_stored(told: Stored, status: int = 200) -> Response:
    """A stored thing as an answer: its tag and, where it is new, its address in the headers too."""
    headers = {"ETag": told.etag}
    if status == 201:  # noqa: PLR2004 - Created
        headers["Location"] = told.url
    return as_json(json_bytes(told), headers, status)


def with_members(envelope: dict[str, Any], content: bytes) -> bytes:
    """Join the members of an envelope with those of a JSON object that is already bytes."""
    head = to_json(envelope)
    return head[:-1] + b"," + content[1:]


def unless_had(request: Request, etag: str, cache_control: str) -> Response | None:
    """304 where the client has this representation, else nothing."""
    if not has_it(request, etag):
        return None
    headers = {"ETag": etag, "Cache-Control": cache_control}
    return Response(status_code=304, headers=headers)
