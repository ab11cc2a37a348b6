"""Draws of a statement's uncertain assumptions: columns for lanes, batch by batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from scipy.special import ndtri

from app.value.copula import copula_of
from app.value.errors import CalculationError, Fault
from app.value.formulas.tape import Floats
from app.value.range_distributions import Uncertain, uncertain_in
from app.value.sampling import Batch, KeyedSobol
from app.value.statement import ValueStatement


class Draws:
    """Figures of every uncertain assumption, correlated as the statement says."""

    def __init__(self, statement: ValueStatement, seed: int) -> None:
        """Read the ranges; each assumption has a second column, which `redrawn` gives.

        Raises:
            CalculationError: there is no range, one cannot be read, or correlations contradict
                one another.
        """
        self.uncertain: tuple[Uncertain, ...] = uncertain_in(statement)
        if not self.uncertain:
            raise CalculationError([_no_range()])
        self.keys = tuple(one.assumption.key for one in self.uncertain)
        # Second columns claim their dimensions behind all first ones, so they move none of those.
        self._sampler = KeyedSobol(seed, [*self.keys, *map(_second, self.keys)])
        self._copula = copula_of(statement.correlations, self.keys)

    @property
    def correlated(self) -> tuple[str, ...]:
        """The assumptions that go together with others."""
        return self._copula.keys

    def columns(self, batch: Batch) -> dict[str, Floats]:
        """One column for each uncertain assumption.

        Shapes:
            (draws of the batch,) each, in the assumption's unit, replicate by replicate.
        """
        return self._columns(batch, self.uncertain, dict(zip(self.keys, self.keys, strict=True)))

    def redrawn(self, batch: Batch, keys: Collection[str]) -> dict[str, Floats]:
        """Columns of some assumptions, independent of their columns above.

        Correlated ones go together as they should only with those that are drawn anew with them.
        """
        wanted = [one for one in self.uncertain if one.assumption.key in keys]
        return self._columns(batch, wanted, {key: _second(key) for key in self.keys})

    def _columns(
        self, batch: Batch, wanted: Sequence[Uncertain], names: Mapping[str, str]
    ) -> dict[str, Floats]:
        normals: dict[str, Floats] = {}
        if any(one.assumption.key in self._copula.keys for one in wanted):
            alone = {
                key: ndtri(self._sampler.uniforms(names[key], batch)) for key in self._copula.keys
            }
            normals = self._copula.correlated(alone)
        found = {}
        for one in wanted:
            key, distribution = one.assumption.key, one.distribution
            found[key] = (
                distribution.of_normals(normals[key])
                if key in normals
                else distribution.of_uniforms(self._sampler.uniforms(names[key], batch))
            )
        return found


def _second(key: str) -> str:
    return f"{key} again"


def _no_range() -> Fault:
    return Fault(
        pointer="#/assumptions",
        code="NO_RANGE",
        detail="No assumption has a range, so nothing can be drawn: the case is as sure as this.",
        hint="Give the assumptions that are not sure a low and a high.",
    )
