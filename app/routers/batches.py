"""Many accounts, opportunities or statements in one request, by the ids of other systems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator

from app.deps import TheDesk
from app.problems import problem_of
from app.routers import accounts, opportunities, statements, wire
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.services import batches
from app.services.batches import Failed, read_items, upsert_all
from app.services.errors import BatchRefusedError
from app.services.external import How, Upserted
from app.services.upsert_fields import AccountItem, OpportunityItem, StatementItem
from app.store.external import Thing
from app.value import Fault

router = strict_router("External ids")

MOST_ITEMS = 200
_MOST_FAULTS = 10
"""Told of one item of an atomic batch."""

Told = TypeVar("Told", bound=wire.Stored)


def _later(sent: object, _read: ValidatorFunctionWrapHandler) -> object:
    return sent


_Later = WrapValidator(_later)
"""Described as what it is, read later: one that is not valid fails alone, and in a thread."""
_Items = Field(min_length=1, max_length=MOST_ITEMS)


class _Batch(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccountBatch(_Batch):
    """Accounts, with what the other system calls each."""

    items: Annotated[list[Annotated[AccountItem, _Later]], _Items]


class OpportunityBatch(_Batch):
    """Opportunities, with what the other system calls each."""

    items: Annotated[list[Annotated[OpportunityItem, _Later]], _Items]


class StatementBatch(_Batch):
    """Statements, with what the other system calls each."""

    items: Annotated[list[Annotated[StatementItem, _Later]], _Items]


class Manner(BaseModel):
    """How a batch is to be made."""

    atomic: bool
    update_only: bool


async def manner(
    atomic: Annotated[  # noqa: FBT002 - FastAPI reads it by its name
        bool, Query(description="All or nothing: 200, or 422 with every item that fails.")
    ] = False,
    update_only: Annotated[  # noqa: FBT002 - the same
        bool, Query(description="An item that is not there fails instead of being created.")
    ] = False,
) -> Manner:
    """How the caller wants a batch to be made."""
    return Manner(atomic=atomic, update_only=update_only)


TheManner = Annotated[Manner, Depends(manner)]


def _answers(item: type[wire.Stored]) -> dict[int | str, dict[str, Any]]:
    model = wire.BatchAnswer[item]  # type: ignore[valid-type] # a model made at run time
    whole = {"model": model, "description": "With `atomic=true`: every item was kept."}
    return {200: whole, **problems(409, 413, 415, 422, 507)}


@router.post(
    "/accounts:batchUpsert",
    name="batchUpsertAccounts",
    summary="Create or change many accounts",
    status_code=207,
    response_model=wire.BatchAnswer[wire.Account],
    responses=_answers(wire.Account),
)
@needs("accounts.write")
async def upsert_accounts(
    desk: TheDesk, batch: AccountBatch, manner: TheManner, request: Request
) -> Response:
    """Create or change up to 200 accounts, one after the other, each answered for itself.

    Each item is what `upsertAccount` takes, with `crm_system` and `external_id`.
    """
    read = await to_thread.run_sync(
        read_items, AccountItem, batch.items, limiter=desk.lanes.thinking
    )
    told = _telling(request, accounts.as_wire, manner)
    how = How(update_only=manner.update_only)
    return await desk.write(told, upsert_all, batches.account_item, read, how)


@router.post(
    "/opportunities:batchUpsert",
    name="batchUpsertOpportunities",
    summary="Create or change many opportunities",
    status_code=207,
    response_model=wire.BatchAnswer[wire.Opportunity],
    responses=_answers(wire.Opportunity),
)
@needs("opportunities.write")
async def upsert_opportunities(
    desk: TheDesk, batch: OpportunityBatch, manner: TheManner, request: Request
) -> Response:
    """Create or change up to 200 opportunities, one after the other, each answered for itself.

    Each item is what `upsertOpportunity` takes, with `crm_system` and `external_id`.
    """
    read = await to_thread.run_sync(
        read_items, OpportunityItem, batch.items, limiter=desk.lanes.thinking
    )
    told = _telling(request, opportunities.as_wire, manner)
    how = How(update_only=manner.update_only)
    return await desk.write(told, upsert_all, batches.opportunity_item, read, how)


@router.post(
    "/statements:batchUpsert",
    name="batchUpsertStatements",
    summary="Create many statements or refresh their drafts",
    status_code=207,
    response_model=wire.BatchAnswer[wire.Statement],
    responses=_answers(wire.Statement),
)
@needs("statements.write")
async def upsert_statements(
    desk: TheDesk, batch: StatementBatch, manner: TheManner, request: Request
) -> Response:
    """Create up to 200 statements or refresh their drafts, each answered for itself.

    Each item is what `upsertStatement` takes, with `crm_system` and `external_id`.
    """
    read = await to_thread.run_sync(
        read_items, StatementItem, batch.items, limiter=desk.lanes.thinking
    )
    told = _telling(request, statements.as_wire, manner)
    how = How(update_only=manner.update_only)
    return await desk.write(told, upsert_all, batches.statement_item, read, how)


def _telling(
    request: Request, as_wire: Callable[[Thing], Told], manner: Manner
) -> Callable[[list[Upserted[Thing] | Failed]], Response]:
    def told(outcomes: list[Upserted[Thing] | Failed]) -> Response:
        if manner.atomic:
            _refuse_unless_whole(outcomes)  # inside the transaction: nothing is kept
        items = tuple(_item(request, as_wire, outcome) for outcome in outcomes)
        failed = sum(item.problem is not None for item in items)
        answer = wire.BatchAnswer[Any](items=items, failed_count=failed)
        return as_json(json_bytes(answer), status=200 if manner.atomic else 207)

    return told


def _item(
    request: Request, as_wire: Callable[[Thing], Told], outcome: Upserted[Thing] | Failed
) -> wire.BatchItem[Any]:
    if isinstance(outcome, Failed):
        problem = problem_of(outcome.error).body(request)
        document = wire.ProblemDocument.model_validate(problem)
        return wire.BatchItem(status=problem["status"], problem=document)
    return wire.BatchItem(status=201 if outcome.is_new else 200, body=as_wire(outcome.thing))


def _refuse_unless_whole(outcomes: Sequence[Upserted[Any] | Failed]) -> None:
    faults = [
        fault
        for index, outcome in enumerate(outcomes)
        if isinstance(outcome, Failed)
        for fault in _faults(index, outcome.error)
    ]
    if faults:
        raise BatchRefusedError(faults)


def _faults(index: int, error: Exception) -> Sequence[Fault]:
    found: Sequence[Fault] = getattr(error, "faults", ())
    problem = problem_of(error)
    whole = Fault(f"#/items/{index}", problem.kind.code, problem.detail)
    return found[:_MOST_FAULTS] or [whole]
