"""The outcome of a test, recorded: the figure and its range move, and with them what is proven.

Recording makes a new statement; the old one stays as it was, so the two can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import ValidationError, model_validator
from pydantic_core import PydanticCustomError

from app.value.assumptions import Assumption
from app.value.errors import Fault, StatementError, faults_of
from app.value.figures import Figure
from app.value.formulas.text import Key
from app.value.parts import Part, Sentence, Title
from app.value.ranges import NotVariableError, level_of, moved_to
from app.value.statement import ValueStatement


class OutcomeOutOfBoundsError(StatementError):
    """The outcome of a test contradicts what its assumption was said to be bounded by."""

    def __init__(self, key: str, faults: tuple[Fault, ...]) -> None:
        self.key, self.faults = key, faults
        said = " ".join(fault.detail for fault in faults)
        super().__init__(f"The outcome for “{key}” cannot be recorded. {said}")


class Outcome(Part):
    """What a test found out about one assumption; of one by year, the average of its years."""

    assumption: Key
    value: Figure
    low: Figure | None = None
    high: Figure | None = None
    status: Literal["in_review", "pilot", "customer_confirmed"] = "pilot"
    source: Sentence | None = None
    confirmed_by: Title | None = None

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        if not self.source and not self.confirmed_by:
            raise PydanticCustomError(
                "outcome_without_source",
                "Say where the outcome of the test is written down (source), or who of the "
                "customer confirms it (confirmed_by).",
                {},
            )
        return self


def recorded(statement: ValueStatement, outcome: Outcome) -> ValueStatement:
    """The statement with the outcome of a test in place of what was assumed.

    A range that the outcome does not give is gone: what was measured is known.

    Raises:
        NotVariableError: the assumption is unknown, a formula, or has no level.
        OutcomeOutOfBoundsError: it lies beyond the assumption's hard bounds.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "value": "100", "low": "80", "high": "150"}],
        ... )
        >>> found = Outcome(assumption="sheets", value="90", source="Pilot, May")
        >>> recorded(statement, found).assumptions[0].status
        'pilot'
    """
    given = {one.key: one for one in statement.assumptions if level_of(one) is not None}
    if outcome.assumption not in given:
        raise NotVariableError(outcome.assumption, tuple(given))
    after = _with_outcome(given[outcome.assumption], outcome)
    assumptions = tuple(
        after if one.key == outcome.assumption else one for one in statement.assumptions
    )
    return statement.model_copy(update={"assumptions": assumptions})


def _with_outcome(before: Assumption, outcome: Outcome) -> Assumption:
    moved = moved_to(before, outcome.value).model_dump()
    found: Mapping[str, object] = {
        "low": outcome.low,
        "high": outcome.high,
        "distribution": None if before.distribution == "discrete" else before.distribution,
        "outcomes": None,
        "status": outcome.status,
        "source": outcome.source or before.source,
        "confirmed_by": outcome.confirmed_by or before.confirmed_by,
    }
    try:
        return Assumption.model_validate({**moved, **found})
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False))
        raise OutcomeOutOfBoundsError(before.key, faults) from None
