"""Archiving and restoring: kept out of lists, readable by id, changed no more."""

from __future__ import annotations

from fastapi import Response

from app.deps import TheDesk
from app.routers import accounts, opportunities, statements, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.strict import needs
from app.services import archiving
from app.services.external import ACCOUNT, OPPORTUNITY, STATEMENT
from app.store import records

accounts_router = strict_router("Accounts")
opportunities_router = strict_router("Opportunities")
statements_router = strict_router("Statements")


@accounts_router.post(
    "/accounts/{account_id}/archive",
    name="archiveAccount",
    summary="Archive an account",
    response_model=wire.Account,
    responses=problems(404, 507),
)
@needs("accounts.write")
async def archive_account(desk: TheDesk, account_id: str) -> Response:
    """Archive an account with its opportunities and statements. Archiving it again is harmless."""
    return await desk.write(_account, archiving.archive, ACCOUNT, account_id)


@accounts_router.post(
    "/accounts/{account_id}/restore",
    name="restoreAccount",
    summary="Restore an account",
    response_model=wire.Account,
    responses=problems(404, 507),
)
@needs("accounts.write")
async def restore_account(desk: TheDesk, account_id: str) -> Response:
    """Bring back an archived account with all that was archived with it."""
    return await desk.write(_account, archiving.restore, ACCOUNT, account_id)


@opportunities_router.post(
    "/opportunities/{opportunity_id}/archive",
    name="archiveOpportunity",
    summary="Archive an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404, 507),
)
@needs("opportunities.write")
async def archive_opportunity(desk: TheDesk, opportunity_id: str) -> Response:
    """Archive an opportunity with its statements. Archiving it again is harmless."""
    return await desk.write(_opportunity, archiving.archive, OPPORTUNITY, opportunity_id)


@opportunities_router.post(
    "/opportunities/{opportunity_id}/restore",
    name="restoreOpportunity",
    summary="Restore an opportunity",
    response_model=wire.Opportunity,
    responses=problems(404, 409, 507),
)
@needs("opportunities.write")
async def restore_opportunity(desk: TheDesk, opportunity_id: str) -> Response:
    """Bring back an archived opportunity with all that was archived with it."""
    return await desk.write(_opportunity, archiving.restore, OPPORTUNITY, opportunity_id)


@statements_router.post(
    "/statements/{statement_id}/archive",
    name="archiveStatement",
    summary="Archive a statement",
    response_model=wire.Statement,
    responses=problems(404, 507),
)
@needs("statements.write")
async def archive_statement(desk: TheDesk, statement_id: str) -> Response:
    """Archive a statement: its draft and versions stay as they are. Again is harmless."""
    return await desk.write(_statement, archiving.archive, STATEMENT, statement_id)


@statements_router.post(
    "/statements/{statement_id}/restore",
    name="restoreStatement",
    summary="Restore a statement",
    response_model=wire.Statement,
    responses=problems(404, 409, 507),
)
@needs("statements.write")
async def restore_statement(desk: TheDesk, statement_id: str) -> Response:
    """Bring back an archived statement."""
    return await desk.write(_statement, archiving.restore, STATEMENT, statement_id)


def _account(account: records.Account) -> Response:
    return as_stored(accounts.as_wire(account))


def _opportunity(opportunity: records.Opportunity) -> Response:
    return as_stored(opportunities.as_wire(opportunity))


def _statement(statement: records.Statement) -> Response:
    return as_stored(statements.as_wire(statement))
