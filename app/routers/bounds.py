"""Lengths and ranges of whatever the contract describes, where its field says none of its own.

Importers reserve room by these. They are true of everything that comes in, because no body has
more bytes, and of everything that goes out, because it is made of what came in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST_CHARACTERS = 1_000_000
MOST_ITEMS = 100_000
GREATEST_INTEGER = 2**53 - 1
"""What JavaScript reads exactly."""
_MOST_IN_A_PATH = 255
_STRING = ("maxLength", "pattern", "enum", "format", "const")
_INTEGER = (
    ("minimum", "exclusiveMinimum", -GREATEST_INTEGER),
    ("maximum", "exclusiveMaximum", GREATEST_INTEGER),
)
_INSIDE = ("items", "additionalProperties", "anyOf", "oneOf", "allOf", "prefixItems")


def bound(document: dict[str, Any]) -> None:
    """Say the bounds of every string, list and whole number in an OpenAPI document."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                longest = _MOST_IN_A_PATH if parameter.get("in") == "path" else MOST_CHARACTERS
                _bound(parameter.get("schema", {}), longest)
            contents = [operation.get("requestBody", {}), *operation["responses"].values()]
            for content in contents:
                for media in content.get("content", {}).values():
                    _bound(media.get("schema", {}), MOST_CHARACTERS)
    for schema in document["components"]["schemas"].values():
        _bound(schema, MOST_CHARACTERS)


def _bound(schema: dict[str, Any], longest: int) -> None:
    for each in _every(schema):
        kind = each.get("type")
        if kind == "string" and not any(name in each for name in _STRING):
            each["maxLength"] = longest
        elif kind == "array":
            each.setdefault("maxItems", MOST_ITEMS)
        elif kind == "integer" and not any(name in each for name in ("enum", "const")):
            for name, other, most in _INTEGER:
                if other not in each:
                    each.setdefault(name, most)


def _every(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a schema, a list of some, or a flag
    if isinstance(schema, list):
        for each in schema:
            yield from _every(each)
    elif isinstance(schema, dict):
        yield schema
        for name in _INSIDE:
            yield from _every(schema.get(name))
        yield from _every(list(schema.get("properties", {}).values()))
