"""Orders for the tests and the gallery: every statement there is to print, by name."""

from __future__ import annotations

from datetime import UTC, datetime

from app.documents.order import Edition, PrintOrder
from app.value import ValueStatement, calculate
from tests.documents import hostile, statements

HASH = "5f2c9a1b7e3d4c6f" * 4
ISSUED = Edition(
    3, "After the pilot", "Proposal", "Ada Lovelace", datetime(2026, 11, 25, 10, tzinfo=UTC), HASH
)
DRAFT = Edition(None, None, None, None, datetime(2026, 11, 25, 10, tzinfo=UTC), HASH)
ALL = {
    maker.__name__.replace("_", "-"): maker
    for maker in (
        statements.example,
        statements.everything,
        statements.largest_study,
        statements.losing,
        statements.free,
        statements.empty,
        statements.billions,
        statements.thirty_years,
        statements.largest_allowed,
        hostile.endless_names,
        hostile.markup,
        hostile.scripts,
    )
}


def order(statement: ValueStatement, edition: Edition = ISSUED, **options) -> PrintOrder:
    return PrintOrder(statement, calculate(statement), edition, **options)
