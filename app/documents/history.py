"""The version table: what was said before, when, by whom, and why it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.documents.order import PastVersion
from app.value.rounding import whole

MOST_VERSIONS = 12
"""The last so many; a deal that took longer says how many came before."""


@dataclass(frozen=True)
class PastView:
    """A version; its Value stands in whole units of its own currency."""

    number: int
    issued_at: datetime
    label: str | None
    note: str | None
    author: str | None
    currency_code: str | None
    value: int | None


def told_versions(versions: Sequence[PastVersion]) -> tuple[PastView, ...]:
    """The last versions, oldest first."""
    return tuple(_told(version) for version in versions[-MOST_VERSIONS:])


def _told(version: PastVersion) -> PastView:
    return PastView(
        number=version.version_number,
        issued_at=version.issued_at,
        label=version.label,
        note=version.note,
        author=version.author,
        currency_code=version.currency_code,
        value=whole(Decimal(version.value)) if version.value is not None else None,
    )
