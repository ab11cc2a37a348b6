"""Opportunities: the deals with an account."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.strict import needs
from app.services import accounts
from app.services.fields import AccountId, OpportunityFields
from app.store import records
from app.store.opportunities import OPPORTUNITIES

router = strict_router("Opportunities")


@router.post(
    "/opportunities",
    name="createOpportunity",
    summary="Create an opportunity",
    response_model=wire.Opportunity,
    status_code=201,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("opportunities.write")
async def create_opportunity(desk: TheDesk, fields: OpportunityFields) -> Response:
    """Create an opportunity: one deal with an account."""
    return await desk.write(_created, accounts.create_opportunity, fields)


@router.get(
    "/opportunities",
    name="listOpportunities",
    summary="List opportunities",
    response_model=wire.Page[wire.Opportunity],
    responses=problems(),
)
@needs("opportunities.read")
async def list_opportunities(
    desk: TheDesk,
    stretch: lists.TheStretch,
    request: Request,
    account_id: Annotated[AccountId | None, Query(description="Of this account only.")] = None,
) -> Response:
    """List the opportunities, newest first."""
    after = stretch.after(lists.scope_of(request))
    of = {} if account_id is None else {"account_id": account_id}
    page = await desk.read(OPPORTUNITIES.page, stretch.limit, after, **of)
    return lists.answer(request, page, as_wire, stretch.limit)


@router.get(
    "/opportunities/{opportunity_id}",
    name="getOpportunity",
    summary="Read an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404),
)
@needs("opportunities.read")
async def get_opportunity(desk: TheDesk, opportunity_id: str) -> Response:
    """Read one opportunity."""
    return _told(await desk.read(accounts.opportunity, opportunity_id))


@router.patch(
    "/opportunities/{opportunity_id}",
    name="changeOpportunity",
    summary="Change an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404, 412, 413, 415, 422, 507),
)
@needs("opportunities.write")
async def change_opportunity(
    desk: TheDesk,
    opportunity_id: str,
    patch: Annotated[dict[str, Any], Body(media_type="application/merge-patch+json")],
    precondition: ThePrecondition,
) -> Response:
    """Change some fields of an opportunity (JSON Merge Patch): null removes, the rest stays."""
    return await desk.write(_told, accounts.change_opportunity, opportunity_id, patch, precondition)


def _created(opportunity: records.Opportunity) -> Response:
    return as_stored(as_wire(opportunity), 201)


def _told(opportunity: records.Opportunity) -> Response:
    return as_stored(as_wire(opportunity))


def as_wire(opportunity: records.Opportunity) -> wire.Opportunity:
    """An opportunity as the API tells it."""
    return wire.stored(wire.Opportunity, opportunity, f"/v1/opportunities/{opportunity.id}")
