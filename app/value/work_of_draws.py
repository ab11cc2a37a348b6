"""How much drawing a statement may take: nobody else gets the processor while arrays are added."""

from __future__ import annotations

from app.value.errors import CalculationError, Fault

MOST_WORK = 4_000_000_000
"""Operations on single figures; some four seconds. The largest study takes a million draws so."""


def bounded_work(operations: int, draws: int) -> None:
    """Refuse what would take too long.

    Raises:
        CalculationError: the statement is too large to be drawn so often.

    Example:
        >>> bounded_work(operations=1_000, draws=100_000)
    """
    if operations * draws > MOST_WORK:
        fault = Fault(
            pointer="#",
            code="TOO_MUCH_WORK",
            detail=f"{operations:,} operations on {draws:,} draws are more than {MOST_WORK:,}.",
            hint=f"Ask for at most {MOST_WORK // operations:,} draws, or give ranges to the "
            "assumptions that matter alone: what does not vary is worked out once.",
        )
        raise CalculationError([fault])
