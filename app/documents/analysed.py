"""From an order to the analyses its document shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from app.documents.analyses import Analyses, KindView, ProofView, ScenarioView
from app.documents.chained import value_chain
from app.documents.doubted import break_evens_shown, simulation_shown, tornado_shown
from app.documents.order import PrintOrder
from app.documents.shown import ShownFigures
from app.value.errors import CalculationError
from app.value.largest_remainder import add_up
from app.value.lines import Benefit
from app.value.rounding import Headlines, pinned
from app.value.scenarios import scenarios
from app.value.scenarios_view import ScenarioResult

MOST_SCENARIOS = 6

Found = TypeVar("Found")


def analyses_of(order: PrintOrder, shown: ShownFigures) -> Analyses:
    """Analyse a case for its document; the expensive parts only where a section shows them."""
    wanted = order.variant == "full" and "sensitivity" not in order.without
    in_short = wanted or order.variant in ("summary", "full")
    return Analyses(
        tornado=_if_possible(lambda: tornado_shown(order, shown)) if wanted else None,
        break_evens=_if_possible(lambda: break_evens_shown(order)) if in_short else None,
        simulation=simulation_shown(order, shown) if in_short else None,
        scenarios=(_if_possible(lambda: _scenarios(order, shown)) or ()) if wanted else (),
        proof=proof_shown(order, shown),
        kinds=kinds_shown(order, shown),
        chain=value_chain(order.statement, order.result, shown),
    )


def proof_shown(order: PrintOrder, shown: ShownFigures) -> tuple[ProofView, ...]:
    """The split of proof, rounded so that its columns add up to the headlines."""
    shares = order.result.proof
    table = shown.table
    columns = [
        _whole([part.total_benefits for part in shares], table.total_benefits, shown.scale),
        _whole([part.total_investment for part in shares], table.total_investment, shown.scale),
    ]
    rows = [
        ProofView(share.strength, gained, paid, gained - paid)
        for share, gained, paid in zip(shares, *columns, strict=True)
    ]
    return tuple(row for row in rows if row.benefits or row.investment)


def kinds_shown(order: PrintOrder, shown: ShownFigures) -> tuple[KindView, ...]:
    """Benefits by period and category, or by realisation where no category is told."""
    benefits: Mapping[str, Benefit] = {one.key: one for one in order.statement.benefits}
    counted = [benefits[line.key] for line in order.result.lines if line.side == "benefit"]
    field = "category" if any(one.category for one in counted) else "realisation"
    rows: dict[str, list[tuple[int, ...]]] = {}
    for one, row in zip(counted, shown.table.benefits, strict=True):
        rows.setdefault(getattr(one, field) or f"unsaid_{field}", []).append(row)
    kinds = [
        KindView(code, tuple(map(sum, zip(*found, strict=True))), sum(map(sum, found)))
        for code, found in rows.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: -abs(kind.total)))


def _if_possible(analyse: Callable[[], Found | None]) -> Found | None:
    """A version frozen by other rules, which has no result by these, is printed all the same."""
    try:
        return analyse()
    except CalculationError:
        return None


def _scenarios(order: PrintOrder, shown: ShownFigures) -> tuple[ScenarioView, ...]:
    """Side by side where there is more than the case as stated."""
    found = scenarios(order.statement).scenarios
    return tuple(_scenario(one, shown) for one in found[:MOST_SCENARIOS]) if len(found) > 1 else ()


def _scenario(one: ScenarioResult, shown: ShownFigures) -> ScenarioView:
    label = one.label if one.kind == "own" else None
    totals = one.totals
    if totals is None:
        return ScenarioView(one.key, label, None, None, None, None, None, len(one.changes))
    sides = Headlines(totals.total_benefits, totals.total_investment, totals.value)
    gained, paid = pinned(sides, shown.scale)
    return ScenarioView(
        key=one.key,
        label=label,
        benefits=gained,
        investment=paid,
        value=gained - paid,
        npv=shown.of(totals.metrics.npv),
        payback_months=totals.metrics.payback_months,
        moved=len(one.changes),
    )


def _whole(parts: Sequence[Decimal], total: int, scale: int) -> list[int]:
    """Parts in whole multiples of the scale that add up to a total that is shown."""
    if not any(parts):
        return [0] * len(parts)
    given = [place for place, part in enumerate(parts) if part]
    rounded = add_up([parts[place] / scale for place in given], Decimal(total), Decimal(1))
    column = [0] * len(parts)
    for place, part in zip(given, rounded, strict=True):
        column[place] = int(part)
    return column
