"""Rules about the value chain: goals nobody serves, benefits nobody asked for, sums that miss."""

from __future__ import annotations

from collections.abc import Iterator

from app.value.errors import Fault
from app.value.findings.rule import Limits, Remark, deal, figure, gain, rule
from app.value.findings.study import Study, quoted
from app.value.value_chain import Shortfall, in_words, shortfall, unserved_goals

_GOAL = {"key": "profit", "statement": "Earn more"}
_UNDER = {"key": "arpu", "statement": "Raise revenue per user", "derived_from": "profit"}


def _driven(profit: str) -> dict[str, object]:
    """A deal whose top goal is a profit that 100 users at 2 more a year are to bring."""
    metric = {"label": "Profit", "unit": "EUR", "from": "profit_now", "to": "profit_then"}
    return dict(
        deal(
            objectives=[{**_GOAL, "metric": metric, "reached_by": "users * uplift"}],
            assumptions=[
                figure(),
                figure("uplift", value="2"),
                figure("profit_now", value="0"),
                figure("profit_then", value=profit),
            ],
            benefits=[gain(per_year="users * uplift", objectives=["profit"])],
        )
    )


@rule(
    "goal_without_benefit",
    "warning",
    "A goal is served by no benefit",
    advice="Name it among the `objectives` of the benefit that serves it, or leave it out.",
    fires=deal(objectives=[_GOAL, _UNDER], benefits=[gain()]),
    silent=deal(objectives=[_GOAL, _UNDER], benefits=[gain(objectives=["arpu"])]),
)
def goal_without_benefit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A goal that nothing in the case serves is a promise without anything behind it."""
    places = {goal.key: index for index, goal in enumerate(study.statement.objectives)}
    for key in unserved_goals(study.statement):
        goal = study.statement.objectives[places[key]]
        yield Remark(f"#/objectives/{places[key]}", f"No benefit serves {quoted(goal.statement)}.")


@rule(
    "benefit_without_goal",
    "information",
    "A benefit serves no goal",
    advice="Name the goal among the benefit's `objectives`; ask whose goal it would be.",
    fires=deal(objectives=[_GOAL], benefits=[gain(objectives=["profit"]), gain("other")]),
    silent=deal(objectives=[_GOAL], benefits=[gain(objectives=["profit"])]),
)
def benefit_without_goal(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Where goals are written down, a benefit that serves none of them is one nobody asked for."""
    if not study.statement.objectives:
        return
    for index, benefit in enumerate(study.statement.benefits):
        if not benefit.objectives:
            reason = f"{quoted(benefit.statement)} serves none of the goals."
            yield Remark(f"#/benefits/{index}", reason)


@rule(
    "goal_not_reached",
    "warning",
    "A goal is not reached by what stands below it",
    advice="Lower the goal, raise what it rests on, or add what is missing to `reached_by`.",
    fires=_driven("500"),
    silent=_driven("200"),
)
def goal_not_reached(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A target for revenue per user that cannot bring the profit above it convinces nobody."""
    for index, goal in enumerate(study.statement.objectives):
        found = shortfall(study.case, goal)
        place = f"#/objectives/{index}"
        if isinstance(found, Fault):
            yield Remark(place, f"{quoted(goal.statement)} cannot be measured: {found.detail}.")
        elif isinstance(found, Shortfall) and found.short and goal.metric:
            units = {one.key: one.unit for one in study.statement.assumptions}
            unit = goal.metric.unit or units.get(goal.metric.to)
            told = in_words(found, unit, study.words)
            yield Remark(place, f"{quoted(goal.statement)}: {told}")
