"""The API's reference for people: Swagger UI from our own disk, and the list of problems."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from app.problem_types import PROBLEM_TYPES, ProblemType
from app.problems import RefusedError
from app.routers.answers import problems
from app.routers.strict import StrictRoute

DOCS = "/docs"
ASSETS = f"{DOCS}/assets"

router = APIRouter(tags=["Problems"], route_class=StrictRoute)


class ProblemKind(BaseModel):
    """One kind of problem."""

    type: str
    code: str
    status: int
    title: str
    explanation: str


@router.get("/problems", name="listProblems", summary="List the problems", responses=problems())
async def list_problems() -> list[ProblemKind]:
    """List every kind of problem this API answers with."""
    return [_wire(kind) for kind in PROBLEM_TYPES]


@router.get(
    "/problems/{slug}",
    name="getProblem",
    summary="Read about a problem",
    responses=problems(404),
)
async def get_problem(slug: str) -> ProblemKind:
    """Tell what one kind of problem means; its address is the `type` of problem documents."""
    for kind in PROBLEM_TYPES:
        if kind.slug == slug:
            return _wire(kind)
    raise RefusedError("NOT_FOUND", "There is no such kind of problem. /problems lists them.")


@router.get(DOCS, include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """The reference to read and to try out; everything it loads comes from here."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=request.app.title,
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
        swagger_ui_parameters={"defaultModelsExpandDepth": 0, "docExpansion": "list"},
    )


def mount_assets(app: FastAPI) -> None:
    """Serve Swagger UI's own files from the package that ships them."""
    shipped = Path(str(files("fastapi_offline"))) / "static"
    app.mount(ASSETS, StaticFiles(directory=shipped), name="docs-assets")


def _wire(kind: ProblemType) -> ProblemKind:
    return ProblemKind(
        type=kind.url,
        code=kind.code,
        status=kind.status,
        title=kind.title,
        explanation=kind.explanation,
    )
