"""The analyses of a statement: what can be asked, and who answers.

Each answer is calculated when it is asked for; nothing of it is stored. The modules that calculate
are loaded then, because they bring NumPy and SciPy, which nothing else needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from app.services.analysis_options import (
    CheckOptions,
    ConcessionOptions,
    DelayOptions,
    NextEvidenceOptions,
    NoOptions,
    PilotOptions,
    ScenarioOptions,
    SensitivityOptions,
    SimulationOptions,
    TwoWayOptions,
)
from app.services.checklists import checked, checklist
from app.services.fields import Fields
from app.store import Transaction
from app.value import ValueStatement, calculate
from app.value.break_even_view import BreakEvens
from app.value.concession_view import Concession
from app.value.delay import CostOfDelay
from app.value.findings import Checklist
from app.value.findings_view import CaseCheck
from app.value.next_evidence_view import NextEvidence, PilotEffect
from app.value.scenarios_view import Scenarios
from app.value.sensitivity_view import Tornado
from app.value.simulation_view import Simulation
from app.value.trace_view import Trace
from app.value.two_way_view import TwoWayTable

Options = TypeVar("Options", bound=Fields)


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


def analysed(
    transaction: Transaction, statement: ValueStatement, analysis: Analysis[Any], options: Fields
) -> BaseModel:
    """Analyse a statement that has a result, as the workspace wants its cases checked.

    Raises:
        CalculationError: it has none.
        StatementError: what is asked does not fit it.
    """
    calculate(statement)
    if isinstance(options, CheckOptions) and options.checklist is None:
        options = options.model_copy(update={"checklist": checklist(transaction).checklist})
    return analysis.run(statement, options)


def case_check(statement: ValueStatement, options: CheckOptions) -> CaseCheck:
    """Ask what finance would ask."""
    return checked(statement, options.checklist or Checklist())


def trace(statement: ValueStatement, _options: NoOptions) -> Trace:
    """Take every figure apart."""
    from app.value import trace as tracing  # noqa: PLC0415 - rarely asked for

    return tracing.trace(statement)


def sensitivity(statement: ValueStatement, options: SensitivityOptions) -> Tornado:
    """Move each assumption through its range."""
    from app.value.sensitivity import tornado  # noqa: PLC0415 - loads NumPy

    return tornado(statement, options.target, spread=options.spread)


def simulation(statement: ValueStatement, options: SimulationOptions) -> Simulation:
    """Draw all uncertain assumptions together, many times."""
    from app.value.simulation import Target, simulate  # noqa: PLC0415 - loads NumPy and SciPy

    target = None if options.target is None else Target(options.target, options.target_measure)
    return simulate(
        statement,
        seed=options.seed,
        draws=options.draws,
        target=target,
        risk_adjusted=options.risk_adjusted,
    )


def scenarios(statement: ValueStatement, options: ScenarioOptions) -> Scenarios:
    """Set the conservative, the expected, the optimistic and own scenarios side by side."""
    from app.value import scenarios as telling  # noqa: PLC0415 - loads NumPy

    return telling.scenarios(statement, options.target)


def next_evidence(statement: ValueStatement, options: NextEvidenceOptions) -> NextEvidence:
    """Rank assumptions by what learning the truth is worth."""
    from app.value import next_evidence as learning  # noqa: PLC0415 - loads NumPy and SciPy
    from app.value.simulation import Target  # noqa: PLC0415 - as above

    target = None if options.target is None else Target(options.target, options.target_measure)
    return learning.next_evidence(
        statement, seed=options.seed, measure=options.measure, target=target
    )


def pilot_effect(statement: ValueStatement, options: PilotOptions) -> PilotEffect:
    """Tell what recording an outcome would do."""
    from app.value import pilot  # noqa: PLC0415 - loads NumPy and SciPy

    return pilot.pilot_effect(statement, options.outcome, seed=options.seed)


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
        "check",
        "Check",
        "Check the case",
        "What finance would ask: findings by rule, with place, reason and advice.",
        {},
        CheckOptions,
        CaseCheck,
        case_check,
    ),
    Analysis(
        "simulation",
        "Simulation",
        "Simulate the case",
        "Percentiles of Value, NPV, ROI and payback when all assumptions are as uncertain as "
        "their ranges say, and how probable it is that Value is above zero, or above a target.",
        {"seed": 7, "draws": 8192, "target": "1000000"},
        SimulationOptions,
        Simulation,
        simulation,
    ),
    Analysis(
        "scenarios",
        "Scenarios",
        "Set the scenarios side by side",
        "Conservative, expected, optimistic and the statement's own; which end of a range is bad "
        "for Value is found, not assumed.",
        {"target": "npv"},
        ScenarioOptions,
        Scenarios,
        scenarios,
    ),
    Analysis(
        "next-evidence",
        "NextEvidence",
        "Tell what to test next",
        "Assumptions ranked by what knowing the truth is worth before deciding, with the kind of "
        "test that would tell.",
        {"seed": 7},
        NextEvidenceOptions,
        NextEvidence,
        next_evidence,
    ),
    Analysis(
        "pilot-effect",
        "PilotEffect",
        "Tell what a pilot's outcome does",
        "The range of Value and what it rests on, before and after an outcome is recorded.",
        {
            "outcome": {
                "assumption": "users",
                "value": "98000",
                "low": "95000",
                "high": "101000",
                "source": "Pilot in two regions, October",
            }
        },
        PilotOptions,
        PilotEffect,
        pilot_effect,
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
