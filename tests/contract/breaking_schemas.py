"""What in a new schema would break a client of the old one: in what it sends, in what it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")


class Schemas:
    """The schemas of two documents, compared where they are used; each pair once for each use."""

    def __init__(self, old: Json, new: Json) -> None:
        self._old, self._new = old, new
        self._seen: set[tuple[str, str, bool]] = set()

    def request(self, before: Json, after: Json, place: str) -> Iterator[str]:
        """Differences for who sends what the old schema allows."""
        yield from self._compare(before, after, place, sent=True)

    def answer(self, before: Json, after: Json, place: str) -> Iterator[str]:
        """Differences for who reads what the old schema promises."""
        yield from self._compare(before, after, place, sent=False)

    def _compare(self, before: Json, after: Json, place: str, *, sent: bool) -> Iterator[str]:
        pair = (before.get("$ref", ""), after.get("$ref", ""), sent)
        if all(pair[:2]):
            if pair in self._seen:
                return
            self._seen.add(pair)
        before, after = _resolved(self._old, before), _resolved(self._new, after)
        yield from _types(_variants(self._old, before), _variants(self._new, after), place, sent)
        for kind, one in _variants(self._old, before).items():
            other = _variants(self._new, after).get(kind)
            if other is not None:
                yield from self._alike(one, other, place, sent=sent)

    def _alike(self, before: Json, after: Json, place: str, *, sent: bool) -> Iterator[str]:
        """Compare two schemas of one type."""
        yield from _values(before, after, place, sent=sent)
        if sent:
            yield from _bounds(before, after, place)
        yield from self._properties(before, after, place, sent=sent)
        for part in ("items", "additionalProperties"):
            if isinstance(before.get(part), dict) and isinstance(after.get(part), dict):
                yield from self._compare(before[part], after[part], f"{place}/*", sent=sent)
        if sent and after.get("additionalProperties") is False and _is_open(before):
            yield f"{place}: fields that nobody knows are refused now."

    def _properties(self, before: Json, after: Json, place: str, *, sent: bool) -> Iterator[str]:
        was, now = before.get("properties", {}), after.get("properties", {})
        demanded, promised = set(after.get("required", ())), set(before.get("required", ()))
        for name, schema in was.items():
            if name in now:
                yield from self._compare(schema, now[name], f"{place}/{name}", sent=sent)
            elif not sent or not _is_open(after):
                yield f"{place}/{name}: the field is gone."
        for name in sorted(demanded - promised) if sent else ():
            yield f"{place}/{name}: the field is required now."
        for name in sorted((promised & now.keys()) - demanded) if not sent else ():
            yield f"{place}/{name}: the field may be missing now."


def _resolved(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _variants(document: Json, schema: Json) -> dict[str, Json]:
    """The schemas that a value may follow, by type; objects among several by their title too."""
    found: dict[str, Json] = {}
    for choice in schema.get("anyOf") or schema.get("oneOf") or [schema]:
        each = _resolved(document, choice)
        if each is not schema and ("anyOf" in each or "oneOf" in each):
            found.update(_variants(document, each))
            continue
        kinds = each.get("type", "any")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            name = kind if kind not in found else f"{kind} {each.get('title', len(found))}"
            found[name] = each
    return found


def _types(was: dict[str, Json], now: dict[str, Json], place: str, sent: bool) -> Iterator[str]:  # noqa: FBT001 - as everywhere here
    wide, narrow = (now, was) if sent else (was, now)
    if "any" in wide:
        return
    for kind in sorted(narrow.keys() - wide.keys()):
        taken = kind == "integer" and "number" in wide
        if not taken:
            said = "is not taken any more" if sent else "is answered now"
            yield f"{place}: the type {kind} {said}."


def _values(before: Json, after: Json, place: str, *, sent: bool) -> Iterator[str]:
    was, now = _allowed(before), _allowed(after)
    if now is None or not sent:
        return  # answers may bring new values: clients ignore what they do not know
    if was is None:
        yield f"{place}: only {sorted(map(str, now))} are taken now."
    elif was - now:
        yield f"{place}: the values {sorted(map(str, was - now))} are not taken any more."


def _allowed(schema: Json) -> set[Any] | None:
    return {schema["const"]} if "const" in schema else set(schema.get("enum", ())) or None


def _bounds(before: Json, after: Json, place: str) -> Iterator[str]:
    for name in _UPPER:
        if name in after and after[name] < before.get(name, float("inf")):
            yield f"{place}: {name} narrowed from {before.get(name)} to {after[name]}."
    for name in _LOWER:
        if name in after and after[name] > before.get(name, _least(name)):
            yield f"{place}: {name} narrowed from {before.get(name)} to {after[name]}."
    for name in ("pattern", "format"):
        if after.get(name) is not None and before.get(name) != after[name]:
            yield f"{place}: {name} {before.get(name)} became {after[name]}."


def _least(name: str) -> float:
    return float("-inf") if name.endswith("imum") else 0


def _is_open(schema: Json) -> bool:
    return schema.get("additionalProperties", True) is not False
