"""How sure a case is, as its document tells it: swings, break-evens, and all at once.

Everything here is deterministic and bounded: the simulation draws from one seed for all documents,
that of the API's own default, so that both tell the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import TypeVar

from app.documents.analyses import (
    BinView,
    BreakEvenKind,
    BreakEvensView,
    BreakEvenView,
    SimulationView,
    SwingView,
    TornadoView,
)
from app.documents.inputs import Inputs
from app.documents.order import PrintOrder
from app.documents.shown import ShownFigures
from app.value.break_even import break_evens
from app.value.break_even_view import BreakEven, BreakEvenFigure
from app.value.break_even_words import is_counted, safely_rounded, shortened
from app.value.errors import CalculationError
from app.value.sensitivity import tornado
from app.value.sensitivity_view import Bar
from app.value.simulation import DRAWS, simulate
from app.value.simulation_view import Bin, Simulation

SEED = 1
FEWER_DRAWS = 4096
"""For a case so large that the usual number would take too long."""
SPREAD = Decimal("0.1")
"""How far each assumption is moved either side where none has a range."""
MOST_SWINGS, MOST_BREAK_EVENS = 9, 8

_SEEN = Decimal(2)
"""How far beyond P10 and P90 a histogram is drawn, in spans between the two."""

Found = TypeVar("Found")


def tornado_shown(order: PrintOrder, shown: ShownFigures) -> TornadoView | None:
    """The swings, the largest first; where no range is given, of a tenth either side."""
    found = tornado(order.statement)
    spread = None
    if not found.bars:
        found, spread = tornado(order.statement, spread=SPREAD), SPREAD
    moving = [bar for bar in found.bars if bar.swing is None or bar.swing]
    kept, refs = _kept(moving, MOST_SWINGS), _references(order)
    return (
        TornadoView(
            value=shown.table.value,
            spread=spread,
            swings=tuple(_swing(bar, shown, refs[bar.key]) for bar in kept),
            further=len(moving) - len(kept),
            without_range=0 if spread else len(found.without_range),
        )
        if moving and found.value is not None
        else None
    )


def _swing(bar: Bar, shown: ShownFigures, refs: tuple[str, ...]) -> SwingView:
    at_low, at_high = (
        None if end.value is None else shown.of(end.value) for end in (bar.low, bar.high)
    )
    step = bar.hidden_step
    return SwingView(
        key=bar.key,
        refs=refs,
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


def break_evens_shown(order: PrintOrder) -> BreakEvensView | None:
    """What each assumption must be, the one with the least room first."""
    found = break_evens(order.statement)
    unmoved = [one for one in found.assumptions if not one.searched and not one.value]
    reachable = [one for one in found.assumptions if any(each.plausible for each in one.value)]
    kept, refs = _kept(reachable, MOST_BREAK_EVENS), _references(order)
    counted = {
        one.key
        for one in order.statement.assumptions
        if is_counted(one, order.statement.currency_code)
    }
    if not found.assumptions:
        return None
    return BreakEvensView(
        rows=tuple(
            _break_even(one, found.value, refs[one.key], counted=one.key in counted) for one in kept
        ),
        further=len(reachable) - len(kept),
        never=len(found.assumptions) - len(reachable) - len(unmoved),
        unmoved=len(unmoved),
    )


def _break_even(
    one: BreakEven, value: Decimal, refs: tuple[str, ...], *, counted: bool
) -> BreakEvenView:
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
        refs=refs,
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


def simulation_shown(order: PrintOrder, shown: ShownFigures) -> SimulationView | None:
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
    bins = _near(curves.bins, told.p10, told.p90)
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
            for one in bins
        ),
        outside=1 - sum((one.share for one in bins), Decimal(0)),
        uncertain=len(found.inputs),
        undefined=found.undefined_draws,
        counts_risk_twice=adjusted,
    )


def _near(bins: Sequence[Bin], p10: Decimal, p90: Decimal) -> list[Bin]:
    """The bins that can be seen: a far tail would press all others into a line."""
    reach = _SEEN * (p90 - p10)
    near = [one for one in bins if one.high >= p10 - reach and one.low <= p90 + reach]
    return near or list(bins)


def _references(order: PrintOrder) -> dict[str, tuple[str, ...]]:
    """Where each assumption stands in the calculations."""
    inputs = Inputs(order.statement, order.result)
    return {
        one.key: tuple(ref for ref, _line in inputs.rows(one))
        for one in order.statement.assumptions
    }


def _kept(found: Sequence[Found], most: int) -> Sequence[Found]:
    """As many as there is room for; a single further one is shown instead of counted."""
    return found if len(found) <= most + 1 else found[:most]
