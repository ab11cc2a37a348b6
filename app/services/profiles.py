"""What is known about a customer company beside its name, and how its documents look."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.documents.brand import Typeface
from app.value.figures import Figure, write_figure
from app.value.formulas.text import Key
from app.value.parts import Unit

MOST_SIZE_DRIVERS = 50
_MONEY_DECIMALS = 10


def _is_money(figure: Figure) -> Figure:
    if -int(figure.as_tuple().exponent) <= _MONEY_DECIMALS:
        return figure
    raise PydanticCustomError(
        "money",
        "{figure} has more than {decimals} decimals, which no amount of money has. Round it.",
        {"figure": write_figure(figure), "decimals": _MONEY_DECIMALS},
    )


Money = Annotated[Figure, AfterValidator(_is_money)]
"""At most 18 digits, a point and 10 decimals: what a column of 40 characters holds."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Small = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Colour = Annotated[
    str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$", max_length=7), Field(examples=["#0b5394"])
]
Website = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        pattern=r"^(https?://)?[^\s:/?#@<>\"']+\.[^\s<>\"']+$",
        max_length=300,
    ),
    Field(examples=["https://www.example.com"]),
]
"""Shown, never fetched; no scheme but http and https, because somebody will click on it."""


class Part(BaseModel):
    """A part never changes and knows no field it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SizeDriver(Part):
    """One measure of how large a customer is: what a straw man for a similar one scales with."""

    figure: Figure
    unit: Unit | None = Field(default=None, examples=["user"])


class Brand(Part):
    """How documents look, beside their logo; whatever is left out is as in the brand above it."""

    name: Short | None = Field(
        default=None,
        description="Who hands the documents out, as they name it.",
        examples=["Company B"],
    )
    primary_colour: Colour | None = Field(
        default=None, description="Of headings and totals; darkened where it cannot be read."
    )
    accent_colour: Colour | None = Field(
        default=None, description="Of gains and references; darkened where it cannot be read."
    )
    typeface: Typeface | None = Field(default=None, description="One that ships.")
    legal_text: Small | None = Field(
        default=None, description="What its documents have to say in small print."
    )
    contact: Line | None = Field(
        default=None,
        description="Whom to ask.",
        examples=["Jo Smith, jo.smith@example.com, +44 20 7946 0000"],
    )


SizeDrivers = Annotated[dict[Key, SizeDriver], Field(max_length=MOST_SIZE_DRIVERS)]
Employees = Annotated[int, Field(ge=0, le=100_000_000)]
