"""From an order to the analyses its document shows.

Everything here is deterministic and bounded: the simulation draws from one seed for all documents,
that of the API's own default, so that both tell the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import TypeVar

from app.documents.analyses import (
    Analyses,
    BinView,
    BreakEvenKind,
    BreakEvensView,
    BreakEvenView,
    KindView,
    ProofView,
    ScenarioView,
    SimulationView,
    SwingView,
    TornadoView,
)
from app.documents.chained import value_chain
from app.documents.order import PrintOrder
from app.documents.shown import ShownFigures
from app.value.break_even import break_evens
from app.value.break_even_view import BreakEven, BreakEvenFigure
from app.value.break_even_words import is_counted, safely_rounded, shortened
from app.value.errors import CalculationError
from app.value.largest_remainder import add_up
from app.value.lines import Benefit
from app.value.rounding import Headlines, pinned
from app.value.scenarios import scenarios
from app.value.scenarios_view import ScenarioResult
from app.value.sensitivity import tornado
from app.value.sensitivity_view import Bar
from app.value.simulation import DRAWS, simulate
from app.value.simulation_view import Simulation

SEED = 1
FEWER_DRAWS = 4096
"""For a case so large that the usual number would take too long."""
SPREAD = Decimal("0.1")
"""How far each assumption is moved either side where none has a range."""
MOST_SWINGS, MOST_BREAK_EVENS, MOST_SCENARIOS = 12, 8, 6

Found = TypeVar("Found")


def analyses_of(order: PrintOrder, shown: ShownFigures) -> Analyses:
    """Analyse a case for its document; the expensive parts only where a section shows them."""
    wanted = order.variant == "full" and "sensitivity" not in order.without
    in_short = wanted or order.variant in ("summary", "full")
    return Analyses(
        tornado=_tornado(order, shown) if wanted else None,
        break_evens=_break_evens(order) if in_short else None,
        simulation=_simulation(order, shown) if in_short else None,
        scenarios=_scenarios(order, shown) if wanted else (),
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


def _tornado(order: PrintOrder, shown: ShownFigures) -> TornadoView | None:
    found = tornado(order.statement)
    spread = None
    if not found.bars:
        found, spread = tornado(order.statement, spread=SPREAD), SPREAD
    moving = [bar for bar in found.bars if bar.swing is None or bar.swing]
    kept = _kept(moving, MOST_SWINGS)
    return (
        TornadoView(
            value=shown.table.value,
            spread=spread,
            swings=tuple(_swing(bar, shown) for bar in kept),
            further=len(moving) - len(kept),
            without_range=0 if spread else len(found.without_range),
        )
        if moving
        else None
    )


def _swing(bar: Bar, shown: ShownFigures) -> SwingView:
    at_low, at_high = (
        None if end.value is None else shown.of(end.value) for end in (bar.low, bar.high)
    )
    step = bar.hidden_step
    return SwingView(
        key=bar.key,
        label=bar.label,
        unit=bar.unit,
        figure=bar.figure,
        low=bar.low.figure,
        high=bar.high.figure,
        value_at_low=at_low,
        value_at_high=at_high,
        direction=bar.direction,
        same_side=bar.ends_on_same_side,
        steps_after=step.after if step else None,
        steps_before=step.before if step else None,
    )


def _break_evens(order: PrintOrder) -> BreakEvensView | None:
    found = break_evens(order.statement)
    unmoved = [one for one in found.assumptions if not one.searched and not one.value]
    reachable = [one for one in found.assumptions if any(each.plausible for each in one.value)]
    by_key = {one.key: one for one in order.statement.assumptions}
    kept = _kept(reachable, MOST_BREAK_EVENS)
    if not found.assumptions:
        return None
    return BreakEvensView(
        rows=tuple(
            _break_even(one, found.value, counted=is_counted(by_key[one.key], found.currency_code))
            for one in kept
        ),
        further=len(reachable) - len(kept),
        never=len(found.assumptions) - len(reachable) - len(unmoved),
        unmoved=len(unmoved),
    )


def _break_even(one: BreakEven, value: Decimal, *, counted: bool) -> BreakEvenView:
    plausible = [each for each in one.value if each.plausible]
    kind = _kind(one, plausible, value, counted=counted)
    single = kind not in {"several", "jumps"}
    reached = [
        safely_rounded(each.figure, one.figure, safe=value > 0)
        if single
        else shortened(each.figure, ROUND_FLOOR)
        for each in plausible
    ]
    change = plausible[0].change
    return BreakEvenView(
        key=one.key,
        label=one.label,
        unit=one.unit,
        kind=kind,
        figure=one.figure,
        reached=tuple(reached),
        change=abs(change) if single and change is not None else None,
        within_range=any(each.within_range for each in plausible)
        if plausible[0].within_range is not None
        else None,
    )


def _kind(
    one: BreakEven, plausible: Sequence[BreakEvenFigure], value: Decimal, *, counted: bool
) -> BreakEvenKind:
    if any(each.by_step for each in plausible):
        return "jumps"
    if len(plausible) > 1:
        return "several"
    reached = plausible[0].figure
    if reached == one.figure or not value:
        return "zero_as_assumed"
    falls = reached < one.figure
    if value < 0:
        return "only_if_falls" if falls else "only_if_rises"
    if falls and counted:
        return "holds_with_only"
    return "holds_if_falls" if falls else "holds_if_rises"


def _simulation(order: PrintOrder, shown: ShownFigures) -> SimulationView | None:
    """None where there is nothing to draw, or too much without a result to tell anything."""
    for draws in (DRAWS, FEWER_DRAWS):
        try:
            return _simulated(simulate(order.statement, seed=SEED, draws=draws), order, shown)
        except CalculationError as error:
            if error.faults[0].code != "TOO_MUCH_WORK":
                return None
    return None


def _simulated(found: Simulation, order: PrintOrder, shown: ShownFigures) -> SimulationView | None:
    told = found.value
    if told.p10 is None or told.p50 is None or told.p90 is None:
        return None
    curves = next(one for one in found.curves if one.measure == "value")
    chance = next(one for one in found.chances if one.measure == "value" and not one.above)
    adjusted = any(
        (
            *(one.risk_adjustment for one in order.statement.benefits),
            *(one.risk_adjustment for one in order.statement.investments),
        )
    )
    return SimulationView(
        seed=found.seed,
        draws=found.draws,
        value=shown.table.value,
        p10=shown.of(told.p10),
        p50=shown.of(told.p50),
        p90=shown.of(told.p90),
        mean=None if told.mean is None else shown.of(told.mean),
        above_zero=chance.probability,
        bins=tuple(
            BinView(float(one.low) / shown.scale, float(one.high) / shown.scale, float(one.share))
            for one in curves.bins
        ),
        outside=curves.below + curves.above,
        uncertain=len(found.inputs),
        undefined=found.undefined_draws,
        counts_risk_twice=adjusted,
    )


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


def _kept(found: Sequence[Found], most: int) -> Sequence[Found]:
    """As many as there is room for; a single further one is shown instead of counted."""
    return found if len(found) <= most + 1 else found[:most]
