"""The analyses of a draft, of a version, and of a statement that is stored nowhere.

Each analysis of the list has one route of each kind; none of them changes anything.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeAlias

from fastapi import Body, Path, Response
from pydantic import BaseModel, create_model

from app.deps import TheDesk
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.contract import example_statement
from app.routers.strict import needs
from app.services.analyses import ANALYSES, Analysis, analysed
from app.services.fields import Fields
from app.services.scopes import Scope
from app.services.states import State, statement_at
from app.store import Transaction
from app.value import ValueStatement

Route: TypeAlias = Callable[..., Awaitable[Response]]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="1, 2, 3 …")]

_CALCULATES: Scope = "calculations.create"
_READS: Scope = "statements.read"

router = strict_router("Analyses")


def _offer(analysis: Analysis[Any]) -> None:
    """Add the routes of one analysis."""
    stored = "/statements/{statement_id}"
    for path, kind, thing, route, scope, statuses in (
        (f"/calculations/{analysis.name}", "Statement", "statement", _posted, _CALCULATES, ()),
        (f"{stored}/draft/{analysis.name}", "Draft", "draft", _of_draft, _READS, (404,)),
        (
            f"{stored}/versions/{{version_number:int}}/{analysis.name}",
            "Version",
            "version",
            _of_version,
            _READS,
            (404,),
        ),
    ):
        router.post(
            path,
            name=f"analyse{kind}{analysis.operation}",
            summary=f"{analysis.words} of a {thing}",
            description=f"{analysis.explained} Nothing is stored.",
            response_model=analysis.answer,
            responses=problems(413, 415, 422, *statuses),
        )(needs(scope)(route(analysis)))


def _posted(analysis: Analysis[Any]) -> Route:
    name = f"{analysis.operation}Request"
    model: Any = create_model(
        name,
        __base__=analysis.options,
        __doc__=f"A statement, and what is asked of it. {analysis.options.__doc__}",
        statement=(ValueStatement, ...),
    )
    example = {"statement": example_statement(), **analysis.example}

    body: Any = Annotated[model, Body(examples=[example])]

    async def route(desk: TheDesk, asked: body) -> Response:
        return await desk.think(_analysed, asked.statement, analysis, asked)

    return route


def _of_draft(analysis: Analysis[Any]) -> Route:
    chosen, told = _options(analysis)
    body: Any = chosen

    async def route(desk: TheDesk, statement_id: str, options: body = told) -> Response:
        return await desk.think(_analysed_at, statement_id, "draft", analysis, options)

    return route


def _of_version(analysis: Analysis[Any]) -> Route:
    chosen, told = _options(analysis)
    body: Any = chosen

    async def route(
        desk: TheDesk, statement_id: str, version_number: Number, options: body = told
    ) -> Response:
        return await desk.think(_analysed_at, statement_id, version_number, analysis, options)

    return route


def _options(analysis: Analysis[Any]) -> tuple[Any, Any]:
    """The body's type and description; it may be left out unless something of it must be said."""
    chosen: Any = analysis.options
    examples = [analysis.example]
    if any(field.is_required() for field in analysis.options.model_fields.values()):
        return chosen, Body(examples=examples)
    return chosen | None, Body(None, examples=examples)


def _analysed_at(
    transaction: Transaction,
    statement_id: str,
    state: State,
    analysis: Analysis[Any],
    options: Fields | None,
) -> Response:
    statement = statement_at(transaction, statement_id, state)
    return _analysed(transaction, statement, analysis, options or analysis.options())


def _analysed(
    transaction: Transaction, statement: ValueStatement, analysis: Analysis[Any], options: Fields
) -> Response:
    return _told(analysed(transaction, statement, analysis, options))


def _told(answer: BaseModel) -> Response:
    return as_json(json_bytes(answer))


for _analysis in ANALYSES:
    _offer(_analysis)
