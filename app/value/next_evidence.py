"""What to test next: assumptions in the order of what learning the truth is worth.

A figure matters if knowing it could change the decision. Where no single figure could, the case
stands or falls as a whole, and they are ranked by their share of its variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from app.value.draws import Draws
from app.value.errors import CalculationError
from app.value.evidence import strength_of
from app.value.figure_words import FigureWords
from app.value.formulas.tape import Floats
from app.value.interactions import (
    DRAWS_FOR_TOTALS,
    MOST_GROUPS,
    Group,
    drawn_together,
    strongest,
    total_shares,
)
from app.value.lanes import lanes_of
from app.value.learning import Bins, Estimate, Outcomes, in_bins
from app.value.next_evidence_view import Decision, Evidence, NextEvidence
from app.value.range_distributions import Uncertain
from app.value.samples import supported
from app.value.sampling import plan
from app.value.simulation import MOST_UNDEFINED, Target
from app.value.simulation_figures import SHARE, minor_unit
from app.value.simulation_view import MoneyMeasure
from app.value.statement import ValueStatement
from app.value.suggested_tests import UNPROVEN, Suggestions
from app.value.undefined_draws import UndefinedDraws
from app.value.work_of_draws import bounded_work

DRAWS = 16_384


def next_evidence(
    statement: ValueStatement,
    *,
    seed: int,
    measure: MoneyMeasure = "npv",
    target: Target | None = None,
) -> NextEvidence:
    """Rank the uncertain assumptions by what knowing each would be worth before deciding.

    The decision is to invest if `measure` lies above zero on average, and, where there is a
    `target`, to go ahead if that is exceeded.

    Raises:
        CalculationError: as a simulation does.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[
        ...         {"key": "saved", "value": "100", "low": "50", "high": "150"},
        ...         {"key": "fee", "value": "95", "low": "90", "high": "100"},
        ...     ],
        ...     benefits=[{"key": "paper", "statement": "Save paper", "upfront": "saved"}],
        ...     investments=[{"key": "paid", "statement": "Fee", "upfront": "fee"}],
        ... )
        >>> [one.key for one in next_evidence(statement, seed=1).evidence]
        ['saved', 'fee']
    """
    drawn = _Drawn(statement, seed)
    investing = _Choice(drawn, measure, Decimal(0))
    hoped = None if target is None else _Choice(drawn, target.measure, target.amount)
    found = [(one, _learned(drawn, one, investing, hoped)) for one in drawn.uncertain]
    ranked = sorted(found, key=lambda pair: pair[1].rank, reverse=True)
    chooser = Suggestions(statement)
    evidence = tuple(
        _told(statement, chooser, one, learned, rank)
        for rank, (one, learned) in enumerate(ranked, start=1)
    )
    return NextEvidence(
        currency_code=statement.currency_code,
        convention=statement.convention,
        range_reading=statement.range_reading,
        seed=seed,
        draws=drawn.plan.draws,
        measure=measure,
        investing=investing.told(statement.currency_code),
        target=None if hoped is None else hoped.told(statement.currency_code),
        evidence=evidence,
        without_interactions=tuple(
            one.assumption.key for one, learned in ranked if learned.total is None
        ),
        words=_words(statement, evidence, investing),
    )


class _Drawn:
    """A statement's draws and what the case comes to in each; draws without a result left out."""

    def __init__(self, statement: ValueStatement, seed: int) -> None:
        self.plan = plan(DRAWS)
        self.draws = Draws(statement, seed)
        self.uncertain = self.draws.uncertain
        self.lanes = lanes_of(statement, self.draws.keys)
        self.groups = drawn_together(statement.correlations, self.draws.keys)
        self._totals: dict[MoneyMeasure, dict[Group, Estimate]] = {}
        redrawn = min(len(set(self.groups.values())), MOST_GROUPS)
        all_draws = self.plan.draws + DRAWS_FOR_TOTALS * (1 + redrawn)
        bounded_work(self.lanes.operations(("value", "npv")), all_draws)
        undefined = UndefinedDraws(self.lanes)
        columns: dict[str, list[Floats]] = {key: [] for key in self.draws.keys}
        measures: dict[str, list[Floats]] = {"value": [], "npv": []}
        for batch in self.plan.batches():
            drawn = self.draws.columns(batch)
            results = self.lanes.evaluate(drawn, ("value", "npv"))
            found = undefined.look_at(drawn, results)
            for key, column in drawn.items():
                columns[key].append(column)
            for measure, rows in measures.items():
                rows.append(found[measure])  # type: ignore[index]
        if undefined.count > MOST_UNDEFINED * self.plan.draws:
            raise CalculationError(undefined.faults(self.plan.draws))
        self._measures = {name: np.concatenate(rows) for name, rows in measures.items()}
        self._defined = ~np.isnan(self._measures["value"])
        self._columns = {key: np.concatenate(rows) for key, rows in columns.items()}
        self.bins = {key: in_bins(rows[self._defined]) for key, rows in self._columns.items()}

    @property
    def replicates(self) -> Bins:
        """The replicate of each draw."""
        found: Bins = np.repeat(np.arange(self.plan.replicates), self.plan.points)[self._defined]
        return found

    def total_share(self, key: str, measure: MoneyMeasure) -> Estimate | None:
        """The total index of a figure, or of all it is drawn together with.

        None where there are so many figures that only those are looked at that move most.
        """
        if measure not in self._totals:
            groups = strongest(self.lanes, self._columns, self.groups, measure)
            self._totals[measure] = total_shares(self.lanes, self.draws, groups, measure)
        return self._totals[measure].get(self.groups[key])

    def figures(self, measure: MoneyMeasure) -> Floats:
        """A measure in each draw."""
        found: Floats = self._measures[measure][self._defined]
        return found


