"""What can be chosen about each analysis, with its bounds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from app.services.fields import Fields
from app.value.figures import Figure
from app.value.findings import Checklist
from app.value.outcome import Outcome
from app.value.sensitivity_view import Target

Seed = Annotated[
    int,
    Field(ge=0, le=2**53 - 1, description="The same seed gives the same figures, bit by bit."),
]
Hoped = Annotated[
    Figure,
    Field(
        gt=-(10**18),
        lt=10**18,
        description="An amount; the answer tells how probable it is to exceed it.",
    ),
]
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,63}$", max_length=64)]
Figures = Annotated[tuple[Figure, ...], Field(max_length=25)]
MEASURE = "Which measure decides the order."


class NoOptions(Fields):
    """There is nothing to choose."""


class CheckOptions(Fields):
    """By which rules a case is checked."""

    checklist: Checklist | None = Field(
        default=None, description="Used instead of the workspace's, this once."
    )


class SimulationOptions(Fields):
    """How often, from which seed, and what is hoped for."""

    seed: Seed = 1
    draws: Annotated[int, Field(ge=1024, le=1_000_000)] = Field(
        default=32_768, description="Rounded up, so that replicates are equal."
    )
    target: Hoped | None = Field(default=None, examples=["1000000"])
    target_measure: Literal["value", "npv"] = "value"
    risk_adjusted: bool = Field(
        default=True,
        description="False leaves risk adjustments out: ranges may tell that risk already.",
    )


class SensitivityOptions(Fields):
    """What each assumption's range does, one at a time."""

    target: Literal["value", "npv"] = Field(default="value", description=MEASURE)
    spread: Annotated[Figure, Field(gt=0, lt=1)] | None = Field(
        default=None,
        description="Move every assumption by this fraction either side, instead of its range.",
        examples=["0.10"],
    )


class ChainOptions(Fields):
    """Whose part of the value chain; all of it where nothing is named."""

    player: Key | None = Field(default=None, description="A key player's key.")
    benefit: Key | None = Field(default=None, description="A benefit's key: its way to the top.")


class TwoWayOptions(Fields):
    """Two assumptions against each other; figures left out are five between low and high."""

    row: Key = Field(examples=["users"])
    column: Key = Field(examples=["arpu_target"])
    row_figures: Figures = ()
    column_figures: Figures = ()
    target: Target = "value"


class DelayOptions(Fields):
    """How many months later."""

    months: tuple[Annotated[int, Field(ge=1, le=1200)], ...] = Field(
        default=(), max_length=60, description="Left out: 1, 3, 6 and 12, within the horizon."
    )


class ConcessionOptions(Fields):
    """A price cut, and what is set beside it."""

    price_cut: Annotated[Figure, Field(gt=0, le=1)] = Field(
        description="A fraction of the price.", examples=["0.10"]
    )
    lines: tuple[Key, ...] = Field(
        default=(), max_length=100, description="The investments meant; left out: the vendor's."
    )
    sooner_months: Annotated[int, Field(ge=1, le=1200)] = 1
    less_risk: Annotated[Figure, Field(gt=0, le=1)] = Field(
        default=Decimal("0.5"),
        description="The fraction of every risk adjustment taken out.",
    )


class ScenarioOptions(Fields):
    """What the bad end of a range is bad for."""

    target: Literal["value", "npv"] = Field(
        default="value", description="Which measure says which end of a range is the bad one."
    )


class NextEvidenceOptions(Fields):
    """What is to be decided, and what is hoped for."""

    seed: Seed = 1
    measure: Literal["value", "npv"] = Field(
        default="npv", description="To invest if it lies above zero on average."
    )
    target: Hoped | None = Field(default=None, examples=["1000000"])
    target_measure: Literal["value", "npv"] = "value"


class PilotOptions(Fields):
    """What a test brought to light."""

    outcome: Outcome
    seed: Seed = 1
