"""What travels inside a PDF, so that whoever gets it can check every figure without us."""

from __future__ import annotations

from dataclasses import replace

from app.documents.archive import Enclosure
from app.documents.forms import MEDIA_TYPES
from app.documents.order import PrintOrder
from app.documents.workbook.book import workbook


def enclosures_of(order: PrintOrder) -> list[Enclosure]:
    """The data of a document as files; none where the order wants none."""
    if order.content is None:
        return []
    return [
        Enclosure(
            name="value-statement.json",
            description="Value statement and result. The SHA-256 of this file is the content hash "
            "that the pages name.",
            media_type="application/json",
            relationship="Source",
            content=order.content.encode(),
        ),
        Enclosure(
            name="value-statement.xlsx",
            description="The same as a workbook with live formulas.",
            media_type=MEDIA_TYPES["xlsx"],
            relationship="Supplement",
            content=workbook(replace(order, form="xlsx", variant="full")),
        ),
    ]
