"""What the parts of a statement have in common: bounded texts, keys, and that they never change."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.value.formulas.text import Key

MOST_YEARS = 30
MOST_MONTHS = 12 * MOST_YEARS
MOST_ASSUMPTIONS = 500
MOST_LINES = 100
MOST_PARTS = 100

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Keys = Annotated[tuple[Key, ...], Field(max_length=MOST_PARTS)]
Month = Annotated[int, Field(ge=0, le=MOST_MONTHS)]


class Part(BaseModel):
    """A part never changes and knows no field it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
