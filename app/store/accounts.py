"""Accounts: the customer companies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from app.store import tables
from app.store.engine import Transaction
from app.store.records import Account
from app.store.shelf import Order, Shelf


def _record(row: Row[Any]) -> Account:
    revenue = None if row.revenue is None else Decimal(row.revenue)
    return Account(**{**row._asdict(), "revenue": revenue})


_LATEST_ALIKE = Order("name", is_descending=True)
"""Equal names, the newest identifier first: by the index of names."""
ACCOUNTS = Shelf(tables.Account, "acc", _record)


def account_named(transaction: Transaction, name: str) -> Account | None:
    """The newest account of that name."""
    found = ACCOUNTS.page(transaction, 1, None, order=_LATEST_ALIKE, name=name).items
    return found[0] if found else None
