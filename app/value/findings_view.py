"""The case check on the wire: what finance would ask, answered before it does."""

from __future__ import annotations

from pydantic import Field

from app.value.result import Finding, ResultPart
from app.value.statement import Convention


class CaseCheck(ResultPart):
    """All findings of a statement, the gravest first. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    errors: int
    warnings: int
    information: int
    findings: tuple[Finding, ...]
    off: tuple[str, ...] = Field(description="Rules that were left out, by the workspace's choice.")
