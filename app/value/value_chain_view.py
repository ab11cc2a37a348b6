"""The value chain as it is told: goals from the top down, and what each benefit serves."""

from __future__ import annotations

from pydantic import Field

from app.value.figures import ExactFigure
from app.value.result import ResultPart


class ChainMetric(ResultPart):
    """What a goal moves, in the period in which it is to be reached; null where it is unknown."""

    label: str
    unit: str | None
    from_figure: ExactFigure | None
    to_figure: ExactFigure | None


class ChainBenefit(ResultPart):
    """A benefit that serves a goal; without money it has no letter and no total."""

    key: str
    ref: str | None
    statement: str
    total: ExactFigure | None


class Reconciliation(ResultPart):
    """Whether what stands below a goal produces what its metric is to move by.

    `short` is what is missing, in the metric's unit; zero where the goal is reached.
    """

    formula: str
    reading: str
    delivered: ExactFigure
    needed: ExactFigure
    short: ExactFigure
    reached: bool
    words: str


class ChainGoal(ResultPart):
    """One goal; `total_benefits` counts each benefit that serves it or a goal below it once."""

    key: str
    statement: str
    owner: str | None
    owner_name: str | None
    depth: int = Field(description="0 at the top of the chain.")
    derived_from: str | None
    by_month: int | None
    metric: ChainMetric | None
    benefits: tuple[ChainBenefit, ...]
    total_benefits: ExactFigure
    reconciliation: Reconciliation | None


class ChainPath(ResultPart):
    """From a benefit up to a goal at the top of the chain."""

    benefit: str
    goals: tuple[str, ...] = Field(description="Keys, from the goal that is served upwards.")
    words: str


class ValueChain(ResultPart):
    """The value chain. Money in `currency_code`, over the horizon, risk-adjusted, undiscounted."""

    currency_code: str
    goals: tuple[ChainGoal, ...] = Field(description="Each after the one it is derived from.")
    paths: tuple[ChainPath, ...]
    unserved_goals: tuple[str, ...] = Field(
        description="Goals that no benefit serves, themselves or through one below."
    )
    benefits_without_goal: tuple[str, ...]
