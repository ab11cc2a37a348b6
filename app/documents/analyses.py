"""The analyses a document shows, decided: figures and codes, no words.

Money is whole numbers in multiples of the document's scale, as everywhere in a view-model.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.documents.line_view import Movement
from app.value.result import Strength

Whole = int


@dataclass(frozen=True)
class SwingView:
    """One assumption moved through its range; a value is None where the case has no result.

    `refs` are its rows in the calculations, `A1` say.
    """

    key: str
    refs: tuple[str, ...]
    label: str
    unit: str | None
    figure: Decimal
    low: Decimal
    high: Decimal
    value_at_low: Whole | None
    value_at_high: Whole | None
    direction: Literal["higher_is_better", "lower_is_better", "none"]
    same_side: bool
    steps_after: Decimal | None
    steps_before: Decimal | None


@dataclass(frozen=True)
class TornadoView:
    """The largest swings first. `spread`: no range is given, so each moved by this fraction."""

    value: Whole
    spread: Decimal | None
    swings: tuple[SwingView, ...]
    further: int
    without_range: int


BreakEvenKind = Literal[
    "zero_as_assumed",
    "holds_with_only",
    "holds_if_falls",
    "holds_if_rises",
    "only_if_falls",
    "only_if_rises",
    "several",
    "jumps",
]


@dataclass(frozen=True)
class BreakEvenView:
    """The figure at which Value is zero, rounded to the safe side; several where it crosses often.

    `change` is the fraction of the figure assumed between the two, without a sign.
    """

    key: str
    refs: tuple[str, ...]
    label: str
    unit: str | None
    kind: BreakEvenKind
    figure: Decimal
    reached: tuple[Decimal, ...]
    change: Decimal | None
    within_range: bool | None


@dataclass(frozen=True)
class BreakEvensView:
    """Those with the least room first.

    `never` assumptions matter and have no plausible break-even; `unmoved` do not matter.
    """

    rows: tuple[BreakEvenView, ...]
    further: int
    never: int
    unmoved: int


@dataclass(frozen=True)
class BinView:
    """The share of draws from `low` up to below `high`, in multiples of the scale."""

    low: float
    high: float
    share: float


@dataclass(frozen=True)
class SimulationView:
    """Value over all draws; no figure has more digits than its standard error supports."""

    seed: int
    draws: int
    value: Whole
    p10: Whole
    p50: Whole
    p90: Whole
    mean: Whole | None
    above_zero: Decimal | None
    bins: tuple[BinView, ...]
    outside: Decimal
    uncertain: int
    undefined: int
    counts_risk_twice: bool


@dataclass(frozen=True)
class ScenarioView:
    """One way the case might go; without figures where it has no result."""

    key: str
    label: str | None
    benefits: Whole | None
    investment: Whole | None
    value: Whole | None
    npv: Whole | None
    payback_months: Decimal | None
    moved: int


@dataclass(frozen=True)
class ProofView:
    """What rests on figures of one strength; over all strengths it adds up to the headlines."""

    strength: Strength
    benefits: Whole
    investment: Whole
    value: Whole


@dataclass(frozen=True)
class KindView:
    """Benefits of one kind by period; a kind nobody named is `unsaid_category`."""

    code: str
    by_period: tuple[Whole, ...]
    total: Whole


@dataclass(frozen=True)
class BoxView:
    """One link of the value chain; `movement` is what it moves, from one figure to another."""

    key: str
    text: str
    total: Whole | None = None
    movement: Movement | None = None
    owner: str | None = None


@dataclass(frozen=True)
class ChainView:
    """From those concerned to the Value: columns by code, and which box leads to which."""

    columns: tuple[tuple[str, tuple[BoxView, ...]], ...]
    links: tuple[tuple[str, str], ...]
    left_out: int


@dataclass(frozen=True)
class Analyses:
    """All of them; one is None or empty where the case has nothing to analyse."""

    tornado: TornadoView | None
    break_evens: BreakEvensView | None
    simulation: SimulationView | None
    scenarios: tuple[ScenarioView, ...]
    proof: tuple[ProofView, ...]
    kinds: tuple[KindView, ...]
    chain: ChainView | None
