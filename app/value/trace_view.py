"""What a trace tells: every figure of a result, taken apart."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.value.assumptions import Basis, Status
from app.value.case import Side
from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.statement import Convention

FiguresByPeriod = Annotated[
    tuple[ExactFigure | None, ...],
    Field(description="Initial, then each year; null where the formula is not used."),
]


class Reading(ResultPart):
    """An equation over figures, in the periods in which it reads so.

    `≈` stands where the rounded figures shown would give another last digit than the exact ones.
    """

    periods: tuple[str, ...]
    text: str


class PartTrace(ResultPart):
    """A part of a formula: as written, in words, what it came to, and its own parts.

    Under PREV and INITIAL the figures are those of the period looked at.
    """

    formula: str
    words: str
    unit: str | None
    by_period: FiguresByPeriod
    holds: tuple[bool | None, ...] | None = Field(description="For a condition, by period.")
    readings: tuple[Reading, ...]
    parts: tuple[PartTrace, ...]


class FormulaTrace(ResultPart):
    """One formula of a line or an assumption, in the periods in which it is used."""

    role: Literal["upfront", "per_year", "one_off", "assumption"]
    month: int | None = Field(description="Of a one-off amount.")
    pointer: str
    whole: PartTrace


class InputTrace(ResultPart):
    """An assumption behind a line, with the reference that documents print."""

    ref: str
    key: str
    label: str
    unit: str | None
    formula: str | None
    basis: Basis | None
    status: Status | None
    source: str | None
    by_period: FiguresByPeriod


class RowTrace(ResultPart):
    """A row of a table of money by period: what it is, and each figure's arithmetic."""

    ref: str
    words: str
    by_period: tuple[ExactFigure, ...]
    total: ExactFigure
    readings: tuple[Reading, ...]


class FigureTrace(ResultPart):
    """One figure of the result: the arithmetic behind it and what it is made of."""

    name: str = Field(description="The place in the result, such as `metrics.npv`.")
    figure: ExactFigure | None
    reason: str | None = Field(description="Why there is none.")
    words: str
    reading: str | None
    inputs: dict[str, ExactFigure]


class LineTrace(ResultPart):
    """A benefit or investment from its inputs to its present value.

    `before_risk_adjustment` is the row `At` of documents, `risk_adjusted` the row `Atr`.
    """

    side: Side
    key: str
    ref: str
    statement: str
    inputs: tuple[InputTrace, ...]
    formulas: tuple[FormulaTrace, ...]
    before_risk_adjustment: RowTrace
    risk_adjusted: RowTrace
    present_value: FigureTrace


class Use(ResultPart):
    """A place that reads an assumption: a formula, or the metric of a benefit."""

    pointer: str
    label: str


class AssumptionTrace(ResultPart):
    """An assumption, where it is used, and how it is calculated if it is."""

    key: str
    label: str
    unit: str | None
    basis: Basis | None
    status: Status | None
    source: str | None
    by_period: FiguresByPeriod
    calculation: FormulaTrace | None
    used_by: tuple[Use, ...] = Field(description="What reads it directly.")
    rows: tuple[str, ...] = Field(
        description="Its references in all lines that rest on it, directly or through others."
    )


class Trace(ResultPart):
    """Every figure of a result, taken apart. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    engine: str
    periods: tuple[str, ...]
    complete: bool = Field(
        description="False where the formulas have more parts than are told: some stay whole."
    )
    lines: tuple[LineTrace, ...]
    assumptions: tuple[AssumptionTrace, ...]
    cash_flow: tuple[RowTrace, ...]
    figures: tuple[FigureTrace, ...]
