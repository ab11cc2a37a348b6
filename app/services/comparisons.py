"""Comparing two states of a statement: versions by their number, or the draft."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.fields import Fields
from app.services.states import State, statement_at
from app.services.versions import version
from app.store import Transaction
from app.store.records import Version
from app.value import ValueStatement
from app.value.comparison import Comparison, compare


class TwoStatements(Fields):
    """Two states of one case, neither of them stored; in one currency."""

    before: ValueStatement
    after: ValueStatement


def comparison(
    transaction: Transaction, statement_id: str, before: State, after: State
) -> Comparison:
    """What changed from one state to another, and what each change did to Value.

    Both are calculated as this release does, so that nothing but the statement differs; versions
    that an engine before it froze are told.

    Raises:
        NotFoundError: this workspace has no such statement or version.
        CalculationError: the draft has no result yet.
        InvalidChangeError: the draft breaks a rule that did not exist when it was kept.
    """
    found = compare(
        statement_at(transaction, statement_id, before),
        statement_at(transaction, statement_id, after),
    )
    numbers = sorted({state for state in (before, after) if state != "draft"})
    versions = [version(transaction, statement_id, number).version for number in numbers]
    return found.model_copy(update={"note": _note(versions, found)})


def comparison_of(_transaction: Transaction, asked: TwoStatements) -> Comparison:
    """The same for two states that are stored nowhere.

    Raises:
        CalculationError: one of them has no result.
    """
    return compare(asked.before, asked.after)


def _note(versions: Sequence[Version], found: Comparison) -> str | None:
    others = [one for one in versions if one.engine != found.engine]
    if not others:
        return None
    told = " and ".join(
        f"version {one.version_number} was frozen by engine {one.engine} with Value {one.value} "
        f"{one.currency_code}"
        for one in others
    )
    return (
        f"{told[0].upper()}{told[1:]}. Both states are calculated by engine {found.engine} here, "
        "so figures may differ from the frozen ones; the frozen ones stay as they are."
    )
