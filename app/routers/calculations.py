"""Calculating a statement that is stored nowhere."""

from __future__ import annotations

from fastapi import Response

from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.value import Result, ValueStatement, calculate

router = strict_router("Calculations")


@router.post(
    "/calculations",
    name="calculateStatement",
    summary="Calculate a value statement",
    response_model=Result,
    responses=problems(413, 415, 422),
)
@needs("calculations.create")
async def calculate_statement(statement: ValueStatement) -> Response:
    """Calculate everything a value statement says. Nothing is stored."""
    return as_json(json_bytes(calculate(statement)))
