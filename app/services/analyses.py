"""The analyses of a statement: what can be asked, and who answers.

Each answer is calculated when it is asked for; nothing of it is stored. The modules that calculate
are loaded then, because they bring NumPy and SciPy, which nothing else needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from app.services.fields import Fields
from app.value import ValueStatement, calculate
from app.value.break_even_view import BreakEvens
from app.value.concession_view import Concession
from app.value.delay import CostOfDelay
from app.value.figures import Figure
from app.value.sensitivity_view import Target, Tornado
from app.value.trace_view import Trace
from app.value.two_way_view import TwoWayTable

Options = TypeVar("Options", bound=Fields)
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,63}$", max_length=64)]
Figures = Annotated[tuple[Figure, ...], Field(max_length=25)]
MEASURE = "Which measure decides the order."


class NoOptions(Fields):
    """There is nothing to choose."""


class SensitivityOptions(Fields):
    """What each assumption's range does, one at a time."""

    target: Literal["value", "npv"] = Field(default="value", description=MEASURE)
    spread: Annotated[Figure, Field(gt=0, lt=1)] | None = Field(
        default=None,
        description="Move every assumption by this fraction either side, instead of its range.",
        examples=["0.10"],
    )


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


@dataclass(frozen=True, slots=True)
class Analysis(Generic[Options]):
    """One analysis; `name` is its last part of an address, `words` what it is called in titles."""

    name: str
    operation: str
    words: str
    explained: str
    example: Mapping[str, Any]
    options: type[Options]
    answer: type[BaseModel]
    run: Callable[[ValueStatement, Options], BaseModel]


def analysed(statement: ValueStatement, analysis: Analysis[Any], options: Fields) -> BaseModel:
    """Analyse a statement that has a result.

    Raises:
        CalculationError: it has none.
        StatementError: what is asked does not fit it.
    """
    calculate(statement)
    return analysis.run(statement, options)


def trace(statement: ValueStatement, _options: NoOptions) -> Trace:
    """Take every figure apart."""
    from app.value import trace as tracing  # noqa: PLC0415 - rarely asked for

    return tracing.trace(statement)


def sensitivity(statement: ValueStatement, options: SensitivityOptions) -> Tornado:
    """Move each assumption through its range."""
    from app.value.sensitivity import tornado  # noqa: PLC0415 - loads NumPy

    return tornado(statement, options.target, spread=options.spread)


def two_way_table(statement: ValueStatement, options: TwoWayOptions) -> TwoWayTable:
    """Set two assumptions against each other."""
    from app.value.two_way import two_way  # noqa: PLC0415 - loads NumPy

    return two_way(
        statement,
        options.row,
        options.column,
        row_figures=options.row_figures,
        column_figures=options.column_figures,
        target=options.target,
    )


def break_even(statement: ValueStatement, _options: NoOptions) -> BreakEvens:
    """Find where each assumption makes Value or NPV zero."""
    from app.value.break_even import break_evens  # noqa: PLC0415 - loads NumPy

    return break_evens(statement)


def delay(statement: ValueStatement, options: DelayOptions) -> CostOfDelay:
    """Tell what waiting costs."""
    from app.value.delay import cost_of_delay  # noqa: PLC0415 - rarely asked for

    return cost_of_delay(statement, options.months)


def concession(statement: ValueStatement, options: ConcessionOptions) -> Concession:
    """Measure a price cut beside what else would help."""
    from app.value import concessions  # noqa: PLC0415 - loads NumPy

    return concessions.concession(
        statement,
        options.price_cut,
        lines=options.lines,
        sooner_months=options.sooner_months,
        less_risk=options.less_risk,
    )


ANALYSES: tuple[Analysis[Any], ...] = (
    Analysis(
        "trace",
        "Trace",
        "Trace the figures",
        "Every figure with its formula as written and as read, its inputs with their sources, "
        "and each step between, by period.",
        {},
        NoOptions,
        Trace,
        trace,
    ),
    Analysis(
        "sensitivity",
        "Sensitivity",
        "Test the sensitivity",
        "What each assumption's range does to Value and NPV, one at a time, the largest first.",
        {"target": "npv"},
        SensitivityOptions,
        Tornado,
        sensitivity,
    ),
    Analysis(
        "two-way-table",
        "TwoWayTable",
        "Set two assumptions against each other",
        "Value or NPV for each pair of figures of two assumptions.",
        {"row": "users", "column": "arpu_target"},
        TwoWayOptions,
        TwoWayTable,
        two_way_table,
    ),
    Analysis(
        "break-even",
        "BreakEven",
        "Find the break-evens",
        "For each assumption the figures at which Value or NPV is zero, and what must be true.",
        {},
        NoOptions,
        BreakEvens,
        break_even,
    ),
    Analysis(
        "delay",
        "Delay",
        "Tell the cost of delay",
        "What waiting costs, by months, and what doing nothing costs.",
        {"months": [1, 3]},
        DelayOptions,
        CostOfDelay,
        delay,
    ),
    Analysis(
        "concession",
        "Concession",
        "Measure a price concession",
        "What a price cut does to the customer's case, beside speeding up or taking risk out.",
        {"price_cut": "0.10"},
        ConcessionOptions,
        Concession,
        concession,
    ),
)
"""Every analysis the API offers: for a draft, a version, or a statement that is stored nowhere."""
