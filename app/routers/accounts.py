"""Accounts: the customer companies."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Query, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.narrowing import SORT, NameSort, TheNarrowing
from app.routers.strict import needs
from app.services import accounts
from app.services.external import ACCOUNT
from app.services.fields import AccountFields, Segment
from app.services.listing import listed
from app.store import records

router = strict_router("Accounts")


@router.post(
    "/accounts",
    name="createAccount",
    summary="Create an account",
    response_model=wire.Account,
    status_code=201,
    responses=problems(413, 415, 422, 507),
)
@needs("accounts.write")
async def create_account(desk: TheDesk, fields: AccountFields) -> Response:
    """Create an account: a customer company."""
    return await desk.write(_created, accounts.create_account, fields)


@router.get(
    "/accounts",
    name="listAccounts",
    summary="List accounts",
    response_model=wire.Page[wire.Account],
    responses=problems(),
)
@needs("accounts.read")
async def list_accounts(
    desk: TheDesk,
    narrowing: TheNarrowing,
    request: Request,
    sort: Annotated[NameSort | None, SORT] = None,
    segment: Annotated[Segment | None, Query(description="Of this segment only.")] = None,
) -> Response:
    """List the accounts, newest first."""
    wanted = narrowing.wanted(sort, segment=segment)
    page = await desk.read(listed, ACCOUNT, wanted)
    return lists.answer(request, page, as_wire, wanted.limit)


@router.get(
    "/accounts/{account_id}",
    name="getAccount",
    summary="Read an account",
    response_model=wire.Account,
    responses=problems(404),
)
@needs("accounts.read")
async def get_account(desk: TheDesk, account_id: str) -> Response:
    """Read one account."""
    return _told(await desk.read(accounts.account, account_id))


@router.patch(
    "/accounts/{account_id}",
    name="changeAccount",
    summary="Change an account",
    response_model=wire.Account,
    responses=problems(404, 412, 413, 415, 422, 507),
)
@needs("accounts.write")
async def change_account(
    desk: TheDesk,
    account_id: str,
    patch: Annotated[dict[str, Any], Body(media_type="application/merge-patch+json")],
    precondition: ThePrecondition,
) -> Response:
    """Change some fields of an account (JSON Merge Patch): null removes, the rest stays."""
    return await desk.write(_told, accounts.change_account, account_id, patch, precondition)


def _created(account: records.Account) -> Response:
    return as_stored(as_wire(account), 201)


def _told(account: records.Account) -> Response:
    return as_stored(as_wire(account))


def as_wire(account: records.Account) -> wire.Account:
    """An account as the API tells it."""
    return wire.stored(wire.Account, account, f"/v1/accounts/{account.id}")
