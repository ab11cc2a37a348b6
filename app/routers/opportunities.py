"""Opportunities: the deals with an account."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import problems, strict_router
from app.services import accounts
from app.services.fields import AccountId, OpportunityFields
from app.services.preconditions import etag_of
from app.store import records
from app.store.opportunities import OPPORTUNITIES

router = strict_router("Opportunities")


@router.post(
    "/opportunities",
    name="createOpportunity",
    summary="Create an opportunity",
    status_code=201,
    responses=problems(404, 413, 415, 422, 507),
)
async def create_opportunity(
    desk: TheDesk, fields: OpportunityFields, response: Response
) -> wire.Opportunity:
    """Create an opportunity: one deal with an account."""
    return _told(await desk.write(accounts.create_opportunity, fields), response, is_new=True)


@router.get(
    "/opportunities",
    name="listOpportunities",
    summary="List opportunities",
    response_model=wire.Page[wire.Opportunity],
    responses=problems(),
)
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
    return lists.answer(request, page, _wire, stretch.limit)


@router.get(
    "/opportunities/{opportunity_id}",
    name="getOpportunity",
    summary="Read an opportunity",
    responses=problems(404),
)
async def get_opportunity(
    desk: TheDesk, opportunity_id: str, response: Response
) -> wire.Opportunity:
    """Read one opportunity."""
    return _told(await desk.read(accounts.opportunity, opportunity_id), response)


@router.patch(
    "/opportunities/{opportunity_id}",
    name="changeOpportunity",
    summary="Change an opportunity",
    responses=problems(404, 412, 413, 415, 422, 507),
)
async def change_opportunity(
    desk: TheDesk,
    opportunity_id: str,
    patch: Annotated[dict[str, Any], Body(media_type="application/merge-patch+json")],
    precondition: ThePrecondition,
    response: Response,
) -> wire.Opportunity:
    """Change some fields of an opportunity (JSON Merge Patch): null removes, the rest stays."""
    changed = await desk.write(accounts.change_opportunity, opportunity_id, patch, precondition)
    return _told(changed, response)


def _told(
    opportunity: records.Opportunity, response: Response, *, is_new: bool = False
) -> wire.Opportunity:
    told = _wire(opportunity)
    response.headers["ETag"] = etag_of(opportunity)
    if is_new:
        response.headers["Location"] = told.url
    return told


def _wire(opportunity: records.Opportunity) -> wire.Opportunity:
    return wire.stored(wire.Opportunity, opportunity, f"/v1/opportunities/{opportunity.id}")
