"""Verifying a document: is it ours, as it went out, and the one that counts?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile

from app.deps import TheDesk
from app.documents.codes import code_of
from app.problem_types import BY_CODE
from app.problems import RefusedError
from app.routers import wire
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs, read_json
from app.services import verification
from app.services.errors import InvalidChangeError
from app.services.verification import Verdict
from app.value import faults_of

router = strict_router("Documents")

_EXAMPLE = "BWP9-M6VY-7N66-YQSR"
_FILE = {"type": "string", "format": "binary"}
_FORM = "multipart/form-data"
_FILES = ("application/pdf", "application/octet-stream")
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["code"],
                "additionalProperties": False,
                "properties": {
                    "code": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 100,
                        "description": "The code on every page, as it was typed.",
                    }
                },
            },
            "example": {"code": _EXAMPLE},
        },
        **{kind: {"schema": _FILE} for kind in _FILES},
        _FORM: {
            "schema": {
                "type": "object",
                "required": ["document"],
                "properties": {"document": _FILE},
            }
        },
    },
}


class TypedCode(BaseModel):
    """The code on every page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1, max_length=100)


class Verification(wire.Wire):
    """What became of a document or code; what it is about is null where nothing is known."""

    verdict: Verdict = Field(
        description="`current`: genuine, and the newest version or the accepted one. `superseded`: "
        "genuine, and another version counts. `draft`: a genuine draft, which is no version. "
        "`altered`: it names a version of this workspace and is not as it went out. `unknown`: "
        "nothing of this workspace."
    )
    is_genuine: bool
    detail: str = Field(max_length=1000, description="The verdict as a sentence.")
    code: str | None = Field(max_length=19, examples=[_EXAMPLE])
    content_hash: str | None = Field(max_length=64)
    statement_id: wire.Id | None
    version_number: wire.VersionNumber | None = Field(
        description="The version it is, or names; of a draft the one that says the same."
    )
    version_url: wire.Url | None
    title: wire.Name | None
    label: wire.Name | None
    issued_at: datetime | None = Field(
        description="When the version was frozen, or the draft handed out first."
    )
    superseded_by: wire.VersionNumber | None = Field(description="The newest version.")
    accepted_version_number: wire.VersionNumber | None = Field(
        description="The version that the customer accepted."
    )


@router.post(
    "/verify",
    name="verifyDocument",
    summary="Verify a document or its code",
    response_model=Verification,
    responses=problems(413, 415, 422),
    openapi_extra={"requestBody": _BODY},
)
@needs("statements.read")
async def verify_document(desk: TheDesk, request: Request) -> Response:
    """Say whether a document is genuine, and whether it is the one that counts.

    Send the file itself (a PDF, or any other form as application/octet-stream; or either as the
    field `document` of a form), or the code on its pages as JSON. Nothing is stored.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _FILES:
        judged = await desk.think(verification.verify_document, await request.body())
    elif kind == _FORM:
        judged = await desk.think(verification.verify_document, await _uploaded(request))
    elif kind == "application/json" or kind.endswith("+json"):
        judged = await desk.think(verification.verify_code, _typed(await request.body()))
    else:
        accepted = ", ".join(_BODY["content"])
        raise RefusedError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"Read here are {accepted}.",
            headers={"Accept": accepted},
        )
    return as_json(json_bytes(_told(judged)))


def _typed(raw: bytes) -> str:
    try:
        return TypedCode.model_validate(read_json(raw)).code
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None


async def _uploaded(request: Request) -> bytes:
    """The file of a form: its field `document`, or the only file there is."""
    async with request.form(max_files=1, max_fields=10) as form:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        if len(files) != 1:
            raise RefusedError(
                "BAD_REQUEST",
                f"{BY_CODE['BAD_REQUEST'].explanation} Send one file, as the field document.",
            )
        return await files[0].read()


def _told(judged: verification.Verification) -> Verification:
    version, place = judged.version, judged.place
    number = version.version_number if version else None
    is_superseded = judged.verdict in ("superseded", "altered") and place and place.head != number
    return Verification(
        verdict=judged.verdict,
        is_genuine=judged.is_genuine,
        detail=judged.detail,
        code=code_of(judged.content_hash) if judged.content_hash else None,
        content_hash=judged.content_hash,
        statement_id=judged.statement_id,
        version_number=number,
        version_url=f"/v1/statements/{version.statement_id}/versions/{number}" if version else None,
        title=version.title if version else None,
        label=version.label if version else None,
        issued_at=judged.issued_at,
        superseded_by=place.head if is_superseded and place else None,
        accepted_version_number=place.accepted if place else None,
    )
