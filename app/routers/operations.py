"""Operations: documents that are made while their caller does something else."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Query, Request, Response
from pydantic import Field

from app.deps import TheDesk
from app.desk import Desk
from app.documents import errors as documents
from app.documents.forms import MEDIA_TYPES, headers_of
from app.documents.order import PrintOrder
from app.problem_types import BY_CODE
from app.problems import code_of
from app.routers import wire
from app.routers.answers import (
    FRESH,
    as_json,
    document_answer,
    json_bytes,
    problems,
    strict_router,
    unless_had,
)
from app.routers.file_names import content_disposition, file_name
from app.routers.strict import needs
from app.services import operations
from app.services.issuing import Handing
from app.store import operations as store

router = strict_router("Documents")

_SECONDS_TO_WAIT = 2
_PREFERRED = "respond-async"


class Failure(wire.Wire):
    """Why there will be no document."""

    code: str = Field(max_length=60, description="As a problem document would say it.")
    detail: str = Field(max_length=1000)


class Operation(wire.Wire):
    """A document that is being made; `document_url` once it is there."""

    id: wire.Id
    url: wire.Url
    status: Literal["waiting", "running", "succeeded", "failed", "cancelled"]
    statement_id: wire.Id | None = Field(
        description="Whose document it is; null where the statement is stored nowhere."
    )
    created_at: datetime
    created_by: wire.Author
    finished_at: datetime | None
    expires_at: datetime = Field(description="When it is forgotten, with its document.")
    media_type: str = Field(max_length=100, examples=["application/pdf"])
    file_name: str = Field(max_length=300)
    document_url: wire.Url | None
    retry_after_seconds: int | None = Field(
        ge=0, le=3600, description="When to ask again, as long as it is not finished."
    )
    failure: Failure | None


BEGUN: dict[int | str, dict[str, Any]] = {
    202: {
        "model": Operation,
        "description": "Accepted: an operation, at the address in Location, makes the document.",
    }
}


async def wants_to_wait(
    prefer: Annotated[
        str | None,
        Header(
            max_length=1000,
            description="`respond-async`: answer 202 with an operation instead of waiting.",
        ),
    ] = None,
    respond: Annotated[
        Literal["sync", "async"] | None, Query(description="Instead of the header Prefer.")
    ] = None,
) -> bool:
    """Whether the caller waits for the document itself."""
    if respond is not None:
        return respond == "sync"
    wishes = {wish.partition(";")[0].strip().lower() for wish in (prefer or "").split(",")}
    return _PREFERRED not in wishes


WantsToWait = Annotated[bool, Depends(wants_to_wait)]


async def begun(
    desk: Desk, order: PrintOrder, handing: Handing | None = None, etag: str | None = None
) -> Response:
    """Keep an order and answer 202 with its operation."""
    named = MEDIA_TYPES[order.form], file_name(order)
    answer = await desk.write(_accepted, operations.place, order, named, handing, etag)
    desk.request.app.state.operations.look()
    return answer


@router.get(
    "/operations/{operation_id}",
    name="getOperation",
    summary="Read an operation",
    response_model=Operation,
    responses=problems(404),
)
@needs("documents.create")
async def get_operation(desk: TheDesk, operation_id: str) -> Response:
    """Say whether a document is made, and where it is. Operations are kept for an hour."""
    return _as_told(_told(await desk.read(operations.operation, operation_id)))


@router.get(
    "/operations/{operation_id}/document",
    name="getOperationDocument",
    summary="Fetch the document of an operation",
    response_class=Response,
    responses={
        200: document_answer(MEDIA_TYPES.values()),
        304: {"description": "You have it."},
        **problems(404, 409),
    },
)
@needs("documents.create")
async def get_document(desk: TheDesk, operation_id: str, request: Request) -> Response:
    """Fetch the document that an operation made, as often as wanted within its hour."""
    made, document = await desk.think(operations.finished_document, operation_id)
    tag = made.etag or f'"{made.id}"'
    headers = {
        **headers_of(made.media_type),
        "Content-Disposition": content_disposition(made.file_name),
        "ETag": tag,
        "Cache-Control": FRESH,
    }
    return unless_had(request, tag, FRESH) or Response(document, 200, headers)


@router.delete(
    "/operations/{operation_id}",
    name="cancelOperation",
    summary="Cancel an operation",
    response_model=Operation,
    responses=problems(404, 507),
)
@needs("documents.create")
async def cancel_operation(desk: TheDesk, operation_id: str) -> Response:
    """Forget an operation and its document, whether it is finished or not."""
    return await desk.write(_cancelled, operations.cancel, operation_id)


def _accepted(made: store.Operation) -> Response:
    told = _told(made)
    headers = {"Location": told.url, "Preference-Applied": _PREFERRED}
    return _as_told(told, headers, 202)


def _cancelled(was: store.Operation) -> Response:
    gone = {"status": "cancelled", "document_url": None, "retry_after_seconds": None}
    return as_json(json_bytes(_told(was).model_copy(update=gone)))


def _as_told(told: Operation, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    seconds = told.retry_after_seconds
    wait = {} if seconds is None else {"Retry-After": str(seconds)}
    return as_json(json_bytes(told), {**(headers or {}), **wait}, status)


def _told(made: store.Operation) -> Operation:
    url = f"/v1/operations/{made.id}"
    is_open = made.status in (store.WAITING, store.RUNNING)
    fields = {name: getattr(made, name) for name in Operation.model_fields if hasattr(made, name)}
    fields["failure"] = None if made.failure is None else _failure(made.failure)
    return Operation(
        **fields,
        url=url,
        document_url=f"{url}/document" if made.status == store.SUCCEEDED else None,
        retry_after_seconds=_SECONDS_TO_WAIT if is_open else None,
    )


def _failure(name: str) -> Failure:
    kind = BY_CODE[code_of(getattr(documents, name, Exception))]
    return Failure(code=kind.code, detail=kind.explanation)
