"""What a price concession does, as it is told."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from app.value.figures import ExactFigure
from app.value.result import ResultPart
from app.value.statement import Convention

OptionKind: TypeAlias = Literal["as_it_is", "price_cut", "sooner", "faster_adoption", "less_risk"]


class Option(ResultPart):
    """The case with one thing changed."""

    kind: OptionKind
    words: str
    value: ExactFigure
    npv: ExactFigure
    roi: ExactFigure | None
    payback_months: ExactFigure | None
    value_gained: ExactFigure
    npv_gained: ExactFigure
    payback_months_gained: ExactFigure | None = Field(description="By how much sooner it is back.")
    equals_price_cut: ExactFigure | None = Field(
        description="The fraction of the price that would have to be cut to gain as much Value."
    )


class BreakEvenShift(ResultPart):
    """The figure of an assumption at which Value is zero, before and after the concession."""

    key: str
    label: str
    unit: str | None
    figure: ExactFigure
    before: ExactFigure | None
    after: ExactFigure | None


class Concession(ResultPart):
    """What a price cut does, beside what else could be done. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    price: ExactFigure = Field(description="Of the lines cut, over the horizon, risk-adjusted.")
    lines: tuple[str, ...]
    options: tuple[Option, ...]
    break_evens: tuple[BreakEvenShift, ...]
