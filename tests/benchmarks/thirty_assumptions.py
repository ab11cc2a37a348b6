"""The case that analyses are measured on: 30 assumptions with ranges, 20 formulas, five years."""

from __future__ import annotations

from app.value import ValueStatement

RANGES = """
subscribers subscriber 90000 120000 150000
arpu_now EUR/subscriber/month 17.9 18.4 18.9
arpu_target EUR/subscriber/month 18.6 19.2 20.1
margin % 0.52 0.58 0.63
churn_now % 0.14 0.16 0.185
churn_target % 0.125 0.14 0.16
calls_per_sub call/subscriber/year 1.8 2.4 3.1
cost_per_call EUR/call 3.9 4.6 5.5
deflection % 0.08 0.15 0.24
handling_saved % 0.03 0.06 0.1
agents FTE 150 180 210
agent_cost EUR/FTE/year 38000 42000 47000
truck_rolls visit/year 14000 18000 23000
truck_cost EUR/visit 65 78 95
truck_avoided % 0.05 0.11 0.18
fraud_loss EUR/year 600000 850000 1200000
fraud_reduction % 0.1 0.2 0.35
capex_avoided EUR/year 0 150000 400000
hours_admin hour/FTE/week 1.5 2.5 4
admin_staff FTE 60 80 100
hour_rate EUR/hour 38 44 52
realisable % 0.3 0.5 0.7
licence_per_sub EUR/subscriber/year 2.2 2.6 3.2
platform_fee EUR/year 180000 220000 260000
project_days day 300 420 650
day_rate EUR/day 850 950 1100
contingency % 0.05 0.1 0.2
training_hours hour/FTE 6 10 16
internal_staff FTE 3 4.5 7
growth % 0 0.02 0.04
"""
FORMULAS = {
    "arpu_uplift": "MAX(0, arpu_target - arpu_now)",
    "annual_arpu": "arpu_now * 12",
    "churn_delta": "MAX(0, churn_now - churn_target)",
    "saved_subs": "subscribers * churn_delta",
    "calls_total": "subscribers * calls_per_sub",
    "calls_deflected": "calls_total * deflection",
    "staff_total": "agents + admin_staff",
    "project_cost": "project_days * day_rate",
}
BENEFITS = {
    "revenue": "subscribers * arpu_uplift * 12 * margin",
    "churn": "saved_subs * annual_arpu * margin",
    "calls": "calls_deflected * cost_per_call",
    "handling": "IF(deflection > 20%, 0.5, 1) * agents * agent_cost * handling_saved",
    "trucks": "truck_rolls * truck_avoided * truck_cost",
    "fraud": "MIN(fraud_loss * fraud_reduction, 400000)",
    "capex": "capex_avoided * (1 + growth) ^ (YEAR() - 1)",
    "admin": "ROUND(hours_admin * 46 * admin_staff, 0) * hour_rate * realisable",
}
INVESTMENTS = {
    "project": ("upfront", "project_cost * (1 + contingency)"),
    "licence": ("per_year", "subscribers * licence_per_sub + platform_fee"),
    "training": ("upfront", "staff_total * training_hours * hour_rate"),
    "operation": ("per_year", "internal_staff * agent_cost * 1.3"),
}


def thirty_assumptions():
    """The statement, read and checked."""
    given = [row.split() for row in RANGES.strip().splitlines()]
    assumptions = [
        {"key": key, "unit": unit, "low": low, "value": value, "high": high}
        for key, unit, low, value, high in given
    ]
    assumptions += [{"key": key, "formula": formula} for key, formula in FORMULAS.items()]
    benefits = [
        {"key": key, "statement": key, "per_year": formula, "adoption": ["0.5", "1"]}
        for key, formula in BENEFITS.items()
    ]
    investments = [
        {"key": key, "statement": key, field: formula, "paid_to": "vendor"}
        for key, (field, formula) in INVESTMENTS.items()
    ]
    return ValueStatement.model_validate(
        {
            "title": "Thirty assumptions",
            "currency_code": "EUR",
            "horizon_years": 5,
            "discount_rate": "0.10",
            "assumptions": assumptions,
            "benefits": benefits,
            "investments": investments,
        }
    )
