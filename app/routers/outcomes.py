"""Outcomes of tests: the draft learns."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import drafts, wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs
from app.services.outcomes import record_outcome
from app.value.outcome import Outcome

router = strict_router("Statements")

_EXAMPLE = {
    "assumption": "users",
    "value": "98000",
    "low": "95000",
    "high": "101000",
    "source": "Pilot in two regions, October",
}


@router.post(
    "/statements/{statement_id}/draft/outcomes",
    name="recordOutcome",
    summary="Record a pilot's outcome",
    response_model=wire.Draft,
    responses=problems(404, 412, 413, 415, 422, 428, 507),
)
@needs("statements.write")
async def record_the_outcome(
    desk: TheDesk,
    statement_id: str,
    outcome: Annotated[Outcome, Body(examples=[_EXAMPLE])],
    precondition: ThePrecondition,
) -> Response:
    """Put what a test found out in the place of what the draft you read assumed.

    The figure, its range, its status and its source move together, and with them what is proven.
    """
    return await desk.write(drafts.told_draft, record_outcome, statement_id, outcome, precondition)
