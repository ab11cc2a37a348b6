"""Two editions of a case side by side: what changed, what each change did to the Value, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.documents.differing import DifferenceView, differences_shown
from app.documents.order import Edition, PrintOrder
from app.documents.register import PROVEN
from app.documents.shown import ShownFigures
from app.value import Result, ValueStatement
from app.value.assumptions import Assumption
from app.value.comparison import BridgePiece, ValueBridge, compare
from app.value.differences import differences
from app.value.errors import CalculationError
from app.value.largest_remainder import add_up
from app.value.rounding import Headlines, pinned, whole

MOST_PIECES = 16

Whole = int


@dataclass(frozen=True)
class SideView:
    """One edition with its figures; money in multiples of the document's scale."""

    number: int | None
    label: str | None
    author: str | None
    issued_at: datetime
    content_hash: str
    currency_code: str
    horizon_years: int
    benefits: Whole
    investment: Whole
    value: Whole
    npv: Whole
    roi: Decimal | None
    irr: Decimal | None
    payback_months: Decimal | None


@dataclass(frozen=True)
class PieceView:
    """What one change did; pieces add up to the change of Value and of NPV.

    `before` and `after` are figures by period, one where they are all the same, none where it is
    not a figure that changed; `reads` says how they are written. The kind `further` stands for
    `count` smaller changes, `rules` for what other rules of calculation did.
    """

    kind: str
    key: str | None
    label: str
    value: Whole
    npv: Whole
    unit: str | None = None
    reads: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    status_before: str | None = None
    status_after: str | None = None
    source: str | None = None
    note: str | None = None
    confirmed_by: str | None = None
    count: int = 0


@dataclass(frozen=True)
class ComparisonView:
    """From the earlier edition to this one; without a bridge where the currency changed."""

    before: SideView
    after: SideView
    same_currency: bool
    bridge: tuple[PieceView, ...]
    changes: tuple[DifferenceView, ...]
    further_changes: int


def comparison_of(order: PrintOrder, shown: ShownFigures) -> ComparisonView | None:
    """None where the order compares with nothing."""
    earlier = order.earlier
    if earlier is None:
        return None
    bridged = _bridge(earlier.statement, order.statement)
    before = _side(earlier.statement, earlier.result, earlier.edition, shown.scale)
    after = _side(order.statement, order.result, order.edition, shown.scale)
    after = replace(after, value=shown.table.value)
    same = earlier.statement.currency_code == order.statement.currency_code
    listed, further = differences_shown(differences(earlier.statement, order.statement))
    return ComparisonView(
        before=before,
        after=after,
        same_currency=same,
        bridge=_pieces(order, bridged, before, after, shown.scale),
        changes=listed,
        further_changes=further,
    )


def _bridge(before: ValueStatement, after: ValueStatement) -> ValueBridge | None:
    """None between two currencies, and where an edition frozen by other rules has no result now."""
    try:
        return compare(before, after).bridge
    except CalculationError:
        return None


def _side(statement: ValueStatement, result: Result, edition: Edition, scale: int) -> SideView:
    sides = Headlines(result.total_benefits, result.total_investment, result.value)
    gained, paid = pinned(sides, scale)
    return SideView(
        number=edition.version_number,
        label=edition.label,
        author=edition.author,
        issued_at=edition.issued_at,
        content_hash=edition.content_hash,
        currency_code=result.currency_code,
        horizon_years=statement.horizon_years,
        benefits=gained,
        investment=paid,
        value=gained - paid,
        npv=whole(result.metrics.npv, scale),
        roi=result.metrics.roi,
        irr=result.metrics.irr,
        payback_months=result.metrics.payback_months,
    )


