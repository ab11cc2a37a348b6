"""JSON Merge Patch (RFC 7396)."""

from __future__ import annotations

from typing import Any


def merged(target: object, patch: object) -> Any:  # noqa: ANN401 - JSON may be anything
    """What becomes of `target` under `patch`: null removes, objects merge, all else replaces.

    Example:
        >>> merged({"a": "b", "c": {"d": 1}}, {"a": None, "c": {"e": 2}})
        {'c': {'d': 1, 'e': 2}}
    """
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
