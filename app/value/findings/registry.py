"""All rules, in the order in which a reader would ask."""

from __future__ import annotations

from app.value.findings import benefits, costs, figures, goals, links, overlap, returns, units
from app.value.findings.rule import Rule

RULES: tuple[Rule, ...] = (
    returns.value_below_zero,
    returns.payback_beyond_horizon,
    returns.horizon_flatters,
    returns.risk_counted_twice,
    returns.weakest_assumptions,
    returns.worse_than_alternative,
    costs.no_investment,
    costs.no_run_costs,
    costs.no_own_effort,
    benefits.hours_as_cash,
    benefits.revenue_without_margin,
    benefits.no_ramp,
    benefits.too_many_benefits,
    benefits.one_benefit_dominates,
    benefits.negative_benefit,
    benefits.unclassified_benefit,
    overlap.pool_claimed_twice,
    overlap.shared_inputs,
    units.mixed_currencies,
    units.units_do_not_fit,
    figures.disputed_figure,
    figures.no_source,
    figures.confirmed_by_nobody,
    figures.figure_outside_range,
    figures.share_above_one,
    figures.false_precision,
    figures.hidden_constant,
    figures.unused_assumption,
    links.pain_without_benefit,
    links.capability_without_benefit,
    links.concern_not_addressed,
    goals.goal_without_benefit,
    goals.benefit_without_goal,
    goals.goal_not_reached,
)
