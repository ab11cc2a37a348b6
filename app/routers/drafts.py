"""A statement's draft: read, replaced, patched."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Request, Response
from pydantic_core import to_json

from app.deps import TheDesk, ThePrecondition
from app.problems import told
from app.routers import wire
from app.routers.answers import as_json, problems, strict_router
from app.routers.patches import MERGE_PATCH, PATCHES, refuse_other_patches
from app.routers.reasons import SAYS_WHY
from app.routers.strict import needs
from app.services import drafts
from app.services.drafts import CalculatedDraft
from app.services.preconditions import etag_of
from app.value import ValueStatement

router = strict_router("Statements")


@router.get(
    "/statements/{statement_id}/draft",
    name="getDraft",
    summary="Read a draft",
    response_model=wire.Draft,
    responses=problems(404),
)
@needs("statements.read")
async def get_draft(desk: TheDesk, statement_id: str) -> Response:
    """Read a statement's draft with its result, or with the faults that keep it from one."""
    return told_draft(await desk.think(drafts.calculated_draft, statement_id))


@router.put(
    "/statements/{statement_id}/draft",
    name="replaceDraft",
    summary="Replace a draft",
    response_model=wire.Draft,
    responses=problems(404, 409, 412, 413, 415, 422, 428, 507),
    dependencies=[SAYS_WHY],
)
@needs("statements.write")
async def replace_draft(
    desk: TheDesk, statement_id: str, statement: ValueStatement, precondition: ThePrecondition
) -> Response:
    """Put another draft in the place of the one you read, named by its ETag."""
    return await desk.write(told_draft, drafts.put_draft, statement_id, statement, precondition)


@router.patch(
    "/statements/{statement_id}/draft",
    name="changeDraft",
    summary="Change a draft",
    response_model=wire.Draft,
    responses=problems(404, 409, 412, 413, 415, 422, 428, 507),
    dependencies=[SAYS_WHY],
    openapi_extra={"requestBody": PATCHES},
)
@needs("statements.write")
async def change_draft(
    desk: TheDesk,
    statement_id: str,
    request: Request,
    patch: Annotated[dict[str, Any] | list[Any], Body(media_type=MERGE_PATCH)],
    precondition: ThePrecondition,
) -> Response:
    """Change parts of the draft you read, by a JSON Merge Patch or a JSON Patch.

    A merge patch (also as plain JSON) says what is to be: null removes, lists are replaced. A JSON
    Patch is a list of operations, made all or not at all; a `test` that fails answers 409.
    """
    refuse_other_patches(request, patch)
    return await desk.write(told_draft, drafts.patch_draft, statement_id, patch, precondition)


def told_draft(calculated: CalculatedDraft) -> Response:
    """A draft with what comes of it, as the API tells it."""
    record, outcome = calculated.draft.statement, calculated.outcome
    tag = etag_of(record)
    head = to_json(
        {
            "statement_id": record.id,
            "etag": tag,
            "updated_at": record.updated_at,
            "updated_by": record.updated_by,
        }
    )
    result = outcome.result.model_dump_json() if outcome.result else "null"
    faults = to_json([told(fault) for fault in outcome.faults])
    # The draft goes out as the bytes that were kept: it may break a rule of this release.
    content = b'%s,"statement":%s,"result":%s,"faults":%s}' % (
        head[:-1],
        calculated.draft.content,
        result.encode(),
        faults,
    )
    return as_json(content, {"ETag": tag})
