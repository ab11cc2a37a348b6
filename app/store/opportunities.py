"""Opportunities: the deals with an account."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from app.store import tables
from app.store.records import Opportunity
from app.store.shelf import Shelf


def _record(row: Row[Any]) -> Opportunity:
    amount = None if row.amount is None else Decimal(row.amount)
    return Opportunity(**{**row._asdict(), "amount": amount})


OPPORTUNITIES = Shelf(tables.Opportunity, "opp", _record)
