"""Comparing two states of a statement."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Response

from app.deps import TheDesk
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.services.comparisons import TwoStatements, comparison, comparison_of
from app.value.comparison import Comparison

router = strict_router("Versions")

Number = Annotated[int, Query(ge=1, le=2**31 - 1)]


@router.get(
    "/statements/{statement_id}/comparison",
    name="compareStates",
    summary="Compare two versions, or a version and the draft",
    response_model=Comparison,
    responses=problems(404, 422),
)
@needs("statements.read")
async def compare_states(
    desk: TheDesk,
    statement_id: str,
    before: Annotated[
        Number | Literal["draft"],
        Query(alias="from", description="A version's number, or `draft`."),
    ],
    after: Annotated[
        Number | Literal["draft"],
        Query(alias="to", description="A version's number, or `draft`."),
    ] = "draft",
) -> Response:
    """What changed, in words, and how much of the change in Value each single change accounts for.

    The pieces do not depend on an order and add up to the minor unit.
    """
    return as_json(json_bytes(await desk.think(comparison, statement_id, before, after)))


@router.post(
    "/comparisons",
    name="compareStatements",
    summary="Compare two statements",
    response_model=Comparison,
    responses=problems(413, 415, 422),
)
@needs("calculations.create")
async def compare_statements(desk: TheDesk, asked: TwoStatements) -> Response:
    """What changed between two statements that are stored nowhere, and what each change did."""
    return as_json(json_bytes(await desk.think(comparison_of, asked)))
