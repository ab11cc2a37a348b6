"""What must be true, as it is told."""

from __future__ import annotations

from pydantic import Field

from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.statement import Convention


class BreakEvenFigure(ResultPart):
    """A figure at which the measure is zero, all other assumptions as they are."""

    figure: ExactFigure
    change: ExactFigure | None = Field(description="From the figure assumed, as a fraction of it.")
    exact: bool = Field(description="Calculated in decimals; otherwise found by search.")
    by_step: bool = Field(description="The measure jumps across zero here, without being zero.")
    plausible: bool = Field(description="On the same side of zero and within hard bounds.")
    within_range: bool | None = Field(description="Between low and high; null without a range.")


class BreakEven(ResultPart):
    """What one assumption must be. Its figure is the average of its years if it is by year."""

    key: str
    label: str
    unit: str | None
    figure: ExactFigure
    searched: tuple[ExactFigure, ExactFigure] | None = Field(
        description="From where to where it was looked for crossings; null where the case is "
        "straight in the figure, so that there is no more than one anywhere."
    )
    value: tuple[BreakEvenFigure, ...]
    npv: tuple[BreakEvenFigure, ...]
    what_must_be_true: str = Field(description="About Value, in words.")
    what_must_be_true_of_npv: str


class BreakEvens(ResultPart):
    """Of all assumptions, the one with the least room for Value first."""

    currency_code: str
    convention: Convention
    value: ExactFigure
    npv: ExactFigure
    assumptions: tuple[BreakEven, ...]
