"""A document as data: statement, result and edition as the API tells them, in one JSON document."""

from __future__ import annotations

import json
from typing import Any

from app.documents.codes import code_of
from app.documents.order import Earlier, PrintOrder


def data(order: PrintOrder) -> bytes:
    """The JSON of a document."""
    told = _told(order)
    if order.earlier:
        told["earlier"] = _told(order.earlier)
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _told(one: PrintOrder | Earlier) -> dict[str, Any]:
    edition = one.edition
    return {
        "edition": {
            "version_number": edition.version_number,
            "label": edition.label,
            "stage": edition.stage,
            "author": edition.author,
            "issued_at": edition.issued_at.isoformat().replace("+00:00", "Z"),
            "content_hash": edition.content_hash,
            "verification_code": code_of(edition.content_hash),
        },
        "statement": one.statement.model_dump(mode="json", by_alias=True, exclude_none=True),
        "result": one.result.model_dump(mode="json", by_alias=True),
    }
