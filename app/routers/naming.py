"""Names of the contract's schemas that every language takes for a class, and no two alike."""

from __future__ import annotations

import re
from typing import Any

_REF = "#/components/schemas/"


def name_schemas(document: dict[str, Any]) -> None:
    """Give each schema a name of letters and digits, and the same title.

    FastAPI tells what comes in from what goes out by `-Input` and `-Output`, under one title, of
    which generators of clients make one class, or none.
    """
    schemas = document["components"]["schemas"]
    names = {name: _plain(name) for name in schemas}
    if len(set(names.values())) < len(names):
        raise ValueError(f"Two schemas would have the same name: {sorted(names.values())}.")
    document["components"]["schemas"] = {
        names[name]: {**schema, "title": names[name]} for name, schema in schemas.items()
    }
    _refer(document, {f"{_REF}{old}": f"{_REF}{new}" for old, new in names.items()})


def _plain(name: str) -> str:
    """The name without dashes and underscores.

    Example:
        >>> _plain("Page_Account_"), _plain("Pool-Output"), _plain("Result")
        ('AccountPage', 'PoolOutput', 'Result')
    """
    of = re.fullmatch(r"([A-Za-z]+)_(\w+)_", name)
    turned = f"{of[2]}{of[1]}" if of else name
    return re.sub(r"[^A-Za-z0-9]", "", turned)


def _refer(node: object, names: dict[str, str]) -> None:
    if isinstance(node, list):
        for each in node:
            _refer(each, names)
    elif isinstance(node, dict):
        named = node.get("$ref")
        if isinstance(named, str) and named in names:
            node["$ref"] = names[named]
        for each in node.values():
            _refer(each, names)
