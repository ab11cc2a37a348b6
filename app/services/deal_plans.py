"""The plan around a deal's value: who decides, by which steps, against whom.

It is the seller's own view. No document for the customer prints any of it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.services.profiles import Part, Short
from app.value.formulas.text import Key

MOST_KEY_PLAYERS = 30
MOST_STEPS = 30
MOST_COMPETITORS = 20

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class DealKeyPlayer(Part):
    """A person of the buying team, as the seller sees them."""

    key: Key
    name: Short
    role: Short | None = Field(default=None, examples=["Chief Financial Officer"])
    concerns: Annotated[tuple[Line, ...], Field(max_length=10)] = ()
    attitude: Literal["supporter", "neutral", "opponent", "unknown"] = "unknown"
    access: Literal["none", "indirect", "direct"] = "none"
    note: Remark | None = None


class PlanStep(Part):
    """Something to be done, by whom and until when."""

    text: Line
    owner: Short | None = None
    due_on: date | None = None
    done: bool = False


class Competitor(Part):
    """Another way in which the customer could solve it."""

    name: Short
    note: Remark | None = None


def _once_each(players: tuple[DealKeyPlayer, ...]) -> tuple[DealKeyPlayer, ...]:
    seen: set[str] = set()
    for player in players:
        if player.key in seen:
            raise PydanticCustomError(
                "repeated_key",
                "The key {key} stands twice. Give each key player a key of their own.",
                {"key": player.key},
            )
        seen.add(player.key)
    return players


KeyPlayers = Annotated[
    tuple[DealKeyPlayer, ...], Field(max_length=MOST_KEY_PLAYERS), AfterValidator(_once_each)
]
Steps = Annotated[tuple[PlanStep, ...], Field(max_length=MOST_STEPS)]
Competitors = Annotated[tuple[Competitor, ...], Field(max_length=MOST_COMPETITORS)]
