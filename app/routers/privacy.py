"""Erasing an account for privacy: a preview, then the act that it confirms."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Query, Response
from pydantic import Field

from app.deps import TheDesk
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.routers.wire import Id, Wire
from app.services import erasure

router = strict_router("Accounts")

Counts = Annotated[
    dict[str, Annotated[int, Field(ge=0, le=2_147_483_647)]],
    Field(max_length=100, description="How many of each kind of thing, and of what is with them."),
]
Ids = Annotated[tuple[Id, ...], Field(max_length=1_000_000)]


class Removable(Wire):
    """Something that would be removed."""

    kind: Literal["account", "opportunity", "statement", "version"]
    id: Id
    title: str = Field(max_length=200)


class DeletionPreview(Wire):
    """What deleting an account would remove; `confirm` is the word that does it."""

    account_id: Id
    name: str = Field(max_length=200)
    counts: Counts
    named: tuple[Removable, ...] = Field(
        max_length=3 * erasure.MOST_NAMED,
        description=f"The first {erasure.MOST_NAMED} of each kind.",
    )
    confirm: str = Field(max_length=100)
    valid_until: datetime


class Deletion(Wire):
    """What was removed; kept answers are those to requests with an Idempotency-Key."""

    account_id: Id
    counts: Counts
    opportunity_ids: Ids
    statement_ids: Ids
    version_ids: Ids
    kept_answers: int = Field(ge=0, le=2_147_483_647)


@router.get(
    "/accounts/{account_id}/deletion-preview",
    name="previewAccountDeletion",
    summary="Preview an account's deletion",
    response_model=DeletionPreview,
    responses=problems(404),
)
@needs("privacy.delete")
async def preview_deletion(desk: TheDesk, account_id: str) -> Response:
    """Say what deleting an account would remove. `confirm` holds for that alone, 15 minutes."""
    preview = await desk.think(erasure.preview, account_id)
    return as_json(
        json_bytes(DeletionPreview.model_validate(preview)), {"Cache-Control": "no-store"}
    )


@router.delete(
    "/accounts/{account_id}",
    name="deleteAccount",
    summary="Delete an account for privacy",
    response_model=Deletion,
    responses=problems(404, 409, 507),
)
@needs("privacy.delete")
async def delete_account(
    desk: TheDesk,
    account_id: str,
    confirm: Annotated[
        str,
        Query(min_length=1, max_length=100, description="From the preview of this deletion."),
    ],
) -> Response:
    """Remove an account with its opportunities, statements, drafts and versions, for good.

    What the audit said of them goes too; that they were deleted, when and by whom, stays.
    To put an account out of sight, archive it instead.
    """
    answer = await desk.write(_told, erasure.erase_account, account_id, confirm)
    desk.request.app.state.printer.forget()
    return answer


def _told(erased: erasure.Erased) -> Response:
    deletion = Deletion(
        account_id=erased.account_id,
        counts=dict(erased.counts),
        opportunity_ids=erased.ids["opportunity"],
        statement_ids=erased.ids["statement"],
        version_ids=erased.ids["version"],
        kept_answers=erased.kept_answers,
    )
    return as_json(json_bytes(deletion))
