"""The shapes of lines in a view-model: benefits and investments, with and without money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Whole = int
"""Money in multiples of the document's scale."""


@dataclass(frozen=True)
class Movement:
    """What a benefit moves, from one figure to another."""

    label: str
    unit: str | None
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class InputView:
    """An assumption as one row: `by_period` where they differ, `value` where they do not.

    `note` is the number of its source in the list of sources.
    """

    ref: str
    key: str
    label: str
    unit: str | None
    formula: str | None
    value: Decimal | None
    by_period: tuple[Decimal | None, ...]
    note: int | None


@dataclass(frozen=True)
class FormulaView:
    """A formula of a line as written; `month` is said of a one-off alone."""

    role: str
    text: str
    month: int | None = None


@dataclass(frozen=True)
class Amounts:
    """Money by band, and its total."""

    by_band: tuple[Whole, ...]
    total: Whole


@dataclass(frozen=True)
class Timing:
    """What shapes a line over time; what is not given is not said."""

    starts_month: int | None
    ends_month: int | None
    adoption: tuple[Decimal, ...]
    growth: Decimal | None


@dataclass(frozen=True)
class Shared:
    """Something of which there is only so much, and the other benefits that take from it."""

    label: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class LineView:
    """A benefit or investment with money; all money adds up to the tables of the document.

    A summary tells no inputs and nothing about the time before the risk adjustment.
    """

    side: str
    key: str
    ref: str
    detailed: bool
    statement: str
    by_band: tuple[Whole, ...]
    total: Whole
    at_full_effect: Whole
    """The money of its largest year."""
    present_value: Whole
    before: Amounts
    adjustment: Amounts
    risk_adjustment: Decimal | None
    traits: tuple[str, ...]
    kind: str
    movement: Movement | None
    formulas: tuple[FormulaView, ...]
    further_formulas: int
    timing: Timing
    pains: tuple[str, ...]
    means: tuple[str, ...]
    owners: tuple[str, ...]
    shared: tuple[Shared, ...]
    inputs: tuple[InputView, ...]
    further_inputs: int
    total_ref: str
    adjusted_ref: str


@dataclass(frozen=True)
class Unquantified:
    """A benefit that is told and not counted."""

    statement: str
    pains: tuple[str, ...]
    means: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Lines of one kind, by their place, and what they come to."""

    kind: str
    lines: tuple[int, ...]
    by_band: tuple[Whole, ...]
    total: Whole
    present_value: Whole
