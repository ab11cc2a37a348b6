"""What is to be printed: an order for a draft, a version, or a statement nobody stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic_core import from_json

from app.documents.brand import USUAL_BRAND, Brand
from app.documents.forms import Form
from app.documents.order import Earlier, Edition, Paper, PastVersion, PrintOrder, Section, Variant
from app.services.brands import statement_brand
from app.services.content import canonical, content_hash, outcome_of
from app.services.drafts import draft
from app.services.errors import InvalidChangeError, LayoutError
from app.services.preconditions import etag_of
from app.services.versions import FrozenVersion, version
from app.store import Transaction
from app.store.records import Draft, Version
from app.store.versions import all_versions
from app.value import ENGINE, CalculationError, Result, ValueStatement, calculate

_COMPARES: tuple[Form, ...] = ("pdf", "html", "json")
"""Forms in which a comparison is told."""
Told = tuple[ValueStatement, Result, Edition, bytes]
"""With the canonical JSON that the edition's hash is of."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is laid out; `earlier` is the version that a comparison compares with."""

    variant: Variant = "full"
    paper: Paper = "A4"
    form: Form = "pdf"
    language: str | None = None
    without: tuple[Section, ...] = ()
    player: str | None = None
    earlier: int | None = None
    attachments: bool = True


@dataclass(frozen=True, slots=True)
class Printable:
    """What was read of a draft or a version, to be printed unless its reader has the document.

    `told_apart_by` says all that tells its documents apart, the layout excepted.
    """

    kind: str
    identifier: str
    told_apart_by: tuple[str, ...]
    read: Draft | FrozenVersion
    earlier: FrozenVersion | None
    history: tuple[PastVersion, ...]
    brand: Brand

    def order(self, layout: Layout) -> PrintOrder:
        """The order for a document of it.

        Raises:
            CalculationError: the draft has no result yet.
            InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
            LayoutError: the statement cannot give what the layout asks for.
        """
        read = self.read
        told = _frozen(read) if isinstance(read, FrozenVersion) else _drafted(read)
        earlier = Earlier(*_frozen(self.earlier)[:3]) if self.earlier else None
        return replace(_order(told, layout, earlier, self.history), brand=self.brand)


def order_for_statement(
    statement: ValueStatement,
    author: str,
    now: datetime,
    layout: Layout,
    brand: Brand = USUAL_BRAND,
) -> PrintOrder:
    """An order for a statement that is stored nowhere.

    Raises:
        CalculationError: it has no result.
        LayoutError: the statement cannot give what the layout asks for.
    """
    if layout.variant == "comparison":
        raise LayoutError("variant", "What is stored nowhere has no earlier version to compare.")
    result = calculate(statement)
    order = _order(_unnumbered(statement, result, None, author, now), layout)
    return replace(order, brand=brand)


def printable_draft(transaction: Transaction, statement_id: str, layout: Layout) -> Printable:
    """A draft, dated when it was put: the same draft is the same document.

    Raises:
        NotFoundError: this workspace has no such statement, or no such version to compare with.
        LayoutError: it has no version to compare with.
    """
    read = draft(transaction, statement_id)
    past = all_versions(transaction, statement_id)
    earlier = _earlier(transaction, past, statement_id, layout)
    brand = statement_brand(transaction, statement_id)
    told = (etag_of(read.statement), read.account_name, read.stage or "", ENGINE)
    apart = (*told, *_hashes(past, earlier), brand.fingerprint())
    return Printable("statement", statement_id, apart, read, earlier, _history(past), brand)


def printable_version(
    transaction: Transaction, statement_id: str, number: int, layout: Layout
) -> Printable:
    """A version: all of it from what was frozen, nothing calculated anew; in today's brand.

    Raises:
        NotFoundError: this workspace has no such version, or none such to compare with.
        LayoutError: it has no version to compare with.
    """
    read = version(transaction, statement_id, number)
    past = tuple(
        each for each in all_versions(transaction, statement_id) if each.version_number <= number
    )
    earlier = _earlier(transaction, past[:-1], statement_id, layout)
    brand = statement_brand(transaction, statement_id)
    apart = (read.version.id, *_hashes(past, earlier), brand.fingerprint())
    return Printable("version", read.version.id, apart, read, earlier, _history(past), brand)


def _earlier(
    transaction: Transaction, past: tuple[Version, ...], statement_id: str, layout: Layout
) -> FrozenVersion | None:
    if layout.variant != "comparison":
        return None
    if layout.earlier is not None:
        return version(transaction, statement_id, layout.earlier)
    if not past:
        raise LayoutError("variant", "There is no earlier version to compare with.")
    return version(transaction, statement_id, past[-1].version_number)


def _hashes(past: tuple[Version, ...], earlier: FrozenVersion | None) -> tuple[str, ...]:
    told = (*past[-1:], *((earlier.version,) if earlier else ()))
    return tuple(each.content_hash for each in told)


def _history(past: tuple[Version, ...]) -> tuple[PastVersion, ...]:
    return tuple(
        PastVersion(
            version_number=each.version_number,
            label=each.label,
            note=each.note,
            author=each.author,
            issued_at=each.created_at,
            currency_code=each.currency_code,
            value=each.value,
        )
        for each in past
    )


def _drafted(read: Draft) -> Told:
    """A draft with its result, which is calculated for whoever has no such document yet."""
    outcome, record = outcome_of(read.content, read.account_name), read.statement
    if outcome.statement is None:
        raise InvalidChangeError(outcome.faults)
    if outcome.result is None:
        raise CalculationError(outcome.faults)
    return _unnumbered(
        outcome.statement, outcome.result, read.stage, record.updated_by, record.updated_at
    )


def _frozen(frozen: FrozenVersion) -> Told:
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
    return statement, Result.model_validate(content["result"]), edition, frozen.content


def _unnumbered(
    statement: ValueStatement, result: Result, stage: str | None, author: str, issued_at: datetime
) -> Told:
    content = canonical(statement, result)
    edition = Edition(
        version_number=None,
        label=None,
        stage=stage,
        author=author,
        issued_at=issued_at,
        content_hash=content_hash(content),
    )
    return statement, result, edition, content


def _order(
    told: Told,
    layout: Layout,
    earlier: Earlier | None = None,
    history: tuple[PastVersion, ...] = (),
) -> PrintOrder:
    statement, result, edition, content = told
    if layout.variant == "comparison" and layout.form not in _COMPARES:
        raise LayoutError("variant", "A comparison comes as PDF, as a web page, or as data.")
    players = [player.key for player in statement.key_players]
    if layout.variant == "player" and layout.player not in players:
        known = ", ".join(players[:10]) or "none"
        raise LayoutError("player", f"Name a key player of the statement. There are: {known}.")
    return PrintOrder(
        statement=statement,
        result=result,
        edition=edition,
        variant=layout.variant,
        paper=layout.paper,
        form=layout.form,
        language=layout.language,
        without=layout.without,
        player=layout.player if layout.variant == "player" else None,
        earlier=earlier,
        history=history,
        content=content.decode() if layout.attachments and layout.form == "pdf" else None,
    )
