"""Freezing a draft as the next version, and reading versions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pydantic import ValidationError
from pydantic_core import from_json

from app.services.changes import hold
from app.services.content import canonical, content_hash, outcome_of
from app.services.drafts import CalculatedDraft, draft, put_draft
from app.services.errors import InvalidChangeError, NotFoundError
from app.services.fields import VersionFields
from app.services.preconditions import Precondition
from app.store import Transaction
from app.store.records import Version
from app.store.versions import content_of, insert_version, newest_version
from app.store.versions import version as stored_version
from app.value import ENGINE, CalculationError, Result, ValueStatement
from app.value.figures import write_figure


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """A version with its content; `is_new` unless the draft had been frozen before."""

    version: Version
    content: bytes
    is_new: bool = False

    def statement(self) -> ValueStatement:
        """What was frozen, as the core knows it."""
        return ValueStatement.model_validate(from_json(self.content)["statement"])


def version(transaction: Transaction, statement_id: str, number: int) -> FrozenVersion:
    """One version with its content.

    Raises:
        NotFoundError: this workspace has no such version.
    """
    found = stored_version(transaction, statement_id, number)
    if found is None:
        raise NotFoundError("version", f"{number} of {statement_id}")
    return FrozenVersion(found, content_of(transaction, found))


def freeze(
    transaction: Transaction, statement_id: str, fields: VersionFields, precondition: Precondition
) -> FrozenVersion:
    """Freeze the draft with its result as the next version.

    A draft that says what the newest version says is that version: freezing is safe to repeat.

    Raises:
        NotFoundError, StaleError: nothing was written.
        CalculationError: the draft has no result yet.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    before = draft(transaction, statement_id, to_change=True)
    hold(transaction, precondition, before)
    outcome = outcome_of(before.content, before.account_name)
    if outcome.statement is None:
        raise InvalidChangeError(outcome.faults)
    if outcome.result is None:
        raise CalculationError(outcome.faults)
    content = canonical(outcome.statement, outcome.result)
    known = _frozen_before(transaction, statement_id, outcome.statement, content)
    if known is not None:
        return known
    said = {"stage": before.stage, **fields.model_dump(exclude_none=True)}
    columns = {**said, **_projected(outcome.statement, outcome.result, content)}
    made = insert_version(transaction, statement_id, columns, content)
    told = {"statement_id": statement_id, "version_number": made.version_number, **columns}
    transaction.record("version.frozen", "version", made.id, after=told)
    return FrozenVersion(made, content, is_new=True)


def restore(
    transaction: Transaction, statement_id: str, number: int, precondition: Precondition
) -> CalculatedDraft:
    """Put what a version says in the place of the draft the caller read.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError: nothing was written.
    """
    frozen = version(transaction, statement_id, number)
    before = draft(transaction, statement_id, to_change=True)
    restored = put_draft(
        transaction, statement_id, frozen.statement(), precondition, demands_proof=False
    )
    if restored.draft.content != before.content:
        transaction.record("draft.restored", "statement", statement_id, after={"version": number})
    return restored


def _frozen_before(
    transaction: Transaction, statement_id: str, statement: ValueStatement, content: bytes
) -> FrozenVersion | None:
    """The newest version, if it says the same.

    A later release of the same engine may tell more in a result; that makes no other version.
    """
    newest = newest_version(transaction, statement_id)
    if newest is None:
        return None
    if newest.content_hash == content_hash(content):
        return FrozenVersion(newest, content)
    if newest.engine != ENGINE:
        return None
    known = FrozenVersion(newest, content_of(transaction, newest))
    try:
        return known if known.statement() == statement else None
    except ValidationError:
        return None


def _projected(statement: ValueStatement, result: Result, content: bytes) -> dict[str, str | None]:
    """What lists show without reading bodies."""
    metrics = result.metrics
    return {
        "engine": result.engine,
        "content_hash": content_hash(content),
        "title": statement.title,
        "currency_code": result.currency_code,
        "total_benefits": write_figure(result.total_benefits),
        "total_investment": write_figure(result.total_investment),
        "value": write_figure(result.value),
        "npv": _written(metrics.npv),
        "roi": _written(metrics.roi),
        "payback_months": _written(metrics.payback_months),
        "proven_share": _written(_proven_share(result)),
    }


def _proven_share(result: Result) -> Decimal | None:
    """The fraction of total benefits that rests on figures the customer confirmed."""
    proven = next((part for part in result.proof if part.strength == "customer_confirmed"), None)
    if proven is None or result.total_benefits <= 0:
        return None
    share = proven.total_benefits / result.total_benefits
    return share.quantize(Decimal("1e-6"), ROUND_HALF_UP)


def _written(figure: Decimal | None) -> str | None:
    return None if figure is None else write_figure(figure)
