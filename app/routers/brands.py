"""How documents look: the brand of the workspace, of an account, and one that is only tried."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Body, Request, Response

from app.deps import TheDesk, ThePrecondition, ThePrintRoom
from app.desk import Desk
from app.documents.brand import Logo
from app.problem_types import BY_CODE
from app.problems import RefusedError
from app.routers import brand_wire as told
from app.routers.answers import FRESH, as_json, json_bytes, problems, strict_router, unless_had
from app.routers.contract import example_statement
from app.routers.file_names import content_disposition
from app.routers.pictures import BODY, POINTER, ThePicture
from app.routers.strict import needs
from app.services import brands
from app.services.preconditions import etag
from app.services.printing import Layout, order_for_statement
from app.services.profiles import Brand
from app.value import ValueStatement

router = strict_router("Brand")

HARMLESS = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""A picture opened as a page of its own may do nothing (Content-Security-Policy)."""
_PICTURES: dict[str, Any] = {
    "description": "The logo as it is kept.",
    "content": {
        kind: {"schema": {"type": "string", "format": "binary"}}
        for kind in ("image/png", "image/jpeg", "image/svg+xml")
    },
}
_ONE_PAGE = Layout(variant="summary")
_HAD = {"description": "You have it."}
_DOCUMENT = {
    "description": "The document.",
    "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}
_CHANGES = problems(412, 413, 415, 422, 507)
_ACCOUNT_CHANGES = problems(404, 409, 412, 413, 415, 422, 507)


@router.get(
    "/brand",
    name="getBrand",
    summary="Read the brand",
    response_model=told.WorkspaceBrand,
    responses=problems(),
)
@needs("accounts.read")
async def get_brand(desk: TheDesk) -> Response:
    """Read how this workspace's documents look: what it chose, and what comes of it."""
    return _of_workspace(await desk.read(brands.workspace_brand))


@router.put(
    "/brand",
    name="replaceBrand",
    summary="Replace the brand",
    response_model=told.WorkspaceBrand,
    responses=_CHANGES,
)
@needs("brand.manage")
async def replace_brand(
    desk: TheDesk,
    brand: Annotated[Brand, Body(examples=[{"name": "Company B", "primary_colour": "#0b5394"}])],
    precondition: ThePrecondition,
) -> Response:
    """Choose how this workspace's documents look. Its logo stays; figures stay whatever it says.

    Documents of old versions take the new brand too: how they look is not what they say.
    """
    return await desk.write(_of_workspace, brands.choose_brand, brand, precondition)


@router.delete(
    "/brand",
    name="deleteBrand",
    summary="Delete the brand",
    response_model=told.WorkspaceBrand,
    responses=problems(412, 507),
)
@needs("brand.manage")
async def delete_brand(desk: TheDesk, precondition: ThePrecondition) -> Response:
    """Return to the product's own look, without a logo."""
    return await desk.write(_of_workspace, brands.forget_brand, precondition)


@router.get(
    "/brand/logo",
    name="getBrandLogo",
    summary="Read the logo",
    response_class=Response,
    responses={200: _PICTURES, 304: _HAD, **problems(404)},
)
@needs("accounts.read")
async def get_brand_logo(desk: TheDesk, request: Request) -> Response:
    """Read the workspace's logo as it is kept."""
    return _picture((await desk.read(brands.workspace_brand)).logo, request)


@router.put(
    "/brand/logo",
    name="replaceBrandLogo",
    summary="Replace the logo",
    response_model=told.WorkspaceBrand,
    responses=_CHANGES,
    openapi_extra={"requestBody": BODY},
)
@needs("brand.manage")
async def replace_brand_logo(
    desk: TheDesk, sent: ThePicture, precondition: ThePrecondition
) -> Response:
    """Give the workspace's documents a logo: the file itself, or Base64 in JSON.

    It is drawn anew: no metadata, no scripts, nothing that is fetched. `etag` is the brand's.
    """
    logo = await _cleaned(desk, sent, POINTER)
    return await desk.write(_of_workspace, brands.choose_logo, logo, precondition)


@router.delete(
    "/brand/logo",
    name="deleteBrandLogo",
    summary="Delete the logo",
    response_model=told.WorkspaceBrand,
    responses=problems(412, 507),
)
@needs("brand.manage")
async def delete_brand_logo(desk: TheDesk, precondition: ThePrecondition) -> Response:
    """Print the workspace's documents without a logo."""
    return await desk.write(_of_workspace, brands.choose_logo, None, precondition)


@router.post(
    "/brand/preview",
    name="previewBrand",
    summary="Preview a brand",
    response_class=Response,
    responses={200: _DOCUMENT, **problems(413, 415, 422)},
)
@needs("documents.create")
async def preview_brand(
    desk: TheDesk, print_room: ThePrintRoom, tried: told.BrandTried
) -> Response:
    """Print one page of the example deal in a brand that is not kept.

    What is left out is as the workspace's brand is.
    """
    logo = None
    if tried.logo_base64 is not None:
        place = "#/logo_base64"
        logo = await _cleaned(desk, told.bytes_of(tried.logo_base64, place), place)
    brand = await desk.read(brands.tried_brand, tried.brand, logo)
    example = ValueStatement.model_validate(example_statement())
    order = order_for_statement(example, desk.caller.name, datetime.now(UTC), _ONE_PAGE, brand)
    headers = {"Content-Disposition": content_disposition("Brand preview.pdf")}
    return Response(await print_room.make(order), 200, headers, "application/pdf")


@router.get(
    "/accounts/{account_id}/brand",
    name="getAccountBrand",
    summary="Read an account's brand",
    response_model=told.AccountBrandTold,
    responses=problems(404),
)
@needs("accounts.read")
async def get_account_brand(desk: TheDesk, account_id: str) -> Response:
    """Read how an account's documents look: its own brand goes before the workspace's.

    Its own is the account's `brand`, changed with the account; its logo is put beside it.
    """
    return _of_account(await desk.read(brands.account_brand, account_id))


@router.get(
    "/accounts/{account_id}/brand/logo",
    name="getAccountLogo",
    summary="Read an account's logo",
    response_class=Response,
    responses={200: _PICTURES, 304: _HAD, **problems(404)},
)
@needs("accounts.read")
async def get_account_logo(desk: TheDesk, account_id: str, request: Request) -> Response:
    """Read an account's own logo as it is kept."""
    return _picture((await desk.read(brands.account_brand, account_id)).logo, request)


@router.put(
    "/accounts/{account_id}/brand/logo",
    name="replaceAccountLogo",
    summary="Replace an account's logo",
    response_model=told.AccountBrandTold,
    responses=_ACCOUNT_CHANGES,
    openapi_extra={"requestBody": BODY},
)
@needs("accounts.write")
async def replace_account_logo(
    desk: TheDesk, account_id: str, sent: ThePicture, precondition: ThePrecondition
) -> Response:
    """Give an account's documents a logo of their own, in any form in which the workspace's comes.

    `etag` is the account's.
    """
    logo = await _cleaned(desk, sent, POINTER)
    deed = brands.choose_account_logo
    return await desk.write(_of_account, deed, account_id, logo, precondition)


@router.delete(
    "/accounts/{account_id}/brand/logo",
    name="deleteAccountLogo",
    summary="Delete an account's logo",
    response_model=told.AccountBrandTold,
    responses=problems(404, 409, 412, 507),
)
@needs("accounts.write")
async def delete_account_logo(
    desk: TheDesk, account_id: str, precondition: ThePrecondition
) -> Response:
    """Let an account's documents carry the workspace's logo again."""
    deed = brands.choose_account_logo
    return await desk.write(_of_account, deed, account_id, None, precondition)


async def _cleaned(desk: Desk, content: bytes, pointer: str) -> Logo:
    """A logo drawn anew, in a thread: decoding takes tens of milliseconds."""
    limiter = desk.lanes.thinking
    return await to_thread.run_sync(brands.cleaned, content, pointer, limiter=limiter)


def _picture(logo: Logo | None, request: Request) -> Response:
    if logo is None:
        raise RefusedError("NOT_FOUND", BY_CODE["NOT_FOUND"].explanation)
    tag = etag(logo.sha256)
    had = unless_had(request, tag, FRESH)
    if had is not None:
        return had
    suffix = logo.media_type.partition("/")[2].partition("+")[0]
    headers = {
        "ETag": tag,
        "Cache-Control": FRESH,
        "Content-Security-Policy": HARMLESS,
        "Content-Disposition": content_disposition(f"logo.{suffix}"),
    }
    return Response(logo.content, 200, headers, logo.media_type)


def _of_workspace(chosen: brands.ChosenBrand) -> Response:
    return _tagged(told.of_workspace(chosen))


def _of_account(found: brands.AccountBrand) -> Response:
    return _tagged(told.of_account(found))


def _tagged(answer: told.WorkspaceBrand | told.AccountBrandTold) -> Response:
    return as_json(json_bytes(answer), {"ETag": answer.etag})
