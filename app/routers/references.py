"""References and the straw men that are extrapolated from them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Body, Query, Request, Response
from pydantic import Field

from app.deps import TheDesk, ThePrecondition
from app.routers import lists, wire
from app.routers.answers import as_json, as_stored, json_bytes, problems, strict_router
from app.routers.lists import TheStretch
from app.routers.strict import needs
from app.services import references, straw_men
from app.services.fields import AccountId
from app.services.preconditions import etag_of
from app.services.references import Alike, NewReference, State
from app.services.straw_men import Made, StrawManFields
from app.store import Transaction
from app.store.records import Page
from app.store.reference_records import KeptReference
from app.store.references import REFERENCES
from app.value import ValueStatement
from app.value.extrapolation_view import StrawMan

router = strict_router("References")

_CHANGES = problems(404, 409, 412, 413, 415, 422, 507)


class Reference(wire.Stored):
    """A reference without its model."""

    name: wire.Name
    state: State
    statement_id: wire.Id
    version_number: wire.VersionNumber
    industry: wire.Name | None
    region: wire.Name | None
    products: tuple[wire.Name, ...] = Field(max_length=50)
    size_drivers: dict[str, Any]
    dated_on: date | None
    currency_code: wire.Currency
    value: str = Field(max_length=80)
    note: str | None = Field(max_length=4000)
    masked: bool
    reviewed_by: wire.Author | None


class ReferenceModel(wire.Wire):
    """A reference with its model, as others would start from it."""

    reference: Reference
    statement: ValueStatement


class AlikeReference(wire.Wire):
    """A reference that was found; `likeness` is null where no account was named."""

    reference: Reference
    likeness: float | None = Field(ge=0, le=1)


class Found(wire.Wire):
    """Published references, the most alike first."""

    items: tuple[AlikeReference, ...] = Field(max_length=references.MOST_FOUND)


class Begun(wire.Wire):
    """A straw man, and the statement whose draft it became."""

    statement_id: wire.Id | None
    url: wire.Url | None
    straw_man: StrawMan


@router.post(
    "/references",
    name="createReference",
    summary="Make a reference of a version",
    response_model=Reference,
    status_code=201,
    responses=problems(404, 413, 415, 422, 507),
)
@needs("references.write")
async def create_reference(desk: TheDesk, new: NewReference) -> Response:
    """Anonymise a version as it is chosen. Nobody can start from it before it is published."""
    return await desk.write(_created, references.make_reference, new)


@router.get(
    "/references",
    name="listReferences",
    summary="List references",
    response_model=wire.Page[Reference],
    responses=problems(),
)
@needs("references.read")
async def list_references(
    desk: TheDesk,
    stretch: TheStretch,
    request: Request,
    state: Annotated[State | None, Query(description="In this state only.")] = None,
) -> Response:
    """List references in any state, newest first."""
    after = stretch.after(lists.scope_of(request))
    page = await desk.read(_page, stretch.limit, after, state)
    return lists.answer(request, page, as_wire, stretch.limit)


@router.get(
    "/references/search",
    name="searchReferences",
    summary="Search references",
    response_model=Found,
    responses=problems(404),
)
@needs("references.read")
async def search_references(
    desk: TheDesk,
    words: Annotated[
        str, Query(max_length=200, description="All of them must occur.", examples=["network"])
    ] = "",
    like_account: Annotated[
        AccountId | None, Query(description="Those most like this account first.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=references.MOST_FOUND)] = 20,
) -> Response:
    """Find published references by words, and by likeness to an account: industry, region, size."""
    found = await desk.think(references.search, words, like_account, limit)
    return as_json(json_bytes(Found(items=tuple(map(_alike, found)))))


@router.get(
    "/references/{reference_id}",
    name="getReference",
    summary="Read a reference",
    response_model=ReferenceModel,
    responses=problems(404),
)
@needs("references.read")
async def get_reference(desk: TheDesk, reference_id: str) -> Response:
    """Read a reference with its anonymised model: what a reviewer looks at."""
    kept, model = await desk.read(_with_model, reference_id)
    told = ReferenceModel(reference=as_wire(kept), statement=model)
    return as_json(json_bytes(told), {"ETag": told.reference.etag})


@router.patch(
    "/references/{reference_id}",
    name="changeReference",
    summary="Change what is said about a reference",
    response_model=Reference,
    responses=_CHANGES,
)
@needs("references.write")
async def change_reference(
    desk: TheDesk,
    reference_id: str,
    patch: Annotated[dict[str, Any], Body()],
    precondition: ThePrecondition,
) -> Response:
    """Merge a patch into what is said about a reference; its model never changes."""
    return await desk.write(_told, references.change_facts, reference_id, patch, precondition)


@router.post(
    "/references/{reference_id}/publication",
    name="publishReference",
    summary="Publish a reference",
    response_model=Reference,
    responses=_CHANGES,
)
@needs("references.write")
async def publish_reference(
    desk: TheDesk, reference_id: str, precondition: ThePrecondition
) -> Response:
    """Let others start from a reference. Whoever publishes it is kept as its reviewer."""
    return await desk.write(_told, references.publish, reference_id, precondition)


@router.post(
    "/references/{reference_id}/withdrawal",
    name="withdrawReference",
    summary="Withdraw a reference",
    response_model=Reference,
    responses=_CHANGES,
)
@needs("references.write")
async def withdraw_reference(
    desk: TheDesk, reference_id: str, precondition: ThePrecondition
) -> Response:
    """Let nobody start from a reference any more. Statements made from it stay as they are."""
    return await desk.write(_told, references.withdraw, reference_id, precondition)


@router.post(
    "/straw-men",
    name="createStrawMan",
    summary="Extrapolate a straw man",
    response_model=Begun,
    status_code=201,
    responses={
        200: {"model": Begun, "description": "No opportunity was named: nothing is stored."},
        **problems(404, 409, 413, 415, 422, 507),
    },
)
@needs("references.read")
async def create_straw_man(desk: TheDesk, fields: StrawManFields) -> Response:
    """Extrapolate from references to a customer: by size, currency and time.

    Each figure says from where it comes and by which rule; what cannot be known is a question. With
    an opportunity the straw man becomes the first draft of a new statement.
    """
    if fields.opportunity_id is None:
        return _begun(await desk.think(straw_men.extrapolated, fields))
    return await desk.write(_begun, straw_men.begun, fields)


def as_wire(kept: KeptReference) -> Reference:
    """A reference as the API tells it."""
    return Reference(
        url=f"/v1/references/{kept.id}",
        etag=etag_of(kept),
        **{
            name: getattr(kept, name)
            for name in Reference.model_fields
            if name not in {"url", "etag"}
        },
    )


def _page(
    transaction: Transaction, limit: int, after: str | None, state: State | None
) -> Page[KeptReference]:
    narrowed: dict[str, Any] = {} if state is None else {"state": state}
    return REFERENCES.page(transaction, limit, after, **narrowed)


def _with_model(
    transaction: Transaction, reference_id: str
) -> tuple[KeptReference, ValueStatement]:
    kept = references.reference(transaction, reference_id)
    return kept, references.model_of(transaction, kept)


def _alike(found: Alike) -> AlikeReference:
    return AlikeReference(reference=as_wire(found.reference), likeness=found.likeness)


def _created(kept: KeptReference) -> Response:
    return as_stored(as_wire(kept), 201)


def _told(kept: KeptReference) -> Response:
    return as_stored(as_wire(kept))


def _begun(made: Made) -> Response:
    kept = made.statement
    url = None if kept is None else f"/v1/statements/{kept.id}"
    told = Begun(statement_id=kept and kept.id, url=url, straw_man=made.straw_man)
    headers = {"Location": url} if url else {}
    return as_json(json_bytes(told), headers, 201 if kept else 200)
