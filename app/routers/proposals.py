"""Proposals: a workbook that came back, or figures, decided item by item into the draft."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import Depends, Query, Request, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from app.deps import TheDesk, ThePrecondition
from app.problems import RefusedError
from app.routers import lists, wire
from app.routers.answers import as_stored, problems, strict_router
from app.routers.narrowing import SORT, Moment
from app.routers.reading import ReadingTurns
from app.routers.reasons import SAYS_WHY
from app.routers.strict import needs, read_json
from app.routers.told_proposals import summary, told
from app.routers.wire_proposals import Proposal, ProposalSummary, State
from app.services import drafts, proposal_decisions, proposals
from app.services.errors import InvalidChangeError
from app.services.proposal_fields import DecisionFields, ProposalFields, Proposer, WithdrawnFields
from app.services.read_proposals import ReadProposal
from app.store.shelf import NEWEST, Order
from app.value import faults_of

router = strict_router("Proposals")

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORM = "multipart/form-data"
_FIELD = "workbook"
_FILE = {"type": "string", "format": "binary", "maxLength": 5_000_000}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/ProposalFields"},
            "example": {
                "proposed_by": "Dana Field",
                "proposed_by_role": "CFO of Company A",
                "items": [{"key": "users", "value": "90000", "reason": "Two regions start later."}],
            },
        },
        WORKBOOK: {"schema": _FILE},
        _FORM: {
            "schema": {
                "type": "object",
                "required": [_FIELD],
                "properties": {
                    _FIELD: _FILE,
                    "proposed_by": {"type": "string", "maxLength": 200},
                    "proposed_by_role": {"type": "string", "maxLength": 200},
                    "note": {"type": "string", "maxLength": 4000},
                },
            }
        },
    },
}
_TURNS = ReadingTurns()
Sort = Literal["created_at", "-created_at", "updated_at", "-updated_at"]


async def proposer(
    proposed_by: Annotated[
        str | None, Query(max_length=200, description="Who proposes, beside a workbook.")
    ] = None,
    proposed_by_role: Annotated[
        str | None, Query(max_length=200, description="What that person is.")
    ] = None,
    note: Annotated[
        str | None, Query(max_length=4000, description="What they say about it.")
    ] = None,
) -> dict[str, str]:
    """Who proposes, where the body is a file that cannot say it."""
    said = {"proposed_by": proposed_by, "proposed_by_role": proposed_by_role, "note": note}
    return {name: text for name, text in said.items() if text}


@router.post(
    "/statements/{statement_id}/proposals",
    name="createProposal",
    summary="Propose changes of a draft",
    status_code=201,
    response_model=Proposal,
    responses=problems(404, 409, 413, 415, 422, 507),
    openapi_extra={"requestBody": _BODY},
)
@needs("statements.write")
async def create_proposal(
    desk: TheDesk,
    statement_id: str,
    request: Request,
    said: Annotated[dict[str, str], Depends(proposer)],
) -> Response:
    """Propose other figures: by a workbook of this statement that somebody edited, or as JSON.

    Send the .xlsx itself, or as the field `workbook` of a form. Its figures are read and nothing in
    it is run. The draft stays as it is until items are accepted.
    """
    await desk.read(drafts.statement, statement_id)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        fields = _fields({**said, **_an_object(read_json(await request.body()))})
        return await desk.write(_created, proposals.propose_items, statement_id, fields)
    if kind == WORKBOOK:
        content = await request.body()
    elif kind == _FORM:
        content, typed = await _uploaded(request)
        said = {**said, **typed}
    else:
        raise _not_read(kind)
    found = await _TURNS.read(content, desk.caller.workspace_id)
    return await desk.write(
        _created, proposals.propose_workbook, statement_id, found, _proposer(said)
    )


@router.get(
    "/statements/{statement_id}/proposals",
    name="listProposals",
    summary="List proposals",
    response_model=wire.Page[ProposalSummary],
    responses=problems(404),
)
@needs("statements.read")
async def list_proposals(  # noqa: PLR0913, PLR0917 - FastAPI calls it, by name
    desk: TheDesk,
    statement_id: str,
    stretch: lists.TheStretch,
    request: Request,
    state: Annotated[State | None, Query(description="In this state only.")] = None,
    updated_after: Annotated[
        Moment | None, Query(description="What changed after this moment.")
    ] = None,
    sort: Annotated[Sort | None, SORT] = None,
) -> Response:
    """List a statement's proposals without their items, newest first."""
    order = Order(sort.lstrip("-"), sort.startswith("-")) if sort else NEWEST
    page = await desk.read(
        proposals.proposals,
        statement_id,
        stretch.limit,
        stretch.after(lists.scope_of(request)),
        order=order,
        updated_after=updated_after,
        state=state,
    )
    return lists.answer(request, page, summary, stretch.limit)


