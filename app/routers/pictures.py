"""Pictures that callers send: the file itself, a field of a form, or Base64 in JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from app.documents.logos.cleaning import MOST_BYTES
from app.problem_types import BY_CODE
from app.problems import RefusedError
from app.routers.brand_wire import LogoSent, bytes_of
from app.routers.strict import read_json
from app.services.errors import InvalidChangeError
from app.value import faults_of

_FORM = "multipart/form-data"
_FILE = {"type": "string", "format": "binary"}
_FILES = ("image/png", "image/jpeg", "image/svg+xml", "application/octet-stream")
_EXAMPLE = (
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDQiPjxwYXRoIGQ9"
    "Ik0wIDBoOXY0eiIvPjwvc3ZnPg=="
)
POINTER = "#/content_base64"
BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "title": "LogoSent",
                "required": ["content_base64"],
                "additionalProperties": False,
                "properties": {
                    "content_base64": {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": MOST_BYTES * 4 // 3 + 1000,
                        "description": f"A PNG, JPEG or SVG of at most {MOST_BYTES} bytes, "
                        "in Base64.",
                    }
                },
            },
            "example": {"content_base64": _EXAMPLE},
        },
        **{kind: {"schema": _FILE} for kind in _FILES},
        _FORM: {
            "schema": {"type": "object", "required": ["logo"], "properties": {"logo": _FILE}},
        },
    },
}
"""How the contract describes a picture that is sent."""


async def picture(request: Request) -> bytes:
    """The bytes of the picture in a request; what it is, they say themselves.

    Raises:
        RefusedError: it came in a form that is not read here.
        InvalidChangeError: its JSON holds no picture.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in _FILES:
        return await request.body()
    if kind == _FORM:
        return await _uploaded(request)
    if kind == "application/json" or kind.endswith("+json"):
        return _read(await request.body())
    accepted = ", ".join(BODY["content"])
    detail = f"Read here are {accepted}."
    raise RefusedError("UNSUPPORTED_MEDIA_TYPE", detail, headers={"Accept": accepted})


ThePicture = Annotated[bytes, Depends(picture)]


async def _uploaded(request: Request) -> bytes:
    await request.body()  # kept: whoever keeps answers looks at it again
    async with request.form(max_files=1, max_fields=10) as form:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        if len(files) != 1:
            told = f"{BY_CODE['BAD_REQUEST'].explanation} Send one file, as the field logo."
            raise RefusedError("BAD_REQUEST", told)
        return await files[0].read()


def _read(raw: bytes) -> bytes:
    try:
        sent = LogoSent.model_validate(read_json(raw))
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None
    return bytes_of(sent.content_base64, POINTER)
