"""What became of a draft: every change told in words, and what differs since somebody read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from app.services.errors import StaleDraftError, StaleError
from app.services.preconditions import Precondition, etag_of
from app.store import Transaction
from app.store.changes import all_changes, draft_as_of, insert_change, last_change
from app.store.records import Author, Draft, DraftChange, Page, Statement
from app.store.versions import content_of
from app.store.versions import versions as stored_versions
from app.value import ValueStatement
from app.value.changed_figures import StatusRemark
from app.value.differences import differences

MOST_TOLD = 100
"""Differences of one change told in words."""
MOST_FROZEN_TOLD = 100
"""Versions in which an assumption is looked for."""
_MOST_BACK = 2 * 500
"""Revisions among which a tag is looked for."""
_TOLD_FIELDS = {"kind", "part", "key", "field", "pointer", "words"}


@dataclass(frozen=True, slots=True)
class AssumptionState:
    """What an assumption said from a change on; `assumption` is None from its removal on.

    `frozen_in` are the numbers of the versions that were frozen with it as it is here.
    """

    change: DraftChange
    assumption: dict[str, Any] | None
    frozen_in: tuple[int, ...] = ()


def remember_first(transaction: Transaction, statement: Statement, content: bytes) -> None:
    """Remember what a draft says at first."""
    nothing = to_json({"count": 0, "differences": []})
    insert_change(transaction, statement, transaction.author, nothing, content)


def remember(
    transaction: Transaction,
    before: Draft,
    after: Statement,
    content: bytes,
    remarks: Sequence[StatusRemark] = (),
) -> None:
    """Remember what a draft says now and what was changed, by whom and why.

    A draft of before there was a memory is remembered first.
    """
    if last_change(transaction, after.id) is None:
        author = Author(before.statement.updated_by)
        insert_change(transaction, before.statement, author, b"null", before.content)
    told = _told(before.content, content)
    if told is not None and remarks:
        told["remarks"] = [asdict(each) for each in remarks]
    insert_change(transaction, after, transaction.author, to_json(told), content)


def demand(transaction: Transaction, precondition: Precondition, draft: Draft) -> None:
    """Let a change pass only if its author named the draft they read, and it is still the same.

    Raises:
        PreconditionMissingError: they named none.
        StaleDraftError: it is another one; told with what differs.
    """
    try:
        precondition.demand("draft", draft.statement)
    except StaleError:
        raise _stale(transaction, precondition, draft) from None


def hold(transaction: Transaction, precondition: Precondition, draft: Draft) -> None:
    """Let a change pass if its author named no draft, or the one there is.

    Raises:
        StaleDraftError: it is another one; told with what differs.
    """
    if precondition.etags is not None:
        demand(transaction, precondition, draft)


def assumption_history(
    transaction: Transaction, statement_id: str, key: str, limit: int, after: str | None
) -> Page[AssumptionState]:
    """What an assumption said over time, newest first: one state for each change of it.

    Each tells which of the newest versions were frozen with it.
    """
    states = list(_states(transaction, statement_id, key))
    frozen = _frozen(transaction, statement_id, key, states)
    told = [
        replace(state, frozen_in=tuple(frozen.get(state.change.revision, ())))
        for state in reversed(states)
        if after is None or state.change.revision < int(after)
    ]
    goes_on = str(told[limit - 1].change.revision) if len(told) > limit else None
    return Page(tuple(told[:limit]), goes_on)


def _states(transaction: Transaction, statement_id: str, key: str) -> Iterator[AssumptionState]:
    last: dict[str, Any] | None = None
    for change, content in all_changes(transaction, statement_id):
        present = _assumption(from_json(content), key)
        if present != last:
            yield AssumptionState(change, present)
        last = present


def _frozen(
    transaction: Transaction, statement_id: str, key: str, states: Sequence[AssumptionState]
) -> dict[int, list[int]]:
    """The numbers of the versions frozen with each state, by the state's revision.

    What was frozen decides, not the clock: a version may wait while a draft is changed. Among equal
    states it is the newest that was there by then.
    """
    found: dict[int, list[int]] = {}
    newest = stored_versions(transaction, statement_id, MOST_FROZEN_TOLD, None).items
    for version in reversed(newest):
        frozen = _assumption(from_json(content_of(transaction, version))["statement"], key)
        same = [each.change for each in states if frozen is not None and each.assumption == frozen]
        by_then = [each for each in same if each.changed_at <= version.created_at]
        if same:
            change = by_then[-1] if by_then else same[0]
            found.setdefault(change.revision, []).append(version.version_number)
    return found


def _assumption(statement: dict[str, Any], key: str) -> dict[str, Any] | None:
    given = statement.get("assumptions", [])
    return next((each for each in given if each.get("key") == key), None)


def _stale(transaction: Transaction, precondition: Precondition, draft: Draft) -> StaleDraftError:
    present = draft.statement
    revision = _revision_read(precondition.etags or frozenset(), present)
    read = None if revision is None else draft_as_of(transaction, present.id, revision)
    told = None if read is None else _told(read, draft.content)
    return StaleDraftError(etag_of(present), present.updated_by, _written(present.updated_at), told)


def _revision_read(etags: frozenset[str], present: Statement) -> int | None:
    """The revision that a caller read, found by trying those before the present one."""
    revisions = range(present.revision, max(0, present.revision - _MOST_BACK), -1)
    tried = (number for number in revisions if etag_of(replace(present, revision=number)) in etags)
    return next(tried, None)


def _told(before: bytes, after: bytes) -> dict[str, Any] | None:
    """What differs between two drafts; None where one breaks a rule of this release."""
    try:
        states = [ValueStatement.model_validate_json(content) for content in (before, after)]
    except ValidationError:
        return None
    found = differences(*states)
    some = [each.model_dump(mode="json", include=_TOLD_FIELDS) for each in islice(found, MOST_TOLD)]
    return {"count": len(found), "differences": some}


def _written(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
