"""Whether a statement claims more proof than the one before it without saying where it comes from.

A status may fall at any time; it rises only with a source or a person who confirms the figure. To
be called piloted or confirmed, a figure needs a source or a confirmation of its own: what was there
before proves no more than it did.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.value.assumptions import Assumption
from app.value.errors import Fault
from app.value.statement import ValueStatement

LEVELS = {None: 0, "straw_man": 0, "disputed": 0, "in_review": 1, "pilot": 2}
LEVELS |= {"customer_confirmed": 3}
CLAIMS_PROOF = 2
"""The level from which a status says that the figure is proven."""
_NEW = Assumption(key="new", value=0)


def raised_without_proof(before: ValueStatement | None, after: ValueStatement) -> tuple[Fault, ...]:
    """The assumptions whose status rises from one statement to the next without proof.

    An assumption that was not there before may start in review; to start as piloted or confirmed
    it needs a source or a confirming person as well. Without a statement before, all are new.

    Example:
        >>> head = {"title": "A", "currency_code": "EUR", "horizon_years": 1, "discount_rate": 0}
        >>> guess = ValueStatement(**head, assumptions=[{"key": "users", "value": 1}])
        >>> claim = {"key": "users", "value": 1, "status": "customer_confirmed"}
        >>> raised_without_proof(guess, ValueStatement(**head, assumptions=[claim]))[0].pointer
        '#/assumptions/0/status'
    """
    known = {one.key: one for one in before.assumptions} if before is not None else {}
    return tuple(_faults(known, after))


def proof_of(one: Assumption) -> tuple[object, ...]:
    """What proves a figure: its source, and who of the customer confirmed it, when."""
    return one.source, one.confirmed_by, one.confirmed_on


def _faults(known: dict[str, Assumption], after: ValueStatement) -> Iterator[Fault]:
    for index, one in enumerate(after.assumptions):
        was = known.get(one.key, _NEW)
        rises = LEVELS[one.status] > LEVELS[was.status]
        if rises and not _starts_in_review(was, one) and not _has_proof(was, one):
            yield _unproven(f"#/assumptions/{index}/status", was, one)


def _starts_in_review(before: Assumption, after: Assumption) -> bool:
    return before is _NEW and after.status == "in_review"


def _has_proof(before: Assumption, after: Assumption) -> bool:
    source, *person = proof_of(after)
    source_before, *person_before = proof_of(before)
    if after.confirmed_by and person != person_before:
        return True
    if LEVELS[after.status] < CLAIMS_PROOF:
        return bool(source or after.confirmed_by)
    return bool(source) and source != source_before


def _unproven(pointer: str, before: Assumption, after: Assumption) -> Fault:
    old = "the source" if after.source else "the confirmation" if after.confirmed_by else None
    was = "" if before is _NEW else f" from “{before.status or 'straw_man'}”"
    why = f"with {old} it had before" if old else "without a source or a confirming person"
    return Fault(
        pointer=pointer,
        code="STATUS_WITHOUT_PROOF",
        detail=f"{after.key} rises{was} to “{after.status}” {why}.",
        hint="Say where the proof is written down (`source`), or who of the customer confirms the "
        "figure and when (`confirmed_by`, `confirmed_on`).",
    )
