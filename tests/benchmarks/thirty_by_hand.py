"""The formulas of the thirty assumptions as a programmer would write them in NumPy, over arrays."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

YEARS = 5
CHUNK = 8192
RATE = 0.10


def by_hand(columns):
    """Value and NPV of each draw; what is the same every year is worked out once."""
    p = SimpleNamespace(**columns)
    arpu_uplift = np.maximum(0, p.arpu_target - p.arpu_now)
    saved = p.subscribers * np.maximum(0, p.churn_now - p.churn_target)
    deflected = p.subscribers * p.calls_per_sub * p.deflection
    value = -(p.project_days * p.day_rate) * (1 + p.contingency)
    value = value - (p.agents + p.admin_staff) * p.training_hours * p.hour_rate
    npv = value.copy()
    steady = p.subscribers * arpu_uplift * 12 * p.margin
    steady = steady + saved * (p.arpu_now * 12) * p.margin
    steady = steady + deflected * p.cost_per_call
    factor = np.where(p.deflection > 0.2, 0.5, 1.0)
    steady = steady + factor * p.agents * p.agent_cost * p.handling_saved
    steady = steady + p.truck_rolls * p.truck_avoided * p.truck_cost
    steady = steady + np.minimum(p.fraud_loss * p.fraud_reduction, 400_000)
    hours = np.floor(p.hours_admin * 46 * p.admin_staff + 0.5)
    steady = steady + hours * p.hour_rate * p.realisable
    paid = p.subscribers * p.licence_per_sub + p.platform_fee
    paid = paid + p.internal_staff * p.agent_cost * 1.3
    for year in range(1, YEARS + 1):
        gained = steady + p.capex_avoided * (1 + p.growth) ** (year - 1)
        net = (0.5 if year == 1 else 1.0) * gained - paid
        value = value + net
        npv = npv + net / (1 + RATE) ** year
    return value, npv


def in_chunks(columns, lanes):
    """The same, a cache's worth of draws at a time."""
    value, npv = np.empty(lanes), np.empty(lanes)
    for start in range(0, lanes, CHUNK):
        place = slice(start, start + CHUNK)
        value[place], npv[place] = by_hand({key: one[place] for key, one in columns.items()})
    return value, npv
