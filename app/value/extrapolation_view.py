"""What an extrapolation is made from, and what it tells beside the straw man itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.value.currencies import CurrencyCode
from app.value.figures import ExactFigure, Figure
from app.value.formulas.text import Key
from app.value.parts import Part, Sentence, Title, Unit
from app.value.result import ResultPart
from app.value.statement import ValueStatement

MOST_REFERENCES = 20
MOST_DRIVERS = 20
MOST_RULES = 500

Positive = Annotated[Figure, Field(gt=0, lt=10**15)]
Scale = Literal["proportional", "power", "none"]


class Driver(Part):
    """What tells the size of a customer: users, sites, revenue, volume."""

    key: Key
    label: Title | None = None
    unit: Unit = Field(description="What is counted, as assumptions' units say it: “user”.")
    value: Positive


class ScalingRule(Part):
    """How one assumption of the references becomes one of the target."""

    assumption: Key
    scale: Scale
    driver: Key | None = None
    exponent: Annotated[Figure, Field(ge=-3, le=3)] | None = Field(
        default=None, description="Of a power law: figure × (size ÷ size) ^ exponent."
    )


class ExchangeRate(Part):
    """How much of the target's currency one unit of another buys; it becomes an assumption."""

    from_code: CurrencyCode
    rate: Positive
    dated_on: date
    source: Sentence | None = None
    low: Positive | None = None
    high: Positive | None = None


class Reference(Part):
    """A customer from whom figures are taken: the model, and how large they were, and when."""

    name: Title
    statement: ValueStatement
    drivers: Annotated[tuple[Driver, ...], Field(max_length=MOST_DRIVERS)] = ()
    dated_on: date | None = None


class Target(Part):
    """The customer for whom the straw man is made."""

    customer: Title | None = None
    currency_code: CurrencyCode
    drivers: Annotated[tuple[Driver, ...], Field(max_length=MOST_DRIVERS)] = ()
    dated_on: date | None = None
    exchange_rates: Annotated[tuple[ExchangeRate, ...], Field(max_length=MOST_REFERENCES)] = ()
    yearly_inflation: Annotated[Figure, Field(gt=-1, lt=10)] | None = Field(
        default=None, description="A fraction; between the reference's date and the target's."
    )
    rules: Annotated[tuple[ScalingRule, ...], Field(max_length=MOST_RULES)] = ()


class Taken(ResultPart):
    """One reference's figure, before and after scaling; in the reference's own currency."""

    reference: str
    figure: ExactFigure
    factor: ExactFigure
    scaled: ExactFigure
    is_outlier: bool = Field(description="More than twice, or less than half, the median.")


class Origin(ResultPart):
    """From where a figure of the straw man comes, and by which rule."""

    assumption: str
    rule: Scale
    driver: str | None
    words: str
    taken: tuple[Taken, ...] = Field(description="Of a figure by year, its last year.")


class Question(ResultPart):
    """What could not be extrapolated: the reference's figure stands there until it is answered."""

    assumption: str
    ask: str
    why: str


class StrawMan(ResultPart):
    """A draft to begin with: nothing of it was guessed without being said."""

    statement: ValueStatement
    origins: tuple[Origin, ...]
    questions: tuple[Question, ...]
