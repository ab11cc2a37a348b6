"""Which version the customer accepted, and what that makes of the others.

A version itself never changes: acceptances stand beside it, each record for ever. An acceptance
is withdrawn by a further record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field

from app.services.archived import unless_archived
from app.services.errors import NotAcceptedError, NotFoundError
from app.services.fields import Fields, Name, Note
from app.store import Transaction
from app.store.acceptances import acceptances_of, insert_acceptance
from app.store.records import Acceptance, Version
from app.store.statements import STATEMENTS
from app.store.versions import newest_version
from app.store.versions import version as stored_version

Status: TypeAlias = Literal["accepted", "current", "superseded"]


class AcceptanceFields(Fields):
    """Who of the customer accepted a version, and when."""

    accepted_by: Name = Field(examples=["Dana Field, CFO of Company A"])
    accepted_on: date = Field(examples=["2027-01-15"])
    note: Note | None = None


class WithdrawalFields(Fields):
    """Why an acceptance no longer stands."""

    note: Note = Field(min_length=1, examples=["Recorded for the wrong version."])


@dataclass(frozen=True, slots=True)
class Accepted:
    """A version's place among the others, and what was told of it, in that order."""

    status: Status
    history: tuple[Acceptance, ...]

    @property
    def standing(self) -> Acceptance | None:
        """The acceptance that stands."""
        last = self.history[-1] if self.history else None
        return last if last is not None and last.stands else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Which version of a statement is accepted, and which is the newest."""

    accepted: int | None
    head: int

    def of(self, number: int) -> Status:
        """Accepted: its acceptance was told last, and stands. Current: the newest one, else.

        Superseded: any other version.
        """
        if number == self.accepted:
            return "accepted"
        return "current" if number == self.head else "superseded"


def standing(transaction: Transaction, statement_id: str, head: int) -> Standing:
    """What was accepted of a statement whose newest version is `head`."""
    return Standing(_accepted(acceptances_of(transaction, statement_id)), head)


def acceptance(transaction: Transaction, statement_id: str, number: int) -> Accepted:
    """What was told about the acceptance of a version.

    Raises:
        NotFoundError: this workspace has no such version.
    """
    _version(transaction, statement_id, number)
    newest = newest_version(transaction, statement_id)
    head = newest.version_number if newest else number
    return _of(acceptances_of(transaction, statement_id), number, head)


def accept(
    transaction: Transaction, statement_id: str, number: int, fields: AcceptanceFields
) -> Version:
    """Tell that the customer accepted a version; told again the same, nothing is added.

    Raises:
        NotFoundError: this workspace has no such version.
    """
    found = _open_version(transaction, statement_id, number)
    before = _of(acceptances_of(transaction, statement_id), number, number)
    if before.status == "accepted" and before.standing is not None and _same(before, fields):
        return found
    said = fields.model_dump()
    insert_acceptance(transaction, found, stands=True, **said)
    told = {"version_number": number, **fields.model_dump(mode="json")}
    transaction.record("version.accepted", "version", found.id, after=told)
    return found


def withdraw(
    transaction: Transaction, statement_id: str, number: int, fields: WithdrawalFields
) -> Version:
    """Tell that an acceptance no longer stands.

    Raises:
        NotFoundError: this workspace has no such version.
        NotAcceptedError: no acceptance of it stands.
    """
    found = _open_version(transaction, statement_id, number)
    before = _of(acceptances_of(transaction, statement_id), number, number)
    if before.standing is None:
        raise NotAcceptedError(number)
    insert_acceptance(transaction, found, stands=False, note=fields.note)
    told = {"version_number": number, "note": fields.note}
    transaction.record("version.acceptance_withdrawn", "version", found.id, after=told)
    return found


def _of(told: Sequence[Acceptance], number: int, head: int) -> Accepted:
    status = Standing(_accepted(told), head).of(number)
    return Accepted(status, tuple(each for each in told if each.version_number == number))


def _accepted(told: Sequence[Acceptance]) -> int | None:
    standing: dict[int, None] = {}
    for each in told:
        standing.pop(each.version_number, None)
        if each.stands:
            standing[each.version_number] = None
    return next(reversed(standing), None)


def _same(before: Accepted, fields: AcceptanceFields) -> bool:
    last = before.standing
    return last is not None and all(
        getattr(last, name) == value for name, value in fields.model_dump().items()
    )


def _open_version(transaction: Transaction, statement_id: str, number: int) -> Version:
    found = _version(transaction, statement_id, number)
    around = STATEMENTS.one(transaction, statement_id, to_change=True)
    if around is not None:
        unless_archived(transaction, "statement", around)
    return found


def _version(transaction: Transaction, statement_id: str, number: int) -> Version:
    found = stored_version(transaction, statement_id, number)
    if found is None:
        raise NotFoundError("version", f"{number} of {statement_id}")
    return found
