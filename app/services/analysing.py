"""How each analysis is calculated.

The modules that calculate are loaded when they are asked for: they bring NumPy and SciPy, which
nothing else needs.
"""

from __future__ import annotations

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
from app.services.checklists import checked
from app.value import ValueStatement
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
from app.value.value_chain_view import ValueChain


def case_check(statement: ValueStatement, options: CheckOptions) -> CaseCheck:
    """Ask what finance would ask."""
    return checked(statement, options.checklist or Checklist())


def trace(statement: ValueStatement, _options: NoOptions) -> Trace:
    """Take every figure apart."""
    from app.value import trace as tracing  # noqa: PLC0415 - rarely asked for

    return tracing.trace(statement)


def value_chain(statement: ValueStatement, options: ChainOptions) -> ValueChain:
    """Follow goals down and benefits up."""
    from app.value import value_chain as chain  # noqa: PLC0415 - rarely asked for

    return chain.value_chain(statement, player=options.player, benefit=options.benefit)


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
