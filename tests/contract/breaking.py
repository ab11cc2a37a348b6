"""What in a new OpenAPI document would break a client of the old one, operation by operation.

Additive changes are free: new operations, optional parameters, optional fields of requests, fields
and enum values of answers. Whatever else differs is told, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.breaking_schemas import Schemas

Json = dict[str, Any]


def breaking(old: Json, new: Json) -> list[str]:
    """Each difference that breaks a client, with its place; none where all is well."""
    return list(_Comparison(old, new).differences())


class _Comparison:
    def __init__(self, old: Json, new: Json) -> None:
        self._old, self._new = old, new
        self._schemas = Schemas(old, new)

    def differences(self) -> Iterator[str]:
        for path, operations in self._old["paths"].items():
            for method, before in operations.items():
                place = f"{method.upper()} {path}"
                after = self._new["paths"].get(path, {}).get(method)
                if after is None:
                    yield f"{place}: the operation is gone."
                else:
                    yield from self._operation(before, after, place)

    def _operation(self, before: Json, after: Json, place: str) -> Iterator[str]:
        if before.get("operationId") != after.get("operationId"):
            yield (
                f"{place}: operationId {before.get('operationId')} became "
                f"{after.get('operationId')}."
            )
        if _scopes(after) - _scopes(before):
            yield f"{place}: it needs another scope: {', '.join(_scopes(after))}."
        yield from self._parameters(before, after, place)
        yield from self._body(before.get("requestBody"), after.get("requestBody"), place)
        yield from self._answers(before["responses"], after["responses"], place)

    def _parameters(self, before: Json, after: Json, place: str) -> Iterator[str]:
        was, now = _by_name(self._old, before), _by_name(self._new, after)
        for name, parameter in was.items():
            there = f"{place} {name[0]} parameter {name[1]}"
            if name not in now:
                yield f"{there}: it is gone."
                continue
            if now[name].get("required") and not parameter.get("required"):
                yield f"{there}: it is required now."
            yield from self._schemas.request(parameter["schema"], now[name]["schema"], there)
        for name in now.keys() - was.keys():
            if now[name].get("required"):
                yield f"{place} {name[0]} parameter {name[1]}: it is new and required."

    def _body(self, before: Json | None, after: Json | None, place: str) -> Iterator[str]:
        if after is None:
            if before is not None:
                yield f"{place} request: it takes no body any more."
            return
        if after.get("required") and not (before or {}).get("required"):
            yield f"{place} request: its body is required now."
        for kind, content in (before or {"content": {}})["content"].items():
            if kind not in after["content"]:
                yield f"{place} request: {kind} is not taken any more."
            else:
                yield from self._schemas.request(
                    content["schema"], after["content"][kind]["schema"], f"{place} request"
                )

    def _answers(self, before: Json, after: Json, place: str) -> Iterator[str]:
        for status, answer in before.items():
            there = f"{place} {status}"
            if status not in after:
                if status < "400":
                    yield f"{there}: it does not answer so any more."
                continue
            for kind, content in answer.get("content", {}).items():
                now = after[status].get("content", {}).get(kind)
                if now is None:
                    yield f"{there}: {kind} is not answered any more."
                else:
                    yield from self._schemas.answer(
                        content.get("schema", {}), now.get("schema", {}), there
                    )


def _scopes(operation: Json) -> set[str]:
    """The scopes an operation needs, and the word key where it needs any key at all."""
    return {
        word
        for way in operation.get("security", [])
        for scopes in way.values()
        for word in ("key", *scopes)
    }


def _by_name(document: Json, operation: Json) -> dict[tuple[str, str], Json]:
    found = {}
    for parameter in operation.get("parameters", []):
        named = parameter
        if "$ref" in parameter:
            named = document["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
        found[named["in"], named["name"]] = named
    return found