def _pieces(
    order: PrintOrder, found: ValueBridge | None, before: SideView, after: SideView, scale: int
) -> tuple[PieceView, ...]:
    """The largest first; what is left over is told as such, so that the pieces add up."""
    if found is None or order.earlier is None:
        return ()
    moved = after.value - before.value, after.npv - before.npv
    values = _column([piece.amounts.value for piece in found.pieces], moved[0], scale)
    presents = _column([piece.amounts.npv for piece in found.pieces], moved[1], scale)
    told = [
        _piece(piece, value, npv, order.earlier.statement, order.statement)
        for piece, value, npv in zip(found.pieces, values, presents, strict=True)
    ]
    told = [piece for piece in told if piece.value or piece.npv]
    kept = told if len(told) <= MOST_PIECES + 1 else told[:MOST_PIECES]
    rest = told[len(kept) :]
    if rest:
        kept.append(_sum("further", rest))
    left = moved[0] - sum(values), moved[1] - sum(presents)
    if any(left):
        kind = "rounding" if max(map(abs, left)) <= 1 else "rules"
        kept.append(PieceView(kind, None, "", *left))
    return tuple(kept)


def _sum(kind: str, pieces: Sequence[PieceView]) -> PieceView:
    return PieceView(
        kind=kind,
        key=None,
        label="",
        value=sum(piece.value for piece in pieces),
        npv=sum(piece.npv for piece in pieces),
        count=len(pieces),
    )


def _column(amounts: Sequence[Decimal], moved: int, scale: int) -> list[int]:
    """Whole figures that add up to what the headlines moved, where only rounding is between."""
    total = whole(sum(amounts, Decimal(0)), scale)
    if abs(moved - total) <= 1:
        total = moved
    parts = [amount / scale for amount in amounts]
    return list(map(int, add_up(parts, Decimal(total), Decimal(1))))


def _piece(
    piece: BridgePiece, value: int, npv: int, old: ValueStatement, new: ValueStatement
) -> PieceView:
    told = PieceView(piece.kind, piece.key, piece.label, value, npv)
    if piece.kind == "assumption":
        return _of_assumption(told, _assumptions(old), _assumptions(new))
    if piece.kind in _WHOLE:
        field, reads = _WHOLE[piece.kind]
        return _moved(told, reads, getattr(old, field), getattr(new, field))
    if piece.kind == "risk_adjustment":
        before, after = (_risk(statement, piece.key) for statement in (old, new))
        return _moved(told, "percent", before, after)
    return told


_WHOLE = {
    "discount_rate": ("discount_rate", "percent"),
    "convention": ("convention", "code"),
    "horizon": ("horizon_years", "figure"),
}


def _risk(statement: ValueStatement, key: str | None) -> Decimal:
    found = {
        **{one.key: one.risk_adjustment for one in statement.benefits},
        **{one.key: one.risk_adjustment for one in statement.investments},
    }
    return found.get(key or "") or Decimal(0)


def _moved(told: PieceView, reads: str, before: object, after: object) -> PieceView:
    return replace(told, reads=reads, before=(str(before),), after=(str(after),))


def _assumptions(statement: ValueStatement) -> dict[str, Assumption]:
    return {one.key: one for one in statement.assumptions}


def _of_assumption(
    told: PieceView, old: Mapping[str, Assumption], new: Mapping[str, Assumption]
) -> PieceView:
    before, after = old.get(told.key or ""), new.get(told.key or "")
    if before is None or after is None:
        return told
    return replace(
        told,
        reads="formula" if after.formula or before.formula else "figure",
        unit=after.unit,
        before=_figures(before),
        after=_figures(after),
        status_before=before.status,
        status_after=after.status,
        source=after.source,
        note=after.note,
        confirmed_by=after.confirmed_by if after.status in PROVEN else None,
    )


def _figures(one: Assumption) -> tuple[str, ...]:
    if one.formula is not None:
        return (one.formula,)
    given: Any = one.by_year if one.by_year is not None else (one.value,)
    texts = tuple(f"{figure:f}" for figure in given)
    return texts[:1] if len(set(texts)) == 1 else texts
