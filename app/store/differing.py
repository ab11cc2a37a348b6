"""What two states of a thing say differently, so that an event tells the change, not the thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Any, Any]:
    """The members in which two JSON objects differ, however deep; items with a key by their key.

    Example:
        >>> differing(
        ...     {"title": "A", "lines": [{"key": "a", "sum": 1}]},
        ...     {"title": "A", "lines": [{"key": "a", "sum": 2}, {"key": "b"}]},
        ... )
        ({'lines': {'a': {'sum': 1}}}, {'lines': {'a': {'sum': 2}, 'b': {'key': 'b'}}})
    """
    left, right = {}, {}
    for name in (*before, *(name for name in after if name not in before)):
        if name not in after:
            left[name] = before[name]
        elif name not in before:
            right[name] = after[name]
        elif before[name] != after[name]:
            left[name], right[name] = _apart(before[name], after[name])
    return left, right


def _apart(before: object, after: object) -> tuple[Any, Any]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return differing(before, after)
    by_key = _by_key(before), _by_key(after)
    if by_key[0] is None or by_key[1] is None:
        return before, after
    if by_key[0] == by_key[1]:
        return list(by_key[0]), list(by_key[1])  # only their order differs
    return differing(by_key[0], by_key[1])


def _by_key(items: object) -> dict[str, Any] | None:
    if not isinstance(items, list | tuple):
        return None
    keyed = {
        item["key"]: item
        for item in items
        if isinstance(item, Mapping) and isinstance(item.get("key"), str)
    }
    return keyed if len(keyed) == len(items) else None
