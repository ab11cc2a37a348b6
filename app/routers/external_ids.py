"""Further external ids of a thing: what one more system calls it, as when a CRM is replaced."""

from __future__ import annotations

from fastapi import Response

from app.deps import TheDesk
from app.routers import accounts, opportunities, statements, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.external import TheExternalId
from app.routers.strict import needs
from app.services import external
from app.services.external import ACCOUNT, OPPORTUNITY, STATEMENT
from app.store.records import Account, Opportunity, Statement

router = strict_router("External ids")


@router.put(
    "/accounts/{account_id}/external-ids/{crm_system}/{external_id:path}",
    name="addAccountExternalId",
    summary="Add an external id to an account",
    response_model=wire.Account,
    responses=problems(404, 409, 422, 507),
)
@needs("accounts.write")
async def add_to_account(desk: TheDesk, account_id: str, named: TheExternalId) -> Response:
    """Say what one more system calls an account; 409 where it calls another one so."""
    return await desk.write(_account, external.attach, ACCOUNT, account_id, named)


@router.delete(
    "/accounts/{account_id}/external-ids/{crm_system}/{external_id:path}",
    name="removeAccountExternalId",
    summary="Take an external id from an account",
    response_model=wire.Account,
    responses=problems(404, 409, 507),
)
@needs("accounts.write")
async def remove_from_account(desk: TheDesk, account_id: str, named: TheExternalId) -> Response:
    """Say that a system no longer calls an account so."""
    return await desk.write(_account, external.detach, ACCOUNT, account_id, named)


@router.put(
    "/opportunities/{opportunity_id}/external-ids/{crm_system}/{external_id:path}",
    name="addOpportunityExternalId",
    summary="Add an external id to an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404, 409, 422, 507),
)
@needs("opportunities.write")
async def add_to_opportunity(desk: TheDesk, opportunity_id: str, named: TheExternalId) -> Response:
    """Say what one more system calls an opportunity; 409 where it calls another one so."""
    return await desk.write(_opportunity, external.attach, OPPORTUNITY, opportunity_id, named)


@router.delete(
    "/opportunities/{opportunity_id}/external-ids/{crm_system}/{external_id:path}",
    name="removeOpportunityExternalId",
    summary="Take an external id from an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404, 409, 507),
)
@needs("opportunities.write")
async def remove_from_opportunity(
    desk: TheDesk, opportunity_id: str, named: TheExternalId
) -> Response:
    """Say that a system no longer calls an opportunity so."""
    return await desk.write(_opportunity, external.detach, OPPORTUNITY, opportunity_id, named)


@router.put(
    "/statements/{statement_id}/external-ids/{crm_system}/{external_id:path}",
    name="addStatementExternalId",
    summary="Add an external id to a statement",
    response_model=wire.Statement,
    responses=problems(404, 409, 422, 507),
)
@needs("statements.write")
async def add_to_statement(desk: TheDesk, statement_id: str, named: TheExternalId) -> Response:
    """Say what one more system calls a statement; 409 where it calls another one so."""
    return await desk.write(_statement, external.attach, STATEMENT, statement_id, named)


@router.delete(
    "/statements/{statement_id}/external-ids/{crm_system}/{external_id:path}",
    name="removeStatementExternalId",
    summary="Take an external id from a statement",
    response_model=wire.Statement,
    responses=problems(404, 409, 507),
)
@needs("statements.write")
async def remove_from_statement(desk: TheDesk, statement_id: str, named: TheExternalId) -> Response:
    """Say that a system no longer calls a statement so."""
    return await desk.write(_statement, external.detach, STATEMENT, statement_id, named)


def _account(account: Account) -> Response:
    return as_stored(accounts.as_wire(account))


def _opportunity(opportunity: Opportunity) -> Response:
    return as_stored(opportunities.as_wire(opportunity))


def _statement(statement: Statement) -> Response:
    return as_stored(statements.as_wire(statement))
