"""Earlier editions of statements, for documents that compare."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from app.documents.order import Earlier, PastVersion, PrintOrder
from app.value import ValueStatement, calculate
from tests.documents import orders

OLDER = replace(
    orders.ISSUED,
    version_number=1,
    label="Straw man",
    author="Grace Hopper",
    issued_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    content_hash="9b1d2f3e4c5a6b7c" * 4,
)
HISTORY = (
    PastVersion(1, "Straw man", None, "Grace Hopper", OLDER.issued_at, "GBP", "1200000.00"),
    PastVersion(
        2,
        "After the workshop",
        "The customer gave its own price per user; marketing came in cheaper.",
        "Grace Hopper",
        datetime(2026, 6, 9, 9, tzinfo=UTC),
        "GBP",
        "1600016.00",
    ),
    PastVersion(
        3,
        "After the pilot",
        "Users confirmed in two regions.",
        "Ada Lovelace",
        orders.ISSUED.issued_at,
        "GBP",
        "2000016.00",
    ),
)


def earlier_example() -> ValueStatement:
    """The example as it was in March: fewer users, a dearer plan, another horizon and rate."""
    body = json.loads(orders.ALL["example"]().model_dump_json(by_alias=True, exclude_none=True))
    figures = {"users": "90000", "arpu_target": "25.5", "marketing_cost": "640000"}
    for one in body["assumptions"]:
        one["value"] = figures.get(one["key"], one["value"])
        if one["key"] == "users":
            one["status"] = "straw_man"
    body["discount_rate"] = "0.12"
    body["benefits"].append(
        {"key": "churn", "statement": "Lose fewer customers", "per_year": "users * 2"}
    )
    body["pains"][0]["statement"] = "Average revenue per user is flat"
    return ValueStatement.model_validate_json(json.dumps(body))


def thinned(statement: ValueStatement) -> ValueStatement:
    """A statement before most of its figures were known: every figure lower, some lines missing."""
    body = json.loads(statement.model_dump_json(by_alias=True, exclude_none=True))
    for place, one in enumerate(body["assumptions"]):
        if "value" in one:
            one["value"] = f"{float(one['value']) * (0.7 + place % 5 / 10):.4f}"
            one.pop("low", None)
            one.pop("high", None)
    body["benefits"] = body["benefits"][: max(1, len(body["benefits"]) - 2)]
    return ValueStatement.model_validate_json(json.dumps(body))


def earlier_of(name: str, statement: ValueStatement) -> ValueStatement:
    """What a statement was before."""
    return earlier_example() if name == "example" else thinned(statement)


def compared(name: str, **options) -> PrintOrder:
    """One of the orders beside an earlier edition of it."""
    statement = orders.ALL[name]()
    return compared_with(statement, earlier_of(name, statement), **options)


def compared_with(statement: ValueStatement, before: ValueStatement, **options) -> PrintOrder:
    """A statement beside an earlier one."""
    earlier = Earlier(before, calculate(before), OLDER)
    return orders.order(
        statement, variant="comparison", earlier=earlier, history=HISTORY, **options
    )
