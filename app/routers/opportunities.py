"""Opportunities: the deals with an account."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.accounts import as_wire as account_as_wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.narrowing import PRINTABLE, SORT, NameSort, TheExpand, TheNarrowing, expanded
from app.routers.strict import needs
from app.services import accounts
from app.services.external import OPPORTUNITY
from app.services.fields import AccountId, OpportunityFields, Stage
from app.services.listing import NOTHING, Around, Wanted, around_opportunities, listed
from app.services.scopes import Scope
from app.store import Transaction, records

router = strict_router("Opportunities")

_EXPAND: dict[str, Scope] = {"account": "accounts.read"}


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
async def list_opportunities(  # noqa: PLR0913, PLR0917 - FastAPI calls it, by name
    desk: TheDesk,
    narrowing: TheNarrowing,
    request: Request,
    sort: Annotated[NameSort | None, SORT] = None,
    account_id: Annotated[AccountId | None, Query(description="Of this account only.")] = None,
    stage: Annotated[
        Stage | None, Query(pattern=PRINTABLE, description="At this stage only.")
    ] = None,
    expand: TheExpand = None,
) -> Response:
    """List the opportunities, newest first; with their accounts for `expand=account`."""
    wanted = narrowing.wanted(sort, account_id=account_id, stage=stage)
    names = expanded(request, expand, _EXPAND)
    page, around = await desk.read(_listed, wanted, names)
    return lists.answer(request, page, lambda each: as_wire(each, around), wanted.limit)


@router.get(
    "/opportunities/{opportunity_id}",
    name="getOpportunity",
    summary="Read an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404),
)
@needs("opportunities.read")
async def get_opportunity(
    desk: TheDesk, opportunity_id: str, request: Request, expand: TheExpand = None
) -> Response:
    """Read one opportunity; with its account for `expand=account`."""
    names = expanded(request, expand, _EXPAND)
    return as_stored(as_wire(*await desk.read(_one, opportunity_id, names)))


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


def as_wire(opportunity: records.Opportunity, around: Around = NOTHING) -> wire.Opportunity:
    """An opportunity as the API tells it."""
    account = around.accounts.get(opportunity.account_id)
    return wire.stored(
        wire.Opportunity,
        opportunity,
        f"/v1/opportunities/{opportunity.id}",
        account=account_as_wire(account) if account else None,
    )


def _listed(
    transaction: Transaction, wanted: Wanted, expand: frozenset[str]
) -> tuple[records.Page[records.Opportunity], Around]:
    page = listed(transaction, OPPORTUNITY, wanted)
    return page, around_opportunities(transaction, page.items, expand)


def _one(
    transaction: Transaction, opportunity_id: str, expand: frozenset[str]
) -> tuple[records.Opportunity, Around]:
    found = accounts.opportunity(transaction, opportunity_id)
    return found, around_opportunities(transaction, (found,), expand)
