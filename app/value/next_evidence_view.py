"""What to test next, as it is told."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from app.value.assumptions import RangeReading
from app.value.figures import ExactFigure
from app.value.result import ProofShare, ResultPart, Strength
from app.value.simulation_view import MoneyMeasure
from app.value.statement import Convention

TestKind: TypeAlias = Literal["ask_the_customer", "pilot", "benchmark"]


class SuggestedTest(ResultPart):
    """A way to learn the truth about a figure, and why this one."""

    kind: TestKind
    reason: str


class Decision(ResultPart):
    """To go ahead or not, judged by whether a measure lies above an amount.

    Without more evidence one goes ahead if it does so on average. `worth_of_certainty` is how much
    better one would do on average who knew every figure before deciding.
    """

    measure: MoneyMeasure
    above: ExactFigure
    go_ahead: bool = Field(description="What to decide without more evidence.")
    chance_of_regret: ExactFigure | None = Field(
        description="The probability that this decision turns out to be the wrong one."
    )
    worth_of_certainty: ExactFigure | None


class Evidence(ResultPart):
    """What it is worth to learn the truth about one assumption before deciding."""

    rank: int
    key: str
    label: str
    unit: str | None
    strength: Strength
    unproven: ExactFigure = Field(
        description="From 0 to 1: how much there is left to prove; the ranking is weighed by it."
    )
    share_of_variance: ExactFigure | None = Field(
        description="The share of the measure's variance that would go with this figure known "
        "(first-order Sobol index)."
    )
    share_with_interactions: ExactFigure | None = Field(
        description="The share that needs this figure, alone or with others (total Sobol index); "
        "of correlated figures, that of all drawn together; null where there was none to tell, or "
        "the figure is among those `without_interactions`."
    )
    worth_for_investing: ExactFigure | None = Field(
        description="Expected value of knowing this figure before deciding to invest or not."
    )
    worth_for_target: ExactFigure | None = Field(
        description="The same for deciding by the target; null where there is none."
    )
    drawn_with: tuple[str, ...] = Field(description="Assumptions correlated with it.")
    test: SuggestedTest


class NextEvidence(ResultPart):
    """Which assumption to test next, the most rewarding first. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    range_reading: RangeReading
    seed: int
    draws: int
    measure: MoneyMeasure
    investing: Decision
    target: Decision | None
    evidence: tuple[Evidence, ...]
    without_interactions: tuple[str, ...] = Field(
        description="Where more than a hundred figures are uncertain, each is moved alone first; "
        "these move the measure least, so what they do together with others was not calculated."
    )
    words: str


class RangeOfValue(ResultPart):
    """Where the case lies with its ranges as they are."""

    value: ExactFigure | None
    p10: ExactFigure | None
    p50: ExactFigure | None
    p90: ExactFigure | None
    chance_above_zero: ExactFigure | None
    proof: tuple[ProofShare, ...]


class PilotEffect(ResultPart):
    """A case before and after the outcome of a test is recorded. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    range_reading: RangeReading
    seed: int
    draws: int
    key: str
    before: RangeOfValue
    after: RangeOfValue
    words: str
