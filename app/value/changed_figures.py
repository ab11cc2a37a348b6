"""What becomes of a status that says a figure is proven, when the figure changes.

What a pilot found or the customer confirmed was the old figure. The new one is in review until a
source or a confirmation of its own comes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.value.assumptions import Assumption
from app.value.figures import write_figure
from app.value.raised_status import CLAIMS_PROOF, LEVELS, proof_of
from app.value.statement import ValueStatement

Code = Literal["STATUS_FELL", "STATUS_KEPT"]
_FIGURE = ("value", "initial", "by_year", "formula")


@dataclass(frozen=True, slots=True)
class StatusRemark:
    """A proven figure changed and its proof did not; what that did to its status, in words."""

    code: Code
    assumption: str
    words: str


def in_review_where_changed(
    before: ValueStatement, after: ValueStatement
) -> tuple[ValueStatement, tuple[StatusRemark, ...]]:
    """The later statement, with every proven figure in review that changed without its proof.

    Example:
        >>> head = {"title": "A", "currency_code": "EUR", "horizon_years": 1, "discount_rate": 0}
        >>> fact = {"key": "users", "status": "pilot", "source": "Pilot, May"}
        >>> before, after = (
        ...     ValueStatement(**head, assumptions=[{**fact, "value": value}]) for value in (1, 2)
        ... )
        >>> kept, remarks = in_review_where_changed(before, after)
        >>> kept.assumptions[0].status, remarks[0].code
        ('in_review', 'STATUS_FELL')
    """
    changed = {was.key: was for was, _ in _changed(before, after)}
    if not changed:
        return after, ()
    assumptions = [
        one.model_copy(update={"status": "in_review"}) if one.key in changed else one
        for one in after.assumptions
    ]
    remarks = [
        StatusRemark(
            "STATUS_FELL", one.key, f"{_said(was, one)}, so its status fell to “in_review”."
        )
        for was, one in _changed(before, after)
    ]
    return after.model_copy(update={"assumptions": tuple(assumptions)}), tuple(remarks)


def kept_though_changed(before: ValueStatement, after: ValueStatement) -> tuple[StatusRemark, ...]:
    """What is to be remarked where whoever sends a statement answers for its statuses."""
    return tuple(
        StatusRemark(
            "STATUS_KEPT",
            one.key,
            f"{_said(was, one)}; its status stayed “{one.status}”, as it was sent.",
        )
        for was, one in _changed(before, after)
    )


def _changed(
    before: ValueStatement, after: ValueStatement
) -> Iterator[tuple[Assumption, Assumption]]:
    known = {one.key: one for one in before.assumptions}
    for one in after.assumptions:
        was = known.get(one.key)
        if was is None or min(LEVELS[was.status], LEVELS[one.status]) < CLAIMS_PROOF:
            continue
        if _figure(was) != _figure(one) and not _is_proven_anew(was, one):
            yield was, one


def _figure(one: Assumption) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _FIGURE)


def _is_proven_anew(was: Assumption, one: Assumption) -> bool:
    pairs = zip(proof_of(was), proof_of(one), strict=True)
    return any(proof is not None and proof != before for before, proof in pairs)


def _said(was: Assumption, one: Assumption) -> str:
    moved = "its figure changed"
    if was.value is not None and one.value is not None:
        moved = f"its figure changed from {write_figure(was.value)} to {write_figure(one.value)}"
    return (
        f"{one.label or one.key} was “{was.status}” and {moved} without a source or a confirmation "
        "of the new one"
    )
