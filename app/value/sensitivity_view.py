"""What each assumption's range does to the case, as it is told."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from app.value.assumptions import RangeReading
from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.statement import Convention

Target: TypeAlias = Literal["value", "npv"]
Direction: TypeAlias = Literal["higher_is_better", "lower_is_better", "none"]
TARGETS: tuple[Target, Target] = ("value", "npv")


class BarEnd(ResultPart):
    """The case with one assumption at one end of its range; null where it has no result."""

    figure: ExactFigure
    value: ExactFigure | None
    npv: ExactFigure | None


class HiddenStep(ResultPart):
    """Between two figures within the range the case jumps: a straight bar would mislead."""

    after: ExactFigure
    before: ExactFigure
    jump: ExactFigure


class Bar(ResultPart):
    """One assumption moved through its range, all others as they are."""

    key: str
    label: str
    unit: str | None
    figure: ExactFigure = Field(description="As assumed; the average of its years if by year.")
    low: BarEnd
    high: BarEnd
    swing: ExactFigure | None = Field(description="Between the best and the worst of the three.")
    direction: Direction
    ends_on_same_side: bool = Field(description="Both ends are better, or both are worse.")
    hidden_step: HiddenStep | None


class Tornado(ResultPart):
    """All assumptions with a range, the largest swing first. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    range_reading: RangeReading
    spread: ExactFigure | None = Field(description="The fraction used instead of the ranges given.")
    target: Target
    value: ExactFigure | None
    npv: ExactFigure | None
    bars: tuple[Bar, ...]
    without_range: tuple[str, ...]
