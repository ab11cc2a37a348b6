"""Rank correlations between assumptions, by a Gaussian copula.

A rank correlation r becomes the correlation 2 sin(π r / 6) of normal numbers. Not every set of
correlations is possible: where a goes with b and b with c, a cannot be without any relation to c.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, sin, sqrt

from app.value.errors import CalculationError, Fault
from app.value.figures import write_figure
from app.value.formulas.tape import Floats
from app.value.surroundings import Correlation

_SPARE = 1e-9
"""What binary arithmetic may leave of an exact zero: fully correlated figures are possible."""

Triangle = list[list[float]]


@dataclass(frozen=True, slots=True)
class Copula:
    """Makes independent normal numbers go together: `weights` is a lower triangle over `keys`."""

    keys: tuple[str, ...]
    weights: Triangle

    def correlated(self, normals: Mapping[str, Floats]) -> dict[str, Floats]:
        """Correlated normal numbers; added one after the other, so alike on every processor."""
        found: dict[str, Floats] = {}
        for key, row in zip(self.keys, self.weights, strict=True):
            mixed = normals[self.keys[0]] * row[0]
            for other, weight in zip(self.keys[1:], row[1:], strict=False):
                if weight:
                    mixed += normals[other] * weight
            found[key] = mixed
        return found


def copula_of(correlations: Sequence[Correlation], varying: Sequence[str]) -> Copula:
    """The copula of the correlations between assumptions that vary, in their order.

    Raises:
        CalculationError: the correlations contradict one another; one of those that do is named.

    Example:
        >>> pair = Correlation(between=("price", "users"), rank="-0.5")
        >>> copula_of([pair], ["users", "churn", "price"]).keys
        ('users', 'price')
    """
    effective = [one for one in correlations if all(key in varying for key in one.between)]
    named = {key for one in effective for key in one.between}
    keys = tuple(key for key in varying if key in named)
    weights: Triangle = []
    for wanted in _matrix(keys, effective):
        row = _row(wanted, weights)
        if row is None:
            raise CalculationError([_contradiction(keys[len(weights)], keys, correlations)])
        weights.append(row)
    return Copula(keys, weights)


def _matrix(keys: Sequence[str], correlations: Sequence[Correlation]) -> list[list[float]]:
    place = {key: index for index, key in enumerate(keys)}
    matrix = [[float(row == column) for column in range(len(keys))] for row in range(len(keys))]
    for one in correlations:
        first, second = (place[key] for key in one.between)
        matrix[first][second] = matrix[second][first] = 2 * sin(pi * float(one.rank) / 6)
    return matrix


def _row(wanted: Sequence[float], before: Triangle) -> list[float] | None:
    """The next row of Cholesky's triangle; None where no numbers could be so correlated."""
    row: list[float] = []
    for other in before:
        known = sum(a * b for a, b in zip(row, other, strict=False))
        missing, pivot = wanted[len(row)] - known, other[len(row)]
        if not pivot and abs(missing) > sqrt(_SPARE):
            return None
        row.append(missing / pivot if pivot else 0.0)
    rest = wanted[len(row)] - sum(weight * weight for weight in row)
    if rest < -_SPARE:
        return None
    return [*row, sqrt(rest) if rest > _SPARE else 0.0]


def _contradiction(key: str, keys: Sequence[str], correlations: Sequence[Correlation]) -> Fault:
    """Name the strongest correlation between the key that cannot be placed and those before it."""
    before = {*keys[: keys.index(key)], key}
    own = [
        (abs(one.rank), -index)
        for index, one in enumerate(correlations)
        if key in one.between and before.issuperset(one.between)
    ]
    index = -max(own)[1]
    first, second = correlations[index].between
    return Fault(
        pointer=f"#/correlations/{index}",
        code="IMPOSSIBLE_CORRELATION",
        detail=f"{first} and {second} cannot be correlated by "
        f"{write_figure(correlations[index].rank)} beside the other correlations.",
        hint="What goes with the same third figure goes with each other, to a degree; pairs that "
        "are not named count as uncorrelated. Weaken this one, name the missing pair, or model "
        "the difference between the two as an assumption of its own.",
    )
