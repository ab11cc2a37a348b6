"""Statements: created with their first draft, read, listed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict

from app.deps import TheDesk
from app.routers import lists, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.strict import needs
from app.services import drafts
from app.services.fields import OpportunityId
from app.store import records
from app.store.statements import STATEMENTS
from app.value import ValueStatement

router = strict_router("Statements")


class NewStatement(BaseModel):
    """A value statement for an opportunity; its account's name is the customer where none is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opportunity_id: OpportunityId
    statement: ValueStatement


@router.post(
    "/statements",
    name="createStatement",
    summary="Create a statement",
    response_model=wire.Statement,
    status_code=201,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("statements.write")
async def create_statement(desk: TheDesk, new: NewStatement) -> Response:
    """Create a value statement in an opportunity; what is sent becomes its draft."""
    return await desk.write(_created, drafts.create_statement, new.opportunity_id, new.statement)


@router.get(
    "/statements",
    name="listStatements",
    summary="List statements",
    response_model=wire.Page[wire.Statement],
    responses=problems(),
)
@needs("statements.read")
async def list_statements(
    desk: TheDesk,
    stretch: lists.TheStretch,
    request: Request,
    opportunity_id: Annotated[
        OpportunityId | None, Query(description="Of this opportunity only.")
    ] = None,
) -> Response:
    """List the statements without their drafts, newest first."""
    after = stretch.after(lists.scope_of(request))
    of = {} if opportunity_id is None else {"opportunity_id": opportunity_id}
    page = await desk.read(STATEMENTS.page, stretch.limit, after, **of)
    return lists.answer(request, page, as_wire, stretch.limit)


@router.get(
    "/statements/{statement_id}",
    name="getStatement",
    summary="Read a statement",
    response_model=wire.Statement,
    responses=problems(404),
)
@needs("statements.read")
async def get_statement(desk: TheDesk, statement_id: str) -> Response:
    """Read one statement without its draft; `etag` is the draft's."""
    return as_stored(as_wire(await desk.read(drafts.statement, statement_id)))


def _created(statement: records.Statement) -> Response:
    return as_stored(as_wire(statement), 201)


def as_wire(statement: records.Statement) -> wire.Statement:
    """A statement without its draft as the API tells it."""
    url = f"/v1/statements/{statement.id}"
    return wire.stored(
        wire.Statement,
        statement,
        url,
        latest_version_number=statement.head or None,
        draft_url=f"{url}/draft",
        versions_url=f"{url}/versions",
    )