class _Choice:
    """A decision to be taken by whether a measure lies above an amount."""

    def __init__(self, drawn: _Drawn, measure: MoneyMeasure, above: Decimal) -> None:
        self.measure, self.above = measure, above
        self.outcomes = Outcomes(drawn.figures(measure) - float(above), drawn.replicates)

    def told(self, currency_code: str) -> Decision:
        regret, certainty = self.outcomes.regret(), self.outcomes.certainty()
        finest = minor_unit(currency_code)
        return Decision(
            measure=self.measure,
            above=self.above,
            go_ahead=self.outcomes.go_ahead,
            chance_of_regret=supported(regret.figure, regret.error, SHARE),
            worth_of_certainty=supported(certainty.figure, certainty.error, finest),
        )


@dataclass(frozen=True, slots=True)
class _Learned:
    """What knowing one figure would be worth; `rank` sorts by it, weighed by what is unproven."""

    unproven: Decimal
    share: Estimate
    total: Estimate | None
    investing: Estimate
    target: Estimate | None
    drawn_with: Group

    @property
    def rank(self) -> tuple[float, float]:
        worth = certainly(self.investing) + (certainly(self.target) if self.target else 0.0)
        share = self.total or self.share
        return float(self.unproven) * worth, float(self.unproven) * share.figure


def certainly(estimate: Estimate) -> float:
    """What an estimate is for certain: nothing within two standard errors of zero."""
    return estimate.figure if estimate.figure > 2 * estimate.error else 0.0


def _learned(drawn: _Drawn, one: Uncertain, investing: _Choice, hoped: _Choice | None) -> _Learned:
    key = one.assumption.key
    bins = drawn.bins[key]
    return _Learned(
        unproven=Decimal(UNPROVEN[strength_of(one.assumption)]),
        share=investing.outcomes.share_of(bins),
        total=drawn.total_share(key, investing.measure),
        investing=investing.outcomes.worth_of(bins),
        target=None if hoped is None else hoped.outcomes.worth_of(bins),
        drawn_with=tuple(other for other in drawn.groups[key] if other != key),
    )


def _told(
    statement: ValueStatement, chooser: Suggestions, one: Uncertain, learned: _Learned, rank: int
) -> Evidence:
    finest = minor_unit(statement.currency_code)
    assumption = one.assumption
    return Evidence(
        rank=rank,
        key=assumption.key,
        label=assumption.label or assumption.key,
        unit=assumption.unit,
        strength=strength_of(assumption),
        unproven=learned.unproven,
        share_of_variance=supported(learned.share.figure, learned.share.error, SHARE),
        share_with_interactions=learned.total
        and supported(learned.total.figure, learned.total.error, SHARE),
        worth_for_investing=_worth(learned.investing, finest),
        worth_for_target=None if learned.target is None else _worth(learned.target, finest),
        drawn_with=learned.drawn_with,
        test=chooser.test_for(assumption),
    )


def _worth(estimate: Estimate, finest: Decimal) -> Decimal | None:
    return supported(certainly(estimate), estimate.error, finest)


_DOING = {
    "ask_the_customer": "ask the customer",
    "pilot": "run a pilot",
    "benchmark": "look for a benchmark",
}


def _words(statement: ValueStatement, evidence: Sequence[Evidence], investing: _Choice) -> str:
    first = evidence[0]
    worth = first.worth_for_investing or Decimal(0)
    money = FigureWords(statement.currency_code).money
    doing = f"Test “{first.label}” first: {_DOING[first.test.kind]}."
    if worth > 0:
        return f"{doing} Knowing it before deciding is worth {money(worth)}."
    decision = "invest" if investing.outcomes.go_ahead else "not invest"
    return (
        f"{doing} No single figure, if known, is certain to change the decision to {decision}; "
        "this one moves the outcome most."
    )
