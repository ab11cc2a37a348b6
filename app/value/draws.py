"""Draws of a statement's uncertain assumptions: columns for lanes, batch by batch."""

from __future__ import annotations

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
        """Read the ranges.

        Raises:
            CalculationError: there is no range, one cannot be read, or correlations contradict
                one another.
        """
        self.uncertain: tuple[Uncertain, ...] = uncertain_in(statement)
        if not self.uncertain:
            raise CalculationError([_no_range()])
        self.keys = tuple(one.assumption.key for one in self.uncertain)
        self._sampler = KeyedSobol(seed, self.keys)
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
        normals = self._copula.correlated(
            {key: ndtri(self._sampler.uniforms(key, batch)) for key in self._copula.keys}
        )
        return {
            one.assumption.key: (
                one.distribution.of_normals(normals[one.assumption.key])
                if one.assumption.key in normals
                else one.distribution.of_uniforms(self._sampler.uniforms(one.assumption.key, batch))
            )
            for one in self.uncertain
        }


def _no_range() -> Fault:
    return Fault(
        pointer="#/assumptions",
        code="NO_RANGE",
        detail="No assumption has a range, so nothing can be drawn: the case is as sure as this.",
        hint="Give the assumptions that are not sure a low and a high.",
    )
