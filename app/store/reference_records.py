"""What the store returns of references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptReference:
    """A reference without its model; `value` is that of the version, in `currency_code`.

    `words` is what a search looks through, in lower case.
    """

    id: str
    revision: int
    statement_id: str
    version_number: int
    state: str
    name: str
    industry: str | None
    region: str | None
    products: tuple[str, ...]
    size_drivers: Mapping[str, Any]
    dated_on: date | None
    currency_code: str
    value: str
    note: str | None
    masked: bool
    reviewed_by: str | None
    words: str
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
