"""What is to be printed: an order for a draft, a version, or a statement nobody stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic_core import from_json

from app.documents.order import Edition, Paper, PrintOrder, Variant
from app.services.content import canonical, content_hash
from app.services.drafts import CalculatedDraft
from app.services.errors import InvalidChangeError
from app.services.versions import FrozenVersion
from app.value import CalculationError, Result, ValueStatement, calculate


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is laid out."""

    variant: Variant = "full"
    paper: Paper = "A4"


def order_for_statement(
    statement: ValueStatement, author: str, now: datetime, layout: Layout
) -> PrintOrder:
    """An order for a statement that is stored nowhere.

    Raises:
        CalculationError: it has no result.
    """
    result = calculate(statement)
    return _order(statement, result, _unnumbered(statement, result, None, author, now), layout)


def order_for_draft(draft: CalculatedDraft, layout: Layout) -> PrintOrder:
    """An order for a draft, dated when it was put: the same draft is the same document.

    Raises:
        CalculationError: the draft has no result yet.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    outcome, record = draft.outcome, draft.draft.statement
    if outcome.statement is None:
        raise InvalidChangeError(outcome.faults)
    if outcome.result is None:
        raise CalculationError(outcome.faults)
    edition = _unnumbered(
        outcome.statement, outcome.result, draft.draft.stage, record.updated_by, record.updated_at
    )
    return _order(outcome.statement, outcome.result, edition, layout)


def order_for_version(frozen: FrozenVersion, layout: Layout) -> PrintOrder:
    """An order for a version: all of it from what was frozen, nothing calculated anew."""
    content, version = from_json(frozen.content), frozen.version
    edition = Edition(
        version_number=version.version_number,
        label=version.label,
        stage=version.stage,
        author=version.author,
        issued_at=version.created_at,
        content_hash=version.content_hash,
    )
    statement = ValueStatement.model_validate(content["statement"])
    return _order(statement, Result.model_validate(content["result"]), edition, layout)


def _unnumbered(
    statement: ValueStatement, result: Result, stage: str | None, author: str, issued_at: datetime
) -> Edition:
    return Edition(
        version_number=None,
        label=None,
        stage=stage,
        author=author,
        issued_at=issued_at,
        content_hash=content_hash(canonical(statement, result)),
    )


def _order(
    statement: ValueStatement, result: Result, edition: Edition, layout: Layout
) -> PrintOrder:
    return PrintOrder(
        statement=statement,
        result=result,
        edition=edition,
        variant=layout.variant,
        paper=layout.paper,
    )
