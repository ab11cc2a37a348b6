"""The analyses of a statement: what can be asked, and who answers.

Each answer is calculated when it is asked for; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from app.services import analysing
from app.services.analysis_options import (
    ChainOptions,
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
from app.services.checklists import checklist
from app.services.fields import Fields
from app.store import Transaction
from app.value import ValueStatement, calculate
from app.value.break_even_view import BreakEvens
from app.value.concession_view import Concession
from app.value.delay import CostOfDelay
from app.value.findings_view import CaseCheck
from app.value.next_evidence_view import NextEvidence, PilotEffect
from app.value.scenarios_view import Scenarios
from app.value.sensitivity_view import Tornado
from app.value.simulation_view import Simulation
from app.value.trace_view import Trace
from app.value.two_way_view import TwoWayTable
from app.value.value_chain_view import ValueChain

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
        analysing.trace,
    ),
    Analysis(
        "check",
        "Check",
        "Check the case",
        "What finance would ask: findings by rule, with place, reason and advice.",
        {},
        CheckOptions,
        CaseCheck,
        analysing.case_check,
    ),
    Analysis(
        "value-chain",
        "ValueChain",
        "Follow the value chain",
        "Goals from the top down, each with its figures and whether what stands below reaches it; "
        "which benefit serves which goal, and the way from each up to the top.",
        {},
        ChainOptions,
        ValueChain,
        analysing.value_chain,
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
        analysing.simulation,
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
        analysing.scenarios,
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
        analysing.next_evidence,
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
        analysing.pilot_effect,
    ),
    Analysis(
        "sensitivity",
        "Sensitivity",
        "Test the sensitivity",
        "What each assumption's range does to Value and NPV, one at a time, the largest first.",
        {"target": "npv"},
        SensitivityOptions,
        Tornado,
        analysing.sensitivity,
    ),
    Analysis(
        "two-way-table",
        "TwoWayTable",
        "Set two assumptions against each other",
        "Value or NPV for each pair of figures of two assumptions.",
        {"row": "users", "column": "arpu_target"},
        TwoWayOptions,
        TwoWayTable,
        analysing.two_way_table,
    ),
    Analysis(
        "break-even",
        "BreakEven",
        "Find the break-evens",
        "For each assumption the figures at which Value or NPV is zero, and what must be true.",
        {},
        NoOptions,
        BreakEvens,
        analysing.break_even,
    ),
    Analysis(
        "delay",
        "Delay",
        "Tell the cost of delay",
        "What waiting costs, by months, and what doing nothing costs.",
        {"months": [1, 3]},
        DelayOptions,
        CostOfDelay,
        analysing.delay,
    ),
    Analysis(
        "concession",
        "Concession",
        "Measure a price concession",
        "What a price cut does to the customer's case, beside speeding up or taking risk out.",
        {"price_cut": "0.10"},
        ConcessionOptions,
        Concession,
        analysing.concession,
    ),
)
"""Every analysis the API offers: for a draft, a version, or a statement that is stored nowhere."""
