"""How much of a case rests on proven figures.

A line stands only if every figure under it stands. In Shapley's sense each of those figures then
carries an equal share of the line, so the shares of a line add up to it, whatever its formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import sub
from typing import get_args

from pydantic import TypeAdapter

from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine, Side
from app.value.currencies import MINOR_UNIT
from app.value.inputs import Inputs
from app.value.largest_remainder import add_up
from app.value.publish import money_rounded
from app.value.result import ProofShare, Strength

_STRENGTHS: tuple[Strength, ...] = get_args(Strength)
_SHARES = TypeAdapter(tuple[ProofShare, ...])
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
    sums: dict[tuple[Strength, Side], Decimal] = {}
    for line in case.lines:
        strengths, total = _strengths_under(line, behind), line.flow.total
        for strength in dict.fromkeys(strengths):
            count = strengths.count(strength)
            part = total if count == len(strengths) else total * count / len(strengths)
            sums[strength, line.side] = sums.get((strength, line.side), _ZERO) + part
    return tuple(
        [
            Proof(
                strength,
                sums.get((strength, "benefit"), _ZERO),
                sums.get((strength, "investment"), _ZERO),
            )
            for strength in _STRENGTHS
        ]
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
    exact = proof_of(case, inputs)
    benefits, investment = case.total("benefit"), case.total("investment")
    columns = (
        _column([proof.total_benefits for proof in exact], benefits, code),
        _column([proof.total_investment for proof in exact], investment, code),
    )
    values = list(map(sub, *columns))
    # Rounded, benefits less investment may miss the rounded Value by one minor unit.
    missing = money_rounded(benefits - investment, code) - sum(values, _ZERO)
    if missing:
        values[max(range(len(exact)), key=lambda index: abs(exact[index].value))] += missing
    return _SHARES.validate_python(
        [
            {
                "strength": strength,
                "total_benefits": gained,
                "total_investment": paid,
                "value": left,
            }
            for strength, gained, paid, left in zip(_STRENGTHS, *columns, values, strict=True)
        ]
    )


def _column(parts: list[Decimal], exact: Decimal, code: str) -> tuple[Decimal, ...]:
    """Parts rounded so that they add up to the rounded total."""
    total = money_rounded(exact, code)
    if sum(map(bool, parts)) == 1:
        return tuple([total if part else total - total for part in parts])
    return add_up(parts, total, Decimal(1).scaleb(-MINOR_UNIT[code]))


def strength_of(assumption: Assumption) -> Strength:
    """How strong the proof of one figure is: its status first, then where it comes from."""
    if assumption.status in ("customer_confirmed", "pilot", "disputed"):
        return assumption.status
    return "reference" if assumption.basis == "reference_customer" else "estimate"


def _strengths_under(line: CaseLine, inputs: Inputs) -> list[Strength]:
    """How strong each figure is that a line rests on; one written as numbers is an estimate."""
    figures = [strength_of(one) for one in inputs.behind(line.line) if one.formula is None]
    return figures or ["estimate"]
