"""Total Sobol indices: the share of a measure's variance that needs a figure, alone or with others.

All figures are drawn, then one of them anew: what moves by that is its part. Correlated figures
are drawn anew together, so they share one index.

Source:
    Jansen, “Analysis of variance designs for model output” (1999).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.value.draws import Draws
from app.value.formulas.tape import Floats
from app.value.lanes import Lanes
from app.value.learning import Estimate
from app.value.sampling import FEWEST_REPLICATES, plan
from app.value.simulation_view import MoneyMeasure
from app.value.surroundings import Correlation

DRAWS_FOR_TOTALS = 2048
MOST_GROUPS = 100
"""Groups whose total index is calculated: each takes the whole case drawn once more."""
_ENDS = (0.1, 0.9)

Group = tuple[str, ...]


def drawn_together(correlations: Sequence[Correlation], keys: Sequence[str]) -> dict[str, Group]:
    """The assumptions each one is correlated with, directly or through others, itself included.

    Example:
        >>> pair = Correlation(between=("price", "users"), rank="-0.5")
        >>> drawn_together([pair], ["users", "churn", "price"])["price"]
        ('users', 'price')
    """
    group = {key: {key} for key in keys}
    for one in correlations:
        if all(key in group for key in one.between):
            first, second = one.between
            merged = group[first] | group[second]
            group |= dict.fromkeys(merged, merged)
    return {key: tuple(one for one in keys if one in group[key]) for key in keys}


def strongest(
    lanes: Lanes, columns: Mapping[str, Floats], groups: Mapping[str, Group], measure: MoneyMeasure
) -> tuple[Group, ...]:
    """The groups whose figures move a measure most, each moved alone to both ends of its draws.

    Shapes:
        columns: (draws,) each.
    """
    all_groups = tuple(dict.fromkeys(groups.values()))
    if len(all_groups) <= MOST_GROUPS:
        return all_groups
    moved = {key: np.full(1 + 2 * len(columns), lanes.base[key]) for key in columns}
    for number, (key, column) in enumerate(columns.items()):
        moved[key][1 + 2 * number : 3 + 2 * number] = np.quantile(column, _ENDS)
    found = lanes.evaluate(moved, (measure,))[measure]
    swings = np.abs(found[1::2] - found[2::2])
    # What has no result at an end may do anything, so it is looked at.
    swing = dict(zip(columns, np.where(np.isnan(swings), np.inf, swings), strict=True))
    largest = sorted(all_groups, key=lambda group: -sum(swing[key] for key in group))
    return tuple(largest[:MOST_GROUPS])


def total_shares(
    lanes: Lanes, draws: Draws, groups: Sequence[Group], measure: MoneyMeasure
) -> dict[Group, Estimate]:
    """The total index of each group of figures; draws without a result are left out."""
    (batch,) = plan(DRAWS_FOR_TOTALS).batches()
    columns = draws.columns(batch)
    base = lanes.evaluate(columns, (measure,))[measure].reshape(FEWEST_REPLICATES, -1)
    variance = float(np.nanvar(base))
    found: dict[Group, Estimate] = {}
    for group in groups:
        moved = columns | draws.redrawn(batch, group)
        after = lanes.evaluate(moved, (measure,))[measure].reshape(FEWEST_REPLICATES, -1)
        if variance <= 0:
            found[group] = Estimate(0.0, 0.0)
            continue
        each = np.nanmean((base - after) ** 2, axis=1) / 2 / variance
        error = float(each.std(ddof=1)) / FEWEST_REPLICATES**0.5
        found[group] = Estimate(float(each.mean()), error)
    return found