@router.get(
    "/statements/{statement_id}/proposals/{proposal_id}",
    name="getProposal",
    summary="Read a proposal",
    response_model=Proposal,
    responses=problems(404),
)
@needs("statements.read")
async def get_proposal(desk: TheDesk, statement_id: str, proposal_id: str) -> Response:
    """Read a proposal beside the draft: what changed where, what is doubtful, what it comes to."""
    read = await desk.think(proposals.proposal, statement_id, proposal_id)
    compared = await to_thread.run_sync(read.comparison, limiter=desk.lanes.thinking)
    return as_stored(told(read).model_copy(update={"comparison": compared}))


@router.post(
    "/statements/{statement_id}/proposals/{proposal_id}/decisions",
    name="decideProposal",
    summary="Accept or refuse items of a proposal",
    response_model=Proposal,
    responses=problems(404, 409, 412, 413, 415, 422, 428, 507),
    dependencies=[SAYS_WHY],
)
@needs("statements.write")
async def decide_proposal(
    desk: TheDesk,
    statement_id: str,
    proposal_id: str,
    fields: DecisionFields,
    precondition: ThePrecondition,
) -> Response:
    """Accept or refuse items, all that are named or none; If-Match is the draft's tag.

    What is accepted changes the draft, which says who proposed it as its source.
    """
    return await desk.write(
        _decided, proposal_decisions.decide, statement_id, proposal_id, fields, precondition
    )


@router.post(
    "/statements/{statement_id}/proposals/{proposal_id}/withdrawal",
    name="withdrawProposal",
    summary="Withdraw a proposal",
    response_model=Proposal,
    responses=problems(404, 409, 413, 415, 422, 507),
)
@needs("statements.write")
async def withdraw_proposal(
    desk: TheDesk, statement_id: str, proposal_id: str, fields: WithdrawnFields
) -> Response:
    """Withdraw what is still open of a proposal; what was accepted stays in the draft."""
    return await desk.write(_decided, proposals.withdraw, statement_id, proposal_id, fields)


async def _uploaded(request: Request) -> tuple[bytes, dict[str, str]]:
    """The workbook in a form, and what was typed beside it."""
    await request.body()  # kept: whoever keeps answers looks at it again
    async with request.form(max_files=1, max_fields=10, max_part_size=20_000) as form:
        file = form.get(_FIELD)
        typed = {name: text for name, text in form.items() if isinstance(text, str)}
        if isinstance(file, UploadFile):
            return await file.read(), typed
    raise RefusedError(
        "INVALID",
        f"The form has no file in its field {_FIELD}.",
        [
            {
                "pointer": f"#/{_FIELD}",
                "code": "MISSING",
                "detail": f'Send the .xlsx as the file {_FIELD}: <input type="file" '
                f'name="{_FIELD}">.',
            }
        ],
    )


def _fields(said: dict[str, Any]) -> ProposalFields:
    try:
        return ProposalFields.model_validate(said)
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None


def _proposer(said: dict[str, str]) -> Proposer:
    try:
        return Proposer.model_validate(said)
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None


def _an_object(body: object) -> dict[str, Any]:
    return body if isinstance(body, dict) else {"": body}


def _not_read(kind: str) -> RefusedError:
    return RefusedError(
        "UNSUPPORTED_MEDIA_TYPE",
        f"{kind[:100] or 'A body without Content-Type'} is not read here. Send the workbook as "
        f"{WORKBOOK}, or in a form as {_FORM}; or figures as application/json.",
        headers={"Accept": f"{WORKBOOK}, {_FORM}, application/json"},
    )


def _created(read: ReadProposal) -> Response:
    return as_stored(told(read), 201)


def _decided(read: ReadProposal) -> Response:
    return as_stored(told(read))
