"""The composition root: everything is wired here, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from app.desk import Lanes
from app.documents.printer import Printer
from app.problems import ANSWERS, problem_of
from app.routers import (
    accounts,
    analyses,
    archiving,
    audit,
    batches,
    brands,
    calculations,
    changes,
    clients,
    comparisons,
    contract,
    documents,
    drafts,
    external,
    external_ids,
    health,
    history,
    keys,
    me,
    oauth,
    operations,
    opportunities,
    outcomes,
    parts,
    privacy,
    proposals,
    reference,
    references,
    rollups,
    rules,
    statements,
    verify,
    versions,
)
from app.routers.gate import Gate
from app.services.key_ring import KeyRing
from app.services.keys import first_key
from app.services.oauth import Guesses
from app.services.operation_runner import OperationRunner
from app.settings import Settings
from app.store import Store
from app.store.installation import cursor_secret
from app.store.schema import open_store

RELEASE = "0.1.0"

_ROUTERS = (
    calculations.router,
    documents.router,
    verify.router,
    operations.router,
    external.router,  # before those by id: `/statements/by-external-id/versions/1` is no version
    external_ids.router,
    batches.router,
    accounts.router,
    opportunities.router,
    brands.router,
    references.router,
    archiving.accounts_router,
    archiving.opportunities_router,
    archiving.statements_router,
    privacy.router,
    rollups.router,
    statements.router,
    drafts.router,
    parts.router,
    changes.router,
    proposals.router,
    versions.router,
    comparisons.router,
    history.router,
    outcomes.router,
    analyses.router,
    rules.router,
    audit.router,
    me.router,
    keys.router,
    clients.router,
    oauth.router,
    health.router,
    reference.router,
)


def create_app(settings: Settings) -> FastAPI:
    """Wire the service. `app.state.first_key` is the key that was made for a first start.

    Raises:
        StoreError: the database cannot be opened or is not of this release.
    """
    store = open_store(settings.database_url, settings.database_file)
    app = FastAPI(
        title="Value proposition calculator",
        version=RELEASE,
        description=contract.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
    )
    app.state.first_key = first_key(store, settings.bootstrap_key)
    app.state.store, app.state.lanes = store, Lanes(store)
    app.state.printer = Printer(workers=settings.print_workers)
    app.state.operations = OperationRunner(store, app.state.printer)
    app.state.cursor_secret = cursor_secret(store)
    app.state.key_ring, app.state.guesses = KeyRing(store), Guesses()
    for router in _ROUTERS:
        app.include_router(router)
    reference.mount_assets(app)
    contract.publish_contract(app)
    for error in (RequestValidationError, HTTPException, *ANSWERS):
        app.add_exception_handler(error, _tell)
    app.add_middleware(Gate, keys=app.state.key_ring)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    store: Store = app.state.store
    printer: Printer = app.state.printer
    runner: OperationRunner = app.state.operations
    printer.start()
    runner.start()
    try:
        yield
    finally:
        runner.stop()
        printer.close()
        runner.join()
        store.close()


async def _tell(request: Request, error: Exception) -> Response:
    response = problem_of(error).response(request)
    if response.status_code == 405:  # noqa: PLR2004 - Method Not Allowed
        # The router names the methods of the first route that has this path, not of all.
        response.headers["Allow"] = ", ".join(_methods(request.url.path))
    return response


def _methods(path: str) -> list[str]:
    found = {
        method
        for router in _ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and route.path_regex.match(path)
        for method in route.methods or ()
    }
    return sorted(found) or ["GET"]


def _operation_id(route: APIRoute) -> str:
    return route.name
