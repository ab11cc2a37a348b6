"""Which kind of test would prove a figure: asking the customer, a pilot, or a benchmark."""

from __future__ import annotations

from app.value.assumptions import Assumption
from app.value.evidence import strength_of
from app.value.inputs import Inputs
from app.value.next_evidence_view import SuggestedTest
from app.value.result import Strength
from app.value.statement import ValueStatement

UNPROVEN: dict[Strength, str] = {
    "disputed": "1",
    "estimate": "1",
    "reference": "0.6",
    "pilot": "0.3",
    "customer_confirmed": "0.1",
}
"""How much there is left to prove: a convention, told beside every figure it weighs."""

_OF_TODAY = "It describes how things are today: the customer's own systems and people know."
_OF_CHANGE = "It says what the offer changes here: only a trial here shows it."
_ELSEWHERE = "It held elsewhere: a trial shows whether it holds here."
_OURS = "It is our own claim: a trial shows it to the customer."
_PILOTED = "A pilot has measured it: let the customer confirm the outcome."
_DISPUTED = "It is disputed: settle it with whoever disputes it."
_OWN_COST = "It is the customer's own effort: they know what their people cost."
_OUR_COST = "It is a cost of ours: hold it against what earlier projects took."
_ESTIMATED = "It is an estimate: hold it against customers like this one."
_NO_BASIS = "Nothing says where it comes from: whoever at the customer knows it can say."


class Suggestions:
    """Chooses the kind of test by what a figure is about and what is known of it."""

    def __init__(self, statement: ValueStatement) -> None:
        inputs = Inputs(statement.assumptions)
        metrics = [one.metric for one in statement.benefits if one.metric is not None]
        self._today = {one.key for one in inputs.under([metric.from_ for metric in metrics])}
        self._changed = {one.key for one in inputs.under([metric.to for metric in metrics])}
        self._gains = {one.key for line in statement.benefits for one in inputs.behind(line)}
        self._own_costs = {
            one.key
            for line in statement.investments
            if line.paid_to == "customer"
            for one in inputs.behind(line)
        }

    def test_for(self, one: Assumption) -> SuggestedTest:
        """The test that would prove a figure soonest."""
        strength = strength_of(one)
        if strength == "disputed":
            return SuggestedTest(kind="ask_the_customer", reason=_DISPUTED)
        if strength in ("pilot", "customer_confirmed"):
            return SuggestedTest(kind="ask_the_customer", reason=_PILOTED)
        if one.key not in self._gains:
            return self._of_cost(one.key)
        if one.key in self._today - self._changed or one.basis == "customer_data":
            return SuggestedTest(kind="ask_the_customer", reason=_OF_TODAY)
        if one.key in self._changed - self._today:
            return SuggestedTest(kind="pilot", reason=_OF_CHANGE)
        return _by_basis(one)

    def _of_cost(self, key: str) -> SuggestedTest:
        if key in self._own_costs:
            return SuggestedTest(kind="ask_the_customer", reason=_OWN_COST)
        return SuggestedTest(kind="benchmark", reason=_OUR_COST)


def _by_basis(one: Assumption) -> SuggestedTest:
    match one.basis:
        case "third_party_research" | "reference_customer":
            return SuggestedTest(kind="pilot", reason=_ELSEWHERE)
        case "vendor_estimate" | "internal_testing":
            return SuggestedTest(kind="pilot", reason=_OURS)
        case "analyst_estimate":
            return SuggestedTest(kind="benchmark", reason=_ESTIMATED)
        case _:
            return SuggestedTest(kind="ask_the_customer", reason=_NO_BASIS)
