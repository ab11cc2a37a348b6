"""How much of a case rests on proven figures.

A line stands only if every figure under it stands. In Shapley's sense each of those figures then
carries an equal share of the line, so the shares of a line add up to it, whatever its formula.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine
from app.value.currencies import MINOR_UNIT
from app.value.inputs import Inputs
from app.value.largest_remainder import add_up
from app.value.publish import money_rounded
from app.value.result import ProofShare, Strength

_STRENGTHS: tuple[Strength, ...] = get_args(Strength)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Proof:
    """What rests on figures of one strength, risk-adjusted and undiscounted, exact."""

    strength: Strength
    total_benefits: Decimal
    total_investment: Decimal

    @property
    def value(self) -> Decimal:
        """Benefits less investment."""
        return self.total_benefits - self.total_investment


def proof_of(case: Case, inputs: Inputs | None = None) -> tuple[Proof, ...]:
    """Split a case by the strength of proof of the figures it rests on, the strongest first."""
    behind = inputs or Inputs(case.statement.assumptions)
    sums = {strength: {"benefit": _ZERO, "investment": _ZERO} for strength in _STRENGTHS}
    for line in case.lines:
        counted = _strengths_under(line, behind)
        for strength, count in counted.items():
            sums[strength][line.side] += line.flow.total * count / counted.total()
    return tuple(
        Proof(strength, sums[strength]["benefit"], sums[strength]["investment"])
        for strength in _STRENGTHS
    )


def proven_share(case: Case) -> Decimal | None:
    """The fraction of total benefits that rests on figures the customer confirmed.

    None where there are no benefits above zero.
    """
    total = case.total("benefit")
    return proof_of(case)[0].total_benefits / total if total > 0 else None


def published_proof(case: Case, inputs: Inputs | None = None) -> tuple[ProofShare, ...]:
    """The split, rounded so that each of its columns adds up to the result's own figure."""
    code = case.statement.currency_code
    step = Decimal(1).scaleb(-MINOR_UNIT[code])
    exact = proof_of(case, inputs)
    benefits, investment = case.total("benefit"), case.total("investment")
    columns = (
        add_up([proof.total_benefits for proof in exact], money_rounded(benefits, code), step),
        add_up([proof.total_investment for proof in exact], money_rounded(investment, code), step),
    )
    values = [gained - paid for gained, paid in zip(*columns, strict=True)]
    largest = max(range(len(exact)), key=lambda index: abs(exact[index].value))
    # Rounded, benefits less investment may miss the rounded Value by one minor unit.
    values[largest] += money_rounded(benefits - investment, code) - sum(values, _ZERO)
    return tuple(
        ProofShare(
            strength=proof.strength, total_benefits=gained, total_investment=paid, value=value
        )
        for proof, gained, paid, value in zip(exact, *columns, values, strict=True)
    )


def strength_of(assumption: Assumption) -> Strength:
    """How strong the proof of one figure is: its status first, then where it comes from."""
    if assumption.status in ("customer_confirmed", "pilot", "disputed"):
        return assumption.status
    return "reference" if assumption.basis == "reference_customer" else "estimate"


def _strengths_under(line: CaseLine, inputs: Inputs) -> Counter[Strength]:
    """How many figures of each strength a line rests on; one written as numbers is an estimate."""
    figures = [found for found in inputs.behind(line.line) if found.formula is None]
    return Counter(map(strength_of, figures)) or Counter(["estimate"])
