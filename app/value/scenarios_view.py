"""Scenarios side by side, as they are told."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from app.value.assumptions import RangeReading
from app.value.figures import ExactFigure
from app.value.result import Metrics, ResultPart
from app.value.sensitivity_view import Target
from app.value.statement import Convention

ScenarioKind: TypeAlias = Literal["as_stated", "from_ranges", "own"]


class ScenarioChange(ResultPart):
    """An assumption that a scenario moves; of one by year, the average of its years."""

    key: str
    label: str
    unit: str | None
    stated: ExactFigure | None = Field(
        description="As the statement has it; null where it is a formula or has no level to move."
    )
    figure: ExactFigure
    by_year: tuple[ExactFigure, ...] | None


class ScenarioTotals(ResultPart):
    """The figures of one scenario, by the same definitions as those of a result."""

    total_benefits: ExactFigure
    total_investment: ExactFigure
    value: ExactFigure
    metrics: Metrics
    reasons: dict[str, str]
    value_above_stated: ExactFigure | None = Field(
        description="Value less that of the statement; below zero where the scenario is worse."
    )


class ScenarioResult(ResultPart):
    """One scenario; `totals` is null where its figures have no result, and `fault` says why."""

    key: str
    label: str
    kind: ScenarioKind
    changes: tuple[ScenarioChange, ...]
    totals: ScenarioTotals | None
    fault: str | None


class Scenarios(ResultPart):
    """The ways a case might go, side by side. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    range_reading: RangeReading
    target: Target = Field(description="What the ends of ranges were judged by.")
    scenarios: tuple[ScenarioResult, ...]
    without_range: tuple[str, ...] = Field(description="Given figures no derived scenario moves.")
    words: str
