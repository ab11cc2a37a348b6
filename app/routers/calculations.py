"""Calculating a statement that is stored nowhere."""

from __future__ import annotations

from anyio import to_thread
from fastapi import Request, Response

from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.value import Result, ValueStatement, calculate
from app.value.work import operations

MOST_AT_ONCE = 5_000
"""Operations that are done on the event loop, in a few milliseconds; what takes longer is done in a
thread, so that whoever else asks is answered meanwhile."""

router = strict_router("Calculations")


@router.post(
    "/calculations",
    name="calculateStatement",
    summary="Calculate a value statement",
    response_model=Result,
    responses=problems(413, 415, 422),
)
@needs("calculations.create")
async def calculate_statement(statement: ValueStatement, request: Request) -> Response:
    """Calculate everything a value statement says. Nothing is stored."""
    if operations(statement) <= MOST_AT_ONCE:
        return _calculated(statement)
    lane = request.app.state.lanes.thinking
    return await to_thread.run_sync(_calculated, statement, limiter=lane)


def _calculated(statement: ValueStatement) -> Response:
    return as_json(json_bytes(calculate(statement)))
