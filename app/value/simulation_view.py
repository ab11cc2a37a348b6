"""The simulation on the wire: what the case comes to when its assumptions are uncertain.

No figure has more digits than its standard error supports.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.value.assumptions import RangeReading
from app.value.case import Side
from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.statement import Convention

DistributionName = Literal[
    "shifted_lognormal", "pert", "triangular", "uniform", "normal", "lognormal", "discrete"
]
Reading = Literal["p10_p90", "min_max", "outcomes"]
MoneyMeasure = Literal["value", "npv"]


class StandardErrors(ResultPart):
    """How far each figure would move if all were drawn anew, two times in three."""

    p10: ExactFigure | None
    p50: ExactFigure | None
    p90: ExactFigure | None
    mean: ExactFigure | None


class Spread(ResultPart):
    """One measure over all draws in which the case has a result."""

    figure: ExactFigure | None = Field(description="With every assumption as it is.")
    p10: ExactFigure | None = Field(description="One draw in ten lies at it or below.")
    p50: ExactFigure | None
    p90: ExactFigure | None = Field(description="One draw in ten lies above.")
    mean: ExactFigure | None
    standard_errors: StandardErrors
    share_without: ExactFigure = Field(
        description="Of these draws, the share in which the measure does not exist: nothing is "
        "invested, or it does not pay back within the horizon (which counts as late)."
    )


class Chance(ResultPart):
    """The probability that a measure lies above an amount."""

    measure: MoneyMeasure
    above: ExactFigure
    probability: ExactFigure | None
    standard_error: ExactFigure | None


class Bin(ResultPart):
    """The share of draws from `low` up to below `high`."""

    low: ExactFigure
    high: ExactFigure
    share: ExactFigure


class CumulativePoint(ResultPart):
    """The figure that this share of the draws does not exceed."""

    share: ExactFigure
    figure: ExactFigure


class Curves(ResultPart):
    """A distribution as data for charts; what lies outside the bins is told as a share."""

    measure: MoneyMeasure
    below: ExactFigure
    bins: tuple[Bin, ...]
    above: ExactFigure
    cumulative: tuple[CumulativePoint, ...]


class LineSpread(ResultPart):
    """The range of one benefit or investment over the horizon, undiscounted."""

    side: Side
    key: str
    p10: ExactFigure | None
    p50: ExactFigure | None
    p90: ExactFigure | None


class UncertainInput(ResultPart):
    """An assumption that was drawn, and how its range was read."""

    key: str
    label: str
    unit: str | None
    distribution: DistributionName
    reading: Reading = Field(description="What low and high are: percentiles, ends, or outcomes.")
    low: ExactFigure
    figure: ExactFigure
    high: ExactFigure


class UndefinedFormula(ResultPart):
    """A formula that has no result in some draws."""

    pointer: str
    formula: str
    draws: int


class Simulation(ResultPart):
    """A case over many draws of its uncertain assumptions. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    range_reading: RangeReading
    seed: int
    draws: int
    replicates: int
    risk_adjusted: bool = Field(
        description="Whether the lines' risk adjustments apply as well: then the same risk may be "
        "counted twice."
    )
    value: Spread
    npv: Spread
    roi: Spread
    payback_months: Spread
    chances: tuple[Chance, ...]
    curves: tuple[Curves, ...]
    lines: tuple[LineSpread, ...]
    inputs: tuple[UncertainInput, ...]
    correlated: tuple[str, ...] = Field(description="Assumptions that were drawn together.")
    undefined_draws: int = Field(description="Draws without a result, left out of all figures.")
    undefined_formulas: tuple[UndefinedFormula, ...]
