"""The store: the only SQL. It takes and returns frozen records; tables never leave it."""

from app.store.engine import Store, Transaction
from app.store.errors import StoreError

__all__ = ["Store", "StoreError", "Transaction"]
