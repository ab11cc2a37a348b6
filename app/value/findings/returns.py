"""Rules about what the case comes to: whether it pays, when, and how it was made to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.value.figure_words import share
from app.value.findings.rule import Limits, Remark, cost, deal, figure, gain, rule
from app.value.findings.study import Study, listed, quoted

_ZERO = Decimal(0)


@rule(
    "value_below_zero",
    "error",
    "The case costs more than it brings",
    advice="Do not send it. Find what must be true for it to pay: see the break-evens.",
    fires=deal(benefits=[gain()], investments=[cost(upfront="400")]),
    silent=deal(benefits=[gain()], investments=[cost(upfront="200")]),
)
def value_below_zero(study: Study, _limits: Limits) -> Iterator[Remark]:
    """The customer would be better off without it."""
    if study.value < 0:
        yield Remark("#", f"Value over the horizon is {study.words.money(study.value)}.")


@rule(
    "payback_beyond_horizon",
    "error",
    "It does not pay back within the horizon",
    advice="Spread or lower the investment, start sooner, or choose the horizon the customer uses.",
    fires=deal(benefits=[gain()], investments=[cost(upfront="400")]),
    silent=deal(benefits=[gain()], investments=[cost(upfront="200")]),
)
def payback_beyond_horizon(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Money that does not come back in the years looked at is a hope."""
    if study.investments and study.measures.payback_months is None:
        yield Remark("#/horizon_years", study.measures.reasons["payback_months"])


@rule(
    "horizon_flatters",
    "warning",
    "The horizon flatters",
    advice="Show three years beside it, or the period over which the customer judges investments.",
    fires=deal(horizon_years=10, benefits=[gain()], investments=[cost(upfront="400")]),
    silent=deal(horizon_years=5, benefits=[gain()], investments=[cost(upfront="200")]),
)
def horizon_flatters(study: Study, limits: Limits) -> Iterator[Remark]:
    """With enough years anything pays. Few decide on more than five; many on three."""
    years, early = study.statement.horizon_years, limits.early_years
    net = study.case.net.by_period
    first = sum(net[: early + 1], _ZERO)
    if years > early and first < 0 <= sum(net, _ZERO):
        told = study.words.money(first)
        reason = f"Over the first {early} years Value is {told}; all of it comes later."
        yield Remark("#/horizon_years", reason)
    elif years > limits.longest_horizon_years and study.case.lines:
        most = limits.longest_horizon_years
        yield Remark("#/horizon_years", f"The horizon is {years} years, more than {most}.")


@rule(
    "risk_counted_twice",
    "warning",
    "Risk is counted more than once",
    advice="Choose one: risk adjustment, a loaded discount rate, or a simulation of ranges.",
    fires=deal(
        discount_rate="0.25",
        benefits=[gain(risk_adjustment="0.2")],
    ),
    silent=deal(benefits=[gain(risk_adjustment="0.2")]),
)
def risk_counted_twice(study: Study, limits: Limits) -> Iterator[Remark]:
    """Each of the three is a fair way; together they take the same risk off two or three times."""
    statement = study.statement
    ways = []
    if any(line.line.risk_adjustment for line in study.case.lines):
        ways.append("lines are risk-adjusted")
    if statement.discount_rate > limits.loaded_discount_rate:
        ways.append(f"the discount rate is {share(statement.discount_rate, 0)}")
    if any(one.low is not None or one.high is not None for one in statement.assumptions):
        ways.append("figures have ranges, which a simulation draws from")
    if len(ways) > 1:
        *first, last = ways
        reason = f"{', '.join(first)} and {last}.".capitalize()
        yield Remark("#/discount_rate" if "rate is" in reason else "#/assumptions", reason)


@rule(
    "worse_than_alternative",
    "warning",
    "An alternative is worth more than the offer",
    advice="Say what the offer does better, in money, or lower its price to what it is worth.",
    fires=deal(
        investments=[cost(upfront="100")],
        alternatives=[{"key": "wait", "statement": "Wait", "reference_value": "80"}],
    ),
    silent=deal(
        investments=[cost(upfront="100")],
        alternatives=[
            {
                "key": "wait",
                "statement": "Wait",
                "reference_value": "80",
                "positive_differentiation": [{"statement": "Sooner", "amount": "50"}],
            }
        ],
    ),
)
def worse_than_alternative(study: Study, _limits: Limits) -> Iterator[Remark]:
    """The customer chooses between offers, not between an offer and nothing."""
    for index, found in enumerate(study.alternatives):
        if found.advantage < 0:
            worth, paid = map(study.words.money, (found.economic_value, found.total_investment))
            reason = (
                f"Beside {quoted(found.statement)} the offer is worth {worth} and costs {paid}."
            )
            yield Remark(f"#/alternatives/{index}", reason)


@rule(
    "weakest_assumptions",
    "warning",
    "Value does not survive its three weakest assumptions",
    advice="Test these first: ask the customer, run a pilot, find a reference.",
    fires=deal(
        assumptions=[figure(low="50", high="150")],
        benefits=[gain(per_year="users")],
        investments=[cost(upfront="200")],
    ),
    silent=deal(
        assumptions=[figure(low="90", high="150")],
        benefits=[gain(per_year="users")],
        investments=[cost(upfront="200")],
    ),
    thorough=True,
)
def weakest_assumptions(study: Study, limits: Limits) -> Iterator[Remark]:
    """The least proven figures will be the ones that fail; a good case bears three of them."""
    from app.value.findings.weakest import (  # noqa: PLC0415 - arrays only where they are asked for
        without_the_weakest,
    )

    found = without_the_weakest(study.case, limits.spread_without_range)
    if found is None or study.value < 0 or found.value >= 0:
        return
    ends = [
        f"{one.label or one.key} is {study.words.read(end, one.unit)}" for one, end in found.moved
    ]
    reason = f"If {listed(ends)}, Value is {study.words.money(found.value)}."
    yield Remark(f"#/assumptions/{found.index}", reason)
