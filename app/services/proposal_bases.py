"""What a proposal was made from: a version, the draft at some moment, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import from_json

from app.documents.returned.found import FoundWorkbook
from app.services.content import canonical, content_hash, outcome_of
from app.services.proposed_figures import Doubt
from app.services.versions import version
from app.store import Transaction
from app.store.changes import MOST_KEPT, changes, draft_as_of
from app.store.records import Draft
from app.store.versions import version as stored_version

_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Base:
    """The statement that a proposal was made from, as JSON, and where it stands with us.

    `statement` is None where nobody knows.
    """

    statement: dict[str, Any] | None
    version_number: int | None
    revision: int | None
    remarks: tuple[Doubt, ...] = ()


def version_as_base(transaction: Transaction, statement_id: str, number: int) -> Base:
    """A version that somebody names.

    Raises:
        NotFoundError: this workspace has no such version.
    """
    content = from_json(version(transaction, statement_id, number).content)
    return Base(content["statement"], number, None)


def base_of_workbook(transaction: Transaction, present: Draft, found: FoundWorkbook) -> Base:
    """The version or draft with the content hash that a workbook carries.

    What a workbook says of itself is believed as far as our own store says the same.
    """
    told = found.facts.get("content_hash", "")
    number = found.facts.get("version_number", "")
    base = None
    if number.isdecimal() and number.isascii() and len(number) <= _LONGEST_NUMBER:
        base = _version_of(transaction, present.statement.id, int(number), told)
    elif not number:
        base = _draft_of(transaction, present, found.facts.get("issued_at", ""), told)
    return base or Base(None, None, None, tuple(_unknown(present, found)))


def _version_of(transaction: Transaction, statement_id: str, number: int, told: str) -> Base | None:
    known = stored_version(transaction, statement_id, number)
    if known is None or known.content_hash != told:
        return None
    return version_as_base(transaction, statement_id, number)


def _draft_of(transaction: Transaction, present: Draft, issued_at: str, told: str) -> Base | None:
    """The draft that was printed: it is dated by its change, and proven by its hash."""
    try:
        moment = datetime.fromisoformat(issued_at)
    except ValueError:
        return None
    statement = present.statement
    tried = [(statement.revision, statement.updated_at, present.content)]
    for change in changes(transaction, statement.id, MOST_KEPT, None).items:
        if change.changed_at == moment:
            content = draft_as_of(transaction, statement.id, change.revision)
            tried.append((change.revision, change.changed_at, content or b""))
    for revision, changed_at, content in tried:
        if changed_at == moment and content and _hash(content, present.account_name) == told:
            return Base(from_json(content), None, revision)
    return None


def _hash(content: bytes, account_name: str) -> str | None:
    outcome = outcome_of(content, account_name)
    if outcome.statement is None or outcome.result is None:
        return None
    return content_hash(canonical(outcome.statement, outcome.result))


def _unknown(present: Draft, found: FoundWorkbook) -> Iterator[Doubt]:
    title, currency = found.facts.get("title", ""), found.facts.get("currency_code", "")
    yield Doubt(
        "UNKNOWN_ORIGINAL",
        "The workbook was made from no version and no draft of this statement that is remembered.",
        "Look whether it belongs here. What is shown as original is what the workbook says.",
    )
    if title and title != present.statement.title:
        yield Doubt(
            "OTHER_TITLE",
            f"It is called “{title[:100]}”, the draft “{present.statement.title[:100]}”.",
            "Look whether it belongs to another statement.",
        )
    if currency and currency != present.statement.currency_code:
        yield Doubt(
            "OTHER_CURRENCY",
            f"Its amounts are in {currency[:3]}, the draft's in {present.statement.currency_code}.",
            "Refuse amounts of money: nothing is converted.",
        )
