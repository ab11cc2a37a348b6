"""Statements: created with their first draft, read, listed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict

from app.deps import TheDesk
from app.routers import lists, wire
from app.routers.accounts import as_wire as account_as_wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.narrowing import SORT, TheExpand, TheNarrowing, TitleSort, expanded
from app.routers.opportunities import as_wire as opportunity_as_wire
from app.routers.strict import needs
from app.routers.versions import as_wire as version_as_wire
from app.services import drafts
from app.services.external import STATEMENT
from app.services.fields import OpportunityId
from app.services.listing import NOTHING, Around, Wanted, around_statements, listed
from app.services.scopes import Scope
from app.store import Transaction, records
from app.value import ValueStatement

router = strict_router("Statements")

_EXPAND: dict[str, Scope] = {
    "opportunity": "opportunities.read",
    "account": "accounts.read",
    "latest_version": "statements.read",
}


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
async def list_statements(  # noqa: PLR0913, PLR0917 - FastAPI calls it, by name
    desk: TheDesk,
    narrowing: TheNarrowing,
    request: Request,
    sort: Annotated[TitleSort | None, SORT] = None,
    opportunity_id: Annotated[
        OpportunityId | None, Query(description="Of this opportunity only.")
    ] = None,
    expand: TheExpand = None,
) -> Response:
    """List the statements without their drafts, newest first.

    `expand` shows `opportunity`, `account` and `latest_version` with each.
    """
    wanted = narrowing.wanted(sort, opportunity_id=opportunity_id)
    names = expanded(request, expand, _EXPAND)
    page, around = await desk.read(_listed, wanted, names)
    return lists.answer(request, page, lambda each: as_wire(each, around), wanted.limit)


@router.get(
    "/statements/{statement_id}",
    name="getStatement",
    summary="Read a statement",
    response_model=wire.Statement,
    responses=problems(404),
)
@needs("statements.read")
async def get_statement(
    desk: TheDesk, statement_id: str, request: Request, expand: TheExpand = None
) -> Response:
    """Read one statement without its draft; `etag` is the draft's."""
    names = expanded(request, expand, _EXPAND)
    return as_stored(as_wire(*await desk.read(_one, statement_id, names)))


def _created(statement: records.Statement) -> Response:
    return as_stored(as_wire(statement), 201)


def as_wire(statement: records.Statement, around: Around = NOTHING) -> wire.Statement:
    """A statement without its draft as the API tells it."""
    url = f"/v1/statements/{statement.id}"
    version = around.versions.get(statement.id)
    opportunity = around.opportunities.get(statement.opportunity_id)
    account = around.accounts.get(opportunity.account_id) if opportunity else None
    return wire.stored(
        wire.Statement,
        statement,
        url,
        latest_version_number=statement.head or None,
        branched_from=_origin(statement),
        draft_url=f"{url}/draft",
        versions_url=f"{url}/versions",
        opportunity=opportunity_as_wire(opportunity) if opportunity else None,
        account=account_as_wire(account) if account else None,
        latest_version=version_as_wire(version) if version else None,
    )


def _origin(statement: records.Statement) -> wire.Origin | None:
    if statement.branched_from_statement_id is None:
        return None
    return wire.Origin(
        statement_id=statement.branched_from_statement_id,
        version_number=statement.branched_from_version,
    )


def _listed(
    transaction: Transaction, wanted: Wanted, expand: frozenset[str]
) -> tuple[records.Page[records.Statement], Around]:
    page = listed(transaction, STATEMENT, wanted)
    return page, around_statements(transaction, page.items, expand)


def _one(
    transaction: Transaction, statement_id: str, expand: frozenset[str]
) -> tuple[records.Statement, Around]:
    found = drafts.statement(transaction, statement_id)
    return found, around_statements(transaction, (found,), expand)
