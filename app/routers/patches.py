"""The two kinds of patches, told apart by their media type."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from app.problems import RefusedError
from app.services.json_patch import MOST_OPERATIONS

MERGE_PATCH = "application/merge-patch+json"
JSON_PATCH = "application/json-patch+json"
_PLAIN = "application/json"
_ACCEPTED = f"{MERGE_PATCH}, {JSON_PATCH}, {_PLAIN}"

_MERGE_SCHEMA = {"type": "object", "title": "MergePatch", "additionalProperties": True}
_OPERATION_SCHEMA = {
    "type": "object",
    "required": ["op", "path"],
    "properties": {
        "op": {"type": "string", "enum": ["add", "remove", "replace", "move", "copy", "test"]},
        "path": {"type": "string", "maxLength": 2000, "description": "A JSON pointer."},
        "from": {"type": "string", "maxLength": 2000, "description": "For move and copy."},
        "value": {"description": "For add, replace and test."},
    },
}
_EXAMPLE = [
    {"op": "test", "path": "/discount_rate", "value": "0.10"},
    {"op": "replace", "path": "/discount_rate", "value": "0.08"},
]
PATCHES: dict[str, Any] = {
    "content": {
        MERGE_PATCH: {"schema": _MERGE_SCHEMA, "example": {"discount_rate": "0.08"}},
        _PLAIN: {"schema": _MERGE_SCHEMA, "example": {"discount_rate": "0.08"}},
        JSON_PATCH: {
            "schema": {"type": "array", "maxItems": MOST_OPERATIONS, "items": _OPERATION_SCHEMA},
            "example": _EXAMPLE,
        },
    }
}
"""How the contract describes both."""


def refuse_other_patches(request: Request, patch: dict[str, Any] | list[Any]) -> None:
    """Let a patch pass only if it is what its media type says.

    Raises:
        RefusedError: it is another kind, or of a type that is no patch.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (MERGE_PATCH, JSON_PATCH, _PLAIN):
        raise RefusedError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"{kind[:100]} is no patch that is read here. Send {_ACCEPTED}.",
            headers={"Accept-Patch": _ACCEPTED},
        )
    if (kind == JSON_PATCH) != isinstance(patch, list):
        is_list = isinstance(patch, list)
        sent, goes_as = ("a list", JSON_PATCH) if is_list else ("an object", MERGE_PATCH)
        detail = f"A {kind} is not {sent}. Send this as Content-Type: {goes_as}."
        told = {"pointer": "#", "code": "OTHER_PATCH", "detail": detail}
        raise RefusedError("INVALID", detail, [told])
