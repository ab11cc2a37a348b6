"""The comparison of two states of a statement on the wire: differences, bridge, ratios."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from app.value.bridge import Bridge, Piece, bridge
from app.value.calculate import calculate
from app.value.case import Side
from app.value.currencies import MINOR_UNIT
from app.value.differences import Difference, differences
from app.value.figures import ExactFigure
from app.value.largest_remainder import add_up
from app.value.result import ENGINE, Metrics, Result, ResultPart
from app.value.statement import ValueStatement

_QUANTITIES = ("value", "npv", "total_benefits", "total_investment")


class Quantities(ResultPart):
    """The four quantities that add up, undiscounted but for `npv`."""

    value: ExactFigure
    npv: ExactFigure
    total_benefits: ExactFigure
    total_investment: ExactFigure


class BridgePiece(ResultPart):
    """What one change accounts for; pieces add up to the change in each quantity."""

    kind: str = Field(
        description="assumption, formula, timing, ramp, risk_adjustment, discount_rate, "
        "convention, horizon, line_added, line_removed, or several changes of one line together."
    )
    key: str | None
    side: Side | None
    label: str
    amounts: Quantities
    exact: bool = Field(description="False where orders of change were sampled.")


class ValueBridge(ResultPart):
    """From one state's figures to the other's."""

    before: Quantities
    after: Quantities
    change: Quantities
    pieces: tuple[BridgePiece, ...]


class Ratios(ResultPart):
    """Figures that do not add up, so they are shown before and after, not bridged."""

    before: Metrics
    after: Metrics
    reasons_before: dict[str, str]
    reasons_after: dict[str, str]


class Comparison(ResultPart):
    """What changed, and what each change did to Value."""

    currency_code: str
    differences: tuple[Difference, ...]
    bridge: ValueBridge | None = Field(
        description="Null where the two are in different currencies."
    )
    bridge_reason: str | None
    ratios: Ratios
    engine: str = Field(default=ENGINE, description="With which both states are calculated here.")
    note: str | None = Field(
        default=None,
        description="Said where a version was frozen by another engine, whose figures may differ "
        "from those compared here.",
    )


def compare(before: ValueStatement, after: ValueStatement) -> Comparison:
    """Compare two states of a statement.

    Raises:
        CalculationError: one of the two has no result.
    """
    old, new = calculate(before), calculate(after)
    same = before.currency_code == after.currency_code
    return Comparison(
        currency_code=after.currency_code,
        differences=differences(before, after),
        bridge=_published(bridge(before, after), old, new) if same else None,
        bridge_reason=None
        if same
        else f"The currency changed from {before.currency_code} to {after.currency_code}.",
        ratios=Ratios(
            before=old.metrics,
            after=new.metrics,
            reasons_before=old.reasons,
            reasons_after=new.reasons,
        ),
    )


def _published(exact: Bridge, old: Result, new: Result) -> ValueBridge:
    before, after = _quantities(old), _quantities(new)
    change = Quantities(
        **{name: getattr(after, name) - getattr(before, name) for name in _QUANTITIES}
    )
    step = Decimal(1).scaleb(-MINOR_UNIT[new.currency_code])
    columns = {
        name: _column(exact.pieces, name, getattr(change, name), step) for name in _QUANTITIES
    }
    return ValueBridge(
        before=before,
        after=after,
        change=change,
        pieces=tuple(
            BridgePiece(
                kind=piece.kind,
                key=piece.key or None,
                side=piece.side,
                label=_label(piece, exact),
                amounts=Quantities(**{name: columns[name][index] for name in _QUANTITIES}),
                exact=piece.exact,
            )
            for index, piece in enumerate(exact.pieces)
        ),
    )


def _column(
    pieces: tuple[Piece, ...], quantity: str, change: Decimal, step: Decimal
) -> dict[int, Decimal]:
    """One quantity rounded so that it adds up; lines in one state keep their printed figure."""
    exact = {index: getattr(piece.amounts, quantity) for index, piece in enumerate(pieces)}
    fixed = {
        index: amount.quantize(step, "ROUND_HALF_UP")
        for index, amount in exact.items()
        if pieces[index].kind in ("line_added", "line_removed")
    }
    free = [index for index in exact if index not in fixed and exact[index]]
    rest = change - sum(fixed.values(), Decimal(0))
    shared = add_up([exact[index] for index in free], rest, step)
    zero = step - step
    return dict.fromkeys(exact, zero) | fixed | dict(zip(free, shared, strict=True))


def _quantities(result: Result) -> Quantities:
    return Quantities(
        value=result.value,
        npv=result.metrics.npv,
        total_benefits=result.total_benefits,
        total_investment=result.total_investment,
    )


def _label(piece: Piece, exact: Bridge) -> str:
    for case in (exact.after, exact.before):
        if piece.side is None:
            for assumption in case.statement.assumptions:
                if assumption.key == piece.key:
                    return assumption.label or assumption.key
        for line in case.on(piece.side) if piece.side else ():
            if line.line.key == piece.key:
                return line.line.statement
    return piece.kind.replace("_", " ").capitalize()
