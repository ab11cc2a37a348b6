"""What is said about a case beside its figures: proof, overlap, alternatives, findings."""

from __future__ import annotations

from app.value.alternatives import alternatives_of
from app.value.case import Case
from app.value.evidence import published_proof
from app.value.findings import findings_in
from app.value.findings.study import Study
from app.value.measures import Measures
from app.value.pools import overlap_of
from app.value.result import Judgement


def judgement_of(case: Case, measures: Measures) -> Judgement:
    """Judge a case. Call it inside `arithmetic.exactly()`.

    Raises:
        CalculationError: a pool, a claim or an alternative has no result.
    """
    overlap, alternatives = overlap_of(case), alternatives_of(case)
    study = Study(case, measures, overlap, alternatives)
    return Judgement(
        proof=published_proof(case, study.inputs),
        overlap=overlap,
        alternatives=alternatives,
        findings=findings_in(study),
    )
