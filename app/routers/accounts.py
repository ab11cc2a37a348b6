"""Accounts: the customer companies."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import problems, strict_router
from app.services import accounts
from app.services.fields import AccountFields
from app.services.preconditions import etag_of
from app.store import records
from app.store.accounts import ACCOUNTS

router = strict_router("Accounts")


@router.post(
    "/accounts",
    name="createAccount",
    summary="Create an account",
    status_code=201,
    responses=problems(413, 415, 422, 507),
)
async def create_account(desk: TheDesk, fields: AccountFields, response: Response) -> wire.Account:
    """Create an account: a customer company."""
    return _told(await desk.write(accounts.create_account, fields), response, is_new=True)


@router.get(
    "/accounts",
    name="listAccounts",
    summary="List accounts",
    response_model=wire.Page[wire.Account],
    responses=problems(),
)
async def list_accounts(desk: TheDesk, stretch: lists.TheStretch, request: Request) -> Response:
    """List the accounts, newest first."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(ACCOUNTS.page, stretch.limit, after)
    return lists.answer(request, page, _wire, stretch.limit)


@router.get(
    "/accounts/{account_id}",
    name="getAccount",
    summary="Read an account",
    responses=problems(404),
)
async def get_account(desk: TheDesk, account_id: str, response: Response) -> wire.Account:
    """Read one account."""
    return _told(await desk.read(accounts.account, account_id), response)


@router.patch(
    "/accounts/{account_id}",
    name="changeAccount",
    summary="Change an account",
    responses=problems(404, 412, 413, 415, 422, 507),
)
async def change_account(
    desk: TheDesk,
    account_id: str,
    patch: Annotated[dict[str, Any], Body(media_type="application/merge-patch+json")],
    precondition: ThePrecondition,
    response: Response,
) -> wire.Account:
    """Change some fields of an account (JSON Merge Patch): null removes, the rest stays."""
    changed = await desk.write(accounts.change_account, account_id, patch, precondition)
    return _told(changed, response)


def _told(account: records.Account, response: Response, *, is_new: bool = False) -> wire.Account:
    told = _wire(account)
    response.headers["ETag"] = etag_of(account)
    if is_new:
        response.headers["Location"] = told.url
    return told


def _wire(account: records.Account) -> wire.Account:
    return wire.stored(wire.Account, account, f"/v1/accounts/{account.id}")
