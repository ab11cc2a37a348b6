"""Accounts, opportunities and statements by the ids of other systems: put and read."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote_to_bytes

from fastapi import Depends, Path, Query, Request, Response

from app.deps import TheDesk, ThePrecondition
from app.problem_types import BY_CODE
from app.problems import RefusedError
from app.routers import accounts, opportunities, statements, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.strict import needs
from app.services import external
from app.services.external import ACCOUNT, OPPORTUNITY, STATEMENT, How, Upserted
from app.services.fields import AccountFields
from app.services.upsert_fields import OpportunityUpsert, StatementUpsert, external_id_of
from app.store.records import Account, ExternalId, Opportunity, Statement

router = strict_router("External ids")

_SENT = re.compile(rb"/(?:by-external-id|external-ids)/([^/]*)/(.*)", re.DOTALL)


async def external_id(
    request: Request,
    crm_system: Annotated[
        str,
        Path(description="Lower case, such as `salesforce`.", json_schema_extra={"maxLength": 50}),
    ],
    external_id: Annotated[
        str,
        Path(
            description="Whatever the other system calls it, percent-encoded once.",
            json_schema_extra={"minLength": 1, "maxLength": 255},
        ),
    ],
) -> ExternalId:
    """The external id that the path names.

    Taken from the path as it was sent: a server decodes bytes that are no UTF-8 into one and the
    same character, so that two ids would become one.
    """
    del crm_system, external_id
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    sent = _SENT.search(raw)
    if sent is None:
        raise RefusedError("NOT_FOUND", BY_CODE["NOT_FOUND"].explanation)
    try:
        named = [unquote_to_bytes(part).decode() for part in sent.groups()]
    except UnicodeDecodeError:
        raise _unreadable("external_id", "It is not UTF-8, percent-encoded.") from None
    found = external_id_of(*named)
    if isinstance(found, ExternalId):
        return found
    raise _unreadable(*found)


TheExternalId = Annotated[ExternalId, Depends(external_id)]


async def how(
    precondition: ThePrecondition,
    update_only: Annotated[  # noqa: FBT002 - FastAPI reads it by its name
        bool, Query(description="Answer 404 instead of creating what is not there.")
    ] = False,
) -> How:
    """How an upsert is to be made."""
    return How(precondition, update_only)


TheHow = Annotated[How, Depends(how)]


@router.put(
    "/accounts/by-external-id/{crm_system}/{external_id:path}",
    name="upsertAccount",
    summary="Create or change an account",
    response_model=wire.Account,
    responses={
        201: {"model": wire.Account, "description": "It was created."},
        **problems(404, 409, 412, 413, 415, 422, 507),
    },
)
@needs("accounts.write")
async def upsert_account(
    desk: TheDesk, named: TheExternalId, fields: AccountFields, how: TheHow
) -> Response:
    """Create or change the account that another system calls so; safe to repeat.

    Fields that are left out stay as they are, null clears them, and the last writer wins. What
    changes nothing leaves the `etag` as it is.
    """
    return await desk.write(_told_account, external.upsert_account, named, fields, how)


@router.get(
    "/accounts/by-external-id/{crm_system}/{external_id:path}",
    name="getAccountByExternalId",
    summary="Read an account by its external id",
    response_model=wire.Account,
    responses=problems(404),
)
@needs("accounts.read")
async def get_account(desk: TheDesk, named: TheExternalId) -> Response:
    """Read the account that another system calls so."""
    return as_stored(accounts.as_wire(await desk.read(external.called, ACCOUNT, named)))


@router.put(
    "/opportunities/by-external-id/{crm_system}/{external_id:path}",
    name="upsertOpportunity",
    summary="Create or change an opportunity",
    response_model=wire.Opportunity,
    responses={
        201: {"model": wire.Opportunity, "description": "It was created."},
        **problems(404, 409, 412, 413, 415, 422, 507),
    },
)
@needs("opportunities.write")
async def upsert_opportunity(
    desk: TheDesk, named: TheExternalId, fields: OpportunityUpsert, how: TheHow
) -> Response:
    """Create or change the opportunity that another system calls so; safe to repeat.

    Its account is named by `account_id` or by `account_external_id`. Fields that are left out
    stay as they are, null clears them, and the last writer wins.
    """
    return await desk.write(_told_opportunity, external.upsert_opportunity, named, fields, how)


@router.get(
    "/opportunities/by-external-id/{crm_system}/{external_id:path}",
    name="getOpportunityByExternalId",
    summary="Read an opportunity by its external id",
    response_model=wire.Opportunity,
    responses=problems(404),
)
@needs("opportunities.read")
async def get_opportunity(desk: TheDesk, named: TheExternalId) -> Response:
    """Read the opportunity that another system calls so."""
    return as_stored(opportunities.as_wire(await desk.read(external.called, OPPORTUNITY, named)))


@router.put(
    "/statements/by-external-id/{crm_system}/{external_id:path}",
    name="upsertStatement",
    summary="Create a statement or refresh its draft",
    response_model=wire.Statement,
    responses={
        201: {"model": wire.Statement, "description": "It was created."},
        **problems(404, 409, 412, 413, 415, 422, 507),
    },
)
@needs("statements.write")
async def upsert_statement(
    desk: TheDesk, named: TheExternalId, fields: StatementUpsert, how: TheHow
) -> Response:
    """Create the statement that another system calls so, or put another draft in its place.

    The whole draft is replaced and the last writer wins, unless If-Match says which draft was
    read. Versions stay as they are. The opportunity is named by either id.
    """
    return await desk.write(_told_statement, external.upsert_statement, named, fields, how)


@router.get(
    "/statements/by-external-id/{crm_system}/{external_id:path}",
    name="getStatementByExternalId",
    summary="Read a statement by its external id",
    response_model=wire.Statement,
    responses=problems(404),
)
@needs("statements.read")
async def get_statement(desk: TheDesk, named: TheExternalId) -> Response:
    """Read the statement that another system calls so, without its draft."""
    return as_stored(statements.as_wire(await desk.read(external.called, STATEMENT, named)))


def _told_account(upserted: Upserted[Account]) -> Response:
    return as_stored(accounts.as_wire(upserted.thing), _status(upserted))


def _told_opportunity(upserted: Upserted[Opportunity]) -> Response:
    return as_stored(opportunities.as_wire(upserted.thing), _status(upserted))


def _told_statement(upserted: Upserted[Statement]) -> Response:
    return as_stored(statements.as_wire(upserted.thing), _status(upserted))


def _status(upserted: Upserted[Account] | Upserted[Opportunity] | Upserted[Statement]) -> int:
    return 201 if upserted.is_new else 200


def _unreadable(parameter: str, detail: str) -> RefusedError:
    fault = {"parameter": parameter, "code": "INVALID_PARAMETER", "detail": detail}
    return RefusedError("INVALID_PARAMETER", f"{parameter} cannot be read: {detail}", [fault])
